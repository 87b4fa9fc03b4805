"""Tables that go on on the next page: the halves joined, and what the end of the page cut in two.

A table that runs over several pages is one, its header rows counted once. A row that the end of a page parts
is put together again; where it cannot be told whether it is one, its cells are doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from gip_lint.readers.notation.writing import GridCell
from gip_lint.readers.pdf.lines import Line, is_numbered
from gip_lint.readers.pdf.page_parts import DrawnTable, Item, doubted, moved, row_texts
from gip_lint_grammar.quantity import is_figure

_SAME_EDGE = 8.0
"""How far apart the edges of two halves of a table may be, in points: some are indented on one page."""
_SAME_COLUMN = 4.0
"""How far apart the edges of one column may be on two pages, in points."""
_SHORTEST_HEADING = 6
"""A row that holds one text alone repeats the first row of the table where it is no shorter."""


def runs_on(above: DrawnTable, below: DrawnTable) -> bool:
    """Return whether a table goes on at the top of the next page.

    On either page lines may be missing on its left, where a cell is merged that fills the page.
    """
    starts = [(x, below.left) for x in (above.left, *above.xs[:3])]
    starts += [(above.left, x) for x in below.xs[:3]]
    return (
        not above.aligned
        and not below.aligned
        and below.first_page == above.last_page + 1
        and any(abs(first - second) <= _SAME_EDGE for first, second in starts)
        and abs(above.right - below.right) <= _SAME_EDGE
    )


def joined(above: DrawnTable, below: DrawnTable) -> DrawnTable:
    """Join what stands on the next page to a table, without the header rows that are repeated there."""
    xs = _merged(above.xs, below.xs)
    cells = _regridded(above.cells, above.xs, xs)
    more = _regridded(below.cells, below.xs, xs)
    repeated = _repeated_rows(cells, more)
    more = [moved(cell, -repeated) for cell in more if cell.row >= repeated]
    cut = _figures_cut(cells, more, above.height)
    cells = [_in_doubt(cell) if cell.row + cell.rows == above.height else cell for cell in cells]
    cells = [doubted(cell) if cell.row == above.height - 1 and cell.column in cut else cell for cell in cells]
    more = [_in_doubt(cell) if cell.row == 0 else cell for cell in more]
    ends = _are_ends_of_figures(cells, more, above.height)
    if ends:
        more = [doubted(cell) if cell.row == 0 else cell for cell in more]
    if ends or _is_rest_of_row(cells, more, above.height):
        cells = _with_rest(cells, more, above.height - 1)
        more = [moved(cell, -1) for cell in more if cell.row]
        repeated += 1
    cells += [moved(cell, above.height) for cell in more]
    height = above.height + below.height - repeated
    return above._replace(last_page=below.last_page, xs=xs, height=height, cells=cells)


def doubt_figures_at_breaks(pages: Sequence[list[Item]]) -> None:
    """Doubt the last figures of tables without ruling lines where the next page may begin with their ends."""
    for above, below in pairwise(pages):
        if above and below and isinstance(above[-1], DrawnTable) and _begins_with_figures(below[0]):
            above[-1] = _with_last_figures_in_doubt(above[-1])


def _begins_with_figures(item: Item) -> bool:
    """Return whether a page begins with figures beside which no word stands: they may be ends of others."""
    if isinstance(item, Line):
        return all(is_figure(part.text) for part in item.parts)
    if isinstance(item, DrawnTable) and item.aligned:
        return all(is_figure(text) for _, text in row_texts(item.cells, 0))
    return False


def _with_last_figures_in_doubt(table: DrawnTable) -> DrawnTable:
    last = max((cell.row for cell in table.cells if is_figure(cell.text)), default=None)
    if not table.aligned or last is None:
        return table
    return table._replace(cells=[doubted(cell) if cell.row == last else cell for cell in table.cells])


def _in_doubt(cell: GridCell) -> GridCell:
    """Doubt the words of a cell that the end of a page may have cut in two."""
    return cell if is_figure(cell.text) or not cell.text else doubted(cell)


def _merged(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """Return the edges of columns of both halves, those of one column once."""
    merged: list[float] = []
    for x in sorted([*first, *second]):
        if not merged or x - merged[-1] > _SAME_COLUMN:
            merged.append(x)
    return merged


def _regridded(cells: Iterable[GridCell], old: Sequence[float], new: Sequence[float]) -> list[GridCell]:
    """Count the columns of cells by the edges *new* instead of *old*."""
    place = [min(range(len(new)), key=lambda number, x=x: abs(new[number] - x)) for x in old]  # type: ignore[misc]
    return [
        GridCell(
            cell.row,
            place[cell.column],
            cell.pieces,
            cell.rows,
            max(place[cell.column + cell.columns] - place[cell.column], 1),
        )
        for cell in cells
    ]


def _repeated_rows(above: Sequence[GridCell], below: Sequence[GridCell]) -> int:
    """Count the rows at the top of *below* that repeat those at the top of the table."""
    count = 0
    while True:
        texts = row_texts(below, count)
        if not _repeat(texts, row_texts(above, count)) or any(is_figure(text) for _, text in texts):
            break
        count += 1
    told = row_texts(below, 0)
    return count if count and (len(told) > 1 or len(told[0][1]) >= _SHORTEST_HEADING) else 0


def _repeat(row: Sequence[tuple[int, str]], due: Sequence[tuple[int, str]]) -> bool:
    """Return whether a row repeats another, or the beginnings of its words that found room on the page."""
    return (
        bool(row)
        and len(row) == len(due)
        and all(
            column == at and (text == whole or (len(text) > 1 and whole.startswith(text)))
            for (column, text), (at, whole) in zip(row, due)
        )
    )


def _is_rest_of_row(above: Sequence[GridCell], below: Sequence[GridCell], height: int) -> bool:
    """Return whether the first row of the next page is what did not fit into the last one."""
    if _is_rest_of_header(above, below, height):
        return True
    last, first = dict(row_texts(above, height - 1)), dict(row_texts(below, 0))
    figures = {column for column, text in last.items() if is_figure(text)}
    return (
        len(figures) > 1
        and bool(first)
        and first.keys() <= last.keys()
        and not figures <= first.keys()
        and not is_figure(first[min(first)])
        and not is_numbered(first[min(first)])
    )


def _is_rest_of_header(above: Sequence[GridCell], below: Sequence[GridCell], height: int) -> bool:
    """Return whether the first row of the next page holds only the rest of words of a row without figures."""
    last = {(cell.column, cell.columns): cell.text for cell in above if cell.row == height - 1 and cell.text}
    first = {(cell.column, cell.columns): cell.text for cell in below if cell.row == 0 and cell.text}
    return (
        bool(first)
        and len(last) > 1
        and first.keys() <= last.keys()
        and not any(is_figure(text) for text in (*last.values(), *first.values()))
        and all(cell.rows == 1 for cell in below if cell.row == 0 and cell.text)
        and not any(is_numbered(text) for text in first.values())
    )


def _are_ends_of_figures(above: Sequence[GridCell], below: Sequence[GridCell], height: int) -> bool:
    """Return whether the first row of the next page holds ends of the figures in the last one, and no more.

    So it is where figures are broken in narrow cells, and the row at the end of the page.
    """
    last, first = dict(row_texts(above, height - 1)), dict(row_texts(below, 0))
    figures = {column for column, text in last.items() if is_figure(text)}
    return (
        bool(first)
        and (first.keys() < figures or first.keys() == figures == last.keys())
        and all(text.isdigit() and last[column].isdigit() for column, text in first.items())
    )


def _figures_cut(above: Sequence[GridCell], below: Sequence[GridCell], height: int) -> set[int]:
    """Return the columns in which the last row's figures may go on in a row whose words cannot be told.

    So it is where a heading that is repeated on the page runs into the rest of the row.
    """
    first = [cell for cell in below if cell.row == 0 and cell.text]
    if not any(piece.doubtful for cell in first for piece in cell.pieces):
        return set()
    last = {column for column, text in row_texts(above, height - 1) if text.isdigit()}
    figures = {cell.column for cell in first if cell.text.isdigit()}
    return figures if figures < last else set()


def _with_rest(above: Sequence[GridCell], below: Sequence[GridCell], row: int) -> list[GridCell]:
    """Add to the cells of a row what stands below them in the first of the next page."""
    rest = {cell.column: cell.pieces for cell in below if cell.row == 0 and cell.text}
    return [
        GridCell(cell.row, cell.column, (*cell.pieces, *rest[cell.column]), cell.rows, cell.columns)
        if cell.row == row and cell.column in rest
        else cell
        for cell in above
    ]
