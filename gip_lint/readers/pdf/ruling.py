"""From ruling lines to the cells that they enclose.

Lines that touch make one table. Their places across and down make a grid; where no line parts two places of
the grid, both belong to one merged cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from attrs import define, field

from gip_lint.readers.limits import limits
from gip_lint.readers.pdf.pages import Stroke

_SNAP = 2.5
"""Lines no farther apart are one, in points."""
_GAP = 4.0
"""Lines that meet no closer do not touch."""
_COVERED = 0.6
"""The share of a place's side that has to be drawn to part it from its neighbour."""


class Box(NamedTuple):
    """A cell: its place in the table's grid, and on the page."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float
    torn: bool = False
    """Whether lines around it are missing, so that its words may go on in the box above or below."""


@define
class RuledGrid:
    """The grid of a table as it is drawn on one page, and the boxes in it."""

    xs: list[float]
    ys: list[float]
    boxes: list[Box]
    _by_place: dict[tuple[int, int], int] = field(factory=dict, init=False)

    @property
    def left(self) -> float:
        """The left edge."""
        return self.xs[0]

    @property
    def right(self) -> float:
        """The right edge."""
        return self.xs[-1]

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.ys[-1]

    @property
    def columns(self) -> int:
        """How many columns its grid has."""
        return len(self.xs) - 1

    def enclose(self, places: Sequence[int], width: int, *, torn: bool) -> None:
        """Make a box of *places* of the grid, counted row by row, *width* a row."""
        top, bottom = places[0] // width, places[-1] // width
        first, last = min(n % width for n in places), max(n % width for n in places)
        for place in places:
            self._by_place[divmod(place, width)] = len(self.boxes)
        self.boxes.append(
            Box(
                top,
                first,
                bottom - top + 1,
                last - first + 1,
                self.xs[first],
                self.ys[top],
                self.xs[last + 1],
                self.ys[bottom + 1],
                torn,
            )
        )

    def part(self, number: int, columns: Sequence[int]) -> None:
        """Split a box in several, each of which begins at one of the grid's *columns*.

        The first keeps the box's number; :meth:`box_at` tells the others'.
        """
        box = self.boxes[number]
        ends = [*columns[1:], box.column + box.columns]
        for first, end in zip(columns, ends, strict=True):
            part = box._replace(column=first, columns=end - first, left=self.xs[first], right=self.xs[end])
            place = number if first == columns[0] else len(self.boxes)
            self.boxes[place : place + 1] = [part]
            for row in range(box.row, box.row + box.rows):
                for column in range(first, end):
                    self._by_place[row, column] = place

    def box_at(self, x: float, y: float) -> int | None:
        """Return the number of the box in which a point lies; points on the edge count as inside."""
        if not (
            self.left - _SNAP <= x <= self.right + _SNAP and self.top - _SNAP <= y <= self.bottom + _SNAP
        ):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self._by_place.get((row, column))


def ruled_grids(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[RuledGrid]:
    """Return the grids of the tables that lines across and down enclose, from top to bottom."""
    rows = _joined([(each.top, each.left, each.right) for each in across])
    columns = _joined([(each.left, each.top, each.bottom) for each in down])
    tables = []
    for lines, posts in _touching(rows, columns):
        table = _table(lines, posts)
        if table is not None:
            tables.append(table)
    outer = [
        table
        for table in tables
        if not any(other is not table and _within(table, other) and len(other.boxes) > 1 for other in tables)
    ]
    return sorted(outer, key=lambda table: (table.top, table.left))


Line = tuple[float, float, float]
"""Where a line runs, and from where to where."""


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Make one line of those that run on one another or end to end."""
    joined: list[Line] = []
    for group in _clusters(sorted(lines)):
        place = sum(line[0] for line in group) / len(group)
        start, end = None, 0.0
        for _, a, b in sorted(group, key=lambda line: line[1]):
            if start is None:
                start, end = a, b
            elif a <= end + _GAP:
                end = max(end, b)
            else:
                joined.append((place, start, end))
                start, end = a, b
        if start is not None:
            joined.append((place, start, end))
    return joined


