"""Marks made fit for a grammar: what does not pair is blotted out, length kept, so that every text parses."""

from __future__ import annotations

import re
from typing import Final

from gip_lint_grammar.folding import fold
from gip_lint_grammar.lazy import lazy_pattern

BLOT, ORDINAL_OPEN, ORDINAL_CLOSE = "\x00", "\x01", "\x02"
NUMERAL: Final = "0-9零〇一二三四五六七八九十百千两廿卅"
"""The characters of a numeral, for a class of a regular expression."""

_DEEPEST: Final = 8
"""Marks nested deeper than this are not marks."""
_YEAR: Final = r"[〔\[(【〖{]\s?(?:19|20)[0-9]{2}\s?年?\s?[〕\])】〗}]"
_YEAR_BRACKETS: Final = lazy_pattern(rf"((?<=号))?{_YEAR}(?(1)|(?=\s{{0,2}}第?\s?[0-9]{{1,5}}\s?号))")
"""Behind 号, or else before the number."""
_ORDINAL_BRACKETS: Final = lazy_pattern(
    rf"\(\s?[{NUMERAL}]{{1,9}}\s?\)|(?<=令)\(第?\s?[{NUMERAL}]{{1,9}}\s?号\)"
)
_TITLE_MARKS: Final = lazy_pattern("[《》〈〉。]")
_BRACKETS: Final = lazy_pattern("[《》()]")


def prepared(text: str) -> str:
    """Return *text* folded, its marks made fit for the grammar, length kept.

    Title marks and brackets that do not pair, or nest too deep, become ``\\x00``; a title does not run over
    the end of a sentence. Around the year of a document number stand 〔〕, around an ordinal ``\\x01`` and
    ``\\x02``. Brackets inside a title are left alone.
    """
    folded = fold(text)
    folded = _YEAR_BRACKETS.sub(lambda match: "〔" + match.group()[1:-1] + "〕", folded)
    folded = _ORDINAL_BRACKETS.sub(_ordinal_brackets, folded)
    characters = list(folded)
    _pair_title_marks(folded, characters)
    _pair_brackets("".join(characters), characters)
    return "".join(characters)


def _ordinal_brackets(match: re.Match[str]) -> str:
    inner = match.group()[1:-1]
    head = len(inner) - len(inner.lstrip())
    tail = len(inner) - len(inner.rstrip())
    return ORDINAL_OPEN * (head + 1) + inner.strip() + ORDINAL_CLOSE * (tail + 1)


def _pair_title_marks(text: str, characters: list[str]) -> None:
    opened: list[tuple[str, int]] = []
    sentence_ends = -1
    for match in _TITLE_MARKS.finditer(text):
        mark, position = match.group(), match.start()
        if mark == "。":
            sentence_ends = position
        elif mark == "《" or (mark == "〈" and not opened):
            opened.append((mark, position))
            characters[position] = BLOT
        elif mark == "》" or (mark == "〉" and opened and opened[-1][0] == "〈"):
            characters[position] = BLOT
            if opened and (opened[-1][0] == "《") == (mark == "》"):
                _, begin = opened.pop()
                if begin > sentence_ends and len(opened) < _DEEPEST:
                    characters[begin], characters[position] = "《", "》"


def _pair_brackets(text: str, characters: list[str]) -> None:
    opened: list[int] = []
    inside_titles = 0
    for match in _BRACKETS.finditer(text):
        mark, position = match.group(), match.start()
        if mark == "《":
            inside_titles += 1
        elif mark == "》":
            inside_titles -= 1
        elif inside_titles:
            continue
        elif mark == "(":
            opened.append(position)
            characters[position] = BLOT
        else:
            characters[position] = BLOT
            if opened:
                begin = opened.pop()
                if len(opened) < _DEEPEST:
                    characters[begin], characters[position] = "(", ")"
