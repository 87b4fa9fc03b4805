"""Paragraphs and tables within one another, as DOCX and HTML hold them, written out as notation.

A table may hold the figures of a report, or no more than the layout of a page: then what stands in its cells
is written in its place, cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from attrs import field, frozen

from gip_lint.readers.base import reached
from gip_lint.readers.limits import limits
from gip_lint.readers.notation.spreadsheet import write_rows
from gip_lint.readers.notation.writing import GridCell, NotationWriter, Piece, Pieces, both_words
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.quantity import is_figure

_LONGEST_CELL = 400
"""A cell that holds more is a page, not a cell, unless figures stand all around it."""
_FEWEST_FIGURES = 6
_FEWEST_NESTED = 4
_FEWEST_HEADINGS = 2
_HEADING = lazy_pattern(r"\s*[一二三四五六]、.{2,30}")


@frozen(eq=False)
class ParagraphBlock:
    """A line of text."""

    pieces: Pieces

    @property
    def text(self) -> str:
        """What it says."""
        return "".join([piece.text for piece in self.pieces])


@frozen(slots=False, eq=False)
class CellBlock:
    """A cell: its place in the grid, counted from 0, what it covers, and what stands in it."""

    row: int
    column: int
    rows: int
    columns: int
    blocks: list[Block] = field(factory=list)
    origin: Piece | None = None
    """Without text: where the cell itself stands."""

    @property
    def tables(self) -> list[TableBlock]:
        """The tables that stand in it."""
        return [block for block in self.blocks if isinstance(block, TableBlock)]

    @cached_property
    def text(self) -> str:
        """What its own paragraphs say."""
        return "".join([block.text for block in self.blocks if isinstance(block, ParagraphBlock)]).strip()


@frozen(eq=False)
class TableBlock:
    """A table."""

    cells: list[CellBlock] = field(factory=list)

    @property
    def has_figures(self) -> bool:
        """Whether it holds so many figures that it may be a table of the form."""
        figures = (cell for cell in self.cells if cell.text and is_figure(cell.text))
        return sum(1 for _ in islice(figures, _FEWEST_FIGURES)) == _FEWEST_FIGURES


Block = ParagraphBlock | TableBlock


def write_blocks(blocks: Iterable[Block], writer: NotationWriter) -> None:
    """Write *blocks*, flattened, in their order. Raises UnreadableError where limits are reached."""
    for block in blocks:
        if isinstance(block, ParagraphBlock):
            writer.paragraph(block.pieces)
        elif _is_sheet(block):
            write_rows([_cell(cell) for cell in block.cells], writer)
        else:
            writer.table([_cell(cell) for cell in block.cells])


def flattened(blocks: Iterable[Block], depth: int = 0) -> Iterator[Block]:
    """Yield *blocks*, with what stands in the cells of layout tables in place of the tables."""
    if depth > limits().max_table_nesting:
        raise reached("max_table_nesting", "表格嵌套过深", "tables are nested too deeply")
    for block in blocks:
        if isinstance(block, TableBlock) and _is_layout(block):
            for cell in block.cells:
                yield from flattened(cell.blocks, depth + 1)
        else:
            yield block


def _is_layout(table: TableBlock) -> bool:
    """Return whether a table only lays out a page: it holds other tables, prose, or a single column."""
    if max((cell.column + cell.columns for cell in table.cells), default=0) < 2:
        return True
    if len({cell.column for cell in table.cells}) < 2:
        return True
    if table.has_figures:
        return False
    for cell in table.cells:
        if any(sum(bool(inner.text) for inner in nested.cells) >= _FEWEST_NESTED for nested in cell.tables):
            return True
        if any(_is_layout(nested) for nested in cell.tables):
            return True
        if len(cell.text) > _LONGEST_CELL:
            return True
        lines = [block for block in cell.blocks if isinstance(block, ParagraphBlock) and block.text.strip()]
        if len(lines) > 2 and any(_HEADING.fullmatch(line.text) for line in lines):
            return True
    return False


def _is_sheet(table: TableBlock) -> bool:
    """Return whether a table holds a whole report, with headings and prose in rows of their own."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell.text)
    alone = [row[0] for row in rows.values() if len(row) == 1]
    headings = sum(_HEADING.fullmatch(text) is not None for text in alone)
    return headings >= _FEWEST_HEADINGS and any(text.endswith("。") for text in alone)


def _cell(cell: CellBlock) -> GridCell:
    pieces: list[Piece] = []
    for paragraph in _paragraphs(cell.blocks):
        if pieces and paragraph and both_words(pieces[-1].text, paragraph[0].text):
            pieces.append(Piece(" "))
        pieces.extend(paragraph)
    if cell.origin is not None and not any(piece.text.strip() for piece in pieces):
        pieces = [cell.origin, *(piece for piece in pieces if piece.comment is not None)]
    return GridCell(cell.row, cell.column, pieces, cell.rows, cell.columns)


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Pieces]:
    for block in blocks:
        if isinstance(block, ParagraphBlock):
            if block.text.strip() or any(piece.comment is not None for piece in block.pieces):
                yield block.pieces
        else:
            for cell in block.cells:
                yield from _paragraphs(cell.blocks)
