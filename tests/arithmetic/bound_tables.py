"""Bound tables made by hand, and figures that satisfy every identity."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from random import Random

from gip_lint.arithmetic.identities import Place
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.doubt import Doubt
from gip_lint.model.finding import CellKey
from gip_lint.model.form import FormTable
from gip_lint.model.report import BoundCell, BoundTable, Deviation
from gip_lint_grammar.nodes import Span
from gip_lint_grammar.quantity import parse_quantity

FORM_2019, FORM_2021 = builtin_forms()
APPLICATIONS = {form.key: form.tables["applications"] for form in (FORM_2019, FORM_2021)}
REVIEW = FORM_2021.tables["review_litigation"]

Figures = dict[Place, int]


def bound(
    table: FormTable,
    cells: Mapping[Place, int | float | str | None],
    *,
    unsure: Collection[Place] = (),
    deviations: tuple[Deviation, ...] = (),
) -> BoundTable:
    """Bind *cells* to *table*, each written as a reader would find it; None is a blank cell."""
    at = 0
    bound_cells: dict[Place, BoundCell] = {}
    rows: dict[str, Span] = {}
    for (row, column), value in cells.items():
        raw = "" if value is None else str(value)
        quantity = parse_quantity(raw, at)
        span = Span(at, at + len(raw))
        bound_cells[row, column] = BoundCell(
            CellKey(table.key, row, column),
            quantity,
            span,
            Doubt.TOO_FEW if (row, column) in unsure else None,
        )
        rows[row] = rows.get(row, span).cover(span)
        at += len(raw) + 1
    return BoundTable(table, Span(0, at), bound_cells, rows, {}, {}, deviations)


def places(table: FormTable, *, collapsed: bool = False) -> list[Place]:
    """List the cells of *table*, with its collapsing rows in place of those they stand for if *collapsed*."""
    stood_for = {row for each in table.rows.values() for row in each.collapses}
    return [
        (row.key, column.key)
        for block in table.blocks
        for row in block.rows
        for column in block.columns
        if (row.key not in stood_for if collapsed else not row.collapses)
    ]


def consistent(
    table: FormTable, random: Random, *, largest: int = 30, filled: float = 0.35, collapsed: bool = False
) -> Figures:
    """Return figures that satisfy every identity of *table*; of its free cells a share *filled* is not 0."""
    figures = dict.fromkeys(places(table, collapsed=collapsed), 0)

    def some() -> int:
        return random.randint(1, largest) if random.random() < filled else 0

    rows = list(dict.fromkeys(row for row, _ in figures))
    if table.key == "review_litigation":
        for row in rows:
            for column in ("upheld", "corrected", "other", "pending"):
                figures[row, column] = some()
            figures[row, "total"] = sum(figures[row, c] for c in ("upheld", "corrected", "other", "pending"))
        return figures
    results = [row for row in rows if table.rows[row].group == "results"]
    applicants = [column.key for column in table.columns("granted") if column.key != "total"]
    for column in applicants:
        for row in results:
            figures[row, column] = some()
        processed = sum(figures[row, column] for row in results)
        figures["processed_total", column] = processed
        figures["carried_forward", column] = some()
        intake = processed + figures["carried_forward", column]
        figures["carried_over", column] = min(some(), intake)
        figures["new_received", column] = intake - figures["carried_over", column]
    for row in rows:
        figures[row, "total"] = sum(figures[row, column] for column in applicants)
    return figures


def damaged(figures: Figures, random: Random, cells: int, *, largest: int = 60) -> tuple[Figures, Figures]:
    """Change as many *cells*; return the figures and what the changed ones were."""
    wrong = dict(figures)
    true: Figures = {}
    for place in random.sample(sorted(figures), cells):
        true[place] = figures[place]
        while wrong[place] == figures[place]:
            wrong[place] = random.randint(0, largest)
    return wrong, true
