"""Passages: stretches of prose that are read as one, lines broken off at a margin joined again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from attrs import frozen

from gip_lint_grammar.nodes import Document, Paragraph, Span, Table
from gip_lint_grammar.page_end import is_page_end

_SHORTEST_BROKEN_LINE = 12
"""A line shorter than this was not broken off at a margin."""
_ENDS = "。！？；：.!?;:|｜"
"""A line that ends with one of these is whole."""


@frozen(eq=False)
class Passage:
    """A text made of one piece of the notation text, or of several with the line breaks between left out."""

    text: str
    begins: tuple[int, ...]
    """Where each piece begins in ``text``."""
    starts: tuple[int, ...]
    """Where each piece begins in the notation text."""

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the notation text for characters *start* to *end* of the passage."""
        first = self._offset(start)
        return Span(first, self._offset(end - 1) + 1 if end > start else first)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the stretches that characters *start* to *end* come from, piece by piece."""
        found = []
        first = max(bisect_right(self.begins, start) - 1, 0)
        for index in range(first, len(self.begins)):
            at = self.begins[index]
            if at >= end and index > first:
                break
            stop = self.begins[index + 1] if index + 1 < len(self.begins) else len(self.text)
            a, b = max(start, at), min(end, stop)
            if a < b or index == first:
                found.append(Span(self.starts[index] + a - at, self.starts[index] + max(a, b) - at))
        return tuple(found)

    def _offset(self, position: int) -> int:
        piece = bisect_right(self.begins, position) - 1
        return self.starts[piece] + position - self.begins[piece]


def passages(document: Document, span: Span) -> Iterator[Passage]:
    """Yield the prose of *document* inside *span* passage by passage, and each cell with words in it."""
    lines: list[Span] = []
    for block in document.blocks:
        if block.span.start < span.start or block.span.end > span.end:
            continue
        if isinstance(block, Table):
            yield from _joined(document.text, lines)
            lines = []
            for cell in block.worded:
                yield Passage(cell.text, (0,), (cell.span.start,))
            continue
        if isinstance(block, Paragraph) and is_page_end(block.text):
            continue
        line = _stripped(document.text, block.span)
        if lines and not (isinstance(block, Paragraph) and goes_on(document.text, lines[-1], line)):
            yield from _joined(document.text, lines)
            lines = []
        lines.append(line)
    yield from _joined(document.text, lines)


def _stripped(text: str, span: Span) -> Span:
    line = span.text(text)
    start = span.start + len(line) - len(line.lstrip())
    return Span(start, max(start, span.start + len(line.rstrip())))


def goes_on(text: str, line: Span, following: Span) -> bool:
    """Say whether *following* continues a sentence that *line* broke off at the margin of a page."""
    between = text[line.end : following.start].split("\n")
    if len(between) < 2 or not all(is_page_end(skipped.strip()) for skipped in between[1:-1]):
        return False
    written = line.text(text).rstrip()
    return len(written) >= _SHORTEST_BROKEN_LINE and written[-1] not in _ENDS


def _joined(text: str, lines: list[Span]) -> Iterator[Passage]:
    if not lines:
        return
    begins = [0]
    for line in lines[:-1]:
        begins.append(begins[-1] + line.end - line.start)
    whole = "".join(line.text(text) for line in lines)
    yield Passage(whole, tuple(begins), tuple(line.start for line in lines))