def _clusters(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line[0] - groups[-1][0][0] <= _SNAP:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _touching(rows: Sequence[Line], columns: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Group lines across and down that touch one another."""
    parent = list(range(len(rows) + len(columns)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    order = sorted(range(len(columns)), key=lambda number: columns[number][0])
    places = [columns[number][0] for number in order]
    for i, (y, left, right) in enumerate(rows):
        for position in range(bisect_right(places, left - _GAP), bisect_right(places, right + _GAP)):
            number = order[position]
            _, top, bottom = columns[number]
            if top - _GAP <= y <= bottom + _GAP:
                parent[root(i)] = root(len(rows) + number)
    groups: dict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    for i, line in enumerate(rows):
        groups[root(i)][0].append(line)
    for i, line in enumerate(columns):
        groups[root(len(rows) + i)][1].append(line)
    return list(groups.values())


def _table(rows: Sequence[Line], columns: Sequence[Line]) -> RuledGrid | None:
    """Make a table of lines that touch; an edge that is not drawn stands where the lines across it end."""
    if not rows or not columns:
        return None
    ys = _places(rows)
    xs = _places(columns)
    left, right = min(line[1] for line in rows), max(line[2] for line in rows)
    if left < xs[0] - 2 * _GAP:
        xs.insert(0, left)
    if right > xs[-1] + 2 * _GAP:
        xs.append(right)
    if len(columns) > 1:
        top, bottom = _end(line[1] for line in columns), -_end(-line[2] for line in columns)
        if top < ys[0] - 2 * _GAP:
            ys.insert(0, top)
        if bottom > ys[-1] + 2 * _GAP:
            ys.append(bottom)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > limits().max_table_cells:
        return None
    return _enclosed(xs, ys, _by_place(rows, ys), _by_place(columns, xs))


def _end(ends: Iterable[float]) -> float:
    """Return the outermost place at which two lines end."""
    ordered = sorted(ends)
    return next((a for a, b in pairwise(ordered) if b - a <= _SNAP), ordered[-1])


def _places(lines: Sequence[Line]) -> list[float]:
    places: list[float] = []
    for line in sorted(lines):
        if not places or line[0] - places[-1] > _SNAP:
            places.append(line[0])
    return places


def _by_place(lines: Sequence[Line], places: Sequence[float]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        found[max(bisect_right(places, line[0] + 0.01) - 1, 0)].append(line)
    return found


def _enclosed(
    xs: list[float], ys: list[float], across: dict[int, list[Line]], down: dict[int, list[Line]]
) -> RuledGrid:
    """Join the places of the grid between which no line runs."""
    width, height = len(xs) - 1, len(ys) - 1
    parent = list(range(width * height))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column + 1 < width and not _covered(down.get(column + 1, ()), ys[row], ys[row + 1]):
                parent[root(here + 1)] = root(here)
            if row + 1 < height and not _covered(across.get(row + 1, ()), xs[column], xs[column + 1]):
                parent[root(here + width)] = root(here)
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(width * height):
        members[root(number)].append(number)
    table = RuledGrid(xs, ys, [])
    for numbers in sorted(members.values(), key=min):
        for places in _rectangles(numbers, width):
            table.enclose(places, width, torn=len(places) < len(numbers))
    return table


def _rectangles(numbers: Sequence[int], width: int) -> Iterator[Sequence[int]]:
    """Yield the places of a merged cell, row by row where missing lines leave no rectangle."""
    columns = [number % width for number in numbers]
    rows = numbers[-1] // width - numbers[0] // width + 1
    if len(numbers) == rows * (max(columns) - min(columns) + 1):
        yield numbers
        return
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1 or numbers[at] % width == 0:
            yield numbers[start:at]
            start = at


def _covered(lines: Iterable[Line], start: float, end: float) -> bool:
    drawn = sum(max(0.0, min(b, end) - max(a, start)) for _, a, b in lines)
    return drawn >= _COVERED * (end - start)


def _within(inner: RuledGrid, outer: RuledGrid) -> bool:
    return (
        outer.left - _SNAP <= inner.left
        and inner.right <= outer.right + _SNAP
        and outer.top - _SNAP <= inner.top
        and inner.bottom <= outer.bottom + _SNAP
    )
