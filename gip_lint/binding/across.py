"""A table whose rows lie beside one another over a single line of figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from gip_lint.binding.doubts import blank_cell, bound_cell
from gip_lint.binding.headers import Header, match_header
from gip_lint.binding.placement import Placement, holding, holds, place, sums_within
from gip_lint.binding.records import Record, Unit
from gip_lint.forms.lexicon import TableLexicon, table_lexicon
from gip_lint.forms.similarity import similarity
from gip_lint.model.doubt import Doubt
from gip_lint.model.evidence import Placing, RowEvidence
from gip_lint.model.finding import CellKey
from gip_lint.model.form import FormTable
from gip_lint.model.report import BoundCell, BoundTable, Deviation, DeviationKind
from gip_lint_grammar.folding import label_key
from gip_lint_grammar.nodes import Span

_FEWEST_LABELS = 3
_CUT = 0.6
_WHOLE = 0.7
"""A label of four characters with a slip is more alike than that, one of which a half is lost is less."""


class _Line(NamedTuple):
    """The figures of the table and the labels above them, and which of its rows they give in what order."""

    record: Record
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()
    """The columns, where each lies on a line of its own, its figures under the labels of the rows."""


def bind_across(records: Sequence[Record], table: FormTable) -> BoundTable | None:
    """Bind *table* to the line of figures that stands under most of its labels; None where there is none."""
    lexicon = table_lexicon(table)
    line = _grid_line(records, lexicon) or _parted_line(records, lexicon) or _single_line(records, lexicon)
    if line is None:
        return None
    record = line.record
    places = _places(line, lexicon)
    totals = _totals(table, places)
    placement = place(record, len(places), totals)
    header = _header(line, places, lexicon)
    in_order = bool(line.columns) or _in_order(table, places, header)
    values = [None if quantity is None else quantity.value for quantity in placement.values]
    disordered = None if in_order or holds(values, totals) else Doubt.HEADING
    cells = {
        (row, column): bound_cell(
            CellKey(table.key, row, column), quantity, None, placement.doubt or disordered
        )
        for (row, column), quantity in zip(places, placement.values)
        if quantity is not None
    }
    deviations = [*_astray(table, places, placement, record), *_labels(table, places, header)]
    rows = [entry.row.key for entry in lexicon.rows]
    column_spans = {
        (rows.index(row), column): label.span
        for (row, column), label, chained in zip(places, header.labels, header.chained)
        if label is not None and not chained
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
        evidence={row: RowEvidence(float(in_order), placement.placing) for row, _ in places},
    )


def bind_blank_across(records: Sequence[Record], table: FormTable) -> BoundTable | None:
    """Bind *table* where all its labels stand and nothing follows them; None where something may."""
    lexicon = table_lexicon(table)
    columns = [column.key for column in table.blocks[0].columns]
    for record in records:
        own = [unit for unit in record.labels if unit.key in lexicon.labels]
        rows = {number for unit in own for number in lexicon.by_key.get(unit.key, ())}
        if not record.blank or len(rows) < len(lexicon.rows):
            continue
        printed = [unit.key for unit in own if unit.key in lexicon.column_keys[0]]
        behind = record.labels[record.labels.index(own[-1]) + 1 :]
        if (
            any(printed.count(key) != len(rows) for key in lexicon.column_keys[0])
            or len(behind) > 1
            or any(any(map(str.isdigit, unit.text)) for unit in behind)
        ):
            continue
        first = next(unit for unit in own if unit.key in lexicon.by_key)
        named = {
            lexicon.rows[lexicon.by_key[unit.key][0]].row.key: unit.span
            for unit in own
            if unit.key in lexicon.by_key
        }
        return BoundTable(
            form=table,
            span=first.span.cover(own[-1].span),
            cells={
                (row, column): blank_cell(CellKey(table.key, row, column), own[-1].span.end)
                for row in named
                for column in columns
            },
            row_spans=named,
            label_spans=named,
            column_spans={},
            deviations=(),
            evidence=dict.fromkeys(named, RowEvidence(1.0, Placing.NOTHING)),
        )
    return None


def _grid_line(records: Sequence[Record], lexicon: TableLexicon) -> _Line | None:
    """Find the line of cells below a label for each of them.

    A figure stands in the grid column of its label. Where covered places were left out or moved to the end of
    the row, labels do not tell the grid columns; the cells of the line then begin with the first figure.
    """
    keys = lexicon.column_keys[0]
    due = len(keys) * len(lexicon.rows)
    if not any(_longest_line(record.values) >= due for record in records if len(record.values) >= due):
        return None
    lines: dict[int, dict[Span, Unit]] = {}
    for record in records:
        for unit in (*record.labels, *record.values):
            lines.setdefault(unit.line, {})[unit.span] = unit
    above: list[Unit] = []
    heading: list[Unit] = []
    worded: _Line | None = None
    """A line of words only: 件 or （1） for each column above the figures, or words in their place."""
    strange: set[int] = set()
    """The grid columns of other labels, as 备注 behind those of the form."""
    for _, units in sorted(lines.items()):
        line = sorted(units.values(), key=lambda unit: unit.span)
        labels = [unit for unit in line if unit.key in lexicon.labels]
        if labels:
            above += labels
            heading += [unit for unit in labels if unit.key in keys]
            strange |= {unit.column for unit in line if unit.kind == "words" and unit not in labels}
        elif heading and len(line) > 1:
            if len(heading) > due:
                above, heading = _once(above), _once(heading)
            places = sorted({unit.column for unit in heading})
            if len(places) != due:
                places = list(range(due))
            cells = {unit.column: unit for unit in line}
            filled = {unit.column for unit in line if unit.kind != "empty"} - (strange - set(places))
            if len(heading) == due and filled and filled <= set(places) <= cells.keys():
                record = Record(above, [cells[place] for place in places], one_line=True)
                found = _Line(record, _rows_named([record], lexicon))
                if not record.worded:
                    return found
                worded = worded or found
                continue
            above, heading, strange = [], [], set()
    return worded


def _once(labels: Sequence[Unit]) -> list[Unit]:
    """Leave out what stands above itself: a label that spans rows, printed in each of them."""
    return list({(unit.column, unit.key): unit for unit in labels}.values())


def _longest_line(units: Sequence[Unit]) -> int:
    """Return how many of *units* stand on the line that holds most of them."""
    return max(len(list(line)) for _, line in groupby(units, key=lambda unit: unit.line))


def _parted_line(records: Sequence[Record], lexicon: TableLexicon) -> _Line | None:
    """Join records that follow one another and hold the figures of the table between them, whole rows each.

    So reads a table of which each row, or each cell, stands under its own labels. Rows that stand under one
    another with their labels beside them are no such line.
    """
    width = len(lexicon.column_keys[0])
    due = width * len(lexicon.rows)
    own = [sum(unit.key in lexicon.labels for unit in record.labels) for record in records]
    for start, record in enumerate(records):
        if not own[start] or len(record.filled) >= due:
            continue
        end, figures = start, 0
        while end < len(records) and figures < due and (own[end] or not records[end].labels):
            if not records[end].values:
                break
            figures += _size(records[end], width)
            end += 1
        run = records[start:end]
        columns = _columns_named(run, lexicon)
        if columns and figures == due:
            return _Line(_joined(run), _rows_named(run, lexicon), columns)
        if (
            figures == due
            and len(run) > 1
            and sum(own[start:end]) >= _FEWEST_LABELS
            and not all(each.labels and each.labels[-1].key in lexicon.by_key for each in run)
        ):
            return _Line(_joined(run), _rows_named(run, lexicon))
    return None


def _columns_named(run: Sequence[Record], lexicon: TableLexicon) -> tuple[str, ...]:
    """Return the columns in order where each of *run* is one and every row has a figure; else none."""
    columns = {
        key: column.key for key, column in zip(lexicon.column_keys[0], lexicon.table.blocks[0].columns)
    }
    if len(lexicon.rows) == len(columns) or any(len(each.values) != len(lexicon.rows) for each in run):
        return ()
    named = tuple(
        columns[each.labels[-1].key] for each in run if each.labels and each.labels[-1].key in columns
    )
    return named if len(named) == len(run) and sorted(named) == sorted(columns.values()) else ()


def _header(line: _Line, places: Sequence[tuple[str, str]], lexicon: TableLexicon) -> Header:
    """Match the labels above the figures, or beside them, with the columns."""
    columns = [column.key for column in lexicon.table.blocks[0].columns]
    keys = dict(zip(columns, lexicon.column_keys[0]))
    if line.columns:
        labels = {unit.key: unit for unit in line.record.labels}
        return Header(tuple(labels.get(keys[column]) for _, column in places), (False,) * len(places))
    return match_header(
        line.record.labels,
        [keys[column] for _, column in places],
        lexicon.furniture | frozenset(lexicon.by_key),
    )


def _size(record: Record, width: int) -> int:
    """Count the figures of a record, blank ones with them where only so whole rows come out."""
    filled = len(record.filled)
    return len(record.values) if filled % width and len(record.values) % width == 0 else filled


def _joined(run: Sequence[Record]) -> Record:
    labels = [unit for record in run for unit in record.labels]
    return Record(labels, [unit for record in run for unit in record.values], one_line=False)


def _rows_named(run: Sequence[Record], lexicon: TableLexicon) -> tuple[str, ...]:
    """Return the rows in the order of their labels, where each has one; else as the form has them."""
    named = [
        numbers[0] for record in run for unit in record.labels if (numbers := lexicon.by_key.get(unit.key))
    ]
    if sorted(named) != list(range(len(lexicon.rows))):
        named = list(range(len(lexicon.rows)))
    return tuple(lexicon.rows[number].row.key for number in named)


def _single_line(records: Sequence[Record], lexicon: TableLexicon) -> _Line | None:
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
    if best is None:
        return None
    record = _whole_line(records, best[1], width * len(lexicon.rows))
    return _Line(record, _rows_named([record], lexicon))


def _labels_of(record: Record, lexicon: TableLexicon) -> float:
    """Count the table's labels in *record*; labels that run together count each, cut ones a half."""
    return sum(_weight(unit.key, lexicon) for unit in record.labels)


