"""How much of a made report was read right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from gip_lint.model.finding import CellKey
from gip_lint.model.report import BoundCell, DeviationKind, Report
from gip_lint.testing.draft import Figures
from gip_lint.testing.grid import Number

_MISSING = (DeviationKind.MISSING_ROW, DeviationKind.MISSING_COLUMN)


@frozen
class CellRead:
    """A cell: what stands there and what was read in it."""

    cell: CellKey
    due: Number | None
    read: Number | None
    sure: bool
    """Whether it was read surely; a cell that was not bound is sure where it is blank."""

    def __str__(self) -> str:
        place = f"{self.cell.table}/{self.cell.row}/{self.cell.column}"
        return f"{place}: {self.read}, not {self.due}{'' if self.sure else ' (not sure)'}"

    @property
    def right(self) -> bool:
        """Whether what stands there was read."""
        if self.due is None or self.read is None:
            return self.due is self.read
        return abs(self.due - self.read) < 1e-9


@frozen
class Score:
    """How many cells there were, which were misread, and what was said to be missing that is there."""

    cells: int = 0
    misread: tuple[CellRead, ...] = ()
    accused: tuple[CellKey, ...] = ()
    """Rows and columns of the form that stand in the text and were taken for missing."""
    sure: int = 0
    """How many cells were read surely."""

    def __add__(self, other: Score) -> Score:
        return Score(
            self.cells + other.cells,
            self.misread + other.misread,
            self.accused + other.accused,
            self.sure + other.sure,
        )

    @property
    def rate(self) -> float:
        """The share of cells that were read right."""
        return 1 - len(self.misread) / self.cells if self.cells else 1.0

    @property
    def wrong_while_sure(self) -> tuple[CellRead, ...]:
        """What was misread and said to be sure."""
        return tuple(each for each in self.misread if each.sure)


def compare(reports: Sequence[Report], figures: Figures) -> Score:
    """Hold what was read against what stands there; a figure read where none stands counts as misread."""
    places = {
        CellKey(table, row, column): value
        for table, rows in figures.items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }
    read: dict[CellKey, BoundCell] = {}
    if len(reports) == 1:
        read = {cell.key: cell for table in reports[0].tables.values() for cell in table}
    due = [_cell_read(key, value, read.get(key)) for key, value in places.items()]
    strays = [
        _cell_read(key, None, cell)
        for key, cell in read.items()
        if key not in places and cell.value is not None
    ]
    return Score(
        len(due),
        tuple(each for each in (*due, *strays) if not each.right),
        tuple(_accused(reports, set(places))),
        sum(each.sure for each in due),
    )


def _cell_read(key: CellKey, due: Number | None, cell: BoundCell | None) -> CellRead:
    return (
        CellRead(key, due, None, due is None) if cell is None else CellRead(key, due, cell.value, cell.sure)
    )


def _accused(reports: Sequence[Report], places: set[CellKey]) -> Iterator[CellKey]:
    """Yield the rows and columns that are there and were recorded as missing."""
    there = {CellKey(place.table, place.row) for place in places}
    there |= {CellKey(place.table, None, place.column) for place in places}
    for report in reports:
        for table in report.tables.values():
            for deviation in table.deviations:
                if deviation.kind in _MISSING and deviation.key in there:
                    yield deviation.key
