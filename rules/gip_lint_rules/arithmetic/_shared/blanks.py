"""The sums of a table as this run takes blank cells, and with what the prose says of its figures."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from gip_lint.kit import BoundTable, Place, Reconciliation, Report, figures_named, reconcile


class Prose(Struct, frozen=True, eq=False):
    """What the prose of a report says of the cells of one table."""

    report: Report
    table: str

    def __call__(self, place: Place) -> Collection[int]:
        """Return the figures that the prose names for a cell; only tables with broken sums ask."""
        return figures_named(self.report).get((self.table, *place), frozenset())


def reconciled(report: Report, table: BoundTable) -> Reconciliation:
    """Work the sums of a table out, blank cells taken as the configuration says."""
    prose = table.__dict__.setdefault("_prose", Prose(report, table.form.key))
    return reconcile(table, blank_as=report.blank_as, named=prose)
