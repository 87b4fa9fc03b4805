"""From paragraphs and tables, as any format holds them, to notation with its source map.

A table comes out one row per line, ``| a | b |``; where a merged cell covers more than one place, its text
stands in the first and the others are empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from attrs import frozen

from gip_lint.model.finding import Rectangle
from gip_lint.model.notation import Comment, Notation
from gip_lint.readers.base import reached
from gip_lint.readers.limits import limits
from gip_lint.readers.notation.mapping import MappedSource, Segment, Stretch
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span
from gip_lint_grammar.quantity import is_figure

_PART = lazy_pattern(r"#{0,6}\s*第?([一二三四五六七八九十]{1,3})(?:、|[.．,，]|部分)")
_TITLE = lazy_pattern(r"(?m)^[ \t]*(?:#{1,6}[ \t]*)?([一二三四五六七八九十]{1,3})、[^\r\n。]{2,40}$")
BARS = frozenset("|｜│┃║￨∣¦")
"""Inside a cell they would part it in two."""
STAND_IN_FOR_BAR = "丨"
"""What is written for a bar that parts nothing."""
_NO_BARS = str.maketrans(dict.fromkeys(BARS, STAND_IN_FOR_BAR))
_LINE_BREAK = lazy_pattern("[\n\r]")
_LONGEST_LABEL = 30
_LONGEST_HEADING = 60


class Piece(NamedTuple):
    """Text, with the characters of the file it was read from, or its page, as far as they are known."""

    text: str
    origin: Span | None = None
    page: int | None = None
    box: Rectangle | None = None
    """The rectangle on the page that the words fill, or the cell."""
    picture: bool = False
    """Whether it is a picture; such a piece has no text."""
    comment: str | None = None
    """A comment that speaks to gip-lint stands here; such a piece has no text."""
    number: int | None = None
    """The number of the comment, by which the places where it begins and ends are known for one comment."""
    doubtful: bool = False
    """Whether the file may hold more or less here than was read."""
    verbatim: bool = False
    """Whether it is code, and no prose."""


Pieces = Sequence[Piece]


class GridCell(NamedTuple):
    """A cell of a table: its place in the grid, counted from 0, and what it covers."""

    row: int
    column: int
    pieces: Pieces
    rows: int = 1
    columns: int = 1
    address: str = ""
    """How the file itself calls the cell: ``D12``."""

    @property
    def text(self) -> str:
        """What the cell holds."""
        return "".join([piece.text for piece in self.pieces])


@frozen(slots=False)
class _Table:
    """A table that was written, kept to say where in it a cell stands."""

    part: str
    number: int
    """Which table of its part it is, from 1."""
    cells: Sequence[GridCell]
    name: str | None = None

    @cached_property
    def _owners(self) -> dict[tuple[int, int], GridCell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    @cached_property
    def _width(self) -> int:
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    @property
    def words(self) -> str:
        if self.name is not None:
            return self.name
        return f"{self.part} {'表格' if self.number == 1 else f'第{self.number}个表格'}".strip()

    def row_label(self, cell: GridCell) -> str:
        """Return the nearest words to the left of a cell."""
        for column in range(cell.column - 1, -1, -1):
            owner = self._owners.get((cell.row, column))
            if owner is not None and _is_label(owner.text):
                return _brief(owner.text)
        return ""

    def column_labels(self, cell: GridCell) -> list[str]:
        """Return the words above a cell, from the top, without those that run over the whole table."""
        labels: list[GridCell] = []
        for row in range(cell.row - 1, -1, -1):
            owner = self._owners.get((row, cell.column))
            if owner is None or owner in labels or owner.columns >= self._width:
                continue
            if _is_label(owner.text):
                labels.insert(0, owner)
            elif labels:
                break
        return [_brief(owner.text) for owner in labels]


def _is_label(text: str) -> bool:
    return bool(text.strip()) and not is_figure(text)


def _brief(text: str) -> str:
    text = re.sub(r"\s+", "", text)
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"


class _LinesSpot(NamedTuple):
    """Lines of a text, which their numbers name."""

    page: int | None = None

    def words(self) -> None:
        return None


_LINES = _LinesSpot()


class _CellSpot(NamedTuple):
    table: _Table
    cell: GridCell
    page: int | None

    def words(self) -> str:
        """Name part, table, row and column: ``第三部分 表格 「（七）总计」行 ×「自然人」列``."""
        table = f"{self.table.words} {self.cell.address}".strip()
        if _is_label(self.cell.text):
            return f"{table} 「{_brief(self.cell.text)}」"
        row, columns = self.table.row_label(self.cell), self.table.column_labels(self.cell)
        if not row and len(columns) > 1:
            return f"{table} 「{'／'.join(columns)}」列"
        if self.cell.address and not (row and columns):
            return table
        named = [f"「{row}」行" if row else f"第{self.cell.row + 1}行"]
        named.append(f"「{columns[-1]}」列" if columns else f"第{self.cell.column + 1}列")
        return f"{table} {' ×'.join(named)}"


class _ParagraphSpot(NamedTuple):
    part: str
    number: int
    heading: bool
    page: int | None
    place: str | None = None

    def words(self) -> str:
        """Name part and paragraph: ``第一部分 第2段``."""
        if self.place is not None:
            return self.place
        if self.heading:
            return f"{self.part} 标题".strip()
        return f"{self.part or '开头'} 第{self.number}段"


class NotationWriter:
    """Takes paragraphs and tables in their order and gives the notation."""

    def __init__(self, source: str | None = None, writing: Callable[[str], str | None] | None = None) -> None:
        self._source = source
        self._writing = writing
        self._written: list[str] = []
        self._length = 0
        self._segments: list[Segment] = []
        self._stretches: list[Stretch] = []
        self._part = ""
        self._paragraphs = 0
        self._tables = 0
        self._comments: dict[int, Comment] = {}
        self._pictures: list[int] = []
        self._doubtful: list[Span] = []
        self._verbatim: list[Span] = []

    @property
    def length(self) -> int:
        """How many characters have been written."""
        return self._length

    @property
    def stretches(self) -> Sequence[Stretch]:
        """What was written beside where it was read from, in the order of writing."""
        return self._stretches

    def paragraph(self, pieces: Pieces, place: str | None = None) -> None:
        """Write a paragraph on a line of its own; an empty one leaves no line.

        *place* says in words where it is, if the file has a name for it.
        """
        if any(piece.picture for piece in pieces):
            self._pictures.append(self._length)
        whole, pieces = pieces, _trimmed(pieces)
        if not pieces:
            self._remark(whole, self._length)
            return
        text = "".join(piece.text for piece in pieces)
        match = _PART.match(text) if len(text) <= _LONGEST_HEADING else None
        if match:
            self._part, self._paragraphs, self._tables = f"第{match.group(1)}部分", 0, 0
        else:
            self._paragraphs += 1
        start = self._length
        self._put(pieces)
        self._remark(whole, start)
        spot = _ParagraphSpot(self._part, self._paragraphs, match is not None, pieces[0].page, place)
        self._write("\n")
        self._segments.append(Segment(start, self._length, spot))

    def lines(self, pieces: Pieces) -> None:
        """Write lines of a text that is notation itself as they stand, a line end behind the last."""
        written = "".join([piece.text for piece in pieces])
        if not written:
            return
        for title in _TITLE.finditer(written):
            self._part, self._tables = f"第{title.group(1)}部分", 0
        start = self._length
        self._put(pieces)
        if not written.endswith(("\n", "\r")):
            self._write("\n")
        self._segments.append(Segment(start, self._length, _LINES))

    def table(self, cells: Iterable[GridCell], name: str | None = None) -> None:
        """Write a table, a row to a line; *name* says which it is where the file gives it a name.

        Cells that lie over one another are moved to the right. Raises UnreadableError where a table is
        larger than the limits.
        """
        rows = _placed(cells)
        placed = [cell for row in rows for cell in row.values()]
        if not any(cell.text.strip() for cell in placed):
            return
        self._tables += 1
        table = _Table(self._part, self._tables, placed, name)
        width = max(cell.column + cell.columns for cell in placed)
        if width > limits().max_columns:
            raise reached("max_columns", f"表格有 {width:,} 列", f"a table has {width:,} columns")
        if width * len(rows) > limits().max_table_cells:
            many = width * len(rows)
            raise reached("max_table_cells", f"表格有 {many:,} 格", f"a table has {many:,} cells")
        for row in rows:
            if any(cell.text.strip() for cell in row.values()):
                self._row(table, row, width)

    def _row(self, table: _Table, row: dict[int, GridCell], width: int) -> None:
        self._write("|")
        spot = None
        for column in range(width):
            cell = row.get(column)
            start = self._length
            pieces = _trimmed(cell.pieces) if cell else ()
            if cell:
                page = pieces[0].page if pieces else cell.pieces[0].page if cell.pieces else None
                spot = _CellSpot(table, cell, page)
            self._write(" ")
            if pieces:
                self._put([_without_bars(piece) for piece in pieces])
                self._write(" |")
            else:
                if cell and cell.pieces:
                    self._mark(cell.pieces[0])
                self._write("|")
            if spot is not None:
                self._segments.append(Segment(start, self._length, spot))
            if cell:
                self._remark(cell.pieces, start)
        self._write("\n")

    def notation(self) -> Notation:
        """Return what was written."""
        source = MappedSource(self._segments, self._stretches, self._source, self._writing)
        return Notation(
            "".join(self._written),
            source,
            tuple(self._comments.values()),
            pictures=tuple(self._pictures),
            doubtful=tuple(self._doubtful),
            verbatim=tuple(self._verbatim),
        )

    def _remark(self, pieces: Pieces, start: int) -> None:
        """Keep comments and doubts for what was written of *pieces* from *start* on.

        A comment in two places is for all between.
        """
        doubtful = False
        for piece in pieces:
            doubtful |= piece.doubtful
            if piece.comment is not None:
                key = len(self._comments) if piece.number is None else -1 - piece.number
                span = Span(start, self._length)
                known = self._comments.get(key)
                span = span if known is None else known.span.cover(span)
                self._comments[key] = Comment(piece.comment, span)
        if doubtful and start < self._length:
            self._doubtful.append(Span(start, self._length))

    def _put(self, pieces: Pieces) -> None:
        for piece in pieces:
            if piece.origin is not None or piece.page is not None:
                end = self._length + len(piece.text)
                self._stretches.append(Stretch(self._length, end, piece.origin, piece.page, piece.box))
            if piece.verbatim:
                self._verbatim.append(Span(self._length, self._length + len(piece.text)))
            self._write(piece.text)

    def _mark(self, piece: Piece) -> None:
        """Keep where an empty cell was read from."""
        if piece.origin is not None or piece.box is not None:
            origin = piece.origin and Span(piece.origin.start, piece.origin.start)
            self._stretches.append(Stretch(self._length, self._length, origin, piece.page, piece.box))

    def _write(self, text: str) -> None:
        self._written.append(text)
        self._length += len(text)


def both_words(before: str, after: str) -> bool:
    """Return whether a space has to part two texts: both are letters or digits of ASCII."""
    last, first = before[-1:], after[:1]
    return bool(last.isascii() and last.isalnum() and first.isascii() and first.isalnum())


def _trimmed(pieces: Pieces) -> Pieces:
    """Take away the white space around a text, with that between the words of a line kept as it is."""
    if len(pieces) == 1 and pieces[0].text.isalnum():
        return pieces
    kept = [piece for piece in pieces if piece.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = _cut(kept[0], len(kept[0].text) - len(kept[0].text.lstrip()), None)
        kept[-1] = _cut(kept[-1], 0, len(kept[-1].text.rstrip()))
    return [_on_one_line(piece) for piece in kept]


def _on_one_line(piece: Piece) -> Piece:
    text = piece.text
    return piece._replace(text=_LINE_BREAK.sub(" ", text)) if "\n" in text or "\r" in text else piece


def _without_bars(piece: Piece) -> Piece:
    return piece if BARS.isdisjoint(piece.text) else piece._replace(text=piece.text.translate(_NO_BARS))


def _cut(piece: Piece, start: int, end: int | None) -> Piece:
    text = piece.text[start:end]
    if text == piece.text:
        return piece
    origin = piece.origin
    if origin is not None and origin.end - origin.start == len(piece.text):
        origin = Span(origin.start + start, origin.start + start + len(text))
    return piece._replace(text=text, origin=origin)


def _placed(cells: Iterable[GridCell]) -> list[dict[int, GridCell]]:
    """Order cells by row and column; one that lies on another moves to the next free place."""
    rows: dict[int, dict[int, GridCell]] = {}
    for cell in cells:
        row = rows.setdefault(cell.row, {})
        column = cell.column
        while column in row:
            column += 1
        row[column] = cell if column == cell.column else cell._replace(column=column)
    return [rows[number] for number in sorted(rows)]
