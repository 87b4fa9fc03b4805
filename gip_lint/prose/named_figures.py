"""The figures that prose names for cells of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from gip_lint.model.finding import CellKey
from gip_lint.model.once import once
from gip_lint.model.report import Report
from gip_lint.prose.statement import Scope, Statement
from gip_lint.prose.understanding import statements_of

_ROWS: Final = {
    "new": ("new_received",),
    "received": ("new_received",),
    "finished": ("processed_total",),
    "answered": ("processed_total",),
    "handled": ("processed_total",),
    "carried_over": ("carried_over",),
    "carried_forward": ("carried_forward",),
    "carried": ("carried_over", "carried_forward"),
}
_EXACT: Final = frozenset({"new", "received", "finished", "carried_over", "carried_forward"})
"""Subjects that mean their one row and no other."""
_LITIGATION: Final = ("litigation_direct", "litigation_after_reconsideration")

Cell = tuple[str, str, str]
"""Keys of table, row and column."""


@once
def figures_named(report: Report) -> Mapping[Cell, frozenset[int]]:
    """Return what the prose says of single cells, for the whole organ and year."""
    told: defaultdict[Cell, set[int]] = defaultdict(set)
    for statement in statements_of(report):
        if statement.comparable and statement.scope is Scope.WHOLE and not statement.after_part:
            for cell in _single(statement):
                told[cell].add(int(statement.number))
    return {cell: frozenset(numbers) for cell, numbers in told.items()}


def cells_of(report: Report, statement: Statement) -> tuple[CellKey, ...]:
    """Return the cells of *report* that a statement is held against; of several the sum, or any of them."""
    return tuple(
        CellKey(key, row, column)
        for key, row, column in _meant(report, statement)
        if (table := report.tables.get(key)) is not None and table[row, column] is not None
    )


def _meant(report: Report, statement: Statement) -> Iterator[Cell]:
    if statement.subject in _ROWS:
        for row in _ROWS[statement.subject]:
            yield "applications", row, "total"
    elif statement.subject == "result":
        for kind in statement.rows:
            for row in report.form.tables["applications"].rows:
                if row == kind or row.startswith(f"{kind}_"):
                    yield "applications", row, "total"
    elif statement.subject in ("cases", "outcome") and statement.about_disclosure:
        for kind in statement.rows:
            for row in _LITIGATION if kind == "litigation" else (kind,):
                for column in statement.columns or ("total",):
                    yield "review_litigation", row, column
    elif statement.subject == "document":
        for row in statement.rows:
            for column in statement.columns:
                yield "disclosure", row, column


def _single(statement: Statement) -> Iterator[Cell]:
    """Yield the one cell that a statement gives the figure of."""
    if statement.subject in _EXACT:
        (row,) = _ROWS[statement.subject]
        yield "applications", row, "total"
    elif len(statement.rows) == 1 and not statement.includes:
        (row,) = statement.rows
        if statement.subject == "result":
            yield "applications", row, "total"
        elif statement.subject == "cases" and statement.about_disclosure:
            yield "review_litigation", row, "total"
        elif statement.subject == "outcome" and statement.about_disclosure and len(statement.columns) == 1:
            yield "review_litigation", row, statement.columns[0]
