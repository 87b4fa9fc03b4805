"""Labels and titles as a report prints them against those of the form, and what tells them apart."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from gip_lint.kit import Bilingual, fold, lazy_pattern, may_be_traditional, without_markup, without_pinyin

if TYPE_CHECKING:
    from difflib import SequenceMatcher

_MARKS = lazy_pattern(r"[^\w()]|_")
_BRACKETS = str.maketrans("[]【】〔〕{}〈〉", "()()()()()")
_PRINTED = str.maketrans("()", "（）")
_LEAST_ALIKE = 0.4
_MOST_PLACES = 3
_SLIP = 2


def comparable(text: str) -> str:
    """Return what counts in a label: its characters and brackets.

    Width, script, white space, pinyin and all other punctuation are set aside, so ``二)部分公开`` is not
    ``（二）部分公开``, and ``结 果 维 持`` is ``结果维持``.
    """
    folded = unicodedata.normalize("NFKC", fold(without_pinyin(without_markup(text))))
    return _MARKS.sub("", folded.translate(_BRACKETS)).lower()


def is_printed(found: str, due: str) -> bool:
    """Return whether *found* is the label that is due, with or without a note in brackets behind it."""
    written, wanted = comparable(found), comparable(due)
    return written == wanted or written.startswith(f"{wanted}(")


def difference(found: str, due: str) -> Bilingual | None:
    """Return which characters differ; None where the two have too little in common."""
    written, wanted = comparable(found), comparable(due)
    matcher = _matched(written, wanted)
    changes = [
        (written[a:b].translate(_PRINTED), wanted[c:d].translate(_PRINTED))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    moved = {was for was, _ in changes if was} & {now for _, now in changes if now}
    if not changes or moved or len(changes) > _MOST_PLACES or matcher.ratio() < _LEAST_ALIKE:
        return None
    told = [_change(*change) for change in changes]
    return Bilingual("，".join(each.zh for each in told), ", ".join(each.en for each in told))


def _change(found: str, due: str) -> Bilingual:
    if not found:
        return Bilingual(f"缺“{due}”", f"“{due}” is missing")
    if not due:
        return Bilingual(f"多“{found}”", f"“{found}” is superfluous")
    return Bilingual(f"“{due}”写成了“{found}”", f"“{due}” is written “{found}”")


def _matched(written: str, wanted: str) -> SequenceMatcher[str]:
    from difflib import SequenceMatcher  # noqa: PLC0415 - most labels are printed as they should be

    return SequenceMatcher(None, written, wanted, autojunk=False)


def closeness(found: str, due: str) -> float:
    """Return how alike the two are, from 0 to 1: the share of characters that they have in common."""
    return _matched(comparable(found), comparable(due)).ratio()


def is_traditional(text: str) -> bool:
    """Return whether a text is in traditional script, so that the form's label does not fit into it."""
    return may_be_traditional(text)


def is_slip(found: str, due: str) -> bool:
    """Return whether they differ by a character or so, so that the due one can replace the other."""
    if is_traditional(found):
        return False
    matcher = _matched(comparable(found), comparable(due))
    changed = sum(max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")
    return 0 < changed <= min(_SLIP, len(comparable(due)) // 3)
