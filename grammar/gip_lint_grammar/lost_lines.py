"""Text that lost its line ends: a page or a table that stands on one line, parted at titles and labels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from gip_lint_grammar.nodes import Block, Cell, Heading, Paragraph, Row, Span, Table
from gip_lint_grammar.vocabulary import Vocabulary

SHORTEST: Final = 120
"""A line that is shorter lost no line ends that matter."""
_SHORTEST_PAGE = 400
_FEWEST_TITLES = 3
"""So many titles of parts in one line are those of a page; prose may name one."""
_FEWEST_LABELS = 8
_ENDS_OF_CLAUSES = "，。；,;"
_CHARACTERS_A_CLAUSE = 50
"""The clauses of prose are shorter; few labels hold a mark between clauses."""
_MOSTLY = 0.6
"""The least share of a table that labels and digits make up."""


def line_ends(line: str, vocabulary: Vocabulary) -> list[int]:
    """Return where the lines of *line* begin, the first left out; none where it lost no line ends."""
    titles = vocabulary.titles_in(line) if len(line) >= _SHORTEST_PAGE else []
    if len(titles) < _FEWEST_TITLES:
        titles = []
    places = {place for title in titles for place in title}
    for start, end in pairwise([0, *sorted(places), len(line)]):
        if end - start >= SHORTEST:
            places.update(_of_table(line, start, end, vocabulary))
    return sorted(places - {0, len(line)})


def _of_table(line: str, start: int, end: int, vocabulary: Vocabulary) -> list[int]:
    """Return where the labels begin from *start* to *end*, if little but figures stands between them."""
    text = line[start:end]
    if _CHARACTERS_A_CLAUSE * sum(map(text.count, _ENDS_OF_CLAUSES)) > len(text):
        return []
    labels = list(vocabulary.labels_in(text))
    told = sum(label.end - label.start for label in labels) + sum(map(str.isdecimal, text))
    if len(labels) < _FEWEST_LABELS or told < _MOSTLY * len(text):
        return []
    return [start + label.start for label in labels]


def moved(block: Block, start: int, ends: Sequence[int]) -> Block:
    """Return *block*, read where a line end was put in at each of *ends*, as it stands from *start* on."""
    put_in = [place + number for number, place in enumerate(ends)]

    def span(span: Span) -> Span:
        return Span(*(start + place - bisect_right(put_in, place - 1) for place in span))

    if isinstance(block, Table):
        rows = [
            Row(span(row.span), tuple(Cell(span(cell.span), cell.text) for cell in row.cells), row.barred)
            for row in block.rows
        ]
        return Table(span(block.span), tuple(rows))
    if isinstance(block, Heading):
        return block._replace(span=span(block.span), title_span=span(block.title_span))
    return Paragraph(span(block.span), block.text)
