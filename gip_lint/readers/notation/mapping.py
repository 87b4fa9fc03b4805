"""The way back from notation that a reader wrote to the place in a file of another format.

The notation falls into segments, one to a paragraph or a cell, each of which knows where a person would look
for it. Where the file is text too (HTML), stretches within a segment also know which characters of the file
they were read from.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from attrs import frozen

from gip_lint.model.finding import Location, Rectangle
from gip_lint.model.source_map import TextSource
from gip_lint_grammar.nodes import Span


class Spot(Protocol):
    """A paragraph or a cell, which can say where it is."""

    @property
    def page(self) -> int | None:
        """The page on which it begins, from 1, where the format has pages."""
        ...

    def words(self) -> str | None:
        """Name the place as a person would look for it, if it has a name."""
        ...


class Segment(NamedTuple):
    """The characters of notation, bars included, that one paragraph or cell became."""

    start: int
    end: int
    spot: Spot


class Stretch(NamedTuple):
    """Characters of notation beside those of the file that they were read from, or the page they stand on.

    Where both are equally many they are the same, one by one; else the whole stands for the whole, as a space
    does for ``&nbsp;``.
    """

    start: int
    end: int
    origin: Span | None = None
    page: int | None = None
    box: Rectangle | None = None

    @property
    def exact(self) -> bool:
        """Whether each character of notation is one of the file."""
        return self.origin is not None and self.origin.end - self.origin.start == self.end - self.start


@frozen(slots=False)
class MappedSource:
    """The source map of every format that is not notation itself."""

    segments: Sequence[Segment]
    stretches: Sequence[Stretch] = ()
    text: str | None = None
    """The file, where it is text: origins count in it."""
    writing: Callable[[str], str | None] | None = None
    """How a text is written in the file; None where its characters stand for themselves."""

    @cached_property
    def _lines(self) -> TextSource | None:
        return None if self.text is None else TextSource(self.text)

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    @cached_property
    def _stretch_starts(self) -> list[int]:
        return [stretch.start for stretch in self.stretches]

    def location(self, span: Span) -> Location:
        """Return page and place in words, and line and column where the file has lines."""
        segment = self._segment(span.start)
        if segment is None:
            return Location()
        stretches = self._stretches(span) or self._stretches(Span(segment.start, segment.end))[:1]
        page = next((each.page for each in stretches if each.page is not None), segment.spot.page)
        origin = self._origin(span, stretches)
        if origin is None or self._lines is None:
            boxes = [each.box for each in stretches if each.box is not None and each.page == page]
            return Location(page=page, place=segment.spot.words(), box=_around(boxes))
        lines = self._lines.location(origin)
        return Location(
            lines.line, lines.column, lines.end_line, lines.end_column, page=page, place=segment.spot.words()
        )

    def edit_span(self, span: Span) -> Span | None:
        """Return the characters of the file, where *span* was read from one run of them, tags apart."""
        if self.text is None:
            return None
        stretches = self._stretches(span) if span.start < span.end else self._touching(span.start)
        if not stretches:
            return None
        for before, after in zip(stretches, stretches[1:]):
            if before.origin is None or after.origin is None:
                return None
            if before.end != after.start or before.origin.end != after.origin.start:
                return None
        first, last = stretches[0], stretches[-1]
        start, end = _inside(first, span.start), _inside(last, span.end)
        whole = first.start <= span.start and span.end <= last.end
        return Span(start, end) if whole and start is not None and end is not None else None

    def edit_text(self, text: str) -> str | None:
        """Return *text* as it is written in the file, or None where it cannot be."""
        return text if self.writing is None else self.writing(text)

    def _segment(self, place: int) -> Segment | None:
        number = bisect_right(self._segment_starts, place) - 1
        return self.segments[max(number, 0)] if self.segments else None

    def _stretches(self, span: Span) -> Sequence[Stretch]:
        """Return the stretches that share a character with *span*."""
        first = max(bisect_right(self._stretch_starts, span.start) - 1, 0)
        if first < len(self.stretches) and self.stretches[first].end <= span.start < span.end:
            first += 1
        last = bisect_left(self._stretch_starts, max(span.end, span.start + 1), lo=first)
        return [
            each for each in self.stretches[first:last] if each.end > span.start or span.start == span.end
        ]

    def _touching(self, place: int) -> Sequence[Stretch]:
        return [
            each for each in self._stretches(Span(place, place + 1)) if each.start <= place <= each.end
        ] or [each for each in self._stretches(Span(max(place - 1, 0), place)) if each.end == place]

    def _origin(self, span: Span, stretches: Sequence[Stretch]) -> Span | None:
        known = [(each, each.origin) for each in stretches if each.origin is not None]
        if not known:
            return None
        (first, first_origin), (last, last_origin) = known[0], known[-1]
        start = _inside(first, max(span.start, first.start))
        end = _inside(last, min(span.end, last.end))
        start = first_origin.start if start is None else start
        end = last_origin.end if end is None else end
        return Span(start, max(start, end))


def _around(boxes: Sequence[Rectangle]) -> Rectangle | None:
    """Return the smallest rectangle that holds all *boxes*."""
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes)
    return min(left), min(top), max(right), max(bottom)


def _inside(stretch: Stretch, place: int) -> int | None:
    """Return the offset in the file of a place in or beside a stretch; None within what maps as a whole."""
    if stretch.origin is None or not stretch.start <= place <= stretch.end:
        return None
    if stretch.exact or place == stretch.start:
        return stretch.origin.start + place - stretch.start
    return stretch.origin.end if place == stretch.end else None
