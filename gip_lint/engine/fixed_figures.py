"""Whether an edit leaves every figure as it is: a machine may mend words by itself, never numbers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from gip_lint.engine.edits import applied
from gip_lint.model.finding import Edit
from gip_lint_grammar.lazy import lazy_pattern

_FIGURE = lazy_pattern(r"-?\d+(?:[.,]\d+)*")
_MINUS = str.maketrans({"−": "-", "—": "-"})
_LINE_END = lazy_pattern(r"[\r\n]")
AROUND = 200
"""How many characters before and behind an edit are looked at; no figure is longer."""


def keeps_figures(text: str, edits: Iterable[Edit]) -> bool:
    """Return whether *text* holds the same figures in the same order after *edits*.

    Digits of any width count, and the sign before them; how their thousands are parted does too. What stands
    on other lines than the edits is left out of account.
    """
    chosen = sorted(edits, key=lambda edit: edit.start)
    if not chosen:
        return True
    start = max(0, chosen[0].start - AROUND)
    end = min(len(text), chosen[-1].end + AROUND)
    lines = [match.end() for match in _LINE_END.finditer(text, start, chosen[0].start)]
    start = lines[-1] if lines else start
    following = _LINE_END.search(text, chosen[-1].end, end)
    end = following.start() if following else end
    moved = [Edit(edit.start - start, edit.end - start, edit.text) for edit in chosen]
    before = text[start:end]
    return _figures(before) == _figures(applied(before, moved))


def _figures(text: str) -> list[str]:
    return _FIGURE.findall(unicodedata.normalize("NFKC", text.translate(_MINUS)))
