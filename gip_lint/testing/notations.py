"""Every notation in which a table reaches a reader, each a small function over a grid.

``write`` makes the whole text of a draft; ``NOTATIONS`` names them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from attrs import evolve, frozen

from gip_lint.testing.draft import Draft, DraftPart
from gip_lint.testing.grid import DrawnCell, Grid, Role
from gip_lint.testing.widths import padded, width, wrapped


class Merges(Enum):
    """What becomes of the places that a merged cell covers."""

    AT_END = "at the end"
    """All of them empty cells at the end of the row."""
    IN_PLACE = "in place"
    """Empty cells where they are covered."""
    DROPPED = "dropped"
    """Nothing at all."""


class Headings(Enum):
    """How the headings of the parts are written."""

    PLAIN = ""
    HASH = "# "
    HASHES = "## "
    PIPED = "|"
    """As a row of the table, where the whole page was one; plain in a notation without bars."""


class Blank(Enum):
    """Whether an empty cell can be told from no cell."""

    SEEN = "seen"
    LOST = "lost"


NOTHING = DrawnCell("", Role.GROUP)

Write = Callable[[Grid, Merges], str]


@frozen
class TableNotation:
    """One way to write a table."""

    name: str
    write: Write
    merges: tuple[Merges, ...] = (Merges.DROPPED,)
    """In what ways merged cells can come out; the first is the usual one."""
    barred: bool = False
    """Whether bars part the cells."""
    by_row: bool = True
    """Whether a row stands on one line."""
    blank: Blank = Blank.LOST
    parted: bool = True
    """Whether figures are parted from one another; if not, only single digits can be told apart."""
    gap: str = "\n"
    """What stands between paragraphs, headings and tables."""
    heading_rows: bool = False
    """Whether headings can be rows of the table."""


def spread(grid: Grid, merges: Merges, wider: int = 0) -> list[list[DrawnCell]]:
    """Return the rows with the covered places written as *merges* says, *wider* by that many empty cells."""
    matrix = [[NOTHING if cell is None or _idle(cell) else cell for cell in row] for row in grid.matrix()]
    if merges is Merges.IN_PLACE:
        return [row + [NOTHING] * wider for row in matrix]
    rows = [[cell for cell in row if cell is not NOTHING] for row in matrix]
    if merges is Merges.DROPPED:
        return rows
    columns = max(map(len, matrix), default=0) + wider
    return [row + [NOTHING] * (columns - len(row)) for row in rows]


def _idle(cell: DrawnCell) -> bool:
    """Return whether a cell only keeps a place: a group's, above its label."""
    return cell.role is Role.GROUP and not cell.text


def _texts(row: Sequence[DrawnCell]) -> list[str]:
    return [cell.text for cell in row]


def cell_lines(before: str, after: str, *, wider: int, ends: bool) -> Write:
    """One cell a line, with bars; covered places and row ends as a run of bars on a line."""

    def write_table(grid: Grid, merges: Merges) -> str:
        lines = []
        for row in spread(grid, merges, wider):
            filled = len(row)
            while filled and row[filled - 1] is NOTHING:
                filled -= 1
            lines += [f"{before}{text}{after}" if text else "|" for text in _texts(row[:filled])]
            if ends and filled < len(row):
                lines.append("|" * (len(row) - filled))
        return "\n".join(lines)

    return write_table


def row_lines(first: str, between: str, last: str, *, wider: int = 0) -> Write:
    """One row a line."""

    def write_table(grid: Grid, merges: Merges) -> str:
        return "\n".join(
            (first + between.join(_texts(row)) + last).rstrip("\n ") for row in spread(grid, merges, wider)
        )

    return write_table


def trailing_bars(grid: Grid, merges: Merges) -> str:
    """One row a line, a bar behind every cell: ``规章 | 0 | 0 | 0 | |``."""
    lines = []
    for row in spread(grid, merges, wider=1):
        filled = [f"{cell.text} |" if cell.text else "|" for cell in row]
        last = len(row)
        while last and row[last - 1] is NOTHING:
            last -= 1
        lines.append(" ".join([*filled[:last], "|" * (len(row) - last)]).strip())
    return "\n".join(lines)


def bare_lines(gap: str) -> Write:
    """One cell a line and no bars."""

    def write_table(grid: Grid, merges: Merges) -> str:
        return gap.join(cell.text for row in spread(grid, merges) for cell in row if cell.text)

    return write_table


