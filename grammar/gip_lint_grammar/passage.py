"""Passages: stretches of prose that are read as one, lines broken off at a margin joined again.

Here lines become passages for all who read on: citations, title marks and suppressions take them as they are
written, ``gip_lint.prose`` folds them and parts them into sentences and clauses.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import frozen

from gip_lint_grammar.nodes import Document, Heading, Paragraph, Span, Table
from gip_lint_grammar.page_end import is_page_end

_SHORTEST_BROKEN_LINE = 12
"""A line shorter than this was not broken off at a margin."""
_ENDS = "。！？；：.!?;:|｜"
"""A line that ends with one of these is whole."""


PassageKind = Literal["heading", "paragraph", "cell"]


@frozen(eq=False)
class Passage:
    """A text made of one piece of the notation text, or of several with the line breaks between left out."""

    text: str
    begins: tuple[int, ...]
    """Where each piece begins in ``text``."""
    starts: tuple[int, ...]
    """Where each piece begins in the notation text."""
    kind: PassageKind = "paragraph"
    """What it is, or opens with: a heading that runs over the margin is joined to the lines behind it."""

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


def passages(document: Document, span: Span, titles: Mapping[int, int] | None = None) -> Iterator[Passage]:
    """Yield the prose of *document* inside *span* passage by passage, and each cell with words in it.

    *titles* gives where titles end that stand by themselves, by the start of their lines.
    """
    lines: list[Span] = []
    kind: PassageKind = "paragraph"
    for block in document.blocks:
        if block.span.start < span.start or block.span.end > span.end:
            continue
        if isinstance(block, Table):
            yield from _joined(document.text, lines, kind)
            lines = []
            for cell in block.worded:
                yield Passage(cell.text, (0,), (cell.span.start,), "cell")
            continue
        if isinstance(block, Paragraph) and is_page_end(block.text):
            continue
        line = _stripped(document.text, block.span)
        title = (titles or {}).get(block.span.start)
        if title is not None:
            yield from _joined(document.text, lines, kind)
            yield from _joined(document.text, [_stripped(document.text, Span(line.start, title))], "heading")
            rest = _stripped(document.text, Span(title, block.span.end))
            lines, kind = [rest] if rest.start < rest.end else [], "paragraph"
            continue
        if lines and not (isinstance(block, Paragraph) and _goes_on(document.text, lines[-1], line)):
            yield from _joined(document.text, lines, kind)
            lines = []
        if not lines:
            kind = "heading" if isinstance(block, Heading) else "paragraph"
        lines.append(line)
    yield from _joined(document.text, lines, kind)


def _stripped(text: str, span: Span) -> Span:
    line = span.text(text)
    start = span.start + len(line) - len(line.lstrip())
    return Span(start, max(start, span.start + len(line.rstrip())))


def _goes_on(text: str, line: Span, following: Span) -> bool:
    """Return whether *following* continues a sentence that *line* broke off at the margin of a page."""
    between = text[line.end : following.start].split("\n")
    if len(between) < 2 or not all(is_page_end(skipped.strip()) for skipped in between[1:-1]):
        return False
    written = line.text(text).rstrip()
    return len(written) >= _SHORTEST_BROKEN_LINE and written[-1] not in _ENDS


def _joined(text: str, lines: list[Span], kind: PassageKind) -> Iterator[Passage]:
    if not lines:
        return
    begins = [0]
    for line in lines[:-1]:
        begins.append(begins[-1] + line.end - line.start)
    whole = "".join(line.text(text) for line in lines)
    yield Passage(whole, tuple(begins), tuple(line.start for line in lines), kind)
