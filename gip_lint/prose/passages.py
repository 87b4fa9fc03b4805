"""The passages of a report as prose is read: folded, parted into sentences and clauses, each with its place.

``Report.passages`` are the paragraphs as written; here the text of each is folded (half width, simplified)
and
holds no white space. What stands in title marks and the numbers of documents are blanked, so that a year or a
word of theirs speaks for nobody. Cells are prose only where they hold sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrs import frozen

from gip_lint.model.once import once
from gip_lint.model.report import Report
from gip_lint_grammar.folding import fold
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span
from gip_lint_grammar.passage import Passage, PassageKind

_LONG_CELL = 40
"""A cell of a table that is as long as this and holds a sentence is prose in a frame."""
_WORDS = lazy_pattern(r"[^\s\u200b\ufeff]+")
_BLANKED = lazy_pattern(
    r"《[^《》]{0,200}》|<[^<>]{0,200}>|[〔\[(【]20\d\d[〕\])】]\d{1,5}号|第[\d一二三四五六七八九十百〇零]{1,6}(?:号|条|款|项|次|期|批)"
    r"|https?://[\x21-\x7e]{1,200}"
)
_SENTENCE_END = lazy_pattern(r"[。!?]+|\.(?![\d.])")
_MARK = lazy_pattern(r"[,;:()\[\]](?!(?<=\d,)\d{3}(?!\d))")


@frozen(eq=False)
class ProsePassage(Passage):
    """A paragraph: its words without white space, and the place of each of them."""

    heading: str = ""
    """The heading under which the passage stands, folded."""
    part: str | None = None
    """The key of the statutory part in which it stands; None before the first."""
    whole: str = ""
    """The characters of ``text`` as they are written, for quoting."""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading, or its first line."""
        return self.kind == "heading"

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield start and end of each sentence, its closing mark left out."""
        start = 0
        for match in _SENTENCE_END.finditer(self.text):
            if match.start() > start:
                yield start, match.start()
            start = match.end()
        if start < len(self.text):
            yield start, len(self.text)

    def clauses(self, start: int, end: int) -> Iterator[Clause]:
        """Yield the clauses of a sentence: what stands between commas, colons and brackets."""
        depth, before, at = 0, "", start
        for match in _MARK.finditer(self.text, start, end):
            if match.start() > at:
                yield Clause(self, at, match.start(), depth, before, start)
            before, at = match.group(), match.end()
            depth = max(0, depth + (before in "([") - (before in ")]"))
        if at < end:
            yield Clause(self, at, end, depth, before, start)


class Clause(NamedTuple):
    """A clause of a passage."""

    passage: ProsePassage
    start: int
    end: int
    depth: int
    """How many brackets it stands in."""
    before: str
    """The mark before it; empty at the beginning of a sentence."""
    sentence: int = 0
    """Where its sentence begins."""

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Its place in the notation text."""
        return self.passage.span(self.start, self.end)


@once
def passages_of(report: Report) -> tuple[ProsePassage, ...]:
    """Return the prose of *report*, headings included."""
    return tuple(_passages(report))


def _passages(report: Report) -> Iterator[ProsePassage]:
    heading = ""
    bound = [table.span for table in report.tables.values()]
    for passage in report.passages:
        if passage.kind == "cell" and (len(passage.text) < _LONG_CELL or "。" not in passage.text):
            continue
        lines = passage.spans(0, len(passage.text))
        if passage.kind == "cell":
            if not _inside(lines[0], bound):
                yield _passage(report, lines, heading, "cell")
            continue
        if passage.kind == "heading":
            title = _passage(report, lines[:1], "", "heading")
            heading, lines = title.text, lines[1:]
            yield title
        if lines:
            yield _passage(report, lines, heading, "paragraph")


def _inside(span: Span, tables: list[Span]) -> bool:
    return any(table.start <= span.start < table.end for table in tables)


def _passage(report: Report, lines: Sequence[Span], heading: str, kind: PassageKind) -> ProsePassage:
    pieces: list[str] = []
    begins: list[int] = []
    starts: list[int] = []
    length = 0
    for line in lines:
        for match in _WORDS.finditer(report.text, line.start, line.end):
            if pieces and pieces[-1][-1].isdigit() and match.group()[0].isdigit():
                pieces.append(" ")
                begins.append(length)
                starts.append(match.start() - 1)
                length += 1
            pieces.append(match.group())
            begins.append(length)
            starts.append(match.start())
            length += match.end() - match.start()
    whole = "".join(pieces)
    blanked = _BLANKED.sub(_blank, fold(whole))
    start = lines[0].start
    part = next(
        (section.key for section in report.sections if section.span.start <= start < section.span.end), None
    )
    return ProsePassage(blanked, tuple(begins) or (0,), tuple(starts) or (start,), kind, heading, part, whole)


def _blank(match: re.Match[str]) -> str:
    return "□" * (match.end() - match.start())