def markdown(grid: Grid, merges: Merges) -> str:
    """A Markdown table, its first row the header."""
    head, *body = [f"| {' | '.join(_texts(row))} |" for row in spread(grid, merges)]
    ruler = "|" + "---|" * max(map(len, grid.matrix()))
    return "\n".join([head, ruler, *body])


def run_together(label_gap: str, figure_gap: str) -> Write:
    """A row as one line with little or nothing between: ``行政许可31增0165``, ``行政许可 97``."""

    def write_table(grid: Grid, merges: Merges) -> str:
        lines = []
        for row in spread(grid, merges):
            labels, figures = _parted(row)
            words = [label_gap.join(labels), figure_gap.join(figures)]
            lines.append(figure_gap.join(filter(None, words)))
        return "\n".join(lines)

    return write_table


def labels_then_figures(grid: Grid, merges: Merges) -> str:
    """The labels of a row on one line, its figures on the next."""
    lines = []
    for row in spread(grid, merges):
        lines += [" ".join(words) for words in _parted(row) if words]
    return "\n".join(lines)


def _parted(row: Sequence[DrawnCell]) -> tuple[list[str], list[str]]:
    labels = [cell.text for cell in row if cell.role is not Role.FIGURE and cell.text]
    return labels, [cell.text for cell in row if cell.role is Role.FIGURE and cell.text]


def ruled(bar: str, stroke: str, top: str, middle: str, bottom: str) -> Write:
    """A drawn table: bars, and a ruling line between any two rows."""

    def write_table(grid: Grid, merges: Merges) -> str:
        rows = [_texts(row) for row in spread(grid, merges)]
        widths = [max(map(width, column)) for column in zip(*rows, strict=True)]

        def ruler(marks: str) -> str:
            return marks[0] + marks[1].join(stroke * (columns + 2) for columns in widths) + marks[2]

        lines = [
            bar
            + bar.join(f" {padded(text, columns)} " for text, columns in zip(row, widths, strict=True))
            + bar
            for row in rows
        ]
        return "\n".join([ruler(top), f"\n{ruler(middle)}\n".join(lines), ruler(bottom)])

    return write_table


def columns(narrowest: int | None = None) -> Write:
    """Columns of spaces, as a PDF gives them; *narrowest* wraps cells to that many columns of text."""

    def write_table(grid: Grid, merges: Merges) -> str:
        matrix = grid.matrix()
        widths = _column_widths(matrix, narrowest)
        lines = []
        for row in matrix:
            placed = []
            start = 0
            for x, cell in enumerate(row):
                if cell is not None and cell.text:
                    room = sum(widths[x : x + cell.columns]) + 2 * (cell.columns - 1)
                    placed.append((start, wrapped(cell.text, max(room, 2))))
                start += widths[x] + 2
            height = max((len(texts) for _, texts in placed), default=0)
            for y in range(height):
                line = ""
                for start, texts in placed:
                    offset = y - (height - len(texts)) // 2
                    if 0 <= offset < len(texts):
                        line = padded(line, start) + texts[offset]
                lines.append(line)
        return "\n".join(lines)

    return write_table


def _column_widths(matrix: list[list[DrawnCell | None]], narrowest: int | None) -> list[int]:
    widths = [0] * max(map(len, matrix), default=0)
    cells = [(x, cell) for row in matrix for x, cell in enumerate(row) if cell is not None]
    for x, cell in sorted(cells, key=lambda place: place[1].columns):
        need = (
            width(cell.text)
            if narrowest is None or cell.role is Role.FIGURE
            else min(width(cell.text), narrowest)
        )
        room = sum(widths[x : x + cell.columns]) + 2 * (cell.columns - 1)
        widths[x] += max(0, need - room)
    return widths


_ENDED = (Merges.AT_END, Merges.IN_PLACE, Merges.DROPPED)
_PLACED = (Merges.IN_PLACE, Merges.AT_END, Merges.DROPPED)

