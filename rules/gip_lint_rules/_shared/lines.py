"""The line of a text by which a file or a report is pointed at."""

from __future__ import annotations

from gip_lint.kit import Span, lazy_pattern

_LINE = lazy_pattern(r"\S[^\r\n]*")


def first_line(text: str, start: int = 0) -> Span:
    """Return the first line from *start* on with anything on it, or an empty span at *start*."""
    match = _LINE.search(text, start)
    if match is None:
        return Span(start, start)
    return Span(match.start(), match.start() + len(match.group().rstrip()))
