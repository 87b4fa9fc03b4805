"""Comments in a file that speak to gip-lint: ``gip-lint: ignore GIP104 -- reason``.

Here they are found and taken out of the text; :mod:`gip_lint.engine.suppressions` reads what they say.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from gip_lint.model.notation import Comment, Notation
from gip_lint.model.source_map import TextSource
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

OPENING, CLOSING = "<!--", "-->"
LONGEST = 2_000
"""A longer comment is none that speaks to gip-lint."""
_DIRECTIVE = lazy_pattern(r"\s{0,80}gip-lint\s{0,20}[:：]", re.I)
_FOR_FILE = lazy_pattern(_DIRECTIVE.pattern + r"\s{0,20}ignore-file\b", re.I)
_VISIBLE = lazy_pattern(r"[^\r\n]")
_SEEN = lazy_pattern(r"\S")
_LINE_END = lazy_pattern(r"\r\n|\n|\r")
_FIRST_WORDS = lazy_pattern(r"<!--[^\r\n]{0,60}")
_BAR = lazy_pattern("[|｜│┃║￨∣¦\t]")


def is_directive(comment: str) -> bool:
    """Return whether the text of a comment speaks to gip-lint."""
    return len(comment) <= LONGEST and _DIRECTIVE.match(comment) is not None


def is_for_file(comment: str) -> bool:
    """Return whether a comment that speaks to gip-lint is for the whole file."""
    return _FOR_FILE.match(comment) is not None


def notation_of(text: str) -> Notation:
    """Return the notation of a text that is notation already: its directives are blanked, places kept.

    A directive on a line of its own is for what follows; inside a row, with a bar behind it, for its cell;
    on any other line for that line. One that nothing closes stays text and is kept to be reported.
    """
    found, unclosed = _directives(text)
    left = tuple(Comment(span.text(text), span, span, closed=False) for span in unclosed)
    if not found:
        return Notation(text, TextSource(text), left)
    pieces: list[str] = []
    done = 0
    for span in found:
        pieces += (text[done : span.start], _VISIBLE.sub(" ", span.text(text)))
        done = span.end
    blanked = "".join((*pieces, text[done:]))
    lines = [0, *(match.end() for match in _LINE_END.finditer(text))]
    bars = [match.start() for match in _BAR.finditer(blanked)]
    comments = tuple(
        Comment(
            span.text(text)[len(OPENING) : -len(CLOSING)].strip(), _scope(blanked, span, lines, bars), span
        )
        for span in found
    )
    return Notation(blanked, TextSource(text), comments + left)


def _directives(text: str) -> tuple[list[Span], list[Span]]:
    """Return the comments that speak to gip-lint and, of those that nothing closes, their first words."""
    found: list[Span] = []
    unclosed: list[Span] = []
    start = text.find(OPENING)
    while start >= 0:
        after = start + len(OPENING)
        following = text.find(OPENING, after)
        if _DIRECTIVE.match(text, after):
            end = text.find(CLOSING, after, min(after + LONGEST, len(text) if following < 0 else following))
            if end >= 0:
                found.append(Span(start, end + len(CLOSING)))
            else:
                words = _FIRST_WORDS.match(text, start)
                assert words is not None
                unclosed.append(Span(*words.span()))
        start = following
    return found, unclosed


def _scope(blanked: str, span: Span, lines: list[int], bars: list[int]) -> Span:
    """Return what a directive is for; an empty stretch is for what follows."""
    line = bisect_right(lines, span.start) - 1
    start = lines[line]
    last = bisect_right(lines, span.end - 1)
    end = lines[last] if last < len(lines) else len(blanked)
    while end > start and blanked[end - 1] in "\r\n":
        end -= 1
    before, after = bisect_left(bars, span.start) - 1, bisect_left(bars, span.end)
    if after < len(bars) and bars[after] < end:
        return Span(max(start, bars[before] + 1) if before >= 0 else start, bars[after])
    return Span(end, end) if _SEEN.search(blanked, start, end) is None else Span(start, end)
