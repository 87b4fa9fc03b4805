"""HTML that stands in a plain text: tables among other lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gip_lint.readers.plain.lines import DrawnTable, cell_of_lines
from gip_lint.readers.plain.placing import Placing, span_named
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

_TABLE = lazy_pattern(r"<table\b", re.I)
_TAG = lazy_pattern(
    r"<(?P<slash>/?)(?P<name>table|tr|td|th|caption|thead|tbody|tfoot|colgroup)(?=[\s/>])(?P<attributes>[^<>]*)>",
    re.I,
)
_CELLS = frozenset(("td", "th"))


def html_tables(text: str) -> Iterator[DrawnTable]:
    """Find the tables of *text* that are written in HTML, but for those that hold others and only lay out.

    A table that nothing closes ends with its last row.
    """
    if _TABLE.search(text) is None:
        return
    table: _Table | None = None
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if name == "table":
            if table is not None and tag["slash"]:
                table.close(tag.start())
                yield DrawnTable(table.start, tag.end(), table.placing.cells)
            table = None if tag["slash"] else _Table(text, tag.start())
        elif table is not None:
            table.take(tag, name)
    if table is not None and table.placing.cells:
        yield DrawnTable(table.start, table.end, table.placing.cells)


class _Table:
    """A table under way."""

    def __init__(self, text: str, start: int) -> None:
        self.start = start
        self.end = start
        """Where the last of its tags ends."""
        self.placing = Placing()
        self._text = text
        self._cell: re.Match[str] | None = None
        """The tag of the cell under way."""

    def take(self, tag: re.Match[str], name: str) -> None:
        """Take a tag of a row, a cell or a group of rows."""
        self.close(tag.start())
        self.end = tag.end()
        if name == "tr" and not tag["slash"]:
            self.placing.begin_row()
        elif name in _CELLS and not tag["slash"]:
            self._cell = tag

    def close(self, end: int) -> None:
        """End the cell under way, if there is one."""
        if self._cell is not None:
            columns, rows = (span_named(self._cell["attributes"], name) for name in ("colspan", "rowspan"))
            self.placing.add(cell_of_lines(self._text, [Span(self._cell.end(), end)]), columns, rows)
            self._cell = None
