"""Page numbers, running heads and the addresses that browsers print: they are not part of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gip_lint.readers.pdf.lines import Line
from gip_lint.readers.pdf.page_parts import Sheet
from gip_lint_grammar.lazy import lazy_pattern

_MARGIN = 0.06
"""The share of a page above and below that is its margin."""
_LINES_AT_EDGE = 2
"""So many lines a header or footer has at most: a running head and a page number."""
_SAME_HEIGHT = 4
"""In points: a running head stands as high on every page, but for the height of its letters."""
_REPEATED = 3
"""On so many pages a line that stands outside the margin is a running head; within it two are enough."""
_DECORATED_NUMBER = lazy_pattern(
    r"[-—–－─·~～]+\d{1,3}[-—–－─·~～]+|第\d{1,3}页(?:[，,/]?共\d{1,3}页)?|\d{1,3}/\d{1,3}"
)
_BARE_NUMBER = lazy_pattern(r"\d{1,3}")
_ADDRESS = lazy_pattern(r"(?:https?|file)://")


def without_headers_and_footers(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Leave out what stands on every page, and what numbers the pages."""
    repeated = Counter(_place_and_text(line) for sheet in sheets for line in _at_edges(sheet))
    numbers = Counter(
        int(line.text) - sheet.page.number
        for sheet in sheets
        for line in _at_edges(sheet)
        if _BARE_NUMBER.fullmatch(line.text)
    )

    def furniture(sheet: Sheet, line: Line) -> bool:
        text = line.text.replace(" ", "")
        share = line.baseline / sheet.page.height
        in_margin = share < _MARGIN or share > 1 - _MARGIN
        if _DECORATED_NUMBER.fullmatch(text):
            return True
        if _BARE_NUMBER.fullmatch(text):
            return in_margin or numbers[int(text) - sheet.page.number] > 1
        times = repeated[_place_and_text(line)]
        if times >= _REPEATED or (times > 1 and in_margin):
            return True
        return in_margin and bool(_ADDRESS.search(text))

    cleaned = []
    for sheet in sheets:
        gone = [line for line in _at_edges(sheet) if furniture(sheet, line)]
        cleaned.append(sheet._replace(lines=[line for line in sheet.lines if line not in gone]))
    return cleaned


def _place_and_text(line: Line) -> tuple[int, str]:
    """Return what is the same of a running head on every page, whatever number is in it."""
    return round(line.baseline / _SAME_HEIGHT), re.sub(r"\d+", "0", line.text)


def _at_edges(sheet: Sheet) -> list[Line]:
    """Return the first and last lines of a page that no table stands above or below."""
    highest = min((table.top for table in sheet.tables), default=float("inf"))
    above = [line for line in sheet.lines if line.baseline <= highest][:_LINES_AT_EDGE]
    lowest = max((table.top for table in sheet.tables), default=float("-inf"))
    below = [line for line in sheet.lines if line.baseline >= lowest][-_LINES_AT_EDGE:]
    return above + [line for line in below if line not in above]
