"""Tables drawn with strokes around their cells (``+---+``, ``┌──┐``): which places a cell takes in the grid.

Such a cell may run over several lines, and over several columns or rows, whose strokes it lacks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from gip_lint.readers.base import reached
from gip_lint.readers.limits import limits
from gip_lint.readers.notation.writing import GridCell, Piece
from gip_lint.readers.plain.lines import (
    PITCHES,
    DrawnTable,
    Line,
    cell_of_lines,
    columns_of,
    is_row_a_line,
    lines_of,
)
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

_CORNERS = "+├└┌┬┼┴┤┐┘╔╚╠╬╦╩╣╗╝┏┗┣╋┳┻┫┓┛╭╰╮╯╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜┝┿┥┠╂┨┯┷┰┸"
_STROKES = "-=─━═:"
_UPRIGHTS = "|│┃║"
_CORNER = lazy_pattern(rf"(?<=[{_STROKES}])\+(?=[{_STROKES}\s]|$)|(?<!\S)\+(?=[{_STROKES}])|[{_CORNERS[1:]}]")
_PART = lazy_pattern(rf"[{_CORNERS}{_UPRIGHTS}]")
_UPRIGHT = frozenset(_UPRIGHTS)
_TOP = lazy_pattern(
    r"(?m)^[ \t]*[+┌╔┏╭╒╓][-=:─━═]+[+┬╦┳╤╥┯┰](?:[-=:─━═]+[+┬╦┳╤╥┯┰])*(?:[-=:─━═]+[+┐╗┓╮╕╖])?[ \t]*$",
    needs=("--", "==", "──", "━━", "══"),
)
_LINE = lazy_pattern(rf"[ \t]*[{_CORNERS}{_UPRIGHTS}].*[{_CORNERS}{_UPRIGHTS}][ \t]*")


class _Drawn(NamedTuple):
    """A line of a drawn table, parted at the boundaries of the table's columns."""

    line: Line
    at: list[int]
    """For each boundary the place in the line."""
    parted: list[bool]
    """For each boundary whether a stroke is drawn there."""

    def within(self, first: int, last: int) -> tuple[int, int]:
        """Return from where to where in the line stands what is between two boundaries."""
        start = self.at[first] + self.parted[first]
        return min(start, self.at[last]), self.at[last]

    def text(self, first: int, last: int) -> str:
        """Return what stands between two boundaries."""
        start, end = self.within(first, last)
        return self.line.text[start:end]

    def is_ruled(self, column: int) -> bool:
        """Return whether a stroke runs through a column."""
        between = self.text(column, column + 1)
        return bool(between) and not between.strip(_STROKES)


class _Band(NamedTuple):
    """The lines between two ruling lines; what they hold in a column is a cell, or a part of one."""

    above: list[_Drawn]
    """The ruling lines above."""
    lines: list[_Drawn]
    ruled: list[bool]
    """For each column whether a stroke runs above it."""

    def is_parted(self, boundary: int) -> bool:
        """Return whether a stroke is drawn between the columns on both sides of a boundary."""
        return all(line.parted[boundary] for line in self.lines)


def drawn_tables(text: str) -> Iterator[DrawnTable]:
    """Find the tables of *text* that strokes draw, but for those whose strokes do not meet."""
    if _TOP.search(text) is None:
        return
    lines = lines_of(text)
    place = 0
    while place < len(lines):
        end = place + 1
        if _TOP.match(lines[place].text) is not None:
            while end < len(lines) and _LINE.fullmatch(lines[end].text):
                end += 1
            drawn = _fitted(lines[place:end])
            bands = [] if drawn is None else _bands(drawn)
            if bands:
                yield DrawnTable(lines[place].start, lines[end - 1].end, list(_cells(text, bands)))
        place = end


def _fitted(lines: Sequence[Line]) -> list[_Drawn] | None:
    """Part *lines* where their columns meet, in the pitch in which they fit; None where none does."""
    corners = [[match.start() for match in _CORNER.finditer(line.text)] for line in lines]
    for pitch in PITCHES:
        columns = [columns_of(line.text, pitch) for line in lines]
        boundaries = sorted({places[at] for places, met in zip(columns, corners) for at in met})
        if len(boundaries) * len(lines) > limits().max_table_cells:
            raise reached("max_table_cells", "表格过大", "a table has too many cells")
        drawn = [_parted(line, places, boundaries) for line, places in zip(lines, columns)]
        if len(boundaries) > 2 and None not in drawn:
            return [each for each in drawn if each is not None]
    return None


def _parted(line: Line, columns: Sequence[int], boundaries: Sequence[int]) -> _Drawn | None:
    """Part a line at *boundaries*, by its columns or else by the number of its strokes."""
    text = line.text
    strokes = [match.start() for match in _PART.finditer(text)]
    at = [bisect_left(columns, boundary, hi=len(text)) for boundary in boundaries]
    met = set(strokes)
    parted = [place in met and columns[place] == boundary for place, boundary in zip(at, boundaries)]
    met.difference_update(compress(at, parted))
    if parted[0] and parted[-1] and not any(text[place] in _UPRIGHT for place in met):
        return _Drawn(line, at, parted)
    return _Drawn(line, strokes, [True] * len(strokes)) if len(strokes) == len(boundaries) else None


def _bands(drawn: Sequence[_Drawn]) -> list[_Band]:
    """Part a table at its ruling lines; where figures stand under one another every line is a row."""
    width = len(drawn[0].at) - 1
    bands: list[_Band] = []
    above: list[_Drawn] = []
    for line in drawn:
        ruled = [line.is_ruled(column) for column in range(width)]
        if any(ruled):
            above.append(line)
        elif above or not bands:
            strokes = [any(each.is_ruled(column) for each in above) for column in range(width)]
            bands.append(_Band(above, [line], strokes))
            above = []
        else:
            bands[-1].lines.append(line)
    columns = ([line.text(at, at + 1) for line in band.lines] for band in bands for at in range(width))
    if is_row_a_line(columns):
        return [
            _Band(band.above if not number else [], [line], band.ruled if not number else [True] * width)
            for band in bands
            for number, line in enumerate(band.lines)
        ]
    return bands


def _cells(text: str, bands: Sequence[_Band]) -> Iterator[GridCell]:
    """Yield the cells: each takes the columns and bands that no stroke parts from its first."""
    width = len(bands[0].ruled)
    covered = [0] * width
    for row, band in enumerate(bands):
        for column in range(width):
            if covered[column] > row:
                continue
            right = column + 1
            while right < width and covered[right] <= row and not band.is_parted(right):
                right += 1
            below = row + 1
            while below < len(bands) and not bands[below].ruled[column]:
                below += 1
            covered[column:right] = [below] * (right - column)
            pieces = _pieces(text, bands[row:below], column, right)
            yield GridCell(row, column, pieces, below - row, right - column)


def _pieces(text: str, bands: Sequence[_Band], first: int, last: int) -> list[Piece]:
    lines = [
        line for number, band in enumerate(bands) for line in (*(band.above if number else ()), *band.lines)
    ]
    spans = []
    for line in lines:
        start, end = line.within(first, last)
        spans.append(Span(line.line.start + start, line.line.start + end))
    return cell_of_lines(text, spans)
