"""How this run takes blank cells."""

from __future__ import annotations

from gip_lint.reconciliation import Reconciliation, reconcile
from gip_lint.report import BoundTable, Report


def reconciled(report: Report, table: BoundTable) -> Reconciliation:
    """Work the sums of a table out, blank cells taken as the configuration says."""
    return reconcile(table, blank_as=report.blank_as)
