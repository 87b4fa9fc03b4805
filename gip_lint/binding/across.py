"""A table whose rows lie beside one another over a single line of figures."""

from __future__ import annotations

from collections.abc import Sequence

from gip_lint.binding.figures import Placement, place, sums_within
from gip_lint.binding.headers import Header, match_header
from gip_lint.binding.lexicon import TableLexicon, table_lexicon
from gip_lint.binding.records import Record
from gip_lint.binding.similarity import similarity
from gip_lint.finding import CellKey
from gip_lint.forms.model import FormTable
from gip_lint.report import BoundCell, BoundTable, Deviation, DeviationKind
from gip_lint_grammar.folding import label_key
from gip_lint_grammar.nodes import Span

_FEWEST_LABELS = 3
_CUT = 0.6


def bind_across(records: Sequence[Record], table: FormTable) -> BoundTable | None:
    """Bind *table* to the line of figures that stands under most of its labels; None where there is none."""
    lexicon = table_lexicon(table)
    number = _line_of_figures(records, lexicon)
    if number is None:
        return None
    columns = [column.key for column in table.blocks[0].columns]
    rows = [row.key for row in table.blocks[0].rows]
    places = [(row, column) for row in rows for column in columns]
    record = _whole_line(records, number, len(places))
    totals = [
        tuple(place + group * len(columns) for place in total)
        for group in range(len(rows))
        for total in sums_within(table, columns)
    ]
    placement = place(record, len(places), totals)
    cells = {
        (row, column): BoundCell(CellKey(table.key, row, column), quantity, quantity.span, placement.sure)
        for (row, column), quantity in zip(places, placement.values)
        if quantity is not None
    }
    header = match_header(
        record.labels, [*lexicon.column_keys[0]] * len(rows), lexicon.furniture | frozenset(lexicon.by_key)
    )
    deviations = [*_astray(table, places, placement, record), *_labels(table, places, header)]
    column_spans = {
        (position // len(columns), column): label.span
        for position, ((_, column), label) in enumerate(zip(places, header.labels))
        if label is not None and not header.chained[position]
    }
    spans = [record.values_span, *column_spans.values()]
    return BoundTable(
        form=table,
        span=Span(min(span.start for span in spans), max(span.end for span in spans)),
        cells=cells,
        row_spans={row: span for row in rows if (span := _span_of_row(row, cells)) is not None},
        label_spans={
            lexicon.rows[numbers[0]].row.key: unit.span
            for unit in record.labels
            if (numbers := lexicon.by_key.get(unit.key))
        },
        column_spans=column_spans,
        deviations=tuple(sorted(deviations, key=lambda deviation: deviation.span.start)),
    )


def _line_of_figures(records: Sequence[Record], lexicon: TableLexicon) -> int | None:
    """Find the record under the most labels of the table, whose figures are more than one row's."""
    width = len(lexicon.column_keys[0])
    best: tuple[float, int] | None = None
    for number, record in enumerate(records):
        digits = sum(len(unit.text) for unit in record.filled)
        if max(len(record.values), digits // len(lexicon.rows)) <= width and digits < width * len(
            lexicon.rows
        ):
            continue
        score = _labels_of(record, lexicon)
        if score >= _FEWEST_LABELS and (best is None or score > best[0]):
            best = (score, number)
    return best[1] if best else None


def _labels_of(record: Record, lexicon: TableLexicon) -> float:
    """Count the table's labels in *record*; labels that run together count each, cut ones a half."""
    keys = {*lexicon.column_keys[0], *lexicon.by_key, *lexicon.furniture}
    score = 0.0
    for unit in record.labels:
        inside = sum(unit.key.count(key) for key in keys if len(key) > 2)
        if inside or unit.key in keys:
            score += inside or 1
        elif len(unit.key) > 1 and max(similarity(unit.key, key) for key in keys) > _CUT:
            score += 0.5
    return score


def _whole_line(records: Sequence[Record], number: int, width: int) -> Record:
    """Join to the record those without labels that follow it, as long as there is room for their figures."""
    record = records[number]
    for following in records[number + 1 :]:
        if following.labels or len(record.filled) + len(following.filled) > width:
            break
        record = Record(record.labels, [*record.values, *following.values], one_line=False)
    return record


def _astray(
    table: FormTable, places: Sequence[tuple[str, str]], placement: Placement, record: Record
) -> list[Deviation]:
    deviations = [
        Deviation(DeviationKind.EXTRA_CELL, unit.span, CellKey(table.key), unit.text)
        for unit in placement.surplus
    ]
    absent = [place for place, quantity in zip(places, placement.values) if quantity is None]
    if absent:
        only = absent[0] if len(absent) == 1 else (None, None)
        deviations.append(
            Deviation(DeviationKind.MISSING_CELL, record.values_span, CellKey(table.key, *only))
        )
    return deviations


def _labels(table: FormTable, places: Sequence[tuple[str, str]], header: Header) -> list[Deviation]:
    deviations = []
    for (row, column), label, chained in zip(places, header.labels, header.chained):
        due = table.column(row, column).label
        if label is not None and not chained and similarity(label.key, label_key(due)) < 1:
            key = CellKey(table.key, row, column)
            deviations.append(Deviation(DeviationKind.COLUMN_LABEL, label.span, key, label.text, due))
    return deviations


def _span_of_row(row: str, cells: dict[tuple[str, str], BoundCell]) -> Span | None:
    spans = [cell.span for (of, _), cell in cells.items() if of == row]
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None
