"""From a character of the notation text back to where the user sees it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Protocol

from attrs import frozen

from gip_lint.model.finding import Location
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

_LINE_END = lazy_pattern(r"\r\n|\n|\r")


class SourceMap(Protocol):
    """What every reader gives beside the notation text."""

    def location(self, span: Span) -> Location:
        """Return where the user sees *span* in their own file."""
        ...

    def edit_span(self, span: Span) -> Span | None:
        """Return the characters of the file that *span* was read from, or None where no edit can be made."""
        ...


class WrittenSource(SourceMap, Protocol):
    """The map of a file in which not every character stands for itself, as ``<`` does not in HTML.

    What does not implement it takes the text of an edit as it is.
    """

    def edit_text(self, text: str) -> str | None:
        """Return *text* as it is written in the file, or None where it cannot be."""
        ...


@frozen(slots=False)
class TextSource:
    """The map of a file that is notation text itself: character for character."""

    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def _line_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def location(self, span: Span) -> Location:
        """Return line and column of the first and after the last character."""
        line, column = self._line_column(span.start)
        end_line, end_column = self._line_column(span.end)
        return Location(line=line, column=column, end_line=end_line, end_column=end_column)

    def edit_span(self, span: Span) -> Span | None:
        """Return *span* itself."""
        return span
