"""What is doubtful about a cell: decided here alone, of the reasons that the steps of the binding give.

A row may be another, its figures may stand in other columns, the text may be no exact number, the reader may
not have it whole. The first of these that holds is the doubt of the cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from gip_lint.model.doubt import Doubt
from gip_lint.model.finding import CellKey
from gip_lint.model.report import BoundCell, BoundTable, Deviation, DeviationKind
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Quantity, Span
from gip_lint_grammar.quantity import is_inexact, is_torn

_ROW_OF_FIGURES = lazy_pattern(r"\d\D{1,9}\d")


def bound_cell(
    key: CellKey, quantity: Quantity, of_row: Doubt | None = None, of_column: Doubt | None = None
) -> BoundCell:
    """Bind *quantity* to the cell *key*; the doubts say why it may be of another row or column."""
    doubt = of_row or of_column
    if doubt is None and not quantity.raw.isdigit():
        if is_torn(quantity.raw):
            doubt = Doubt.TORN
        elif is_inexact(quantity.raw):
            doubt = Doubt.INEXACT
    return BoundCell(key, quantity, quantity.span, doubt)


def blank_cell(key: CellKey, place: int) -> BoundCell:
    """Bind nothing to the cell *key*, whose figure would stand at *place*."""
    span = Span(place, place)
    return BoundCell(key, Quantity(span, "", None, blank=True), span)


def with_doubts(table: BoundTable, doubtful: Sequence[Span], strays: Sequence[Span]) -> BoundTable:
    """Return *table* with a doubt on every cell that the reader may not have whole, and no more.

    *strays* are doubtful lines between the tables above and below that hold figures and are not rows.
    """
    if not doubtful:
        return table
    table = evolve(table, doubtful=tuple(doubtful))
    return evolve(
        table,
        cells={
            key: cell._replace(doubt=Doubt.CUT_OFF)
            if table.doubts(cell.span) or _is_lost(cell, table)
            else cell
            for key, cell in table.cells.items()
        },
        deviations=tuple(
            each
            for each in table.deviations
            if not (table.doubts(each.span) or _may_be_in(each, table, strays))
        ),
    )


def _is_lost(cell: BoundCell, table: BoundTable) -> bool:
    """Return whether an empty cell's figure may stand elsewhere, as the row's label was put together."""
    label = table.label_spans.get(cell.key.row or "")
    return not cell.raw.strip() and label is not None and table.doubts(label)


def _may_be_in(missing: Deviation, table: BoundTable, strays: Sequence[Span]) -> bool:
    """Return whether a missing row may be in one of *strays* that lies between its neighbours."""
    if missing.kind is not DeviationKind.MISSING_ROW or missing.key.row is None:
        return False
    order = list(table.form.rows)
    at = order.index(missing.key.row)
    above = [table.row_spans[key].end for key in order[:at] if key in table.row_spans]
    below = [table.row_spans[key].start for key in order[at + 1 :] if key in table.row_spans]
    start, end = max(above, default=0), min(below, default=None)
    return any(start <= span.start and (end is None or span.start < end) for span in strays)


def strays_of(text: str, doubtful: Sequence[Span], tables: Iterable[BoundTable]) -> tuple[Span, ...]:
    """Return the doubtful lines, prose apart, that hold figures of no bound row."""
    rows = [row for table in tables for row in table.row_spans.values()]
    lines = dict.fromkeys(_line_of(text, span) for span in doubtful)
    return tuple(
        line
        for line in lines
        if "。" not in line.text(text)
        and _ROW_OF_FIGURES.search(line.text(text))
        and not any(row.start < line.end and line.start < row.end for row in rows)
    )


def _line_of(text: str, span: Span) -> Span:
    end = text.find("\n", max(span.end - 1, span.start))
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)
