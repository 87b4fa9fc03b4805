"""Tables whose columns ruling lines show (``-----  ----``): pandoc's simple and multiline ones, rst's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from gip_lint.readers.notation.writing import GridCell
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

_RULER = lazy_pattern(
    r"(?m)^[ \t]*(?:-{2,}(?:[ \t]+-{2,})+|={2,}(?:[ \t]+={2,})+)[ \t]*$", needs=("--", "==")
)
_WHOLE = lazy_pattern(r"[ \t]*-{8,}[ \t]*")
"""The first and the last line of a multiline table with a heading."""
_STROKES = lazy_pattern(r"-+|=+")
_MOST_ASTRAY = 4
"""In one line of so many text may run over the end of its column: a cell over several."""


class _Parted(NamedTuple):
    """A line, parted where columns begin."""

    line: Line
    at: list[int]
    """Where each column begins in the line, and the end."""
    astray: int
    """At how many of these places a word stands."""

    def cells(self) -> Iterator[tuple[int, int, Span]]:
        """Yield for each text the column in which it begins, how many it runs over, and where it stands."""
        column, last = 0, len(self.at) - 1
        while column < last:
            end = column + 1
            while end < last and _runs_on(self.line.text, self.at[end]):
                end += 1
            yield (
                column,
                end - column,
                Span(self.line.start + self.at[column], self.line.start + self.at[end]),
            )
            column = end


def underlined_tables(text: str) -> Iterator[DrawnTable]:
    """Find the tables of *text* whose columns are shown by ruling lines alone."""
    if _RULER.search(text) is None:
        return
    lines = lines_of(text)
    closings = _closings(lines)
    done = 0
    for place, line in enumerate(lines[:-1]):
        if place < done or _RULER.match(line.text) is None or not lines[place + 1].text.strip():
            continue
        start = _above(lines, place, done)
        is_open = start < place and not _is_ruler(lines[start])
        end = _blank_behind(lines, place) if is_open else closings[place]
        cells = _cells(text, lines[start:end], [match.start() for match in _STROKES.finditer(line.text)])
        if cells:
            yield DrawnTable(lines[start].start, lines[end - 1].end, cells)
        done = end


def _is_ruler(line: Line) -> bool:
    return _RULER.match(line.text) is not None or _WHOLE.fullmatch(line.text) is not None


def _above(lines: Sequence[Line], ruler: int, done: int) -> int:
    """Return where the table begins that *ruler* is the first of: at the heading above, if there is one."""
    start = ruler
    while start > done and lines[start - 1].text.strip() and not _is_ruler(lines[start - 1]):
        start -= 1
    if start > done and _WHOLE.fullmatch(lines[start - 1].text):
        return start - 1
    return start if ruler - start == 1 else ruler


def _closings(lines: Sequence[Line]) -> list[int]:
    """Return for each line where the next ruling line above white space ends, or else the line itself."""
    closings: list[int] = []
    end: int | None = None
    for place in range(len(lines) - 1, -1, -1):
        closings.append(place + 1 if end is None else end)
        is_last = place + 1 == len(lines) or not lines[place + 1].text.strip()
        if is_last and _is_ruler(lines[place]):
            end = place + 1
    return closings[::-1]


def _blank_behind(lines: Sequence[Line], ruler: int) -> int:
    return next((place for place in range(ruler, len(lines)) if not lines[place].text.strip()), len(lines))


def _cells(text: str, body: Sequence[Line], starts: Sequence[int]) -> list[GridCell]:
    """Return the cells of the lines of a table, in the pitch in which they keep best to their columns."""
    held = [line for line in body if line.text.strip() and not _is_ruler(line)]
    trials = []
    for pitch in PITCHES:
        parted = [_part(line, columns_of(line.text, pitch), starts) for line in held]
        trials.append((sum(each.astray > 0 for each in parted), parted))
    astray, parted = min(trials, key=lambda trial: trial[0])
    if not parted or _MOST_ASTRAY * astray > len(parted):
        return []
    known = {each.line.start: each for each in parted}
    rows = [
        [known[line.start] for line in group]
        for is_held, group in groupby(body, lambda line: line.start in known)
        if is_held
    ]
    columns = (
        [each.line.text[each.at[at] : each.at[at + 1]] for each in row]
        for row in rows
        for at in range(len(starts))
    )
    if all(line.text.strip() for line in body) or is_row_a_line(columns):
        rows = [[each] for each in parted]
    return [cell for number, row in enumerate(rows) for cell in _row(text, number, row)]


def _part(line: Line, columns: Sequence[int], starts: Sequence[int]) -> _Parted:
    at = [0, *(bisect_left(columns, start, hi=len(line.text)) for start in starts[1:]), len(line.text)]
    return _Parted(line, at, sum(_runs_on(line.text, place) for place in at[1:-1]))


def _runs_on(text: str, place: int) -> bool:
    """Return whether a word runs over a place in *text*, since no white space stands before it."""
    return 0 < place < len(text) and not text[place - 1].isspace() and not text[place].isspace()


def _row(text: str, number: int, lines: Sequence[_Parted]) -> Iterator[GridCell]:
    spans: dict[int, list[Span]] = {}
    widths: dict[int, int] = {}
    for line in lines:
        for column, width, span in line.cells():
            spans.setdefault(column, []).append(span)
            widths[column] = max(width, widths.get(column, 1))
    for column in sorted(spans):
        yield GridCell(number, column, cell_of_lines(text, spans[column]), columns=widths[column])
