"""Text measured in the columns of a terminal: Chinese characters take two, marks that combine take none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from gip_lint.excerpt import Excerpt
from gip_lint_grammar.lazy import lazy_pattern

TAB = 4
ELLIPSIS = "…"
_BREAKABLE = lazy_pattern(r"[!-~]+ *|\s+|.", re.DOTALL)
_CLOSING = lazy_pattern("[，。；：、！？）》〉」』”’…]")
_REPLACED = "\N{REPLACEMENT CHARACTER}"


@lru_cache(maxsize=8192)
def width(character: str) -> int:
    """Return the columns that one printable character takes; ambiguous ones, such as “ and ×, take one."""
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def columns(text: str) -> int:
    """Return the columns that printable text takes."""
    return sum(map(width, text))


@lru_cache(maxsize=8192)
def _printable(character: str) -> str:
    """Return what is shown for one character; no control character of a file reaches the terminal."""
    if character == "\t":
        return " " * TAB
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return _REPLACED
    return character


def printable(text: str) -> str:
    """Return *text* on one line, control characters and what steers the direction of writing made visible."""
    return "".join(map(_printable, " ".join(text.splitlines())))


def wrapped(text: str, room: int) -> list[str]:
    """Break *text* into lines of at most *room* columns: between Chinese characters, or where words end."""
    lines = [""]
    used = 0
    for piece in _BREAKABLE.findall(text):
        if used and used + columns(piece.rstrip()) > room and not _CLOSING.match(piece):
            lines.append("")
            used = 0
        if lines[-1] or not piece.isspace():
            lines[-1] += piece
            used += columns(piece)
    return [line.rstrip() for line in lines]


class Fitted(Struct, frozen=True):
    """A line to be printed, and for each mark under it the columns before it and those it takes."""

    text: str
    marks: tuple[tuple[int, int], ...]


def fit(excerpt: Excerpt, spans: Sequence[tuple[int, int]], room: int) -> Fitted:
    """Fit an excerpt into *room* columns, what *spans* mark in view, ``…`` where something was cut away.

    Spans are characters of the excerpt; an empty one marks one column. Where they lie too far apart for one
    line, the first is in view.
    """
    shown = [_printable(character) for character in excerpt.text]
    widths = [columns(piece) for piece in shown]
    left, right = _window(
        widths, min(start for start, _ in spans), max(end for _, end in spans), room, excerpt
    )
    cut_left = left > 0 or excerpt.cut_left
    cut_right = right < len(shown) or excerpt.cut_right
    body = "".join(shown[left:right])
    text = ELLIPSIS * cut_left + (body if cut_right else body.rstrip()) + ELLIPSIS * cut_right
    marks = tuple(
        (sum(widths[left:start]) + cut_left, max(1, sum(widths[start : min(end, right)])))
        for start, end in spans
    )
    return Fitted(text, marks)


def fits_together(excerpt: Excerpt, spans: Sequence[tuple[int, int]], room: int) -> bool:
    """Say whether one line of *room* columns can show all that *spans* mark."""
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
