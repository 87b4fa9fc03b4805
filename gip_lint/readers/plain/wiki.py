"""Tables of AsciiDoc and MediaWiki, each between marks of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gip_lint.readers.notation.writing import GridCell
from gip_lint.readers.plain.lines import DrawnTable, cell_of_lines
from gip_lint.readers.plain.placing import Placing, span_named
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

_FENCES = lazy_pattern(r"(?m)^[ \t]*(?:\|={3,}|:*\{\|[^\r\n]*|\|\})[ \t]*$", needs=("|===", "{|"))
_MOST_ATTRIBUTES: Final = 400
_COLUMNS = lazy_pattern(
    r"""\[[^\r\n\[]{0,200}?cols\s?=\s?(?:"([^"\r\n\[]{0,200})"|([^\s,"\]\[]{1,200}))[^\r\n\[]{0,200}\]\s{0,9}\Z"""
)
_REPEATED = lazy_pattern(r"\s*(\d{1,3})\*")
_ASCIIDOC_CELL = lazy_pattern(
    r"(?<!\\)(?:(?<![^\s|])(?:(?P<times>\d{1,3})\*|(?P<columns>\d{1,4})?(?:\.(?P<rows>\d{1,4}))?\+)?"
    r"[<^>]?(?:\.[<^>])?[adehlmsv]?)?\|"
)
_MEDIAWIKI_LINE = lazy_pattern(r"(?m)^[ \t]*(?P<mark>\|-|\|\+|[|!])(?P<rest>[^\r\n]*)$|^[^\r\n]+$")
_BETWEEN = lazy_pattern(r"\|\||!!")
_ATTRIBUTES = lazy_pattern(r"[^|\[{=]{0,200}=[^|\[{]{0,400}\|(?!\|)")


def wiki_tables(text: str) -> Iterator[DrawnTable]:
    """Find the tables of *text* that AsciiDoc or MediaWiki marks begin and end."""
    opened: re.Match[str] | None = None
    for fence in _FENCES.finditer(text):
        is_asciidoc = "=" in fence.group() and "{" not in fence.group()
        if opened is None or "{|" in fence.group():
            opened = None if "|}" in fence.group() else fence
        elif is_asciidoc == ("{|" not in opened.group()):
            read = _asciidoc if is_asciidoc else _mediawiki
            yield DrawnTable(opened.start(), fence.end(), read(text, opened, fence.start()))
            opened = None


def _asciidoc(text: str, opening: re.Match[str], end: int) -> list[GridCell]:
    marks = list(_ASCIIDOC_CELL.finditer(text, opening.end(), end))
    width = _width(text, opening, marks)
    placing = Placing()
    for number, mark in enumerate(marks):
        until = marks[number + 1].start() if number + 1 < len(marks) else end
        pieces = cell_of_lines(text, [Span(mark.end(), until)])
        for _ in range(int(mark["times"] or 1)):
            placing.begin_row_behind(width)
            placing.add(pieces, int(mark["columns"] or 1), int(mark["rows"] or 1))
    return placing.cells


def _width(text: str, opening: re.Match[str], marks: list[re.Match[str]]) -> int:
    """Return how many columns a table has, by its attributes or else by the first of its lines."""
    attributes = _COLUMNS.search(text, max(0, opening.start() - _MOST_ATTRIBUTES), opening.start())
    if attributes:
        columns = re.split("[,;]", attributes[1] or attributes[2])
        return sum(int(match[1]) if (match := _REPEATED.match(each)) else 1 for each in columns)
    if not marks:
        return 1
    line_end = text.find("\n", marks[0].start())
    first = [mark for mark in marks if line_end < 0 or mark.start() < line_end]
    return sum(int(mark["times"] or mark["columns"] or 1) for mark in first)


def _mediawiki(text: str, opening: re.Match[str], end: int) -> list[GridCell]:
    placing = Placing()
    cells: list[Span] = []
    in_caption = False

    def close() -> None:
        for cell in cells:
            attributes = _ATTRIBUTES.match(text, cell.start, cell.end)
            said = attributes.group() if attributes else ""
            columns, rows = (span_named(said, name) for name in ("colspan", "rowspan"))
            inner = Span(attributes.end() if attributes else cell.start, cell.end)
            placing.add(cell_of_lines(text, [inner]), columns, rows)
        cells.clear()

    for line in _MEDIAWIKI_LINE.finditer(text, opening.end(), end):
        mark = line["mark"]
        if mark is None:
            if cells and not in_caption:
                cells[-1] = Span(cells[-1].start, line.end())
            continue
        close()
        in_caption = mark == "|+"
        if mark == "|-":
            placing.begin_row()
        elif not in_caption:
            start = line.start("rest")
            for between in _BETWEEN.finditer(text, start, line.end()):
                cells.append(Span(start, between.start()))
                start = between.end()
            cells.append(Span(start, line.end()))
    close()
    return placing.cells
