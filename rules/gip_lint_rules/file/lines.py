"""The line of a text by which a file is pointed at."""

from __future__ import annotations

from gip_lint_grammar.nodes import Span


def first_line(text: str, start: int = 0) -> Span:
    """Return the first line from *start* on with anything on it, or an empty span at *start*."""
    rest = text[start:]
    line = rest.lstrip().partition("\n")[0].rstrip()
    begin = start + len(rest) - len(rest.lstrip()) if line else start
    return Span(begin, begin + len(line))
