"""The text as a run of records: labels, and the figures that follow them.

Every notation comes down to this. A row on one line is a record; so are the lines of a table with one cell
per line, from a label to the last figure before the next label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from gip_lint_grammar.folding import without_markup
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Block, Cell, Heading, Row, Span, Table
from gip_lint_grammar.page_end import is_page_end
from gip_lint_grammar.quantity import is_figure, is_torn
from gip_lint_grammar.vocabulary import Vocabulary

_LONGEST_LABEL = 90
_SHORTEST_NUMBERING = 5
_LONGEST_SERIAL = 3
_UNIT_ALONE = lazy_pattern(r"(?:单位|單位)?[:：]?[（(]?(?:[件項项宗个個条條份次]|人次|[万萬亿億]?元)[)）]?")
_NUMBER = lazy_pattern(r"第?[（(]?([0-9０-９]{1,2})[）)]?[列栏]?")


Kind: TypeAlias = Literal["figure", "empty", "words"]
"""What a cell or a short line may be."""


class Unit(NamedTuple):
    """A cell, or a short line that may be one."""

    span: Span
    text: str
    kind: Kind
    line: int
    """Where the line begins on which it stands."""
    barred: bool = False
    """Whether bars part it from its neighbours."""
    key: str = ""
    """The label key of words; figures have none."""
    column: int = 0
    """Which cell of its line it is, from 0; where every line is a full row, its column in the grid."""


class Record:
    """Labels, and the values that follow them; neither list changes once the record is made."""

    def __init__(self, labels: list[Unit], values: list[Unit], one_line: bool) -> None:
        self.labels = labels
        self.values = values
        self.one_line = one_line
        """Whether the values stand on one line, so that none of them can be another row's."""

    @property
    def blank(self) -> bool:
        """Whether no value holds anything: a row left blank, or labels with nothing behind them."""
        return not self.filled

    @cached_property
    def filled(self) -> list[Unit]:
        """The values that hold something."""
        return [unit for unit in self.values if unit.kind != "empty"]

    @property
    def beside_label(self) -> bool:
        """Whether the last label stands on the line of the values."""
        return (
            self.one_line
            and bool(self.labels and self.values)
            and self.labels[-1].line == self.values[0].line
        )

    @property
    def span(self) -> Span:
        """From the first label to the last value that holds something."""
        units = [*self.labels, *(self.filled or self.values)]
        return Span(units[0].span.start, units[-1].span.end)

    @property
    def parted(self) -> bool:
        """Whether something stands between any two of its values, and between its label and the first."""
        units = [*self.labels[-1:], *self.filled]
        return all(left.span.end < right.span.start for left, right in zip(units, units[1:]))

    @property
    def worded(self) -> bool:
        """Whether all that its values hold is words."""
        return bool(self.filled) and all(unit.kind == "words" for unit in self.filled)

    @property
    def values_span(self) -> Span:
        """From the first to the last value."""
        units = self.filled or self.values
        return Span(units[0].span.start, units[-1].span.end)


def records_of(
    blocks: Sequence[Block], vocabulary: Vocabulary, row_keys: frozenset[str] = frozenset()
) -> list[Record]:
    """Split *blocks* into records. Prose ends a record; labels without figures make one by themselves.

    *row_keys* are the label keys of rows with their figures beside them: what stands beside one of these in a
    table is a value, be it words.
    """
    gathering = _Gathering(vocabulary, row_keys)
    for block in blocks:
        if isinstance(block, Table):
            for row in _without_serials(block.rows):
                gathering.row(row)
        elif is_page_end(block.text):
            continue
        elif len(block.text) <= _LONGEST_LABEL and "。" not in block.text:
            key = vocabulary.key_of(block.text)
            gathering.words([Unit(block.span, block.text, "words", block.span.start, key=key)])
            if isinstance(block, Heading) and vocabulary.is_title(block.text):
                gathering.forget()
        else:
            gathering.forget()
    gathering.forget()
    return gathering.records


