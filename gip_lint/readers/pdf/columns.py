"""What the rows around a row say of the gaps in it: whether they part two figures.

A gap lies inside a column where figures of other rows stand across it, or on one side of it alone. It parts
two columns where other rows leave it white with figures on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from gip_lint.readers.pdf.lines import Words
from gip_lint_grammar.quantity import is_figure

_Row = Sequence[Words]

_REACH = 10
"""So many rows above and below are asked."""
_FEWEST_ROWS = 2
"""So many of them have to say the same, and none another thing, to leave no doubt. One can raise it."""


def settled(rows: Sequence[_Row]) -> list[list[Words]]:
    """Return *rows* with figures put together or parted wherever the rows around leave no doubt."""
    return [
        _settled(row, peers) if any(part.joint is not None for part in row) else list(row)
        for row, peers, _ in _with_peers(rows)
    ]


def straddling(rows: Sequence[_Row]) -> set[int]:
    """Return the numbers of the rows with a figure across two figures around it, or two words above."""
    return {
        number
        for number, (row, peers, headings) in enumerate(_with_peers(rows))
        if any(_stands_across(figure, [*peers, *headings]) for figure in row if is_figure(figure.text))
    }


def _with_peers(rows: Sequence[_Row]) -> Iterator[tuple[_Row, list[list[Words]], Sequence[_Row]]]:
    """Yield every row, the figures that are sure of those around it, and the rows of words above them."""
    headings: Sequence[_Row] = ()
    for has_figures, stretch in groupby(rows, key=lambda row: any(is_figure(part.text) for part in row)):
        block = list(stretch)
        sure = [_sure_figures(row) for row in block]
        for at, row in enumerate(block):
            yield row, sure[max(at - _REACH, 0) : at] + sure[at + 1 : at + 1 + _REACH], headings
        headings = () if has_figures else block[-_REACH:]


def _sure_figures(row: _Row) -> list[Words]:
    return [
        part
        for part, after in pairwise([*row, None])
        if part is not None
        and part.joint is None
        and (after is None or after.joint is None)
        and is_figure(part.text)
    ]


def _settled(row: _Row, peers: Sequence[_Row]) -> list[Words]:
    cells = list(row[:1])
    for before, part in pairwise(row):
        parted = None if part.joint is None else _are_parted(before, part, peers)
        if parted is False:
            cells[-1] = part.after(cells[-1])
        else:
            cells.append(part._replace(joint=None) if parted else part)
    return cells


def _are_parted(before: Words, after: Words, peers: Sequence[_Row]) -> bool | None:
    """Return whether two pieces of a row are of two columns; None where the other rows leave it open."""
    middle = (before.right + after.left) / 2
    apart = together = 0
    for figures in peers:
        left = any(_overlap(figure, before) for figure in figures)
        right = any(_overlap(figure, after) for figure in figures)
        across = any(figure.left < middle < figure.right for figure in figures)
        apart += left and right and not across
        together += across or left != right
    if apart and together:
        return None
    return apart > 0 if max(apart, together) >= _FEWEST_ROWS else None


def _stands_across(figure: Words, peers: Sequence[_Row]) -> bool:
    return any(sum(_overlap(figure, other) for other in figures) > 1 for figures in peers)


def _overlap(first: Words, second: Words) -> bool:
    return first.left < second.right and second.left < first.right
