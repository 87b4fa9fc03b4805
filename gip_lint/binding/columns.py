"""In what order the figures of a row stand, by the labels above each block of a table and by the sums.

Most tables have the columns of the form in its order. Where their labels stand in another order, or one is
too few or too many, the figures of all rows of the block follow them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from gip_lint.binding.alignment import Likeness
from gip_lint.binding.frame import Frame, frame_under, frames_of
from gip_lint.binding.headers import Header, match_header, order_of
from gip_lint.binding.placement import holding, quantity_of, sums_within
from gip_lint.binding.printed import Printed
from gip_lint.binding.records import Record, Unit
from gip_lint.forms.lexicon import TableLexicon
from gip_lint.forms.similarity import similarity
from gip_lint.model.finding import CellKey
from gip_lint.model.report import Deviation, DeviationKind
from gip_lint_grammar.folding import label_key
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span
from gip_lint_grammar.vocabulary import bigrams

_NUMERALS = lazy_pattern("[一二三四五六七八九十]{1,5}")
_USUAL = 0.6
"""So many rows, as a share, have as many figures as is usual where their number says anything."""

Order: TypeAlias = "list[int | None] | None"
"""The form's columns in the order of the figures, None for a column that the form does not have.

None instead of a list for a block with all its columns in the form's order.
"""


class Columns(NamedTuple):
    """The columns of one block as the text has them."""

    order: Order
    torn: bool
    """Whether the labels do not stand whole above the figures, so that figures may be astray."""
    spans: Mapping[str, Span]
    """The label of each column that was found."""
    in_pieces: bool
    """Whether a label that lacks above the figures stands behind some of them: a page was read in columns."""
    other: bool
    """Whether columns of another form stand there, so that nobody knows what the figures count."""
    frames: tuple[Frame, ...]
    """Where in its line each figure stands, in the order of the figures."""
    deviations: Sequence[Deviation]


def columns_of(
    records: Sequence[Record],
    lexicon: TableLexicon,
    matched: Mapping[int, tuple[int, Likeness]],
    printed: Printed,
) -> list[Columns]:
    """Return the columns of every block; *matched* gives the row that a record is, by the record's number.

    *printed* tells of the whole text which labels it holds.
    """
    rows = {row: number for number, (row, _) in matched.items()}
    columns = []
    for block in range(len(lexicon.table.blocks)):
        own = {number: row for row, number in rows.items() if lexicon.rows[row].block == block}
        if not own:
            columns.append(Columns(None, False, {}, in_pieces=False, other=False, frames=(), deviations=()))
            continue
        end = min((number for number in rows.values() if number > max(own)), default=len(records))
        units = _units_above(records, min(own), matched)
        columns.append(_Block(records, lexicon, block, own, end, printed).columns(units))
    return columns


def below_zero(records: Sequence[Record], kinds: Sequence[str]) -> int:
    """Count the figures below zero that stand in columns of these *kinds* where none can be."""
    return sum(
        (quantity_of(unit).value or 0) < 0
        for record in records
        for unit, kind in zip(record.filled, kinds)
        if kind != "change"
    )


def _units_above(
    records: Sequence[Record], first: int, matched: Mapping[int, tuple[int, Likeness]]
) -> list[Unit]:
    """Return the labels that stand between the block above and this block's first row.

    What stands above rows that are left blank is kept with the first that is not.
    """
    last = next((number for number in range(first, len(records)) if not records[number].blank), first)
    start = first
    while start > 0 and start - 1 not in matched:
        start -= 1
    own = {unit.span for _, like in matched.values() for unit in like.units}
    units = (unit for record in records[start : last + 1] for unit in record.labels if unit.span not in own)
    return list({unit.span: unit for unit in units}.values())


def _printed(header: Header, order: Order) -> Sequence[Unit | None]:
    """Return the labels of the columns in the order of the figures."""
    if order is None:
        return header.labels
    strangers = iter([unit for _, unit in header.strangers])
    return [next(strangers, None) if column is None else header.labels[column] for column in order]


class _Block:
    """The rows of one block, whose columns are to be found."""

    def __init__(
        self,
        records: Sequence[Record],
        lexicon: TableLexicon,
        block: int,
        own: Mapping[int, int],
        end: int,
        printed: Printed,
    ) -> None:
        self._rows = [records[number] for number in own]
        self._depths = [len(lexicon.rows[row].row.above) for row in own.values()]
        self._stretch = records[min(own) : end]
        """All records from its first row to the next block."""
        self._table = lexicon.table
        self._furniture = lexicon.furniture
        self._row_labels = lexicon.by_key.keys()
        self._printed = printed
        self._block = lexicon.table.blocks[block]
        self._columns = self._block.columns
        self._labels = lexicon.column_keys[block]
        self._deviations: list[Deviation] = []

    def columns(self, units: Sequence[Unit]) -> Columns:
        """Return the columns, which the labels *units* stand above."""
        depths = [len(column.above) for column in self._columns]
        header = match_header(units, self._labels, self._furniture, depths)
        spans = {
            column.key: label.span for column, label in zip(self._columns, header.labels) if label is not None
        }
        self._note_labels(header)
        self._note_heading(units)
        other = self._note_other_heading(header, units)
        among = self._among_strangers(header, units)
        if among:
            frames, order = among
        else:
            order = self._order(header, units)
            frames = self._frames(header, order)
        in_pieces = any(
            label is None and self._stands_behind(key) for key, label in zip(self._labels, header.labels)
        )
        return Columns(order, not header.whole, spans, in_pieces, other, frames, self._deviations)

    def _frames(self, header: Header, order: Order) -> tuple[Frame, ...]:
        """Return the frames of the block; none where every row is full and in the form's order."""
        width = len(self._columns)
        if order is None and all(len(record.filled) == width for record in self._rows):
            return ()
        return frames_of(
            list(zip(self._rows, self._depths)), _printed(header, order), len(order or self._columns)
        )

    def _among_strangers(
        self, header: Header, units: Sequence[Unit]
    ) -> tuple[tuple[Frame, ...], Order] | None:
        """Return frame and order of a grid that has labels between the form's or behind them; note these.

        None where no stranger has a grid column of its own, or where full rows do not stand under the labels.
        """
        own = {label.column: number for number, label in enumerate(header.labels) if label is not None}
        if len(own) < len(self._columns):
            return None
        strange = {
            unit.column: unit
            for unit in units
            if unit.kind == "words" and unit.column > min(own) and unit.column not in own
        }
        if not strange or any(unit.key in self._furniture for unit in strange.values()):
            return None
        labels = {label.column: label for label in (*header.labels, *strange.values()) if label is not None}
        printed = [labels[column] for column in sorted(labels)]
        order = [own.get(label.column) for label in printed]
        full = [record for record in self._rows if len(record.filled) >= len(own)]
        frame = frame_under(printed, full)
        if frame is None or not full or [each for each in order if each is not None] != [*own.values()]:
            return None
        for label in strange.values():
            self._note(DeviationKind.EXTRA_COLUMN, label.span, None, label.text)
        return (frame,), order

    def _note_labels(self, header: Header) -> None:
        for column, due, label, chained in zip(self._columns, self._labels, header.labels, header.chained):
            if label is not None and not chained and similarity(label.key, due) < 1:
                self._note(DeviationKind.COLUMN_LABEL, label.span, column.key, label.text, column.label)

    def _note_heading(self, units: Sequence[Unit]) -> None:
        """Note a heading that is the block's but for its numbers: 第二十一条 for 第二十条."""
        due = self._block.heading or ""
        wanted = label_key(due)
        if not wanted or any(unit.key == wanted for unit in units):
            return
        known = {label_key(block.heading or "") for block in self._table.blocks}
        for unit in units:
            alike = unit.key not in known and _NUMERALS.sub("", unit.key) == _NUMERALS.sub("", wanted)
            if alike and _NUMERALS.search(unit.key):
                self._note(DeviationKind.HEADING, unit.span, None, unit.text, due)

    def _note_other_heading(self, header: Header, units: Sequence[Unit]) -> bool:
        """Note labels that stand behind the corner of the block in place of all of the form's."""
        if any(header.labels):
            return False
        corners = {label_key(label) for label in self._block.corner}
        behind = [place for place, unit in enumerate(units) if unit.key in corners]
        words = [unit for unit in units[behind[-1] + 1 :] if unit.kind == "words"] if behind else []
        if not words or any(unit.key in self._furniture for unit in words):
            return False
        found = "、".join(unit.text for unit in words)
        due = "、".join(column.label for column in self._columns)
        self._note(DeviationKind.COLUMN_LABEL, words[0].span.cover(words[-1].span), None, found, due)
        return True

    def _note(
        self, kind: DeviationKind, span: Span, column: str | None, found: str = "", due: str = ""
    ) -> None:
        key = CellKey(self._table.key, None, column)
        self._deviations.append(Deviation(kind, span, key, found, due))

    def _order(self, header: Header, units: Sequence[Unit]) -> Order:
        """Return the order of the columns where the form has another, or one too few or many."""
        width = len(self._columns)
        counts = Counter(len(record.filled) for record in self._rows if record.filled and record.parted)
        if not counts:
            return None
        usual, times = counts.most_common(1)[0]
        found = [label is not None for label in header.labels]
        if times < _USUAL * sum(counts.values()) or sum(found) < max(1, width // 2):
            return None
        if usual == width:
            return self._permuted(order_of(header, units, self._columns))
        if usual == width - 1 and found.count(False) == 1:
            missing = found.index(False)
            label = self._labels[missing]
            if self._stands_behind(label) or self._printed.holds_all(label) or self._may_hold(units, label):
                return None
            column = self._columns[missing]
            shown = next(label for label in header.labels if label is not None)
            self._note(DeviationKind.MISSING_COLUMN, shown.span, column.key, due=column.label)
            return [place for place in range(width) if found[place]]
        if usual == width + 1 and all(found) and len(header.strangers) == 1:
            before, unit = header.strangers[0]
            if unit.key in self._row_labels:
                return None
            self._note(DeviationKind.EXTRA_COLUMN, unit.span, None, unit.text)
            places: list[int | None] = list(range(width))
            places.insert(before, None)
            return places
        return None

    def _stands_behind(self, label: str) -> bool:
        """Return whether a label stands behind the first row."""
        return any(unit.key == label for record in self._stretch for unit in record.labels)

    def _may_hold(self, units: Sequence[Unit], label: str) -> bool:
        """Return whether words above the figures that are no label themselves may hold pieces of *label*."""
        others = {*self._labels, *self._furniture} - {label}
        pieces = bigrams(label).difference(*map(bigrams, others))
        return any(
            unit.key in label or not pieces.isdisjoint(bigrams(unit.key))
            for unit in units
            if unit.kind == "words" and unit.key and unit.key not in others
        )

    def _permuted(self, order: list[int] | None) -> Order:
        """Take the columns in the *order* of their labels, unless the sums hold in the form's order only."""
        keys = tuple(column.key for column in self._columns)
        if order is None or order == list(range(len(keys))):
            return None
        rows = [record for record in self._rows if len(record.filled) == len(keys)]
        moved = sums_within(self._table, tuple(keys[number] for number in order))
        usual = sums_within(self._table, keys)
        if sum(holding(each, moved) for each in rows) < sum(holding(each, usual) for each in rows):
            return None
        kinds = [column.kind for column in self._columns]
        if below_zero(rows, [kinds[number] for number in order]) > below_zero(rows, kinds):
            return None
        return list(order)
