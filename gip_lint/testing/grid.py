"""A table as a grid of cells with merges: what stands on the paper before any system writes it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from itertools import groupby

from attrs import evolve, frozen

from gip_lint.model.finding import CellKey
from gip_lint.model.form import BlockOfTable, Column, FormRow, FormTable

Number = int | float


class Role(Enum):
    """What a cell is there for."""

    HEADING = "heading"
    CORNER = "corner"
    COLUMN = "column"
    GROUP = "group"
    LABEL = "label"
    FIGURE = "figure"


class Groups(Enum):
    """Where the label stands that spans several rows (三、本年度办理结果, （三）不予公开)."""

    MERGED = "merged"
    """On the first row of the group, one cell for all."""
    MIDDLE = "middle"
    """On the row in the middle of the group, as PDF places it."""
    REPEATED = "repeated"
    """On every row of the group."""
    OWN_LINE = "own line"
    """On a line of its own above the group."""
    TORN = "torn"
    """Cut short (``三、``, ``（三）不予``), the outermost one row late."""
    ABSENT = "absent"
    """Nowhere."""


@frozen
class DrawnCell:
    """A cell, with the columns and rows over which it is merged."""

    text: str
    role: Role
    columns: int = 1
    rows: int = 1
    key: CellKey | None = None
    """Of the form: the cell for a figure, the row for a label."""
    value: Number | None = None
    """What a reader has to find here; None for a blank and for all that is not a figure."""


GridRow = tuple[DrawnCell, ...]


@frozen
class Grid:
    """Rows of cells; a cell that is merged over several rows stands only in the first of them."""

    table: str
    rows: tuple[GridRow, ...]

    def __iter__(self) -> Iterator[DrawnCell]:
        for row in self.rows:
            yield from row

    def figures(self) -> dict[tuple[str, str], Number | None]:
        """Return the value of every figure by its row and column."""
        found: dict[tuple[str, str], Number | None] = {}
        for cell in self:
            if cell.role is Role.FIGURE and cell.key and cell.key.row and cell.key.column:
                found[cell.key.row, cell.key.column] = cell.value
        return found

    def map(self, change: Callable[[DrawnCell], DrawnCell]) -> Grid:
        """Return the grid with *change* made to every cell."""
        return evolve(self, rows=tuple(tuple(change(cell) for cell in row) for row in self.rows))

    def matrix(self) -> list[list[DrawnCell | None]]:
        """Return the grid as a rectangle; None where a merged cell covers the place."""
        placed: dict[tuple[int, int], DrawnCell | None] = {}
        for y, row in enumerate(self.rows):
            x = 0
            for cell in row:
                while (x, y) in placed:
                    x += 1
                for covered_y in range(y, min(y + cell.rows, len(self.rows))):
                    for covered_x in range(x, x + cell.columns):
                        placed[covered_x, covered_y] = None
                placed[x, y] = cell
                x += cell.columns
        width = max((x for x, _ in placed), default=-1) + 1
        return [[placed.get((x, y)) for x in range(width)] for y in range(len(self.rows))]


Write = Callable[[CellKey, Column], DrawnCell]
"""Makes the cell for one figure."""


@frozen
class Layout:
    """How the form's table is laid out: which rows and columns, what the labels say, where groups stand."""

    write: Write
    groups: Groups = Groups.MERGED
    leave_out: frozenset[CellKey] = frozenset()
    """Rows and columns that the report lacks."""
    labels: Mapping[CellKey, str] = {}
    """Labels that differ from the form's, by row or column."""

    def grid(self, table: FormTable) -> Grid:
        """Lay out one table of the form."""
        arrange = self._down if table.layout == "down" else self._across
        blocks = [arrange(table, block) for block in table.blocks]
        width = max(_width(rows) for rows in blocks)
        rows = [self._stretched(row, width, rows) for rows in blocks for row in rows]
        return Grid(table.key, tuple(row for row in rows if row))

    def _stretched(self, row: GridRow, width: int, block: list[GridRow]) -> GridRow:
        """Widen the last cell of a row in a block that is narrower than the table."""
        missing = width - _width(block)
        return (*row[:-1], evolve(row[-1], columns=row[-1].columns + missing)) if row and missing else row

    def _columns(self, table: FormTable, block: BlockOfTable) -> list[Column]:
        return [c for c in block.columns if CellKey(table.key, None, c.key) not in self.leave_out]

    def _rows(self, table: FormTable, block: BlockOfTable) -> list[FormRow]:
        return [row for row in block.rows if CellKey(table.key, row.key) not in self.leave_out]

    def _row_label(self, table: FormTable, row: FormRow) -> str:
        return self.labels.get(CellKey(table.key, row.key), row.label)

    def _column_label(self, table: FormTable, column: Column) -> str:
        return self.labels.get(CellKey(table.key, None, column.key), column.label)

    def _down(self, table: FormTable, block: BlockOfTable) -> list[GridRow]:
        rows, columns = self._rows(table, block), self._columns(table, block)
        if not rows or not columns:
            return []
        depth = 1
        if self.groups not in (Groups.OWN_LINE, Groups.ABSENT):
            depth += max(len(row.above) for row in rows)
        head = _header(
            [(self._column_label(table, c), c.above, CellKey(table.key, None, c.key)) for c in columns]
        )
        corner = DrawnCell(block.corner[0] if block.corner else "", Role.CORNER, depth, len(head))
        head[0] = (corner, *head[0])
        if block.heading:
            head.insert(0, (DrawnCell(block.heading, Role.HEADING, depth + len(columns)),))
        return head + self._body(table, rows, columns, depth)

    def _body(
        self, table: FormTable, rows: list[FormRow], columns: list[Column], depth: int
    ) -> list[GridRow]:
        body: list[GridRow] = []
        for place, row in enumerate(rows):
            before = self._group_cells(rows, place)
            if self.groups is Groups.OWN_LINE:
                body.extend((evolve(cell, columns=depth + len(columns), rows=1),) for cell in before)
                before = []
            level = len(row.above) if depth > 1 else 0
            label = DrawnCell(
                self._row_label(table, row), Role.LABEL, depth - level, key=CellKey(table.key, row.key)
            )
            figures = [self.write(CellKey(table.key, row.key, column.key), column) for column in columns]
            body.append((*before, label, *figures))
        return body

    def _group_cells(self, rows: list[FormRow], place: int) -> list[DrawnCell]:
        """Return the cells of the groups that begin, or are written, on the row at *place*."""
        if self.groups is Groups.ABSENT:
            return []
        cells = []
        for level, text in enumerate(rows[place].above):
            members = [
                i for i, row in enumerate(rows) if row.above[: level + 1] == rows[place].above[: level + 1]
            ]
            if self.groups is Groups.REPEATED:
                cells.append(DrawnCell(text, Role.GROUP))
                continue
            if place != members[0]:
                if self._written_late(members, level) == place:
                    cells.append(DrawnCell(self._torn(text), Role.GROUP, rows=members[-1] + 1 - place))
                continue
            late = self._written_late(members, level) - place
            cells.append(DrawnCell("" if late else self._torn(text), Role.GROUP, rows=late or len(members)))
        return cells

    def _written_late(self, members: list[int], level: int) -> int:
        """Return the row on which a group's label is written."""
        if self.groups is Groups.MIDDLE:
            return members[len(members) // 2]
        if self.groups is Groups.TORN and level == 0 and len(members) > 1:
            return members[1]
        return members[0]

    def _torn(self, text: str) -> str:
        if self.groups is not Groups.TORN:
            return text
        return text[:2] if text[1:2] == "、" else text[:-2]

    def _across(self, table: FormTable, block: BlockOfTable) -> list[GridRow]:
        rows, columns = self._rows(table, block), self._columns(table, block)
        if not rows or not columns:
            return []
        leaves = [
            (
                self._column_label(table, column),
                (*row.above, self._row_label(table, row)),
                CellKey(table.key, row.key, column.key),
            )
            for row in rows
            for column in columns
        ]
        figures = tuple(
            self.write(CellKey(table.key, row.key, column.key), column) for row in rows for column in columns
        )
        return [*_header(leaves), figures]


Leaf = tuple[str, tuple[str, ...], CellKey]


def _header(leaves: list[Leaf]) -> list[GridRow]:
    """Lay out column labels under the headings that span them; a leaf reaches down to the last header row."""
    depth = max(len(above) for _, above, _ in leaves) + 1
    lines: list[list[DrawnCell]] = [[] for _ in range(depth)]
    for level, line in enumerate(lines):
        for above, group in groupby(leaves, key=lambda leaf: leaf[1][: level + 1]):
            members = list(group)
            if len(above) > level:
                line.append(DrawnCell(above[level], Role.COLUMN, len(members)))
            else:
                line.extend(
                    DrawnCell(text, Role.COLUMN, 1, depth - level, key)
                    for text, own, key in members
                    if len(own) == level
                )
    return [tuple(line) for line in lines]


def _width(rows: list[GridRow]) -> int:
    return max((sum(cell.columns for cell in row) for row in rows), default=0)
