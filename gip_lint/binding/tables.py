"""One statutory table out of the records of a text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from gip_lint.binding.across import bind_across, bind_blank_across
from gip_lint.binding.alignment import Likeness, align, likenesses
from gip_lint.binding.headers import Header, match_header, order_of
from gip_lint.binding.placement import Placement, holding, place, quantity_of, sums_within
from gip_lint.binding.records import Record, Unit
from gip_lint.forms.lexicon import RowEntry, TableLexicon, labels_of, table_lexicon
from gip_lint.forms.similarity import similarity
from gip_lint.model.finding import CellKey
from gip_lint.model.form import Form, FormTable
from gip_lint.model.report import BoundCell, BoundTable, Deviation, DeviationKind
from gip_lint_grammar.folding import label_key
from gip_lint_grammar.nodes import Quantity, Span

_SURE = 0.85
_REACH = 3
_FEWEST_ROWS = 3
_LONGEST_NUMBER = 2
_MOST_TORN = 4
_NEARLY_WHOLE = 0.8
_MOST_UNLABELLED = 0.25
"""Where more of its rows have lost their labels a table is in pieces, and which row is which is a guess."""


class Tables(Struct, frozen=True):
    """The tables of a form that a text holds."""

    bound: dict[str, BoundTable]
    further: tuple[tuple[str, Span], ...] = ()
    """Key and place of each table that the text holds once more, which was not bound."""


def bind_tables(records: Sequence[Record], form: Form) -> Tables:
    """Bind every table of *form* that *records* hold, each once; tables that are not there are left out."""
    bound = {}
    taken: set[int] = set()
    further: list[tuple[str, Span]] = []
    for table in form.tables.values():
        found = None
        if table.layout == "across":
            found = bind_across(records, table)
        if found is None:
            found, again = _bind_down(records, table, form, taken)
            further += [(table.key, span) for span in again]
        if found is None and table.layout == "across":
            found = bind_blank_across(records, table)
        if found is not None:
            bound[table.key] = found
    return Tables(bound, tuple(further))


def _bind_down(
    records: Sequence[Record], table: FormTable, form: Form, taken: set[int]
) -> tuple[BoundTable | None, list[Span]]:
    """Bind the first whole table; give beside it the places of the further ones."""
    lexicon = table_lexicon(table)
    others = [table_lexicon(other) for other in form.tables.values() if other.key != table.key]
    printed = labels_of(form)
    anchors = [
        number
        for number, record in enumerate(records)
        if number not in taken and _is_anchor(record, lexicon, printed)
    ]
    if not anchors or (len(anchors) == 1 and not _fits_alone(records[anchors[0]], lexicon)):
        return None, []
    taken.update(anchors)
    passes = _passes(records, anchors, lexicon)
    longest = max(map(len, passes))
    whole = [number for number, each in enumerate(passes) if len(each) >= _NEARLY_WHOLE * longest]
    first, *again = whole
    lowest = passes[first - 1][-1] + 1 if first else 0
    highest = passes[first + 1][0] if first + 1 < len(passes) else len(records)
    start, end = passes[first][0], passes[first][-1] + 1
    reach = max(lowest, start - _REACH)
    while start > reach and _may_belong(records[start - 1], lexicon, others):
        start -= 1
    reach = min(highest, end + max(_REACH, len(_row_labels(records[end - 1], lexicon))))
    while end < reach and _may_belong(records[end], lexicon, others):
        end += 1
    while end < highest and _is_piece(records[end], lexicon):
        end += 1
    if end < highest and not records[end].values:
        end += 1
    own = _with_own_labels(_split(_without_row_numbers(records[start:end], lexicon), lexicon), lexicon)
    bound = _Binding(lexicon, own).bound()
    return bound, [_place_of(records, passes[number]) for number in again]


def _passes(records: Sequence[Record], anchors: Sequence[int], lexicon: TableLexicon) -> list[list[int]]:
    """Part *anchors* where the table begins anew: where most rows that were there come again.

    A new pass begins where the order of the form starts over, be that before the first row that comes again.
    Rows that come again behind the table, and no others with them, are a pass too.
    """
    rows = [numbers[0] if (numbers := _exact(records[anchor], lexicon)) else None for anchor in anchors]
    starts = [0]
    descent = 0
    seen: set[int] = set()
    for number, row in enumerate(rows):
        if row is None:
            continue
        if number > starts[-1] and row < (rows[number - 1] or 0):
            descent = number
        if row in seen:
            following = rows[number : number + 2 * len(lexicon.rows)]
            again = {each for each in following if each is not None}
            enough = max(min(_FEWEST_ROWS, len(seen)), len(seen) // 2)
            trailing = descent == number and again <= seen and number + len(following) == len(rows)
            if len(again & seen) >= enough or trailing:
                starts.append(descent if descent > starts[-1] else number)
                seen = {each for each in rows[starts[-1] : number] if each is not None}
        seen.add(row)
    return [list(anchors[start:end]) for start, end in zip(starts, [*starts[1:], len(anchors)])]


def _exact(record: Record, lexicon: TableLexicon) -> tuple[int, ...]:
    return lexicon.by_key.get(record.labels[-1].key, ()) if record.labels else ()


def _place_of(records: Sequence[Record], anchors: Sequence[int]) -> Span:
    return records[anchors[0]].labels[-1].span.cover(records[anchors[-1]].span)


def _is_anchor(record: Record, lexicon: TableLexicon, printed: frozenset[str]) -> bool:
    """Say whether a record is a row of the table; *printed* are the labels of all tables of the form."""
    if not record.labels or not record.values:
        return False
    if record.labels[-1].key in lexicon.by_key:
        return True
    if record.blank:
        return False
    keys = [unit.key for unit in record.labels]
    if printed.issuperset(keys) and lexicon.by_key.keys().isdisjoint(keys):
        return False
    return any(like.score >= _SURE for like in likenesses(record, lexicon))


def _fits_alone(record: Record, lexicon: TableLexicon) -> bool:
    rows = lexicon.by_key.get(record.labels[-1].key, ())
    return any(len(record.filled) == lexicon.rows[row].width for row in rows)


def _may_belong(record: Record, lexicon: TableLexicon, others: Sequence[TableLexicon]) -> bool:
    if record.blank or not lexicon.widths & {len(record.filled), len(record.values)}:
        return False
    return not any(unit.key in other.by_key for other in others for unit in record.labels)


def _below_zero(records: Sequence[Record], kinds: Sequence[str]) -> int:
    """Count the figures below zero that stand in columns of these *kinds* where none can be."""
    return sum(
        (quantity_of(unit).value or 0) < 0
        for record in records
        for unit, kind in zip(record.filled, kinds)
        if kind != "change"
    )


def _is_piece(record: Record, lexicon: TableLexicon) -> bool:
    """Say whether a record is the label of a column and the figure below it: a row came apart."""
    return bool(record.labels and record.values) and all(
        unit.key in lexicon.labels and unit.key not in lexicon.by_key for unit in record.labels
    )


def _split(records: Sequence[Record], lexicon: TableLexicon) -> list[Record]:
    """Part records that hold the figures of several rows, since the labels between were lost."""
    parted: list[Record] = []
    for record in records:
        rows = _exact(record, lexicon)
        width = lexicon.rows[rows[0]].width if rows else lexicon.usual_width
        filled = record.filled
        if record.one_line or width < 2 or len(filled) <= width or len(filled) % width:
            parted.append(record)
            continue
        for start in range(0, len(filled), width):
            labels = record.labels if start == 0 else []
            parted.append(Record(labels, filled[start : start + width], one_line=False))
    return parted


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


def _row_labels(record: Record, lexicon: TableLexicon) -> list[Unit]:
    """Give the labels of *record* that are rows', without those that only span rows of their own."""
    labels = [unit for unit in record.labels if unit.key in lexicon.by_key]
    keys = {lexicon.rows[row].row.key for unit in labels for row in lexicon.by_key[unit.key]}
    return [
        unit
        for unit in labels
        if not keys.intersection(lexicon.rows[lexicon.by_key[unit.key][0]].row.collapses)
    ]


