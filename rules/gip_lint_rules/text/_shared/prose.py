"""The prose of a report as the text rules read it: paragraphs made whole, tables left out.

A PDF breaks its lines at a margin, so a paragraph may lie in several lines; here they are joined again, and
every place of the joined text leads back to the notation. One pattern runs once over all of it, since each
passage is a line of :attr:`Prose.text`.

``Report.passages`` joins whatever may go on, which serves whoever looks for what is said. Rules that judge
where a paragraph ends cannot take that for granted: here lines are joined only where the report shows a
margin and the line reaches it, and pieces of tables that came apart are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from gip_lint.kit import (
    Block,
    Cell,
    Heading,
    Paragraph,
    Passage,
    Report,
    Span,
    Table,
    is_page_number,
    lazy_pattern,
    may_be_traditional,
    once,
    simplified,
)
from gip_lint_rules.text._shared.furniture import is_furniture

BLANKED = "\ue000"
"""Stands for every character of an address (web or mail) or of code, which is not Chinese prose."""
END_MARKS = "。！？!?；;…"
"""What ends a sentence, or an item of a list."""
_CLOSING = "”’」』）)】〕》〉\"'"
_ADDRESS = lazy_pattern(
    r"(?:https?://|www\.)[\w\-.~:/?#@!$&*+=%]+|[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,20}", re.ASCII
)
"""No part of a mail address is longer (RFC 5321, 4.5.3.1); without a bound long words cost their square."""
_NO_WORDS = lazy_pattern(r"[\W_]*")
_NOT_LINE_ENDS = lazy_pattern(r"[^\r\n]")
_SENTENCE = lazy_pattern("[。；;]")
_WIDE_GAP = lazy_pattern(r"\S {2,}\S")
_LONGEST_FRAGMENT = 30
_SHORTEST_CELL = 20
_NARROWEST_MARGIN, _WIDEST_MARGIN = 36, 160
_FEWEST_BROKEN_LINES = 4
_RAGGED = 8
"""Columns by which a full line may fall short of the margin."""


class Kind(Enum):
    """What a passage is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    """A cell that holds whole sentences."""
    FURNITURE = "furniture"
    """What a web page left behind."""


class Follows(Enum):
    """What comes after a passage."""

    PROSE = "prose"
    HEADING = "heading"
    TABLE = "table"
    END = "end"


class ProseLine(NamedTuple):
    """A paragraph, a heading or a cell, as the stretch ``start`` to ``end`` of :attr:`Prose.text`."""

    start: int
    end: int
    kind: Kind
    follows: Follows


class Prose:
    """What a report says in words, apart from the labels and figures of its tables."""

    def __init__(
        self,
        whole: str,
        own: str,
        text: str,
        passages: tuple[ProseLine, ...],
        characters: frozenset[str],
        joined: Passage,
    ) -> None:
        self.whole = whole
        """The text of the file, the report's part simplified, addresses blanked, every place kept."""
        self.own = own
        """What of ``whole`` is the report's."""
        self.text = text
        """The passages, one a line, in simplified characters, addresses blanked."""
        self.passages = passages
        self.characters = characters
        """Every character of the report."""
        self._joined = joined
        """``text`` with the place of each of its lines in the notation."""

    def may_hold(self, words: Iterable[str]) -> bool:
        """Return whether any of *words* stands in the report; quicker than looking for each."""
        return any(map(self.own.__contains__, filter(self.characters.issuperset, words)))

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the stretches of the notation that *start* to *end* of ``text`` come from, line by line."""
        return self._joined.spans(start, end)

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the notation from *start* to *end* of ``text``, line breaks included."""
        spans = self.spans(start, end)
        return spans[0].cover(spans[-1])

    def passage_at(self, place: int) -> ProseLine:
        """Return the passage in which *place* of ``text`` stands."""
        return self.passages[max(bisect_right(self._passage_starts, place) - 1, 0)]

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [passage.start for passage in self.passages]


def blanked(text: str) -> str:
    """Return *text* with the characters of web and mail addresses blanked, length kept."""
    if not _may_hold_addresses(text):
        return text
    return _ADDRESS.sub(lambda match: BLANKED * len(match.group()), text)


def _without(spans: Iterable[Span], text: str) -> str:
    """Return *text* with *spans* blanked, lines and length kept."""
    pieces = []
    done = 0
    for span in spans:
        pieces += [text[done : span.start], _NOT_LINE_ENDS.sub(BLANKED, span.text(text))]
        done = span.end
    return "".join([*pieces, text[done:]]) if pieces else text


