"""The words around a finding, kept so that a reporter can show them when the text itself is gone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from gip_lint_grammar.nodes import Span

BEFORE, AFTER = 120, 240
"""How many characters of the line are kept on either side of where a span begins; lines may be very long."""
_LINE_BREAKS = "\r\n"


class Excerpt(NamedTuple):
    """The line of notation in which a span begins, or the part of a long line around it."""

    text: str
    start: int
    """Where the span begins in ``text``."""
    end: int
    """Where the span, or what of it stands in ``text``, ends."""
    cut_left: bool = False
    cut_right: bool = False


CONCEALED = "*"
"""Stands for each character that is not to be shown."""


def excerpt_of(text: str, span: Span) -> Excerpt:
    """Cut the line in which *span* begins out of *text*."""
    start = min(span.start, len(text))
    earliest, latest = max(0, start - BEFORE), min(len(text), start + AFTER)
    line_start = max(earliest, *(text.rfind(mark, earliest, start) + 1 for mark in _LINE_BREAKS))
    ends = [end for mark in _LINE_BREAKS if (end := text.find(mark, start, latest)) >= 0]
    line_end = min(ends, default=latest)
    return Excerpt(
        text=text[line_start:line_end],
        start=start - line_start,
        end=max(start, min(span.end, line_end)) - line_start,
        cut_left=line_start > 0 and text[line_start - 1] not in _LINE_BREAKS,
        cut_right=line_end < len(text) and text[line_end] not in _LINE_BREAKS,
    )


def concealing(excerpt: Excerpt, span: Span, concealed: Sequence[Span]) -> Excerpt:
    """Return the excerpt that was cut out for *span* with the *concealed* stretches of the text masked.

    The stretches are in their order and lie apart.
    """
    origin = span.start - excerpt.start
    first = bisect_right(concealed, origin, key=lambda each: each.end)
    text = excerpt.text
    past = bisect_left(concealed, origin + len(text), key=lambda each: each.start)
    for each in concealed[first:past]:
        start, end = max(each.start - origin, 0), min(each.end - origin, len(text))
        text = text[:start] + CONCEALED * (end - start) + text[end:]
    return excerpt if text == excerpt.text else excerpt._replace(text=text)
