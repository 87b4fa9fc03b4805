"""Rows of a table in columns of spaces that leave cells blank: which, the columns of its heading tell.

A program that lays a page out as text puts each figure under its label, at one edge or in the middle. Where
all figures under a heading stand so, a column without one is a blank cell, and its row is written out in
full. Rows that are full anyway, and tables whose figures stand otherwise or may stand in several ways, stay
as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gip_lint.readers.notation.writing import BARS, GridCell, Piece
from gip_lint.readers.plain.lines import PITCHES, DrawnTable, Line, Pitch, columns_of, lines_of
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

_MAY_BE = lazy_pattern(r"[^\W_][ \u3000]{2,}[+-]?\d", needs=("  ", "\u3000"))
_WORD = lazy_pattern(r"\S+")
_FIGURE = lazy_pattern(r"[+＋\-－−增减净]{0,2}\d[\d,，.]*(?:万?元|[件项宗个条])?|[/／—－]")
_PROSE = lazy_pattern("[。；！？]")
_FARTHEST = 3
"""So many blank lines end a table."""
_MOST_LABELS = 60
_OFF_MIDDLE = 2
"""Twice as many columns may lie between the middle of a figure and that of its label."""


class _Words(NamedTuple):
    """A line as words, those at its end that are figures apart."""

    line: Line
    labels: list[Span]
    figures: list[Span]


class _Table(NamedTuple):
    """The lines of a heading, and the rows under it that hold figures."""

    heading: list[_Words]
    rows: list[_Words]


class _Fit(NamedTuple):
    """For each row of a table, under which of its labels the figures stand."""

    width: int
    """How many labels there are."""
    numbers: list[list[int]]


class _Places(NamedTuple):
    """From which to which column of a pitch something stands."""

    left: int
    right: int

    def meets(self, others: Sequence[_Places]) -> bool:
        """Return whether any of *others* stands in one of its columns."""
        return any(self.left < other.right and other.left < self.right for other in others)


def spaced_tables(text: str) -> Iterator[DrawnTable]:
    """Find the rows of *text*, each a table by itself, that leave a column of spaces without a figure."""
    if _MAY_BE.search(text) is None:
        return
    tables = [table for block in _blocks(text) for table in _tables(block)]
    fitting = [(table, fits) for table in tables if (fits := _fits(table))]
    usual = set.intersection(*(set(fits) for _, fits in fitting)) if fitting else set()
    for table, fits in fitting:
        told = [fit for way, fit in fits.items() if way in (usual or fits)]
        if all(fit == told[0] for fit in told):
            yield from _written_out(text, table, told[0])


def _blocks(text: str) -> Iterator[list[_Words]]:
    """Part the lines at prose, at bars and where they are far apart."""
    block: list[_Words] = []
    blank = 0
    for line in lines_of(text):
        if not line.text.strip():
            blank += 1
            continue
        words = _words(line)
        if words is None or blank >= _FARTHEST:
            yield block
            block = []
        if words is not None:
            block.append(words)
        blank = 0
    yield block


def _words(line: Line) -> _Words | None:
    """Return the words of a line; None where it is prose or has bars."""
    if _PROSE.search(line.text) or not BARS.isdisjoint(line.text) or "\t" in line.text:
        return None
    words = [Span(*match.span()) for match in _WORD.finditer(line.text)]
    first = len(words)
    while first and _FIGURE.fullmatch(line.text, *words[first - 1]):
        first -= 1
    return _Words(line, words[:first], words[first:])


def _tables(block: Sequence[_Words]) -> Iterator[_Table]:
    """Part a block at its headings: lines without figures that reach over those of the next row."""
    starts: list[int | None] = []
    following: int | None = None
    for line in reversed(block):
        following = line.figures[0].start if line.figures else following
        starts.append(following)
    table = _Table([], [])
    for line, start in zip(block, reversed(starts)):
        if line.figures:
            table.rows.append(line)
        elif start is not None and line.labels[-1].start >= start - 1:
            if table.rows:
                yield table
                table = _Table([], [])
            table.heading.append(line)
    yield table


def _fits(table: _Table) -> dict[tuple[int, int], _Fit]:
    """Return how the figures of a table stand under its labels, by the pitch and the way to stand there."""
    fits: dict[tuple[int, int], _Fit] = {}
    most = max((len(row.figures) for row in table.rows), default=0)
    if not most <= sum(len(line.labels) for line in table.heading) <= _MOST_LABELS:
        return fits
    for number, pitch in enumerate(PITCHES[:2]):
        columns = _columns(table, pitch)
        if len(columns) < max(most, 2) or any(_goes_on(*pair, len(columns)) for pair in pairwise(table.rows)):
            continue
        for way, numbers in _placed(table.rows, columns, pitch):
            fits[number, way] = _Fit(len(columns), numbers)
    return fits


def _written_out(text: str, table: _Table, fit: _Fit) -> Iterator[DrawnTable]:
    for row, numbers in zip(table.rows, fit.numbers):
        if len(numbers) < fit.width:
            yield DrawnTable(row.line.start, row.line.end, _cells(text, row, numbers, fit.width))


def _goes_on(row: _Words, following: _Words, width: int) -> bool:
    """Return whether the line that follows may hold the rest of a row that was longer than a line."""
    if following.labels or len(row.figures) + len(following.figures) > width:
        return False
    return following.figures[0].start <= min(each.start for each in (*row.labels[:1], *row.figures[:1]))


def _columns(table: _Table, pitch: Pitch) -> list[_Places]:
    """Return where the labels stand under which no other does, without those of the labels of rows."""
    below: list[_Places] = []
    for line in reversed(table.heading):
        below += [each for each in _places(line.line, line.labels, pitch) if not each.meets(below)]
    names = [place for row in table.rows for place in _places(row.line, row.labels, pitch)]
    widest = [_Places(min(each.left for each in names), max(each.right for each in names))] if names else []
    return sorted(each for each in below if not each.meets(widest))


def _places(line: Line, words: Sequence[Span], pitch: Pitch) -> list[_Places]:
    columns = columns_of(line.text, pitch)
    return [_Places(columns[each.start], columns[each.end]) for each in words]


def _placed(
    rows: Sequence[_Words], columns: Sequence[_Places], pitch: Pitch
) -> Iterator[tuple[int, list[list[int]]]]:
    """Yield each way in which all figures may stand alike in their columns, and for each row the columns."""
    found = [_places(row.line, row.figures, pitch) for row in rows]
    lefts = {column.left: number for number, column in enumerate(columns)}
    rights = {column.right: number for number, column in enumerate(columns)}
    middles = [column.left + column.right for column in columns]
    trials = (
        [[lefts.get(each.left) for each in row] for row in found],
        [[rights.get(each.right) for each in row] for row in found],
        [[_nearest(middles, each.left + each.right) for each in row] for row in found],
    )
    for way, trial in enumerate(trials):
        numbers = [[number for number in row if number is not None] for row in trial]
        if numbers == trial and all(a < b for row in numbers for a, b in pairwise(row)):
            yield way, numbers


def _nearest(middles: Sequence[int], middle: int) -> int | None:
    number = min(range(len(middles)), key=lambda each: abs(middles[each] - middle))
    return number if abs(middles[number] - middle) <= _OFF_MIDDLE else None


def _cells(text: str, row: _Words, numbers: Sequence[int], width: int) -> list[GridCell]:
    """Return the labels of a row and its figures in their columns, the others empty."""
    start = row.line.start
    labels = _labels(row)
    words = [Span(start + each.start, start + each.end) for each in (*labels, *row.figures)]
    columns = [*range(len(labels)), *(len(labels) + number for number in numbers)]
    written = dict(zip(columns, words))
    cells = []
    end = start
    for column in range(len(labels) + width):
        word = written.get(column, Span(end, end))
        cells.append(GridCell(0, column, [Piece(word.text(text), word)]))
        end = word.end
    return cells


def _labels(row: _Words) -> list[Span]:
    """Return the labels of a row, each in one where it is spaced out: single characters, a space between."""
    labels: list[Span] = []
    for word in row.labels:
        if labels and word.end - word.start == 1 and word.start - labels[-1].end == 1:
            labels[-1] = labels[-1].cover(word)
        else:
            labels.append(word)
    return labels
