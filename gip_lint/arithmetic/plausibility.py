"""The checks that a form declares beside its identities: what no sum forbids and is doubtful all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gip_lint.arithmetic.identities import NOT_ONE_BY_ONE
from gip_lint.model.form import Check
from gip_lint.model.report import BoundCell, BoundTable


class Offence(NamedTuple):
    """A row of which everything holds that a check looks for."""

    check: Check
    cells: dict[str, BoundCell]
    """The cells that the check compared, by column."""

    @property
    def cell(self) -> BoundCell:
        """The cell that is doubtful."""
        return self.cells[self.check.column]


def offences(table: BoundTable, key: str) -> Iterator[Offence]:
    """Yield the rows that the checks called *key* find.

    A row with a cell that is not a number, or was bound without confidence, is passed over.
    """
    for check in table.form.checks:
        if check.key != key:
            continue
        columns = dict.fromkeys(column for comparison in check.finds for column in comparison.columns)
        for row in check.rows:
            cells = {column: cell for column in columns if (cell := table[row, column]) and _is_number(cell)}
            if len(cells) < len(columns):
                continue
            values = {column: cell.value for column, cell in cells.items() if cell.value is not None}
            if all(comparison.holds(values) for comparison in check.finds):
                yield Offence(check, cells)


def _is_number(cell: BoundCell) -> bool:
    return cell.sure and cell.value is not None and NOT_ONE_BY_ONE.isdisjoint(cell.unit or "")
