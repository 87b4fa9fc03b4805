"""Where in its line the figure of each column stands: the frame into which the rows of a block are set.

In a grid the figures of a column stand in one grid column, whatever stands before them; where covered places
were left out or moved to the end of the row, they stand so many cells behind the label of their row. Which of
the two a table keeps to is told by the labels of its columns and by the rows that have all their figures.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from gip_lint.binding.records import Record, Unit

Places: TypeAlias = Callable[[Record], "Sequence[int]"]
"""Gives the place of every value of a record; none where they have no such places."""


def _in_grid(record: Record) -> Sequence[int]:
    return [unit.column for unit in record.values] if record.one_line else ()


def _behind_label(record: Record) -> Sequence[int]:
    return range(len(record.values))


def _nowhere(record: Record) -> Sequence[int]:
    """Give no places: the full rows stand neither under their labels nor under one another."""
    return ()


class Frame(NamedTuple):
    """The places where the columns begin, in the order in which they stand."""

    starts: tuple[int, ...]
    places: Places
    beside: frozenset[int] = frozenset()
    """Where else figures of full rows stand: behind the beginning of their column and before the next. A
    figure anywhere else may be of either column, as the cells of its row have bounds of their own."""
    depths: frozenset[int] = frozenset()
    """Under how many labels the full rows stand. Where each cell has a line, covered places may come before
    the figures of a row or behind them, and only rows under as many labels tell."""
    last: int | None = None
    """The last place of the rows that tell of it; a row that goes on beyond is set otherwise."""

    def reached(self, record: Record) -> bool:
        """Return whether the record has a place, be it empty, for the last column."""
        places = self.places(record)
        return (
            bool(places) and self.starts[-1] <= places[-1] and (self.last is None or places[-1] <= self.last)
        )

    def seated(self, record: Record) -> tuple[Unit, ...] | None:
        """Return the value of *record* in each column; None where the record does not fit.

        It fits where it reaches the last column, and no column has two filled cells.
        """
        if not self.reached(record):
            return None
        seats: list[Unit | None] = [None] * len(self.starts)
        for place, unit in zip(self.places(record), record.values):
            column = bisect_right(self.starts, place) - 1
            astray = column < 0 or not (place == self.starts[column] or place in self.beside)
            if unit.kind == "empty":
                if not astray and seats[column] is None:
                    seats[column] = unit
            elif astray or ((seat := seats[column]) is not None and seat.kind != "empty"):
                return None
            else:
                seats[column] = unit
        seated = tuple(seat for seat in seats if seat is not None)
        return seated if len(seated) == len(self.starts) else None


def frames_of(
    rows: Sequence[tuple[Record, int]], labels: Sequence[Unit | None], width: int
) -> tuple[Frame, ...]:
    """Return the frames to which all *rows* of *width* figures keep; several where nothing tells them apart.

    With each row stands under how many labels the form has it. *labels* are those of the columns in the order
    in which they stand, None for one that was not found. They tell alone where each stands in a grid column
    of its own and all rows fit below them.
    """
    full = [(record, depth) for record, depth in rows if len(record.filled) == width]
    headed = frame_under(labels, [record for record, _ in full])
    if headed is not None:
        return (headed,)
    contradicted = [Frame(starts, _nowhere)] if (starts := _starts(labels)) else []
    return tuple([*_unanimous(full)] or contradicted)


def frame_under(labels: Sequence[Unit | None], full: Sequence[Record]) -> Frame | None:
    """Return the frame that *labels* head, each in a grid column of its own; *full* rows keep to it."""
    starts = _starts(labels)
    if not starts:
        return None
    frame = Frame(starts, _in_grid, frozenset(unit.column for record in full for unit in record.filled))
    return frame if all(map(frame.seated, full)) else None


def _starts(labels: Sequence[Unit | None]) -> tuple[int, ...]:
    """Return the grid columns of *labels*; none where one is missing or they do not stand in order."""
    starts = tuple(label.column for label in labels if label is not None)
    in_order = len(starts) == len(labels) and all(a < b for a, b in zip(starts, starts[1:]))
    return starts if in_order else ()


def _unanimous(full: Sequence[tuple[Record, int]]) -> Iterator[Frame]:
    for places in (_in_grid, _behind_label):
        found = {
            tuple(place for place, unit in zip(places(record), record.values) if unit.kind != "empty")
            for record, _ in full
        }
        if len(found) == 1 and all(found):
            last = max(places(record)[-1] for record, _ in full)
            yield Frame(found.pop(), places, depths=frozenset(depth for _, depth in full), last=last)


def seated(record: Record, depth: int, frames: Sequence[Frame]) -> tuple[Unit, ...] | None:
    """Return the values of *record* column by column, where all *frames* that it fits say the same.

    *depth* says under how many labels the form has its row.
    """
    telling = [frame for frame in frames if record.one_line or depth in frame.depths]
    found = {seats for frame in telling if (seats := frame.seated(record)) is not None}
    return found.pop() if len(found) == 1 else None