@lru_cache(maxsize=1024)
def _weight(label: str, lexicon: TableLexicon) -> float:
    inside = sum(label.count(key) for key in lexicon.labels if len(key) > 2)
    if inside or label in lexicon.labels:
        return inside or 1
    return 0.5 if len(label) > 1 and max(similarity(label, key) for key in lexicon.labels) > _CUT else 0


def _whole_line(records: Sequence[Record], number: int, width: int) -> Record:
    """Join to the record those without labels that follow it, as long as there is room for their figures."""
    record = records[number]
    for following in records[number + 1 :]:
        if following.labels or len(record.filled) + len(following.filled) > width:
            break
        record = Record(record.labels, [*record.values, *following.values], one_line=False)
    return record


def _places(line: _Line, lexicon: TableLexicon) -> list[tuple[str, str]]:
    """Give row and column of each figure, the columns in the order of their labels where these are all there.

    Labels in another order than the form's are not believed where the sums hold in the form's order only.
    """
    if line.columns:
        return [(row, column) for column in line.columns for row in line.rows]
    table = lexicon.table
    columns = [column.key for column in table.blocks[0].columns]
    usual = [(row, column) for row in line.rows for column in columns]
    by_key = dict(zip(lexicon.column_keys[0], columns))
    printed = [by_key[unit.key] for unit in line.record.labels if unit.kind == "words" and unit.key in by_key]
    orders = [printed[start : start + len(columns)] for start in range(0, len(printed), len(columns))]
    if len(orders) == 1:
        orders *= len(line.rows)
    if len(orders) != len(line.rows) or any(sorted(order) != sorted(columns) for order in orders):
        return usual
    places = [(row, column) for row, order in zip(line.rows, orders) for column in order]
    if places == usual or holding(line.record, _totals(table, places)) < holding(
        line.record, _totals(table, usual)
    ):
        return usual
    return places


def _totals(table: FormTable, places: Sequence[tuple[str, str]]) -> list[tuple[int, ...]]:
    """Return the sums that hold within each row, as places in the line."""
    totals = []
    for row in dict.fromkeys(row for row, _ in places):
        own = [number for number, (of, _) in enumerate(places) if of == row]
        columns = tuple(places[number][1] for number in own)
        totals += [tuple(own[place] for place in total) for total in sums_within(table, columns)]
    return totals


def _in_order(table: FormTable, places: Sequence[tuple[str, str]], header: Header) -> bool:
    """Return whether the labels above the figures stand whole one after another, as the figures then do, too.

    Where they do not, a page was read in columns, and nobody can tell which figure is under which label.
    """
    start = -1
    for (row, column), label, chained in zip(places, header.labels, header.chained):
        if label is None or label.span.start < start:
            return False
        if not chained and similarity(label.key, label_key(table.column(row, column).label)) < _WHOLE:
            return False
        start = label.span.start
    return True


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
