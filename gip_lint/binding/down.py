"""A table whose rows stand under one another, each with its figures: records to rows, figures to cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain, takewhile, zip_longest

from gip_lint.binding.alignment import ALIKE, SURE, Likeness, align, is_foreign, likenesses
from gip_lint.binding.columns import Columns, below_zero, columns_of
from gip_lint.binding.doubts import blank_cell, bound_cell
from gip_lint.binding.frame import seated
from gip_lint.binding.placement import Placement, holds, place, quantity_of, sums_within
from gip_lint.binding.printed import Printed, holds_most
from gip_lint.binding.records import Record, Unit
from gip_lint.forms.lexicon import RowEntry, TableLexicon
from gip_lint.forms.similarity import similarity
from gip_lint.model.doubt import Doubt
from gip_lint.model.evidence import Placing, RowEvidence
from gip_lint.model.finding import CellKey
from gip_lint.model.report import BoundCell, BoundTable, Deviation, DeviationKind
from gip_lint_grammar.nodes import Quantity, Span

_MOST_PIECES = 4
"""Into so many units at most a label is torn."""
_LONG_ENOUGH = 4
"""A label of so many characters is known behind others on its line."""


def bind_down(records: Sequence[Record], lexicon: TableLexicon, printed: Printed) -> BoundTable | None:
    """Bind the rows that *records* hold; None where no record turns out to be one.

    *printed* tells of the whole text which labels it holds, if perhaps out of their places.
    """
    matched = align(records, lexicon)
    return _Binding(records, lexicon, matched, printed).bound() if matched else None


def bind_blank_down(records: Sequence[Record], lexicon: TableLexicon) -> BoundTable | None:
    """Bind a table of which all labels stand and no figure; None where one may be its own."""
    for record, following in zip_longest(records, records[1:]):
        if record.blank and (following is None or following.labels):
            labels = _all_standing(record.labels, lexicon)
            if labels:
                return _blank(labels, lexicon)
    return None


def _all_standing(units: Sequence[Unit], lexicon: TableLexicon) -> list[tuple[RowEntry, Span]]:
    """Return the rows with the places of their labels, where those of all rows and columns stand in order."""
    if not {unit.key for unit in units}.issuperset(chain(*lexicon.column_keys)):
        return []
    place = 0
    labels: list[tuple[RowEntry, Span]] = []
    for entry in lexicon.rows:
        found = _standing(units[place:], entry)
        if found is not None and not entry.row.collapses:
            first, last = (place + each for each in found)
            labels.append((entry, units[first].span.cover(units[last].span)))
            place = last + 1
        elif not (entry.row.collapses or entry.row.optional):
            return []
    return labels


def _blank(labels: Sequence[tuple[RowEntry, Span]], lexicon: TableLexicon) -> BoundTable:
    spans = {entry.row.key: span for entry, span in labels}
    cells = {}
    for entry, label in labels:
        for column, key in zip(entry.columns, entry.cells):
            cells[entry.row.key, column] = blank_cell(key, label.end)
    span = labels[0][1].cover(labels[-1][1])
    evidence = dict.fromkeys(spans, RowEvidence(1.0, Placing.NOTHING))
    return BoundTable(lexicon.table, span, cells, spans, spans, {}, (), evidence=evidence)


class _Binding:
    """The binding of one table under way."""

    def __init__(
        self,
        records: Sequence[Record],
        lexicon: TableLexicon,
        matched: dict[int, tuple[int, Likeness]],
        printed: Printed,
    ) -> None:
        self.records = records
        self.lexicon = lexicon
        self.printed = printed
        self.matched = matched
        """The number of the row that a record is, by the record's number."""
        self.cells: dict[tuple[str, str], BoundCell] = {}
        self.row_spans: dict[str, Span] = {}
        self.label_spans: dict[str, Span] = {}
        self.evidence: dict[str, RowEvidence] = {}
        self.deviations: list[Deviation] = []

    def bound(self) -> BoundTable:
        """Bind the rows."""
        table = self.lexicon.table
        row_records = {row: number for number, (row, _) in self.matched.items()}
        columns = columns_of(self.records, self.lexicon, self.matched, self.printed)
        for each in columns:
            self.deviations += each.deviations
        guessed = self._guessed()
        apart = {row for number, (row, like) in self.matched.items() if self._is_apart(row, number, like)}
        for row in sorted(row_records):
            like = self.matched[row_records[row]][1]
            record, entry = self.records[row_records[row]], self.lexicon.rows[row]
            kinds = [column.kind for column in table.blocks[entry.block].columns]
            astray = columns[entry.block].torn and "change" in kinds and below_zero([record], kinds) > 0
            other = astray or columns[entry.block].other
            if columns[entry.block].in_pieces and len(record.filled) == entry.width:
                values = [quantity_of(unit).value for unit in record.filled]
                other = other or not holds(values, sums_within(table, entry.columns))
            lost = row in guessed or row in apart
            doubt = Doubt.HEADING if other else Doubt.LABELS_LOST if lost else None
            self._bind_row(entry, record, like, columns[entry.block], doubt)
        crowded = any(each.kind is DeviationKind.EXTRA_CELL for each in self.deviations)
        unlabelled = any(not like.units for _, like in self.matched.values())
        lost = self._note_extra_rows() or crowded or unlabelled
        self._bind_blank_rows(sure=not (lost or apart))
        self._note_missing_rows()
        column_spans = {
            (block, column): span for block, each in enumerate(columns) for column, span in each.spans.items()
        }
        spans = [*self.row_spans.values(), *column_spans.values()]
        span = Span(min(span.start for span in spans), max(span.end for span in spans))
        deviations = tuple(sorted(self.deviations, key=lambda deviation: deviation.span.start))
        return BoundTable(
            table,
            span,
            self.cells,
            self.row_spans,
            self.label_spans,
            column_spans,
            deviations,
            evidence=self.evidence,
        )

    def _key(self, row: str | None = None, column: str | None = None) -> CellKey:
        return CellKey(self.lexicon.table.key, row, column)

    def _guessed(self) -> set[int]:
        """Return the rows without a label of their own that may be others.

        They are known where between two rows with labels there are as many records as the form has rows.
        """
        if all(like.units for _, like in self.matched.values()):
            return set()
        rows, entries = {row: number for number, (row, _) in self.matched.items()}, self.lexicon.rows
        labelled = [row for row in sorted(rows) if self.matched[rows[row]][1].units]
        stood_for = {key for row in rows for key in entries[row].row.collapses}
        guessed: set[int] = set()
        for above, below in zip([-1, *labelled], [*labelled, len(entries)]):
            own = [row for row in range(above + 1, below) if row in rows]
            due = [
                row
                for row in range(above + 1, below)
                if not entries[row].row.collapses and entries[row].row.key not in stood_for
            ]
            start = rows[above] + 1 if above >= 0 else 0
            end = rows[below] if below < len(entries) else len(self.records)
            width = min((entries[row].width for row in due), default=0)
            free = (self.records[number] for number in range(start, end) if number not in self.matched)
            if len(own) < len(due) or any(2 * len(record.filled) > width for record in free):
                guessed.update(own)
        return guessed

    def _is_apart(self, row: int, number: int, like: Likeness) -> bool:
        """Return whether the label of a row stands apart from its figures, which may be another's then."""
        if not like.units:
            return any(map(self.printed.holds_all, self.lexicon.rows[row].own_keys))
        record = self.records[number]
        if like.last or record.one_line:
            return False
        between = record.labels[record.labels.index(like.units[-1]) + 1 :]
        return any(unit.key in self.lexicon.labels for unit in between)

    def _bind_row(
        self,
        entry: RowEntry,
        record: Record,
        like: Likeness,
        shown: Columns,
        doubt: Doubt | None,
    ) -> None:
        """Bind one row; *doubt* says why it may be another."""
        key = entry.row.key
        columns = entry.columns
        record = self._with_words(record, like, entry.width)
        placement = self._placed(record, entry, shown)
        self.evidence[key] = RowEvidence(like.score if like.units else 0.0, placement.placing)
        if like.units:
            self.label_spans[key] = like.units[0].span.cover(like.units[-1].span)
        whole = record.values_span
        self.row_spans[key] = whole.cover(self.label_spans[key]) if key in self.label_spans else whole
        if like.score < 1:
            self._note_row_label(key, like, whole)
        absent = []
        for at, (column, cell, quantity) in enumerate(zip(columns, entry.cells, placement.values)):
            if quantity is not None:
                self.cells[key, column] = bound_cell(cell, quantity, doubt, placement.doubt)
            elif shown.order is None or at in shown.order:
                absent.append(column)
        if absent:
            only = absent[0] if len(absent) == 1 else None
            self.deviations.append(Deviation(DeviationKind.MISSING_CELL, whole, self._key(key, only)))
        for unit in placement.surplus:
            self.deviations.append(Deviation(DeviationKind.EXTRA_CELL, unit.span, self._key(key), unit.text))

    def _placed(self, record: Record, entry: RowEntry, shown: Columns) -> Placement:
        columns, width, depth = entry.columns, entry.width, len(entry.row.above)
        table, order = self.lexicon.table, shown.order
        totals = sums_within(table, columns)
        if order is None:
            return place(record, width, totals, shown.frames, depth)
        if len(order) != width and len(record.filled) == width and not seated(record, depth, shown.frames):
            return place(record, width, totals, (), depth)
        keys = tuple("" if column is None else columns[column] for column in order)
        placement = place(record, len(order), sums_within(table, keys), shown.frames, depth)
        values: list[Quantity | None] = [None] * width
        for column, quantity in zip(order, placement.values):
            if column is not None:
                values[column] = quantity
        return placement._replace(values=tuple(values))

    def _with_words(self, record: Record, like: Likeness, width: int) -> Record:
        """Take the words between a row's label and its figures for values, where figures are too few.

        Labels of the table are none.
        """
        if not like.units or like.last or like.score < SURE:
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

    def _bind_blank_rows(self, *, sure: bool) -> None:
        """Bind rows whose label stands in its place without figures; not *sure* where figures are astray."""
        if all(entry.row.collapses or entry.row.key in self.row_spans for entry in self.lexicon.rows):
            return
        own = {unit.span for _, like in self.matched.values() for unit in like.units}
        labels = (unit for record in self.records for unit in record.labels if unit.span not in own)
        units = sorted({unit.span: unit for unit in labels}.values(), key=lambda unit: unit.span)
        starts = [unit.span.start for unit in units]
        entries = self.lexicon.rows
        bound = [number for number, entry in enumerate(entries) if entry.row.key in self.row_spans]
        for above, below in zip([-1, *bound], [*bound, len(entries)]):
            rows = [number for number in range(above + 1, below) if not entries[number].row.collapses]
            low = self.row_spans[entries[above].row.key].start if above >= 0 else 0
            high = self.row_spans[entries[below].row.key].end if below < len(entries) else None
            first = place = bisect_left(starts, low)
            end = len(units) if high is None else bisect_left(starts, high)
            for row in rows:
                found = _standing(units[place:end], entries[row])
                if found is None:
                    piece = next((unit for unit in units[first:end] if _may_hold(unit, entries[row])), None)
                    if piece is not None:
                        self._bind_blank_row(entries[row], piece.span, sure=False)
                    continue
                begin, last = (place + each for each in found)
                place = last + 1
                span = units[begin].span.cover(units[last].span)
                words = list(takewhile(self._is_no_label, units[place:end]))
                if len(words) == entries[row].width and self._may_be_values(words):
                    self._bind_words(entries[row], span, words)
                else:
                    self._bind_blank_row(entries[row], span, sure=sure and not any(map(_holds_digit, words)))

    def _is_no_label(self, unit: Unit) -> bool:
        return unit.key not in self.lexicon.labels

    def _may_be_values(self, words: Sequence[Unit]) -> bool:
        """Return whether words behind a label may stand in cells, and are not lines of labels."""
        if not any(unit.barred or _holds_digit(unit) for unit in words):
            return False
        return not any(_may_hold(unit, entry) for unit in words for entry in self.lexicon.rows)

    def _bind_words(self, entry: RowEntry, label: Span, words: Sequence[Unit]) -> None:
        key = entry.row.key
        self.label_spans[key], self.row_spans[key] = label, label.cover(words[-1].span)
        self.evidence[key] = RowEvidence(1.0, Placing.COUNT)
        for column, cell, unit in zip(entry.columns, entry.cells, words):
            self.cells[key, column] = bound_cell(cell, quantity_of(unit))

    def _bind_blank_row(self, entry: RowEntry, label: Span, *, sure: bool) -> None:
        key = entry.row.key
        self.row_spans[key] = self.label_spans[key] = label
        self.evidence[key] = RowEvidence(1.0, Placing.NOTHING)
        if not sure:
            self.deviations.append(
                Deviation(DeviationKind.MISSING_CELL, self.row_spans[key], self._key(key, None))
            )
            return
        for column, cell in zip(entry.columns, entry.cells):
            self.cells[key, column] = blank_cell(cell, label.end)

    def _note_missing_rows(self) -> None:
        previous = min(self.row_spans.values(), key=lambda span: span.start)
        previous = Span(previous.start, previous.start)
        for entry in self.lexicon.rows:
            key = entry.row.key
            if key in self.row_spans:
                previous = self.label_spans.get(key, self.row_spans[key])
            elif entry.row.collapses or entry.row.optional:
                continue
            elif any(self.printed.holds_all(own) or self.printed.may_hold(own) for own in entry.own_keys):
                self.deviations.append(Deviation(DeviationKind.MISSING_CELL, previous, self._key(key)))
            else:
                self.deviations.append(
                    Deviation(DeviationKind.MISSING_ROW, previous, self._key(key), due=entry.row.label)
                )

    def _note_extra_rows(self) -> bool:
        """Note records between the rows that are none; return whether any may hold a row's figures.

        One with the label of a row that no other record is, is that row, though its figures do not fit.
        """
        first, last = min(self.matched), max(self.matched)
        found = {row for row, _ in self.matched.values()}
        columns = set(chain(*self.lexicon.column_keys))
        lost = False
        for number, record in enumerate(self.records):
            if number in self.matched or record.blank:
                continue
            label = record.labels[-1] if record.labels else None
            likes = () if is_foreign(record, self.lexicon) else likenesses(record, self.lexicon)
            may_be_row = any(like.score >= ALIKE for like in likes)
            lost = lost or label is None or label.key in columns or may_be_row
            named = {row for row, like in enumerate(likes) if like.score >= SURE}
            if first < number < last and named <= found:
                span = label.span if label else record.values_span
                self.deviations.append(
                    Deviation(DeviationKind.EXTRA_ROW, span, self._key(), label.text if label else "")
                )
        return lost


def _holds_digit(unit: Unit) -> bool:
    return any(map(str.isdigit, unit.text))


def _may_hold(unit: Unit, entry: RowEntry) -> bool:
    """Return whether most of the label of the row may stand on a line that was not read for sure."""
    return any(holds_most(unit.key, own) for own in entry.own_keys)


def _standing(units: Sequence[Unit], entry: RowEntry) -> tuple[int, int] | None:
    """Find the first of *units*, alone or with some that follow, that is the label of the row.

    What spans the row may stand before its label and does not speak for it alone.
    """
    windows = []
    for first in range(len(units)):
        joined = ""
        for last in range(first, min(len(units), first + _MOST_PIECES)):
            joined += units[last].key
            windows.append((first, last, joined))
    for first, last, joined in windows:
        if joined in entry.keys:
            return first, last
    for first, last, joined in windows:
        alone = last == first and any(
            joined.endswith(key) for key in entry.own_keys if len(key) >= _LONG_ENOUGH
        )
        if alone or max(similarity(joined, key) for key in entry.own_keys) >= SURE:
            return first, last
    return None
