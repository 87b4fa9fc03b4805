"""The places of cells that are written one after another and may cover several columns and rows."""

from __future__ import annotations

import re

from gip_lint.readers.base import reached
from gip_lint.readers.limits import limits
from gip_lint.readers.notation.writing import GridCell, Pieces
from gip_lint_grammar.lazy import lazy_pattern

_SPANS = {
    name: lazy_pattern(rf"""\b{name}\s?=\s?["']?\s?(\d{{1,4}})""", re.I) for name in ("colspan", "rowspan")
}


class Placing:
    """Gives each cell the next place of its row that no cell from above covers."""

    def __init__(self) -> None:
        self.cells: list[GridCell] = []
        """The cells so far."""
        self._row = -1
        self._column = 0
        self._covered: dict[int, int] = {}
        """For each column, the first row that no cell from above covers."""
        self._places = 0

    def begin_row(self) -> None:
        """Go on in the next row."""
        self._row += 1
        self._column = 0

    def begin_row_behind(self, width: int) -> None:
        """Go on in the next row that has a place free, where this one has none in *width* columns."""
        while self._row < 0 or self._free() >= width:
            self.begin_row()

    def add(self, pieces: Pieces, columns: int = 1, rows: int = 1) -> None:
        """Place a cell. Raises UnreadableError where the table grows too large."""
        bounds = limits()
        columns, rows = (min(max(size, 1), bounds.max_cell_span) for size in (columns, rows))
        self._row = max(self._row, 0)
        column = self._free()
        self._places += columns
        if self._places > bounds.max_table_cells:
            raise reached("max_table_cells", "表格过大", "a table has too many cells")
        self.cells.append(GridCell(self._row, column, pieces, rows, columns))
        if rows > 1:
            self._covered.update(dict.fromkeys(range(column, column + columns), self._row + rows))
        self._column = column + columns

    def _free(self) -> int:
        column = self._column
        while self._covered.get(column, 0) > self._row:
            column += 1
        return column


def span_named(attributes: str, name: str) -> int:
    """Return the ``colspan`` or ``rowspan`` that *attributes* give a cell, 1 where they give none."""
    match = _SPANS[name].search(attributes)
    return int(match[1]) if match else 1