NOTATIONS: tuple[TableNotation, ...] = (
    TableNotation(
        "pipes",
        cell_lines("", " |", wider=1, ends=True),
        _ENDED[:2],
        barred=True,
        by_row=False,
        heading_rows=True,
    ),
    TableNotation(
        "pipes-exact",
        cell_lines("", " |", wider=0, ends=True),
        _ENDED,
        barred=True,
        by_row=False,
        heading_rows=True,
    ),
    TableNotation(
        "pipes-wide",
        cell_lines("", " |", wider=11, ends=True),
        _ENDED[:2],
        barred=True,
        by_row=False,
        heading_rows=True,
    ),
    TableNotation("pipes-without-ends", cell_lines("", " |", wider=0, ends=False), barred=True, by_row=False),
    TableNotation(
        "pipes-leading",
        cell_lines("| ", " |", wider=1, ends=True),
        _ENDED[:2],
        barred=True,
        by_row=False,
    ),
    TableNotation("pipes-leading-only", cell_lines("| ", "", wider=0, ends=False), barred=True, by_row=False),
    TableNotation("rows", trailing_bars, _ENDED, barred=True, blank=Blank.SEEN, heading_rows=True),
    TableNotation(
        "rows-leading", row_lines("| ", " | ", " |"), _ENDED, barred=True, blank=Blank.SEEN, heading_rows=True
    ),
    TableNotation("rows-bare", row_lines("", " | ", ""), _ENDED, barred=True, blank=Blank.SEEN),
    TableNotation("lines-blank", bare_lines("\n\n"), by_row=False, gap="\n\n"),
    TableNotation("lines", bare_lines("\n"), by_row=False),
    TableNotation(
        "markdown", markdown, (Merges.IN_PLACE, Merges.AT_END), barred=True, blank=Blank.SEEN, gap="\n\n"
    ),
    TableNotation("tabs", row_lines("", "\t", ""), _PLACED, blank=Blank.SEEN),
    TableNotation("columns", columns(), (Merges.IN_PLACE,), gap="\n\n"),
    TableNotation("run-together", run_together("", ""), parted=False),
    TableNotation("spaced", run_together(" ", " ")),
    TableNotation("labels-then-figures", labels_then_figures),
    TableNotation(
        "wide-bars", row_lines("", "｜", "｜"), _ENDED, barred=True, blank=Blank.SEEN, heading_rows=True
    ),
    TableNotation(
        "box",
        ruled("│", "─", "┌┬┐", "├┼┤", "└┴┘"),
        (Merges.IN_PLACE, Merges.AT_END),
        barred=True,
        blank=Blank.SEEN,
    ),
    TableNotation(
        "ascii",
        ruled("|", "-", "+++", "+++", "+++"),
        (Merges.IN_PLACE, Merges.AT_END),
        barred=True,
        blank=Blank.SEEN,
    ),
)

WRAPPED = TableNotation("columns-wrapped", columns(narrowest=24), (Merges.IN_PLACE,), gap="\n\n")
"""Columns of spaces whose labels are wrapped over several lines."""


def notation_named(name: str) -> TableNotation:
    """Return the notation of that name. Raises KeyError, naming the known ones, where there is none."""
    known = {notation.name: notation for notation in (*NOTATIONS, WRAPPED)}
    if name not in known:
        raise KeyError(f"no notation {name!r}; known are {', '.join(known)}")
    return known[name]


def write(
    draft: Draft, notation: TableNotation, headings: Headings = Headings.PLAIN, merges: Merges | None = None
) -> str:
    """Write a whole report. Raises ValueError where *notation* cannot write merged cells that way."""
    merges = merges or notation.merges[0]
    if merges not in notation.merges:
        raise ValueError(f"{notation.name} writes no merged cells {merges.value}")
    blocks = [*filter(None, [draft.title]), *draft.lead]
    for part in draft.parts:
        if part.heading:
            blocks.append(_heading(part, notation, headings, merges))
        blocks.extend(part.paragraphs)
        if part.grid and part.grid.rows:
            blocks.append(notation.write(part.grid, merges))
        blocks.extend(part.after)
        blocks.extend(notation.write(grid, merges) for grid in part.further)
    return notation.gap.join(blocks) + "\n"


def _heading(part: DraftPart, notation: TableNotation, headings: Headings, merges: Merges) -> str:
    if headings is not Headings.PIPED:
        return f"{headings.value}{part.heading}"
    if not notation.heading_rows or part.grid is None:
        return part.heading
    columns_of_table = max(map(len, part.grid.matrix()), default=1)
    row = (DrawnCell(part.heading, Role.HEADING, columns_of_table),)
    return notation.write(evolve(part.grid, rows=(row,)), merges)
