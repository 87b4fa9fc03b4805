"""How much of a made report was read right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from gip_lint.model.finding import CellKey
from gip_lint.model.report import DeviationKind, Report
from gip_lint.testing.draft import Figures
from gip_lint.testing.grid import Number

_MISSING = (DeviationKind.MISSING_ROW, DeviationKind.MISSING_COLUMN)


@frozen
class Misread:
    """A cell in which something else was read than stands there."""

    cell: CellKey
    due: Number | None
    read: Number | None

    def __str__(self) -> str:
        return f"{self.cell.table}/{self.cell.row}/{self.cell.column}: {self.read}, not {self.due}"


@frozen
class Score:
    """How many cells there were, which were misread, and what was said to be missing that is there."""

    cells: int = 0
    misread: tuple[Misread, ...] = ()
    accused: tuple[CellKey, ...] = ()
    """Rows and columns of the form that stand in the text and were taken for missing."""

    def __add__(self, other: Score) -> Score:
        return Score(self.cells + other.cells, self.misread + other.misread, self.accused + other.accused)

    @property
    def rate(self) -> float:
        """The share of cells that were read right."""
        return 1 - len(self.misread) / self.cells if self.cells else 1.0


def compare(reports: Sequence[Report], figures: Figures) -> Score:
    """Hold what was read against what stands there; a figure read where none stands counts as misread."""
    places = {
        CellKey(table, row, column): value
        for table, rows in figures.items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }
    read: dict[CellKey, Number | None] = {}
    if len(reports) == 1:
        read = {cell.key: cell.value for table in reports[0].tables.values() for cell in table}
    misread = [
        Misread(key, due, read.get(key)) for key, due in places.items() if not _same(due, read.get(key))
    ]
    misread += [
        Misread(key, None, value) for key, value in read.items() if key not in places and value is not None
    ]
    return Score(len(places), tuple(misread), tuple(_accused(reports, set(places))))


def _accused(reports: Sequence[Report], places: set[CellKey]) -> Iterator[CellKey]:
    """Yield the rows and columns that are there and were recorded as missing."""
    there = {CellKey(place.table, place.row) for place in places}
    there |= {CellKey(place.table, None, place.column) for place in places}
    for report in reports:
        for table in report.tables.values():
            for deviation in table.deviations:
                if deviation.kind in _MISSING and deviation.key in there:
                    yield deviation.key


def _same(due: Number | None, read: Number | None) -> bool:
    if due is None or read is None:
        return due is read
    return abs(due - read) < 1e-9
