"""The ordinals of the parts as they are written, and headings that take the ordinals of parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gip_lint.kit import Heading, Report, Section, Span, fold, lazy_pattern
from gip_lint_rules.structure._shared.places import ORDINALS

_NUMERAL = lazy_pattern(r"[一二三四五六七八九十]{1,3}|\d{1,2}")
_ON_THE_LINE_BEFORE = lazy_pattern(
    r"(?:^|[\r\n|｜])[ \t\u3000#*]*(第?[一二三四五六七八九十]{1,3}[、．.]?|第[一二三四五六七八九十]部分)$"
)
_RUN_TOGETHER = lazy_pattern(
    r"第?(?:[一二三四五六七八九十]|\d{1,2})(?:部分|章)?(?=[\s、.])|第[一二三四五六]部分"
)
_UNREAD = lazy_pattern("[ⅠⅡⅢⅣⅤⅥ①②③④⑤⑥]")
_OF_A_PART = lazy_pattern(r"第?[一二三四五六七八九十]{1,3}(?:部分)?[、.,:]?\s*")
_NEAR = 10
_TEN = 10


class Numbered(NamedTuple):
    """A part and the ordinal that its heading bears."""

    section: Section
    written: str
    number: int | None
    span: Span | None
    """Where the numeral stands, in the text."""
    unclear: bool = False
    """Whether there is an ordinal that cannot be read."""

    @property
    def due(self) -> int:
        """The number of the part in the form."""
        return self.section.part.ordinal

    @property
    def title(self) -> str:
        """The title as written."""
        return self.section.title.strip()

    @property
    def bracketed(self) -> bool:
        """Whether the ordinal is one of a lower level, （二）."""
        return fold(self.written).startswith("(")

    @property
    def arabic(self) -> bool:
        """Whether the ordinal is written in digits."""
        return any(character.isdigit() for character in fold(self.written))

    @property
    def numeral(self) -> str:
        """The numeral that is due, of the sort that stands there."""
        return str(self.due) if self.arabic else ORDINALS[self.due - 1]

    @property
    def right(self) -> str:
        """The ordinal that is due, written as this one."""
        return _NUMERAL.sub(self.numeral, fold(self.written), count=1).replace("(", "（").replace(")", "）")


def numbered(text: str, section: Section) -> Numbered:
    """Read the ordinal of a part, which may also stand on the line before or run into the title."""
    heading = Span(section.heading_span.start, section.title_span.start)
    written = section.ordinal
    start = heading.start
    if written is None:
        before = _ON_THE_LINE_BEFORE.search(text[: heading.start].rstrip(" \t\r\n\u3000|｜"))
        joined = _RUN_TOGETHER.match(fold(section.title))
        if joined:
            written, start = section.title[: joined.end()], section.title_span.start
        elif before and heading.start - before.end(1) < _NEAR:
            written, start = before[1], before.start(1)
    else:
        start = max(text.find(written, heading.start, heading.end), heading.start)
    if written is None:
        leading = text[heading.start : heading.end] + section.title[:1]
        return Numbered(section, "", None, None, unclear=_UNREAD.search(leading) is not None)
    numeral = _NUMERAL.search(fold(written))
    if numeral is None:
        return Numbered(section, written, None, None, unclear=True)
    span = Span(start + numeral.start(), start + numeral.end())
    return Numbered(section, written.strip(), _number(numeral.group()), span)


def _number(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return ORDINALS.index(numeral[0]) + 1
    return _TEN * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)


def ordinal_number(ordinal: str | None) -> int | None:
    """Return the number of an ordinal of the parts' level (二、 第二部分); None for any other."""
    folded = fold(ordinal or "")
    match = _NUMERAL.search(folded)
    return _number(match.group()) if match and _OF_A_PART.fullmatch(folded) else None


def closed_up(parts: Sequence[Numbered], due: int) -> bool:
    """Return whether some of *due* parts are missing and the others count through without them."""
    dues = [each.due for each in parts]
    numbers = [each.number for each in parts]
    counted = numbers == list(range(1, len(parts) + 1))
    return 1 < len(parts) < due and counted and numbers != dues == sorted(dues)


def promoted(report: Report, start: int, end: int) -> list[Heading]:
    """Return the headings between two places that are not parts and yet are numbered as such."""
    own = {section.heading_span.start for section in report.sections}
    tables = [table.span for table in report.tables.values()]
    return [
        block
        for block in report.document.blocks
        if isinstance(block, Heading)
        and start <= block.span.start < end
        and block.span.start not in own
        and ordinal_number(block.ordinal) is not None
        and not any(span.start <= block.span.start < span.end for span in tables)
    ]