def _with_own_labels(records: Sequence[Record], lexicon: TableLexicon) -> list[Record]:
    """Give each row its label where the labels stand first, one after another, and then all the figures.

    Figures that go column by column would break the sums; they are left without labels.
    """
    paired = list(records)
    for number, record in enumerate(records):
        if len(record.labels) < _FEWEST_ROWS:
            continue
        labels = _row_labels(record, lexicon)
        rows = records[number : number + len(labels)]
        width = len(record.filled)
        if (
            len(labels) < _FEWEST_ROWS
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
    """Say whether the sums within a row hold in most of *records* that are not all nought."""
    table = lexicon.table
    totals = sums_within(table, entries[0].columns)
    told = [record for record in records if any(unit.text != "0" for unit in record.filled)]
    return not totals or 2 * sum(holding(record, totals) > 0 for record in told) >= len(told)


class _Binding(Struct):
    """The binding of one table whose rows stand under one another."""

    lexicon: TableLexicon
    records: Sequence[Record]
    cells: dict[tuple[str, str], BoundCell] = field(default_factory=dict)
    row_spans: dict[str, Span] = field(default_factory=dict)
    label_spans: dict[str, Span] = field(default_factory=dict)
    column_spans: dict[tuple[int, str], Span] = field(default_factory=dict)
    deviations: list[Deviation] = field(default_factory=list)

    def bound(self) -> BoundTable | None:
        """Bind the rows; None where no record turns out to be one."""
        table = self.lexicon.table
        matched = align(self.records, self.lexicon)
        if not matched:
            return None
        row_records = {row: number for number, (row, _) in matched.items()}
        layouts = []
        torn: dict[int, list[str]] = {}
        for block in range(len(table.blocks)):
            units = self._units_above(block, row_records, matched)
            header = self._header(block, units) if units is not None else None
            layouts.append(self._layout(block, header, units or [], row_records))
            if header is not None and not header.whole:
                torn[block] = [column.kind for column in table.blocks[block].columns]
        offset = self._offset(row_records)
        unlabelled = sum(not like.units for _, like in matched.values())
        in_pieces = unlabelled > _MOST_UNLABELLED * len(matched)
        for row in sorted(row_records):
            like = matched[row_records[row]][1]
            record, entry = self.records[row_records[row]], self.lexicon.rows[row]
            kinds = torn.get(entry.block, ())
            astray = "change" in kinds and _below_zero([record], kinds) > 0
            sure = not astray and (bool(like.units) or not in_pieces)
            self._bind_row(row, record, like, layouts, offset, sure=sure)
        crowded = any(each.kind is DeviationKind.EXTRA_CELL for each in self.deviations)
        lost = self._note_extra_rows(matched) or crowded or unlabelled > 0
        self._bind_blank_rows(matched, sure=not lost)
        self._note_missing_rows()
        spans = [*self.row_spans.values(), *self.column_spans.values()]
        span = Span(min(span.start for span in spans), max(span.end for span in spans))
        deviations = tuple(sorted(self.deviations, key=lambda deviation: deviation.span.start))
        return BoundTable(
            table, span, self.cells, self.row_spans, self.label_spans, self.column_spans, deviations
        )

    def _key(self, row: str | None = None, column: str | None = None) -> CellKey:
        return CellKey(self.lexicon.table.key, row, column)

    def _units_above(
        self, block: int, row_records: dict[int, int], matched: dict[int, tuple[int, Likeness]]
    ) -> list[Unit] | None:
        """Give the labels that stand between the block above and this block's first row, if it has rows."""
        numbers = [number for row, number in row_records.items() if self.lexicon.rows[row].block == block]
        if not numbers:
            return None
        first = min(numbers)
        start = first
        while start > 0 and start - 1 not in matched:
            start -= 1
        own = {unit.span for _, like in matched.values() for unit in like.units}
        units: dict[Span, Unit] = {}
        for record in self.records[start : first + 1]:
            for unit in record.labels:
                if unit.span not in own:
                    units[unit.span] = unit
        return list(units.values())

    def _header(self, block: int, units: Sequence[Unit]) -> Header:
        """Match *units* with the labels of the block's columns."""
        form_block = self.lexicon.table.blocks[block]
        depths = [len(column.above) for column in form_block.columns]
        header = match_header(units, self.lexicon.column_keys[block], self.lexicon.furniture, depths)
        for column, label, chained in zip(form_block.columns, header.labels, header.chained):
            if label is None:
                continue
            self.column_spans[block, column.key] = label.span
            if (
                not chained
                and similarity(label.key, self.lexicon.column_keys[block][form_block.columns.index(column)])
                < 1
            ):
                self.deviations.append(
                    Deviation(
                        DeviationKind.COLUMN_LABEL,
                        label.span,
                        self._key(column=column.key),
                        label.text,
                        column.label,
                    )
                )
        return header

    def _layout(
        self, block: int, header: Header | None, units: Sequence[Unit], row_records: dict[int, int]
    ) -> list[int | None] | None:
        """Give the columns in the order of the figures where the form has another, or one too few or many.

        None in the list stands for a column that the form does not have; None instead of a list for a table
        with all its columns in the form's order.
        """
        if header is None:
            return None
        form_block = self.lexicon.table.blocks[block]
        width = len(form_block.columns)
        counts = Counter(
            len(self.records[number].filled)
            for row, number in row_records.items()
            if self.lexicon.rows[row].block == block and not self.records[number].blank
        )
        if not counts:
            return None
        usual, times = counts.most_common(1)[0]
        found = [label is not None for label in header.labels]
        if 5 * times < 3 * sum(counts.values()) or sum(found) < max(1, width // 2):
            return None
        if usual == width:
            return self._permuted(block, order_of(header, units, form_block.columns), row_records)
        if usual == width - 1 and found.count(False) == 1:
            if self._stands_below(self.lexicon.column_keys[block][found.index(False)], block, row_records):
                return None
            column = form_block.columns[found.index(False)]
            shown = next(label for label in header.labels if label is not None)
            self.deviations.append(
                Deviation(
                    DeviationKind.MISSING_COLUMN, shown.span, self._key(column=column.key), due=column.label
                )
            )
            return [place for place in range(width) if found[place]]
        if usual == width + 1 and all(found) and len(header.strangers) == 1:
            before, unit = header.strangers[0]
            self.deviations.append(Deviation(DeviationKind.EXTRA_COLUMN, unit.span, self._key(), unit.text))
            places: list[int | None] = list(range(width))
            places.insert(before, None)
            return places
        return None

    def _stands_below(self, key: str, block: int, row_records: dict[int, int]) -> bool:
        """Say whether a column's label stands behind the first row of its block: the table is in pieces."""
        numbers = [number for row, number in row_records.items() if self.lexicon.rows[row].block == block]
        following = [number for number in row_records.values() if number > max(numbers)]
        own = self.records[min(numbers) : min(following, default=len(self.records))]
        return any(unit.key == key for record in own for unit in record.labels)

    def _permuted(
        self, block: int, order: list[int] | None, row_records: dict[int, int]
    ) -> list[int | None] | None:
        """Take the columns in the *order* of their labels, unless the sums hold in the form's order only."""
        keys = tuple(column.key for column in self.lexicon.table.blocks[block].columns)
        if order is None or order == list(range(len(keys))):
            return None
        table = self.lexicon.table
        records = [
            self.records[number]
            for row, number in row_records.items()
            if self.lexicon.rows[row].block == block and len(self.records[number].filled) == len(keys)
        ]
        moved = sums_within(table, tuple(keys[number] for number in order))
        usual = sums_within(table, keys)
        if sum(holding(each, moved) for each in records) < sum(holding(each, usual) for each in records):
            return None
        kinds = [column.kind for column in table.blocks[block].columns]
        if _below_zero(records, [kinds[number] for number in order]) > _below_zero(records, kinds):
            return None
        return list(order)

    def _offset(self, row_records: dict[int, int]) -> int:
        """Count the empty cells that usually stand between a label and its figures."""
        leading = Counter(
            next(place for place, unit in enumerate(record.values) if unit.kind != "empty")
            for row, number in row_records.items()
            if (record := self.records[number]).one_line
            and len(record.filled) == self.lexicon.rows[row].width
        )
        return leading.most_common(1)[0][0] if leading else 0

    def _bind_row(
        self,
        row: int,
        record: Record,
        like: Likeness,
        layouts: Sequence[list[int | None] | None],
        offset: int,
        *,
        sure: bool,
    ) -> None:
        """Bind one row; *sure* says that it is one for certain."""
        entry = self.lexicon.rows[row]
        key = entry.row.key
        columns = entry.columns
        record = self._with_words(record, like, entry.width)
        layout = layouts[entry.block]
        placement = self._placed(record, columns, layout, offset)
        if like.units:
            self.label_spans[key] = like.units[0].span.cover(like.units[-1].span)
        whole = record.values_span
        self.row_spans[key] = whole.cover(self.label_spans[key]) if key in self.label_spans else whole
        if like.score < 1:
            self._note_row_label(key, like, whole)
        absent = []
        for at, (column, cell, quantity) in enumerate(zip(columns, entry.cells, placement.values)):
            if quantity is not None:
                self.cells[key, column] = BoundCell(cell, quantity, quantity.span, sure and placement.sure)
            elif layout is None or at in layout:
                absent.append(column)
        if absent:
            only = absent[0] if len(absent) == 1 else None
            self.deviations.append(Deviation(DeviationKind.MISSING_CELL, whole, self._key(key, only)))
        for unit in placement.surplus:
            self.deviations.append(Deviation(DeviationKind.EXTRA_CELL, unit.span, self._key(key), unit.text))

    def _placed(
        self, record: Record, columns: tuple[str, ...], layout: list[int | None] | None, offset: int
    ) -> Placement:
        width, table = len(columns), self.lexicon.table
        if layout is None or (len(layout) != width and len(record.filled) == width):
            return place(record, width, sums_within(table, columns), offset)
        shown = tuple("" if column is None else columns[column] for column in layout)
        placement = place(record, len(layout), sums_within(table, shown), offset)
        values: list[Quantity | None] = [None] * width
        for column, quantity in zip(layout, placement.values):
            if column is not None:
                values[column] = quantity
        return replace(placement, values=tuple(values))

    def _with_words(self, record: Record, like: Likeness, width: int) -> Record:
        """Take the words between a row's label and its figures for values, where figures are too few.

        Labels of the table are none.
        """
        if not like.units or like.last or like.score < _SURE:
            return record
        place = record.labels.index(like.units[-1]) + 1
        words = record.labels[place:]
        if len(words) + len(record.filled) != width or any(unit.key in self.lexicon.labels for unit in words):
            return record
        return Record(record.labels[:place], [*words, *record.values], record.one_line)

    def _note_row_label(self, key: str, like: Likeness, values: Span) -> None:
        found = "".join(unit.text for unit in like.units)
        span = self.label_spans.get(key, values)
        due = self.lexicon.table.rows[key].label
        self.deviations.append(Deviation(DeviationKind.ROW_LABEL, span, self._key(key), found, due))

    def _bind_blank_rows(self, matched: dict[int, tuple[int, Likeness]], *, sure: bool) -> None:
        """Bind rows whose label stands in its place without figures; not *sure* where figures are astray."""
        if all(entry.row.collapses or entry.row.key in self.row_spans for entry in self.lexicon.rows):
            return
        own = {unit.span for _, like in matched.values() for unit in like.units}
        units = [unit for record in self.records for unit in record.labels if unit.span not in own]
        units = list({unit.span: unit for unit in units}.values())
        starts = [unit.span.start for unit in units]
        entries = self.lexicon.rows
        bound = [number for number, entry in enumerate(entries) if entry.row.key in self.row_spans]
        for above, below in zip([-1, *bound], [*bound, len(entries)]):
            rows = [number for number in range(above + 1, below) if not entries[number].row.collapses]
            low = self.row_spans[entries[above].row.key].start if above >= 0 else 0
            high = self.row_spans[entries[below].row.key].end if below < len(entries) else None
            place = bisect_left(starts, low)
            end = len(units) if high is None else bisect_left(starts, high)
            for row in rows:
                found = _standing(units[place:end], entries[row])
                if found is None:
                    continue
                first, last = found
                self._bind_blank_row(entries[row], units[place + first].span, units[place + last].span, sure)
                place += last + 1

    def _bind_blank_row(self, entry: RowEntry, first: Span, last: Span, sure: bool) -> None:
        key = entry.row.key
        self.row_spans[key] = self.label_spans[key] = first.cover(last)
        if not sure:
            self.deviations.append(
                Deviation(DeviationKind.MISSING_CELL, self.row_spans[key], self._key(key, None))
            )
            return
        place = Span(last.end, last.end)
        nothing = Quantity(place, "", None, blank=True)
        for column, cell in zip(entry.columns, entry.cells):
            self.cells[key, column] = BoundCell(cell, nothing, place)

    def _note_missing_rows(self) -> None:
        previous = min(self.row_spans.values(), key=lambda span: span.start)
        previous = Span(previous.start, previous.start)
        for entry in self.lexicon.rows:
            key = entry.row.key
            if key in self.row_spans:
                previous = self.label_spans.get(key, self.row_spans[key])
            elif not (entry.row.collapses or entry.row.optional):
                self.deviations.append(
                    Deviation(DeviationKind.MISSING_ROW, previous, self._key(key), due=entry.row.label)
                )

    def _note_extra_rows(self, matched: dict[int, tuple[int, Likeness]]) -> bool:
        """Note records within the table that are no row of it; say whether one may be a row's figures."""
        first, last = min(matched), max(matched)
        lost = False
        for number in range(first, last):
            record = self.records[number]
            if number not in matched and not record.blank:
                label = record.labels[-1] if record.labels else None
                lost = lost or label is None or label.key in self.lexicon.by_key
                span = label.span if label else record.values_span
                self.deviations.append(
                    Deviation(DeviationKind.EXTRA_ROW, span, self._key(), label.text if label else "")
                )
        return lost


def _standing(units: Sequence[Unit], entry: RowEntry) -> tuple[int, int] | None:
    """Find the first of *units*, alone or with some that follow, that is the label of the row.

    What spans the row may stand before its label and does not speak for it alone.
    """
    own = [label_key(label) for label in (entry.row.label, *entry.row.variants)]
    for first in range(len(units)):
        joined = ""
        for last in range(first, min(len(units), first + _MOST_TORN)):
            joined += units[last].key
            if joined in entry.keys or max(similarity(joined, key) for key in own) >= _SURE:
                return first, last
    return None
