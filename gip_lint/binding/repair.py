"""Records of one table put right before they are matched with its rows.

A notation may break what a row is: figures of several rows run on behind one label, the numbers of the rows
stand among the figures, or all labels come first and all figures behind them.
"""

from __future__ import annotations

from collections.abc import Sequence

from gip_lint.binding.placement import holding, holds, quantity_of, sums_within
from gip_lint.binding.records import Record, Unit
from gip_lint.forms.lexicon import RowEntry, TableLexicon

_FEWEST_LABELS = 3
"""So many labels in a run stand apart from their figures; two may be one above the other."""
_LONGEST_NUMBER = 2
"""No table has a hundred rows."""


def repaired(records: Sequence[Record], lexicon: TableLexicon) -> list[Record]:
    """Return the records of a table, each with the label and the figures of one row where that is clear."""
    whole = _with_rest(_without_row_numbers(records, lexicon), lexicon)
    return _with_own_labels(_split(whole, lexicon), lexicon)


def rows_named(record: Record, lexicon: TableLexicon) -> tuple[int, ...]:
    """Return the numbers of the rows that the last label of a record names in the form's words."""
    return lexicon.by_key.get(record.labels[-1].key, ()) if record.labels else ()


def row_labels(record: Record, lexicon: TableLexicon) -> list[Unit]:
    """Return the labels of *record* that are rows', without those that only span rows of their own."""
    labels = [unit for unit in record.labels if unit.key in lexicon.by_key]
    keys = {lexicon.rows[row].row.key for unit in labels for row in lexicon.by_key[unit.key]}
    return [
        unit
        for unit in labels
        if not keys.intersection(lexicon.rows[lexicon.by_key[unit.key][0]].row.collapses)
    ]


def _without_row_numbers(records: Sequence[Record], lexicon: TableLexicon) -> list[Record]:
    """Leave out the numbers of the rows where each stands in a cell behind the figures of the row above."""
    widths = lexicon.widths
    ends = [
        record.filled[-1].text
        if not record.one_line and len(record.filled) - 1 in widths and len(record.filled) not in widths
        else ""
        for record in records
    ]
    if not any(ends):
        return list(records)
    cleared: list[Record] = []
    for number, record in enumerate(records):
        near = ends[max(0, number - 1) : number + 2]
        own = int(ends[number]) if ends[number].isdecimal() and len(ends[number]) <= _LONGEST_NUMBER else None
        if own is not None and {str(own - 1), str(own + 1)} & set(near):
            last = max(place for place, unit in enumerate(record.values) if unit.kind != "empty")
            values = [*record.values[:last], *record.values[last + 1 :]]
            cleared.append(Record(record.labels, values, record.one_line))
        else:
            cleared.append(record)
    return cleared


def _with_rest(records: Sequence[Record], lexicon: TableLexicon) -> list[Record]:
    """Give a row whose first figures stand beside its label, or beside a line of it, those that follow."""
    joined: list[Record] = []
    for record in records:
        if joined and not record.one_line and _goes_on(joined[-1], record, lexicon):
            joined[-1] = _both(joined[-1], record)
        elif joined and record.one_line and (parted := _parted_before(joined[-1], record, lexicon)):
            joined[-1:] = parted
        else:
            joined.append(record)
    return joined


def _both(above: Record, record: Record) -> Record:
    return Record([*above.labels, *record.labels], [*above.values, *record.values], one_line=False)


def _goes_on(above: Record, record: Record, lexicon: TableLexicon) -> bool:
    """Return whether *record* is the rest of the row above: of its figures, or of its label as well."""
    if not above.labels or len(record.labels) > 1:
        return False
    if record.labels:
        first, second = above.labels[-1].key, record.labels[0].key
        return not {first, second} & lexicon.labels and first + second in lexicon.by_key
    rows = rows_named(above, lexicon)
    return above.one_line and bool(rows) and _is_full(_both(above, record), lexicon.rows[rows[0]], lexicon)


def _parted_before(above: Record, record: Record, lexicon: TableLexicon) -> list[Record]:
    """Part the figures of *above* whose last are the next row's, its label and first ones behind them."""
    first, second = rows_named(above, lexicon), rows_named(record, lexicon)
    if above.one_line or not first or not second or second[0] != first[0] + 1:
        return []
    entries = lexicon.rows[first[0]], lexicon.rows[second[0]]
    own, rest = above.filled[: entries[0].width], above.filled[entries[0].width :]
    parted = [
        Record(above.labels, own, one_line=False),
        Record(record.labels, [*record.values, *rest], False),
    ]
    return parted if rest and all(_is_full(*each, lexicon) for each in zip(parted, entries)) else []


def _is_full(record: Record, entry: RowEntry, lexicon: TableLexicon) -> bool:
    """Return whether *record* has all the figures of the row, and the sums hold among them."""
    totals = sums_within(lexicon.table, entry.columns)
    values = [quantity_of(unit).value for unit in record.filled]
    return len(values) == entry.width and holds(values, totals)


def _split(records: Sequence[Record], lexicon: TableLexicon) -> list[Record]:
    """Split records that hold the figures of several rows, since the labels between were lost."""
    parted: list[Record] = []
    for record in records:
        rows = rows_named(record, lexicon)
        width = lexicon.rows[rows[0]].width if rows else lexicon.usual_width
        filled = record.filled
        if record.one_line or width < 2 or len(filled) <= width or len(filled) % width:
            parted.append(record)
            continue
        for start in range(0, len(filled), width):
            labels = record.labels if start == 0 else []
            parted.append(Record(labels, filled[start : start + width], one_line=False))
    return parted


def _with_own_labels(records: Sequence[Record], lexicon: TableLexicon) -> list[Record]:
    """Give each row its label where the labels stand first, one after another, and then all the figures.

    Figures that go column by column would break the sums; they are left without labels.
    """
    paired = list(records)
    for number, record in enumerate(records):
        if len(record.labels) < _FEWEST_LABELS:
            continue
        labels = row_labels(record, lexicon)
        rows = records[number : number + len(labels)]
        width = len(record.filled)
        if (
            len(labels) < _FEWEST_LABELS
            or len(rows) < len(labels)
            or any(each.labels for each in rows[1:])
            or any(len(each.filled) != width for each in rows)
        ):
            continue
        entries = [lexicon.rows[lexicon.by_key[unit.key][0]] for unit in labels]
        if any(entry.width != width for entry in entries) or not _sums_hold(rows, entries, lexicon):
            continue
        first = record.labels.index(labels[0])
        for offset, (row, label) in enumerate(zip(rows, labels)):
            above = record.labels[:first] if offset == 0 else []
            paired[number + offset] = Record([*above, label], row.values, row.one_line)
    return paired


def _sums_hold(records: Sequence[Record], entries: Sequence[RowEntry], lexicon: TableLexicon) -> bool:
    """Return whether the sums within a row hold in most of *records* that are not all zero."""
    table = lexicon.table
    totals = sums_within(table, entries[0].columns)
    told = [record for record in records if any(unit.text != "0" for unit in record.filled)]
    return not totals or 2 * sum(holding(record, totals) > 0 for record in told) >= len(told)
