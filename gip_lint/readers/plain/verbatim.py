"""What of a text that is written as Markdown is no prose: code, targets of links, tags and front matter.

It stays text, since a table may stand in a block of code; but nobody's commas are judged there, nor mended.
"""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

_SIGNS = ("`", "~~~", "](", "]:", "<", "---")
_FRONT_MATTER = lazy_pattern(
    r"---[ \t]{0,20}(?:\r\n|\n|\r)(?=[\w-]{1,60}[ \t]{0,20}:)(?:(?!---)[^\r\n]{0,2000}(?:\r\n|\n|\r)){1,200}"
    r"---[ \t]{0,20}(?=[\r\n]|$)"
)
_FENCE = lazy_pattern(r"(?m)^ {0,3}(?P<fence>`{3,40}|~{3,40})(?P<language>[^`\r\n]*)")
_TEXT_LANGUAGES = frozenset(("markdown", "md", "text", "txt", "plain", "plaintext"))
"""What a block holds that is not code for all its fence."""
_SHORT_TEXT = 500
"""A block of code may be most of a text that is no longer than this, in characters: a report is longer."""
_LINE = lazy_pattern(r"[^\r\n]+")
_TICKS = lazy_pattern(r"`+")
_TARGET = lazy_pattern(
    r"\]\((?P<target>[^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200}){0,4})"
    r"(?:[ \t]{1,20}\"[^\"\r\n]{0,500}\")?\)"
    r"|(?m:^) {0,3}\[[^\[\]\r\n]{1,200}\]:[ \t]{0,20}(?P<defined>\S{1,2000})"
)
_PICTURE = lazy_pattern(r"!(?=\[[^\[\]\r\n]{0,200}\]\()")
_ADDRESS_MARKS = frozenset("/.#:@")
"""One of them stands in every target of a link; in brackets behind brackets of another kind, seldom."""
_TAG = lazy_pattern(r"</?[a-zA-Z][a-zA-Z0-9-]{0,60}(?:[\s/][^<>]{0,4000})?>")


def verbatim_spans(text: str) -> tuple[Span, ...]:
    """Return the stretches of *text* that are no prose, in order and apart from one another."""
    if not any(sign in text for sign in _SIGNS):
        return ()
    return tuple(_merged(sorted(_found(text))))


def _found(text: str) -> Iterator[Span]:
    front = _FRONT_MATTER.match(text)
    if front is not None:
        yield Span(*front.span())
    blocks = list(_fenced(text))
    yield from blocks
    yield from _inline_code(text)
    for match in _TARGET.finditer(text):
        group = "target" if match["defined"] is None else "defined"
        if not _ADDRESS_MARKS.isdisjoint(match[group]):
            yield Span(match.start(group), match.end() - (group == "target"))
    for pattern in (_PICTURE, _TAG):
        for match in pattern.finditer(text):
            yield Span(*match.span())


def _fenced(text: str) -> Iterator[Span]:
    """Yield the blocks of code that end; one that is most of the text is no code, but the text in a fence."""
    opened = None
    for match in _FENCE.finditer(text):
        fence, language = match["fence"], match["language"].strip()
        if opened is None:
            opened = match
        elif fence.startswith(opened["fence"]) and not language:
            start, end = opened.start(), match.end()
            words = opened["language"].split()
            named = words[0].lower() if words else ""
            if named not in _TEXT_LANGUAGES and 2 * (end - start) <= max(len(text), 2 * _SHORT_TEXT):
                yield Span(start, end)
            opened = None


def _inline_code(text: str) -> Iterator[Span]:
    """Yield what stands on one line between two runs of as many backticks."""
    if "`" not in text:
        return
    for line in _LINE.finditer(text):
        opened: dict[int, int] = {}
        for run in _TICKS.finditer(text, *line.span()):
            length = run.end() - run.start()
            start = opened.pop(length, None)
            if start is None:
                opened[length] = run.start()
            else:
                yield Span(start, run.end())
                opened.clear()


def _merged(spans: list[Span]) -> Iterator[Span]:
    start = end = -1
    for span in spans:
        if span.start > end:
            if end > start:
                yield Span(start, end)
            start, end = span
        end = max(end, span.end)
    if end > start:
        yield Span(start, end)