class _Gathering:
    def __init__(self, vocabulary: Vocabulary, row_keys: frozenset[str]) -> None:
        self.vocabulary = vocabulary
        self.row_keys = row_keys
        self.records: list[Record] = []
        self._labels: list[Unit] = []
        self._values: list[Unit] = []

    def _unit(self, cell: Cell, line: int, barred: bool, column: int) -> Unit:
        span, text = cell
        if not text.isdigit():
            text = without_markup(text)
        if not text:
            return Unit(span, "", "empty", line, barred, "", column)
        if is_figure(text) or is_torn(text):
            return Unit(span, text, "figure", line, barred, "", column)
        return Unit(span, text, "words", line, barred, self.vocabulary.key_of(text), column)

    def end(self) -> None:
        """Close the record under way."""
        if not self._values:
            return
        self._values = _without_numbering(self._values)
        if any(unit.kind != "empty" for unit in self._values):
            self.records.append(Record(self._labels, self._values, one_line=False))
            self._labels = []
        else:
            self._blank(self._values, one_line=False)
        self._values = []

    def _blank(self, values: list[Unit], *, one_line: bool) -> None:
        """Take a label with empty cells: a row left blank, or the first line of a longer label."""
        if self._labels and self.vocabulary.is_label(self._labels[-1].text):
            self.records.append(Record(self._labels[-1:], values, one_line=one_line))

    def forget(self) -> None:
        """Let go of labels that no figures followed, but for those of the forms."""
        self.end()
        if any(self.vocabulary.is_label(unit.text) for unit in self._labels):
            self.records.append(Record(self._labels, [], one_line=False))
        self._labels = []

    def words(self, units: list[Unit]) -> None:
        """Take words that may be labels."""
        self.end()
        self._labels.extend(units)

    def row(self, row: Row) -> None:
        """Take one line of a table."""
        line, barred = row.span.start, row.barred
        units = [self._unit(cell, line, barred, column) for column, cell in enumerate(row.cells)]
        filled = [unit for unit in units if unit.kind != "empty"]
        figures = [unit for unit in filled if unit.kind == "figure"]
        if _is_numbering(figures) and not self._holds_label(filled):
            self.end()
            return
        if not filled:
            if self._values or self._labels:
                self._values.extend(units)
        elif not figures and len(filled) > 1 and (start := self._behind_row_label(units)):
            labels = [unit for unit in units[:start] if unit.kind != "empty"]
            self.end()
            self.records.append(Record([*self._labels, *labels], units[start:], one_line=True))
            self._labels = []
        elif not figures:
            self.words(filled)
            if len(units) > (place := units.index(filled[-1]) + 1):
                self._blank(units[place:], one_line=True)
        elif len(filled) == 1:
            self._values.extend(units)
        else:
            for part in self._rows_of_line(units):
                self.end()
                start = self._start_of_values(part)
                while start < len(part) and _UNIT_ALONE.fullmatch(part[start].text):
                    start += 1
                labels = [
                    unit
                    for unit in part[:start]
                    if unit.kind != "empty" and not _UNIT_ALONE.fullmatch(unit.text)
                ]
                self.records.append(Record([*self._labels, *labels], part[start:], one_line=True))
                self._labels = []

    def _behind_row_label(self, units: Sequence[Unit]) -> int:
        """Return the place behind the last row label on a line, if words of no label stand there; else 0."""
        last = max((place for place, unit in enumerate(units) if unit.key in self.row_keys), default=-1)
        words = [unit for unit in units[last + 1 :] if unit.kind == "words"]
        if last < 0 or not words or any(self.vocabulary.is_piece(unit.text) for unit in words):
            return 0
        return last + 1

    def _holds_label(self, units: list[Unit]) -> bool:
        """Return whether a line that numbers the columns (栏次 1 2 3 4 5 6 7) holds a label as well."""
        return any(unit.kind == "words" and self.vocabulary.is_label(unit.text) for unit in units)

    def _rows_of_line(self, units: list[Unit]) -> Iterator[list[Unit]]:
        """Split a line on which rows stand behind one another, before each label that follows figures."""
        start = 0
        figures = False
        for place, unit in enumerate(units):
            if unit.kind == "figure":
                figures = True
            elif figures and unit.kind == "words" and self.vocabulary.is_label(unit.text):
                if not any(later.kind == "figure" for later in units[place:]):
                    break
                yield units[start:place]
                start, figures = place, False
        yield units[start:]

    def _start_of_values(self, units: list[Unit]) -> int:
        """Return the place after the last words before a figure that the forms know, or after any words."""
        first = next(place for place, unit in enumerate(units) if unit.kind == "figure")
        words = [place for place in range(first) if units[place].kind == "words"]
        known = [place for place in words if self.vocabulary.is_label(units[place].text)]
        return (known or words or [-1])[-1] + 1


def _without_serials(rows: Sequence[Row]) -> Sequence[Row]:
    """Leave the numbers of the rows blank where a table has a first column of them (序号)."""
    texts = [row.cells[0].text for row in rows if _begins_with_number(row)]
    if len(texts) < _SHORTEST_NUMBERING or max(map(len, texts)) > _LONGEST_SERIAL:
        return rows
    numbers = list(map(int, texts))
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return rows
    return [_without_first(row) if _begins_with_number(row) else row for row in rows]


def _begins_with_number(row: Row) -> bool:
    return row.barred and len(row.cells) > 1 and row.cells[0].text.isdecimal()


def _without_first(row: Row) -> Row:
    first, *others = row.cells
    return row._replace(cells=(Cell(first.span, ""), *others))


def _is_numbering(units: Sequence[Unit]) -> bool:
    """Return whether *units* are 1, 2, 3 … in order, and more than a row holds so by chance."""
    if len(units) < _SHORTEST_NUMBERING:
        return False
    for number, unit in enumerate(units, start=1):
        match = _NUMBER.fullmatch(unit.text)
        if match is None or int(match.group(1)) != number:
            return False
    return True


def _without_numbering(values: list[Unit]) -> list[Unit]:
    """Leave out the numbers of the columns where they stand, cell by cell, above or below the figures."""
    if _is_numbering(values):
        return []
    half = len(values) // 2
    if 2 * half == len(values):
        if _is_numbering(values[:half]):
            return values[half:]
        if _is_numbering(values[half:]):
            return values[:half]
    return values
