"""The sums of a table as this run takes blank cells, and with what the prose says of its figures."""

from __future__ import annotations

from gip_lint.kit import BoundTable, Named, Place, Reconciliation, Report, figures_named, once, reconcile


def reconciled(report: Report, table: BoundTable) -> Reconciliation:
    """Work the sums of a table out, blank cells taken as the configuration says."""
    return reconcile(table, blank_as=report.blank_as, named=_named(report, table.form.key))


@once
def _named(report: Report, table: str) -> Named:
    """Return what gives the figures that the prose names for a cell; only tables with broken sums ask."""

    def named(place: Place) -> frozenset[int]:
        return figures_named(report).get((table, *place), frozenset())

    return named
