"""What fixes change, as a unified diff that ``patch`` and ``git apply`` take."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from gip_lint.fixing.rounds import Fixed

_NO_LINE_END = "\n\\ No newline at end of file\n"


def difference(fixed: Fixed) -> Iterator[str]:
    """Yield the lines of the diff, with their line ends; none where nothing changed."""
    name = fixed.source.shown
    before, after = _lines(fixed.old_text), _lines(fixed.new_text)
    for line in unified_diff(before, after, name, name):
        yield line if line.endswith("\n") else line + _NO_LINE_END


def _lines(text: str) -> list[str]:
    """Part a text at line feeds alone, as ``patch`` does."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
