"""Lines of prose: in what order they are read, and which of them are one paragraph.

A page that is set in two columns is read down the one and then down the other. A line runs on into the next
where it ends at the right margin and the next begins at the left one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from gip_lint.readers.pdf.lines import Line, is_numbered
from gip_lint.readers.pdf.page_parts import Sheet
from gip_lint.readers.pdf.spacing import LABEL_GAP
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.quantity import is_figure

_FEWEST_LINES = 3
"""So many lines begin at one place where a column of prose is."""
_NARROWEST_COLUMN = 0.35
"""How wide the left column is at least, as a share of the width of the text."""
_GUTTER = 0.5
"""So far before the right column, in sizes of the font, the white between both is."""
_SHORTEST_PROSE = 10
"""So many characters has a usual line of a column of prose, or more."""
_LINES_PER_STOP = 3
"""Of so many lines of prose one has a mark such as a comma."""
_USUAL_SIZE = 12.0
"""The size of the font, in points, where a file has no lines."""
_LARGER = 1.12
"""A font that is larger by this is that of a heading; files that scale theirs differ by less in one text."""
_INDENT = 1.0
"""A line that begins farther from the left margin, in sizes of the font, begins a paragraph."""
_RAGGED = 2.0
"""How far from the right margin a line may end that runs on, in sizes of the font."""
_LOOSE = 1.6
"""Lines farther apart than that many usual distances are two paragraphs."""
_HEADING_LEADING = 2.5
"""So close, in sizes of the font, are the lines of one heading."""
_OFF_CENTRE = 2
"""By how much, in sizes of the font, the white on both sides of a centred line may differ."""
_CLOSED = ("。", "；", "：", ";", ":", "！", "？")
_STOP = lazy_pattern("[，。；：、]")


def column_by_column(sheet: Sheet) -> Sheet:
    """Read the prose of a page that is set in two columns down one column and then the other."""
    middle = sheet.left + _NARROWEST_COLUMN * (sheet.right - sheet.left)
    starts = Counter(
        round(part.left)
        for line in sheet.lines
        for before, part in pairwise([None, *line.parts])
        if part is not None
        and part.left > middle
        and (before is None or part.left - before.right > LABEL_GAP * line.size)
    )
    if not starts or max(starts.values()) < _FEWEST_LINES:
        return sheet
    usual = median(line.size for line in sheet.lines)
    gutter = max(starts, key=lambda start: starts[start]) - _GUTTER * usual
    blocks: list[list[Line]] = [[]]
    for before, line in pairwise([None, *sheet.lines]):
        assert line is not None
        crossed = any(part.left < gutter < part.right for part in line.parts)
        if crossed or (before is not None and sheet.is_parted(before, line)):
            blocks.append([])
        blocks[-1].append(line)
        if crossed:
            blocks.append([])
    return sheet._replace(lines=[line for block in blocks for line in _one_after_other(block, gutter)])


def _one_after_other(block: Sequence[Line], gutter: float) -> Sequence[Line]:
    """Split lines at a gutter and return those on its left before those on its right, if both are prose.

    A heading below the last line on the right is below both columns.
    """
    columns: list[list[Line]] = []
    below = max((at for at, line in enumerate(block) if line.right > gutter), default=-1) + 1
    while below < len(block) and not block[below].is_heading:
        below += 1
    block, rest = block[:below], block[below:]
    for right in (False, True):
        halves = [
            line._replace(parts=parts)
            for line in block
            if (parts := tuple(part for part in line.parts if (part.left > gutter) is right))
        ]
        if not _is_prose(halves):
            return [*block, *rest]
        edges = min(line.left for line in halves), max(line.right for line in halves)
        columns.append([line._replace(margins=edges) for line in halves])
    lines = [line for column in columns for line in column]
    top, bottom = block[0].baseline, block[-1].baseline
    step = (bottom - top) / len(lines)
    return [*(line._replace(order=top + number * step) for number, line in enumerate(lines)), *rest]


def _is_prose(lines: Sequence[Line]) -> bool:
    """Return whether the lines of a column are sentences, and no labels or figures of a table."""
    if len(lines) < _FEWEST_LINES or any(is_figure(part.text) for line in lines for part in line.parts):
        return False
    long = median(len(line.text) for line in lines) >= _SHORTEST_PROSE
    stops = sum(_STOP.search(line.text) is not None for line in lines)
    return long and stops * _LINES_PER_STOP >= len(lines)


class Margins:
    """Between what margins the prose of a file runs, and how far apart its lines are."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        lines = [line for sheet in sheets for line in sheet.lines]
        self.size = median(line.size for line in lines) if lines else _USUAL_SIZE
        body = [line for line in lines if line.size < self.size * _LARGER]
        lefts = Counter(round(line.left) for line in body)
        self.left = min((left for left, times in lefts.items() if times > 1), default=min(lefts, default=0))
        prose = [line for line in body if not line.parted and len(line.text) >= _SHORTEST_PROSE]
        rights = sorted((line.right for line in prose or body), reverse=True)
        self.right = rights[min(1, len(rights) - 1)] if rights else 0.0
        steps = [
            after.baseline - before.baseline
            for before, after in pairwise(lines)
            if before.page == after.page and after.baseline > before.baseline
        ]
        self.step = median(steps) if steps else 2 * self.size

    def runs_on(self, before: Line, after: Line) -> bool:
        """Return whether a paragraph goes on from one line to the next."""
        if before.parted or after.parted:
            return False
        if not 1 / _LARGER < after.size / before.size < _LARGER:
            return False
        right = before.margins[1] if before.margins else self.right
        left = after.margins[0] if after.margins else self.left
        full = before.right >= right - _RAGGED * before.size
        same_page = before.page == after.page
        distance = after.baseline - before.baseline
        if before.size > self.size * _LARGER:
            close = distance < _HEADING_LEADING * before.size
            return same_page and close and (full or self._centred(before))
        if same_page and distance > _LOOSE * self.step:
            return False
        if not full or after.left > left + _INDENT * after.size:
            return False
        return not (is_numbered(after.text) and before.text.endswith(_CLOSED))

    def _centred(self, line: Line) -> bool:
        before, after = line.left - self.left, self.right - line.right
        return before > line.size and abs(before - after) < _OFF_CENTRE * line.size
