"""Figures that share a cell, as converters of PDF write them, parted where other rows say how many are due.

A torn figure (``1 6``) looks the same as two. So a row is parted only where it then has as many figures as
most rows have, and where it is not alone in that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Block, Cell, Row, Span, Table

_MAY_SHARE = lazy_pattern(r"\d[ \t]+\d")
_FIGURES = lazy_pattern(r"\d+(?:[ \t]+\d+)*")
_FIGURE = lazy_pattern(r"\d+")
_FEWEST_FIGURES = 5
"""Shorter rows are too much alike."""
_FEWEST_ROWS = 3


def with_shared_cells_parted(text: str, blocks: Sequence[Block]) -> Sequence[Block]:
    """Return *blocks* with the cells parted that hold several figures each, where their rows agree."""
    if _MAY_SHARE.search(text) is None:
        return blocks
    counts = {
        row.span: count
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        if row.barred and (count := _figures(row)) >= _FEWEST_FIGURES
    }
    usual = Counter(counts.values()).most_common(1)
    sharing = [
        row.span
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        if usual and counts.get(row.span) == usual[0][0] and any(map(_shares, row.cells))
    ]
    if len(sharing) < _FEWEST_ROWS:
        return blocks
    spans = frozenset(sharing)
    return [
        Table(block.span, tuple(_parted(row) if row.span in spans else row for row in block.rows))
        if isinstance(block, Table)
        else block
        for block in blocks
    ]


def _shares(cell: Cell) -> bool:
    return _MAY_SHARE.search(cell.text) is not None and _FIGURES.fullmatch(cell.text) is not None


def _figures(row: Row) -> int:
    """Count the figures of a row, each that shares a cell with others."""
    return sum(len(cell.text.split()) for cell in row.cells if _FIGURES.fullmatch(cell.text))


def _parted(row: Row) -> Row:
    return row._replace(cells=tuple(part for cell in row.cells for part in _parts(cell)))


def _parts(cell: Cell) -> Iterator[Cell]:
    if not _shares(cell):
        yield cell
        return
    for figure in _FIGURE.finditer(cell.text):
        start, end = cell.span.start + figure.start(), cell.span.start + figure.end()
        yield Cell(Span(start, end), figure.group())
