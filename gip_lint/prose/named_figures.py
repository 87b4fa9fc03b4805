"""The figures that prose names for cells of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from gip_lint.model.once import once
from gip_lint.model.report import Report
from gip_lint.prose.statement import Scope, Statement
from gip_lint.prose.understanding import statements_of

_ROWS = {
    "new": "new_received",
    "received": "new_received",
    "finished": "processed_total",
    "carried_over": "carried_over",
    "carried_forward": "carried_forward",
}

Cell = tuple[str, str, str]
"""Keys of table, row and column."""


@once
def figures_named(report: Report) -> Mapping[Cell, frozenset[int]]:
    """Return what the prose says of single cells, for the whole organ and year."""
    told: defaultdict[Cell, set[int]] = defaultdict(set)
    for statement in statements_of(report):
        if statement.comparable and statement.scope is Scope.WHOLE and not statement.after_part:
            for cell in _cells(statement):
                told[cell].add(int(statement.number))
    return {cell: frozenset(numbers) for cell, numbers in told.items()}


def _cells(statement: Statement) -> Iterator[Cell]:
    if statement.subject in _ROWS:
        yield "applications", _ROWS[statement.subject], "total"
    elif len(statement.rows) == 1:
        (row,) = statement.rows
        if statement.subject == "result":
            yield "applications", row, "total"
        elif statement.subject == "cases" and statement.about_disclosure:
            yield "review_litigation", row, "total"
        elif statement.subject == "outcome" and statement.about_disclosure and len(statement.columns) == 1:
            yield "review_litigation", row, statement.columns[0]
