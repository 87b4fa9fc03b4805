"""Figures that share a cell, as converters of PDF write them, parted where the rest of the text says so.

A torn figure (``1 6``) looks the same as two. So a row is parted only where it then has as many figures as
most rows have, and where it is not alone in that; or where labels share cells as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Block, Cell, Row, Span, Table
from gip_lint_grammar.vocabulary import Vocabulary

_MAY_SHARE = lazy_pattern(r"\d[ \t]+\d")
_FIGURES = lazy_pattern(r"[+-]?\d+(?:\.\d+)?(?:[ \t]+[+-]?\d+(?:\.\d+)?)*")
_WORD = lazy_pattern(r"\S+")
_FEWEST_FIGURES = 5
"""Shorter rows are too much alike."""
_FEWEST_ROWS = 3
_FEWEST_CELLS_OF_LABELS = 2


def with_shared_cells_parted(text: str, blocks: Sequence[Block], vocabulary: Vocabulary) -> Sequence[Block]:
    """Return *blocks* with the cells parted that hold several figures each, where their rows agree.

    Such cells are no columns, and an empty one beside figures is no blank figure: it is left out.
    """
    if _MAY_SHARE.search(text) is None:
        return blocks
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows if row.barred]
    if not any(_shares(cell) for row in rows for cell in row.cells):
        return blocks
    labels = frozenset(
        cell.span
        for row in rows
        for cell in row.cells
        if " " in cell.text and _holds_labels(cell, vocabulary)
    )
    if len(labels) < _FEWEST_CELLS_OF_LABELS:
        labels = frozenset()
        sharing = _agreeing(rows)
        if len(sharing) < _FEWEST_ROWS:
            return blocks
    else:
        sharing = frozenset(row.span for row in rows)
    return [
        Table(block.span, tuple(_parted(row, sharing, labels) if row.barred else row for row in block.rows))
        if isinstance(block, Table)
        else block
        for block in blocks
    ]


def _agreeing(rows: Sequence[Row]) -> frozenset[Span]:
    """Return the rows with shared cells that have as many figures as most rows have."""
    counts = {row.span: count for row in rows if (count := _figures(row)) >= _FEWEST_FIGURES}
    usual = Counter(counts.values()).most_common(1)
    return frozenset(
        row.span
        for row in rows
        if usual and counts.get(row.span) == usual[0][0] and any(map(_shares, row.cells))
    )


def _holds_labels(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Return whether several labels stand in a cell, each whole."""
    return all(vocabulary.prints(vocabulary.key_of(word)) for word in cell.text.split())


def _shares(cell: Cell) -> bool:
    return _MAY_SHARE.search(cell.text) is not None and _FIGURES.fullmatch(cell.text) is not None


def _figures(row: Row) -> int:
    """Count the figures of a row, each that shares a cell with others."""
    return sum(len(cell.text.split()) for cell in row.cells if _FIGURES.fullmatch(cell.text))


def _parted(row: Row, sharing: Collection[Span], labels: Collection[Span]) -> Row:
    cells = row.cells
    if row.span in sharing:
        cells = tuple(part for cell in cells for part in _parts(cell, labels))
    if _figures(row):
        cells = tuple(cell for cell in cells if cell.text)
    return row._replace(cells=cells)


def _parts(cell: Cell, labels: Collection[Span]) -> Iterator[Cell]:
    if not (_shares(cell) or cell.span in labels):
        yield cell
        return
    for word in _WORD.finditer(cell.text):
        start, end = cell.span.start + word.start(), cell.span.start + word.end()
        yield Cell(Span(start, end), word.group())
