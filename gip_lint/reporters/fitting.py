"""A line of a report cut down to the columns that there are, with what is marked in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gip_lint.model.excerpt import Excerpt
from gip_lint.model.printable import pieces, printable
from gip_lint.reporters.terminal import columns

_ELLIPSIS = "…"


class Fitted(NamedTuple):
    """A line to be printed, and for each mark under it the columns before it and those it takes."""

    text: str
    marks: tuple[tuple[int, int], ...]


def fit(excerpt: Excerpt, spans: Sequence[tuple[int, int]], room: int) -> Fitted:
    """Fit an excerpt into *room* columns, what *spans* mark in view, ``…`` where something was cut away.

    Spans are characters of the excerpt; an empty one marks one column. Where they lie too far apart for one
    line, the first is in view.
    """
    printed = pieces(excerpt.text)
    widths = [columns(piece) for piece in printed]
    left, right = _window(
        widths, min(start for start, _ in spans), max(end for _, end in spans), room, excerpt
    )
    cut_left = left > 0 or excerpt.cut_left
    cut_right = right < len(printed) or excerpt.cut_right
    body = "".join(printed[left:right])
    text = _ELLIPSIS * cut_left + (body if cut_right else body.rstrip()) + _ELLIPSIS * cut_right
    marks = tuple(
        (sum(widths[left:start]) + cut_left, max(1, sum(widths[start : min(end, right)])))
        for start, end in spans
    )
    return Fitted(text, marks)


def fits_together(excerpt: Excerpt, spans: Sequence[tuple[int, int]], room: int) -> bool:
    """Return whether one line of *room* columns can show all that *spans* mark."""
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return columns(printable(excerpt.text[first:last])) <= room - 2


def _window(widths: list[int], start: int, end: int, room: int, excerpt: Excerpt) -> tuple[int, int]:
    """Return which characters are shown: all where they fit, else those around the marked ones."""
    if sum(widths) + excerpt.cut_left + excerpt.cut_right <= room:
        return 0, len(widths)
    room = max(room - 2, 1)
    marked = min(sum(widths[start:end]), room)
    context = (room - marked) // 2
    left, used = start, 0
    while left > 0 and used + widths[left - 1] <= context:
        left -= 1
        used += widths[left]
    right = start
    while right < len(widths) and used + widths[right] <= room:
        used += widths[right]
        right += 1
    while left > 0 and used + widths[left - 1] <= room:
        left -= 1
        used += widths[left]
    return left, right
