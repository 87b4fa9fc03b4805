"""A plain text written out as notation: the tables it draws in rows, its marks of markup left out.

A drawn table is a grid: a label may run over several lines beside the figures of its row, and only the
columns tell which cell is blank. So it is handed on as the grids of other formats are, and each character
keeps its place in the file. A text that draws no table and holds no mark is notation as it stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain

from attrs import evolve

from gip_lint.model.notation import Comment, Notation
from gip_lint.readers.notation.mapping import Stretch
from gip_lint.readers.notation.writing import NotationWriter, Piece
from gip_lint.readers.plain.drawn import drawn_tables
from gip_lint.readers.plain.lines import DrawnTable
from gip_lint.readers.plain.marks import pieces_of
from gip_lint.readers.plain.markup import html_tables
from gip_lint.readers.plain.spaced import spaced_tables
from gip_lint.readers.plain.underlined import underlined_tables
from gip_lint.readers.plain.wiki import wiki_tables
from gip_lint_grammar.nodes import Span


def written_out(notation: Notation, file: str) -> Notation:
    """Return *notation*, which is *file* character for character, with its tables and marks written out.

    Raises UnreadableError where a table is larger than the limits.
    """
    text = notation.text.replace("\r\n", " \n").replace("\r", "\n")
    tables = _tables(text)
    between = _between(tables, len(text))
    pieces = [pieces_of(text, span.start, span.end) for span in between]
    if not tables and pieces == [[Piece(text, Span(0, len(text)))]]:
        return notation
    writer = NotationWriter(file)
    for number, lines in enumerate(pieces):
        writer.lines(lines)
        if number < len(tables):
            writer.table(tables[number].cells)
    written = writer.notation()
    if not notation.comments and not notation.verbatim:
        return written
    moved = _Moved(writer.stretches)
    return evolve(
        written,
        comments=tuple(map(moved.comment, notation.comments)),
        verbatim=tuple(map(moved.span, notation.verbatim)),
    )


def _tables(text: str) -> list[DrawnTable]:
    """Return the tables that *text* draws, those within others left out."""
    kinds = (html_tables, wiki_tables, drawn_tables, underlined_tables, spaced_tables)
    found = chain.from_iterable(kind(text) for kind in kinds)
    tables: list[DrawnTable] = []
    for table in sorted(found, key=lambda table: (table.start, -table.end)):
        if not tables or table.start >= tables[-1].end:
            tables.append(table)
    return tables


def _between(tables: Sequence[DrawnTable], end: int) -> list[Span]:
    """Return what stands before, between and behind *tables*."""
    starts = [0, *(table.end for table in tables)]
    ends = [*(table.start for table in tables), end]
    return [Span(*each) for each in zip(starts, ends)]


class _Moved:
    """Where in the notation stands what was read from a place in the file."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        known = [(each.origin, each) for each in stretches if each.origin is not None]
        self._known = sorted(known, key=lambda each: each[0])
        self._starts = [origin.start for origin, _ in self._known]

    def comment(self, comment: Comment) -> Comment:
        """Return *comment* with its places moved."""
        written = comment.written and self.span(comment.written)
        return comment._replace(span=self.span(comment.span), written=written)

    def span(self, span: Span) -> Span:
        """Return *span*, moved."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        if first < len(self._known) and self._known[first][0].end <= span.start:
            first += 1
        last = bisect_left(self._starts, max(span.end, span.start + 1), lo=first)
        met = [each for _, each in self._known[first : max(last, first + 1)]]
        if not met:
            end = self._known[-1][1].end if self._known else 0
            return Span(end, end)
        if span.start == span.end:
            start = _within(met[0], span.start)
            return Span(start, start)
        return Span(
            min(_within(each, span.start) for each in met), max(_within(each, span.end) for each in met)
        )


def _within(stretch: Stretch, place: int) -> int:
    """Return the place in a stretch that is nearest to one in the file."""
    assert stretch.origin is not None
    if not stretch.exact:
        return stretch.start if place <= stretch.origin.start else stretch.end
    return stretch.start + min(max(place - stretch.origin.start, 0), stretch.end - stretch.start)