def addresses_in(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield where web and mail addresses begin and end."""
    if _may_hold_addresses(text):
        for match in _ADDRESS.finditer(text, span.start, span.end):
            yield match.span()


def _may_hold_addresses(text: str) -> bool:
    return "://" in text or "www." in text or "@" in text


def blocks_of(report: Report) -> Iterator[Block]:
    """Yield the blocks of *report*; a file may hold several reports."""
    blocks = report.document.blocks
    first = bisect_left(blocks, report.span.start, key=lambda block: block.span.start)
    for index in range(first, len(blocks)):
        if blocks[index].span.end > report.span.end:
            return
        yield blocks[index]


class _Line(NamedTuple):
    span: Span
    kind: Kind
    ends: bool
    """Whether nothing that comes after belongs to the same paragraph."""
    follows: Follows


@once
def prose_of(report: Report) -> Prose:
    """Return the prose of *report*, made once, since ten rules read it."""
    own = blanked(report.span.text(report.text))
    characters = frozenset(own)
    if may_be_traditional("".join(characters)):
        own = simplified(own)
        characters = frozenset(own)
    whole = report.text[: report.span.start] + own + report.text[report.span.end :]
    worded = _without(report.verbatim, whole)
    text: list[str] = []
    pieces: list[tuple[int, int]] = []
    passages: list[ProseLine] = []
    place = begin = 0
    for line in _lines(report, worded):
        pieces.append((place, line.span.start))
        text.append(line.span.text(worded))
        place += line.span.end - line.span.start
        if line.ends:
            passages.append(ProseLine(begin, place, line.kind, line.follows))
            text.append("\n")
            place += 1
            begin = place
    begins, starts = (tuple(piece[side] for piece in pieces) for side in (0, 1))
    joined = Passage("".join(text), begins, starts)
    return Prose(whole, own, joined.text, tuple(passages), characters, joined)


def _lines(report: Report, whole: str) -> Iterator[_Line]:
    """Yield the lines of prose, each with what it is and whether its paragraph ends with it."""
    found = list(_found(report, whole))
    margin = _margin(found, whole)
    after = _what_follows(found)
    for index, (span, kind) in enumerate(found):
        if kind is None:
            continue
        follows = after[index]
        goes_on = (
            margin is not None
            and kind is Kind.PARAGRAPH
            and follows is Follows.PROSE
            and _next_line_follows(found, index, whole)
            and _breaks_off(span.text(whole))
            and _columns(span.text(whole)) >= margin - _RAGGED
        )
        yield _Line(span, kind, not goes_on, follows)


def _found(report: Report, whole: str) -> Iterator[tuple[Span, Kind | None]]:
    """Yield the blocks that are prose with their kinds, and with None a table or a piece of one."""
    tables = [table.span for table in report.tables.values()]
    ends = {table.form.part: table.span.end for table in report.tables.values()}
    due = {table.part for table in report.form.tables.values()}
    parts = [
        Span(part.span.start, ends.get(part.key, part.span.end))
        for part in report.sections
        if part.key in due
    ]
    for block in blocks_of(report):
        span = block.span
        if isinstance(block, Table):
            cells = list(_cells_of_prose(block))
            yield from ((cell.span, Kind.CELL) for cell in cells)
            if not cells:
                yield span, None
        elif is_page_number(block.text) or _NO_WORDS.fullmatch(span.text(whole)):
            continue
        elif _is_fragment(block, tables, parts):
            yield span, None
        elif is_furniture(span.text(whole)):
            yield span, Kind.FURNITURE
        else:
            yield span, Kind.HEADING if isinstance(block, Heading) else Kind.PARAGRAPH


def _cells_of_prose(table: Table) -> Iterator[Cell]:
    cells = [cell for cell in table.worded if len(cell.text) >= _SHORTEST_CELL and "。" in cell.text]
    if cells:
        barred = {cell.span for row in table.rows if row.barred for cell in row.cells}
        yield from (cell for cell in cells if cell.span in barred)


def _is_fragment(block: Block, tables: list[Span], parts: list[Span]) -> bool:
    """Return whether a line is a piece of a table that came apart: a label, or a part of one.

    *parts* reach from the heading of a statutory part to the end of its table, or of the part where the
    table was not found.
    """
    start = block.span.start
    if any(table.start <= start < table.end for table in tables):
        return True
    if isinstance(block, Table) or not any(part.start < start < part.end for part in parts):
        return False
    short = len(block.text) <= _LONGEST_FRAGMENT or _WIDE_GAP.search(block.text) is not None
    return short and not _SENTENCE.search(block.text) and isinstance(block, Paragraph)


def _what_follows(found: list[tuple[Span, Kind | None]]) -> list[Follows]:
    """Return of every block what comes after it, page furniture passed over."""
    following = Follows.END
    after = []
    for _, kind in reversed(found):
        after.append(following)
        if kind is None or kind is Kind.CELL:
            following = Follows.TABLE
        elif kind is not Kind.FURNITURE:
            following = Follows.HEADING if kind is Kind.HEADING else Follows.PROSE
    return after[::-1]


def _next_line_follows(found: list[tuple[Span, Kind | None]], index: int, whole: str) -> bool:
    """Return whether the very next line is a line of a paragraph, page numbers passed over."""
    if index + 1 >= len(found) or found[index + 1][1] is not Kind.PARAGRAPH:
        return False
    between = whole[found[index][0].end : found[index + 1][0].start]
    if is_page_number(between.strip()) and between.strip():
        return True
    return between.count("\n") + between.count("\r") - between.count("\r\n") == 1


def _breaks_off(line: str) -> bool:
    return line[-1] not in END_MARKS + "：:"


def _margin(found: list[tuple[Span, Kind | None]], whole: str) -> int | None:
    """Return the width in columns at which paragraphs were broken; None where each is one line."""
    widths = []
    for index, (span, kind) in enumerate(found):
        if kind is not Kind.PARAGRAPH or span.end - span.start > _WIDEST_MARGIN:
            continue
        line = span.text(whole)
        if _breaks_off(line) and line[-1] not in _CLOSING and _next_line_follows(found, index, whole):
            width = _columns(line)
            if _NARROWEST_MARGIN <= width <= _WIDEST_MARGIN:
                widths.append(width)
    if len(widths) < _FEWEST_BROKEN_LINES:
        return None
    margin = sorted(widths)[len(widths) // 2]
    close = sum(abs(width - margin) <= _RAGGED for width in widths)
    return margin if 10 * close >= 7 * len(widths) else None


def _columns(line: str) -> int:
    """Return the width of *line*, a Chinese character being two columns."""
    return len(line.encode("gb18030", "replace"))
