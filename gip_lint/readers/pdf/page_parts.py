"""A page with its text parted into lines, tables and pictures: what the readers of the page hand on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gip_lint.readers.notation.writing import GridCell, Piece
from gip_lint.readers.pdf.lines import Line
from gip_lint.readers.pdf.pages import Page

_BLEED = 8.0
"""What comes so close to the edge of the page, in points, may go on beyond it: no printer prints there."""


class DrawnTable(NamedTuple):
    """A table, or what of it stands on one page."""

    first_page: int
    last_page: int
    top: float
    left: float
    right: float
    xs: list[float]
    """Where its columns begin and the last one ends; empty where nothing is ruled."""
    height: int
    cells: list[GridCell]
    aligned: bool = False
    """Whether no ruling lines say which cell is whose."""


class Picture(NamedTuple):
    """A picture that may show a table."""

    page: int


Item = Line | DrawnTable | Picture
"""What stands on a page."""


class Sheet(NamedTuple):
    """A page, its text parted into lines and tables."""

    page: Page
    lines: list[Line]
    tables: list[DrawnTable]

    @property
    def left(self) -> float:
        """The left edge of its lines."""
        return min((line.left for line in self.lines), default=0.0)

    @property
    def right(self) -> float:
        """The right edge of its lines."""
        return max((line.right for line in self.lines), default=0.0)

    def is_parted(self, before: Line, after: Line) -> bool:
        """Return whether a table stands between two lines."""
        return any(before.baseline < table.top <= after.baseline for table in self.tables)


def may_bleed(page: Page, left: float, right: float) -> bool:
    """Return whether what runs from *left* to *right* may go on beyond the edge of the page."""
    return left < _BLEED or right > page.width - _BLEED


def row_texts(cells: Iterable[GridCell], row: int) -> list[tuple[int, str]]:
    """Return the columns of a row that hold text, and their texts."""
    return [(cell.column, cell.text) for cell in cells if cell.row == row and cell.text]


def doubted(cell: GridCell) -> GridCell:
    """Return a cell that may hold more or less than was read."""
    pieces = tuple(Piece(piece.text, page=piece.page, box=piece.box, doubtful=True) for piece in cell.pieces)
    return GridCell(cell.row, cell.column, pieces, cell.rows, cell.columns)


def moved(cell: GridCell, rows: int) -> GridCell:
    """Return a cell so many rows farther down; fewer than 0 are farther up."""
    return GridCell(cell.row + rows, cell.column, cell.pieces, cell.rows, cell.columns)
