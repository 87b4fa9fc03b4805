"""Tables whose cells are ruled: what stands in each, and where it may not be whole.

The lines say which character is whose, so that nothing is guessed from gaps, with three exceptions: rows
whose cells no line parts, words that hang over the lower edge, and text that runs beyond its cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from gip_lint.readers.notation.writing import GridCell, Piece
from gip_lint.readers.pdf.lines import Words, adjoin, in_lines, rounded, text_of, words_of
from gip_lint.readers.pdf.page_parts import DrawnTable, may_bleed
from gip_lint.readers.pdf.pages import Character, Page
from gip_lint.readers.pdf.ruling import RuledGrid, ruled_grids
from gip_lint.readers.pdf.spacing import Seam, Spacing, in_figure
from gip_lint_grammar.quantity import is_figure

_FEWEST_FIGURES = 2
"""A cell has one figure: so many in a box are those of several cells."""
_NEXT_LINE = 0.6
"""So far below a line, in sizes of the font, the next of its cell begins at the latest."""
_EDGE = 1.0
"""So far, in points, a figure may stand over the edge of its column."""
_JUST_INSIDE = 0.1
"""A place so far above the lower edge of a table, in points, is in its last row."""
_BEARING = 0.1
"""So close to the edge of its cell, in sizes of the font, a character may be the last that is shown."""
_ASCENT_OUTSIDE = 0.3
"""So far a character may rise above its cell, in sizes of the font: its box is higher than its drawing."""
_BESIDE = 0.25
"""So far beyond an edge, in sizes of the font, a character stands in the cell beside it."""
_OVERLAP = 0.4
"""Characters that cover that share of one another are drawn over one another."""
_LINES_OVER = 0.7
"""So close, in sizes of the font, are lines that are drawn over one another."""

_Inside = dict[int, list[Character]]
"""The characters that stand in the boxes of a grid, by the number of the box."""


def ruled_tables(page: Page, spacing: Spacing) -> tuple[list[DrawnTable], list[Character]]:
    """Return the ruled tables of a page, and the characters that stand in none."""
    grids = [grid for grid in ruled_grids(page.across, page.down) if grid.columns > 1]
    inside: list[_Inside] = [defaultdict(list) for _ in grids]
    outside: list[Character] = []
    for character in page.characters:
        for number, grid in enumerate(grids):
            box = grid.box_at(*character.middle)
            if box is not None:
                inside[number][box].append(character)
                break
        else:
            outside.append(character)
    if grids:
        lowest = max(range(len(grids)), key=lambda number: grids[number].bottom)
        outside = _without_overhang(page, grids[lowest], inside[lowest], outside)
    tables = [_table(page, grid, held, outside, spacing) for grid, held in zip(grids, inside) if held]
    return tables, outside


def _table(
    page: Page, grid: RuledGrid, inside: _Inside, outside: Iterable[Character], spacing: Spacing
) -> DrawnTable:
    whole = _part_rows(grid, inside, spacing)
    cut = whole | _cut_off(page, grid, inside) | _run_over(grid, inside, outside, spacing)
    texts: dict[int, str] = {}
    for number, characters in inside.items():
        lines = in_lines(characters)
        texts[number] = text_of(lines, spacing)
        if _is_overprinted(lines):
            cut.add(number)
    cells = [
        GridCell(
            box.row,
            box.column,
            (
                Piece(
                    texts.get(number, ""),
                    page=page.number,
                    box=rounded(box.left, box.top, box.right, box.bottom),
                    doubtful=number in cut or (box.torn and not is_figure(texts.get(number, ""))),
                ),
            ),
            box.rows,
            box.columns,
        )
        for number, box in enumerate(grid.boxes)
    ]
    return DrawnTable(
        page.number, page.number, grid.top, grid.left, grid.right, grid.xs, len(grid.ys) - 1, cells
    )


def _part_rows(grid: RuledGrid, inside: _Inside, spacing: Spacing) -> set[int]:
    """Split the boxes that hold several cells, as where only every other row has lines between its cells.

    A box is parted at the lines of the grid that no word of it crosses. Return the numbers of those that hold
    several figures and cannot be parted so.
    """
    whole: set[int] = set()
    for number in list(inside):
        box = grid.boxes[number]
        if box.columns == 1:
            continue
        lines = [_of_columns(grid, words_of(line, spacing)) for line in in_lines(inside[number])]
        words = [word for line in lines for word in line]
        figures = [word for word in words if is_figure(word.text)]
        several = len(figures) >= _FEWEST_FIGURES
        if not several and not any(len(line) > 1 and all(map(_may_be_cell, line)) for line in lines):
            continue
        starts = [box.column]
        for column in range(box.column + 1, box.column + box.columns):
            if not any(word.left < grid.xs[column] < word.right for word in words):
                starts.append(column)
        edges = [grid.xs[column] for column in starts]
        apart = (
            len({bisect_right(edges, word.left) for word in line}) == len(line)
            for line in ([figures] if several else lines)
        )
        if all(apart) and not any(word.joint is not None for word in figures):
            characters = inside.pop(number)
            grid.part(number, starts)
            for character in characters:
                place = grid.box_at(character.middle[0], (box.top + box.bottom) / 2)
                assert place is not None
                inside[place].append(character)
        elif several:
            whole.add(number)
    return whole


def _of_columns(grid: RuledGrid, words: Sequence[Words]) -> list[Words]:
    """Put together what may be of one cell, and is no cell of its own as no column begins between."""
    cells: list[Words] = []
    for word in words:
        before = cells[-1].right if cells else 0.0
        if word.joint is None or any(before - _EDGE <= x <= word.left + _EDGE for x in grid.xs):
            cells.append(word)
        else:
            cells[-1] = word.after(cells[-1])
    return cells


def _may_be_cell(word: Words) -> bool:
    """Return whether a word may fill a cell: one character but a figure is of a word that is set wide."""
    return len(word.text) > 1 or is_figure(word.text)


def _without_overhang(
    page: Page, grid: RuledGrid, inside: _Inside, outside: list[Character]
) -> list[Character]:
    """Move lines that hang over the lower edge of a table into its last cells; return the rest of *outside*.

    Where a row does not fit on a page, browsers end its ruling lines before its words, and draw none below.
    """
    below = [each for each in outside if each.bottom > grid.bottom and each.top > grid.top]
    edge = grid.bottom
    moved: set[Character] = set()
    for line in in_lines(below):
        places = [grid.box_at(each.middle[0], grid.bottom - _JUST_INSIDE) for each in line]
        tops = min(each.top for each in line)
        held = all(place is not None and inside.get(place) for place in places)
        if not (held and (tops < edge or _goes_on(page, grid, inside, line))):
            break
        for character, place in zip(line, places):
            assert place is not None
            inside[place].append(character)
        moved.update(line)
        edge = max(each.bottom for each in line) + _NEXT_LINE * line[0].size
    return [each for each in outside if each not in moved]


def _goes_on(page: Page, grid: RuledGrid, inside: _Inside, line: Sequence[Character]) -> bool:
    """Return whether a line stands where the next of its cells is due, with no ruling line between."""
    for character in line:
        x = character.middle[0]
        place = grid.box_at(x, grid.bottom - _JUST_INSIDE)
        above = [] if place is None else inside.get(place, [])
        last = max((each.bottom for each in above), default=0.0)
        if character.top > last + _NEXT_LINE * character.size or any(
            each.left <= x <= each.right and last <= each.top <= character.top for each in page.across
        ):
            return False
    return True


def _cut_off(page: Page, grid: RuledGrid, inside: _Inside) -> set[int]:
    """Return the numbers of the boxes whose text runs to their edge, into another box or off the page.

    A browser that prints a page draws nothing of the characters beyond such an edge, or draws them over the
    text of the next cell.
    """
    if may_bleed(page, grid.left, grid.right):
        return set(range(len(grid.boxes)))
    cut: set[int] = set()
    for number, characters in inside.items():
        box = grid.boxes[number]
        for character in characters:
            y = character.middle[1]
            near = _BEARING * character.size
            right = min(box.right, page.width) - character.right
            left = character.left - max(box.left, 0)
            if right < near:
                beside = grid.box_at(box.right + _BESIDE * character.size, y)
                if right < -near:
                    cut.update({number} if beside is None else {number, beside})
                else:
                    cut.add(number)
                if beside is not None and any(adjoin(character, other) for other in inside.get(beside, ())):
                    cut |= {number, beside}
            if left < -near:
                beside = grid.box_at(box.left - _BESIDE * character.size, y)
                cut.update({number} if beside is None else {number, beside})
            if (
                character.top < box.top - _ASCENT_OUTSIDE * character.size
                or character.bottom > box.bottom + near
            ):
                cut.add(number)
    return cut


def _run_over(grid: RuledGrid, inside: _Inside, outside: Iterable[Character], spacing: Spacing) -> set[int]:
    """Return the numbers of the boxes whose figures go on over a ruling line, in another box or in none."""
    owners = {
        character: number for number, held in inside.items() for character in held if in_figure(character)
    }
    beside = [each for each in outside if in_figure(each) and grid.top < each.middle[1] < grid.bottom]
    over: set[int | None] = set()
    for line in in_lines([*owners, *beside]):
        for seam, (before, after) in zip(spacing.seams(line), pairwise(line)):
            both = {owners.get(before), owners.get(after)}
            if seam is Seam.JOINED and len(both) > 1:
                over |= both
    return {number for number in over if number is not None}


def _is_overprinted(lines: Sequence[Sequence[Character]]) -> bool:
    """Return whether texts are drawn over one another, so that nobody can tell which character is whose.

    So it is where a heading that is repeated on a page does not fit, and runs into the row below it.
    """
    if any(_overlap(before, after) for line in lines for before, after in pairwise(line)):
        return True
    return any(
        lower[0].middle[1] - upper[-1].middle[1] < _LINES_OVER * min(lower[0].size, upper[-1].size)
        and max(lower[0].left, upper[0].left) < min(lower[-1].right, upper[-1].right)
        for upper, lower in pairwise(lines)
    )


def _overlap(before: Character, after: Character) -> bool:
    width = min(before.right - before.left, after.right - after.left)
    common = min(before.right, after.right) - max(before.left, after.left)
    return before.text != after.text and common > _OVERLAP * width > 0
