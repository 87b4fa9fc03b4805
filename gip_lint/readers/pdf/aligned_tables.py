"""Tables whose words stand in columns where nothing is ruled.

Rows and columns are told from the figures: a line of figures is a row, and the labels that wrap beside it
are part of it; the rows that have as many figures as most say where the columns stand. What could be read
otherwise is doubtful.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from itertools import pairwise
from statistics import median

from attrs import frozen

from gip_lint.readers.notation.writing import GridCell, Piece
from gip_lint.readers.pdf.columns import settled, straddling
from gip_lint.readers.pdf.lines import Line, Words
from gip_lint.readers.pdf.page_parts import DrawnTable, Sheet, may_bleed
from gip_lint.readers.pdf.pages import Page
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.quantity import is_figure

_FEWEST_PARTED = 3
"""So many lines are parted in a table: two may be a date and a signature."""
_FULL_LINE = 0.6
"""A line that fills so much of the width of the page is one of prose, if no wide gap parts it."""
_FARTHEST_LINE = 6
"""Lines farther apart than that, in sizes of the font, are of two tables."""
_LABEL_LEADING = 1.5
"""So close, in sizes of the font, are the lines of one label, and a label to the figures beside it."""
_LABEL_REACH = 0.7
"""So far above and below its lines, in sizes of the font, a label is beside a line of figures."""
_CELL_LEADING = 1.6
"""So close, in sizes of the font, are the lines of one cell."""
_SHORTEST_BROKEN = 2
"""So many digits stand at least on the first line of a figure that is broken."""
_OFF_COLUMN = 0.35
"""A figure that stands farther from its column, as a share of the way to the next, may be of another."""
_ENDS_IN_FIGURE = lazy_pattern(r"\d\Z")
_BEGINS_WITH_ZERO = lazy_pattern(r"[0０]\d")
"""What begins as no figure does, but as two that stand close."""


def with_aligned_tables(sheet: Sheet) -> Sheet:
    """Make tables of lines whose words stand in columns."""
    lines: list[Line] = []
    tables = list(sheet.tables)
    for block in _blocks(sheet):
        parted = [number for number, line in enumerate(block) if len(line.parts) > 1]
        first, end = (parted[0], parted[-1] + 1) if parted else (0, 0)
        if _in_columns(block[first:end]):
            tables.append(_table(sheet.page, block[first:end]))
            lines += [*block[:first], *block[end:]]
        else:
            lines += block
    return sheet._replace(lines=lines, tables=tables)


def _blocks(sheet: Sheet) -> list[list[Line]]:
    """Split lines where prose begins or ends: full lines, and ruled tables."""
    width = sheet.right - sheet.left
    blocks: list[list[Line]] = [[]]
    for before, line in pairwise([None, *sheet.lines]):
        assert line is not None
        full = line.right - line.left > _FULL_LINE * width or line.is_heading
        prose = full and not line.parted and sum(is_figure(part.text) for part in line.parts) < 2
        apart = before is not None and (
            sheet.is_parted(before, line) or line.baseline - before.baseline > _FARTHEST_LINE * line.size
        )
        if prose or apart:
            blocks.append([line])
            if prose:
                blocks.append([])
        else:
            blocks[-1].append(line)
    return [block for block in blocks if block]


def _in_columns(block: Sequence[Line]) -> bool:
    """Return whether lines look like a table: several of them parted, and figures among the parts."""
    lines = [line for line in block if len(line.parts) > 1]
    figures = any(is_figure(part.text) for line in lines for part in line.parts)
    return figures and len(lines) >= _FEWEST_PARTED and any(line.parted for line in lines)


def _table(page: Page, block: Sequence[Line]) -> DrawnTable:
    """Make a table of a block of lines: the words of each in order, its figures in their columns."""
    held = _rows(block)
    rows = settled([[part for line in lines for part in line.parts] for lines in held])
    figures = [[part for part in row if is_figure(part.text)] for row in rows]
    columns = _FigureColumns.of(figures)
    labelled = 2 * sum(len(row) > len(values) > 0 for row, values in zip(rows, figures)) > len(rows)
    wrapped = _wrapped_figures(held, figures, columns.count)
    across = straddling(rows)
    left, right = min(line.left for line in block), max(line.right for line in block)
    cut = may_bleed(page, left, right)
    cells = []
    for number, (row, values) in enumerate(zip(rows, figures)):
        boxes = [line.box for line in held[number]]
        box = boxes[0][0], boxes[0][1], max(each[2] for each in boxes), boxes[-1][3]
        words = [part.text for part in row if part not in values]
        unsure = (
            cut
            or number in wrapped
            or number in across
            or not columns.hold(values)
            or (labelled and not words)
            or any(_ENDS_IN_FIGURE.search(text) for text in words)
            or any(_BEGINS_WITH_ZERO.match(part.text) for part in values)
        )
        texts = ["".join(words)] if values else words
        if not values:
            texts += [""] * (columns.count + 1 - len(texts))
        elif len(values) < columns.count:
            placed = {columns.nearest(part): part.text for part in values}
            texts += [placed.get(column, "") for column in range(columns.count)]
        else:
            texts += [part.text for part in values]
        for column, text in enumerate(texts):
            doubtful = unsure or column == 0 or not (is_figure(text) or not text)
            piece = Piece(text, page=page.number, box=box, doubtful=doubtful)
            cells.append(GridCell(number, column, (piece,)))
    top = block[0].baseline
    return DrawnTable(page.number, page.number, top, left, right, [], len(rows), cells, aligned=True)


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Join the lines of wrapped labels to the line of figures that they stand beside.

    Lines that follow one another closely are one label, and belong to the one line of figures among them;
    where labels of several columns stand side by side, each line goes to the figures nearest to it.
    """
    anchors = {n: line for n, line in enumerate(lines) if any(is_figure(part.text) for part in line.parts)}
    rows: dict[int, list[Line]] = defaultdict(list)
    for label in _labels(lines, anchors):
        reach = _LABEL_REACH * lines[label[0]].size
        top, bottom = lines[label[0]].baseline - reach, lines[label[-1]].baseline + reach
        beside = [n for n, line in anchors.items() if top <= line.baseline <= bottom]
        for number in label:
            line, owner = lines[number], number
            if len(beside) == 1:
                owner = beside[0]
            elif len(line.parts) == 1 and number not in anchors and anchors:
                nearest = min(anchors, key=lambda n, line=line: abs(anchors[n].baseline - line.baseline))  # type: ignore[misc]
                if abs(anchors[nearest].baseline - line.baseline) < _LABEL_LEADING * line.size:
                    owner = nearest
            rows[owner].append(line)
    for number, line in anchors.items():
        if line not in rows[number]:
            rows[number].append(line)
    return [sorted(rows[number], key=lambda each: each.baseline) for number in sorted(rows)]


def _labels(lines: Sequence[Line], anchors: Container[int]) -> list[list[int]]:
    """Split the numbers of the lines that hold words where one is too far from the next."""
    labels: list[list[int]] = []
    for number, line in enumerate(lines):
        if number in anchors and all(is_figure(part.text) for part in line.parts):
            continue
        if labels and line.baseline - lines[labels[-1][-1]].baseline < _LABEL_LEADING * line.size:
            labels[-1].append(number)
        else:
            labels.append([number])
    return labels


def _wrapped_figures(
    held: Sequence[Sequence[Line]], figures: Sequence[Sequence[Words]], columns: int
) -> set[int]:
    """Return the numbers of rows whose figures may go on below them, and of those that may be their ends.

    Ends of figures stand close below, with nothing below what was whole: with no word beside them, or beside
    a line of a label that wraps as well, each below a figure that is as long.
    """
    wrapped: set[int] = set()
    for number in range(1, len(held)):
        line, before = held[number][0], held[number - 1][-1]
        ends, above = figures[number], figures[number - 1]
        alone = len(ends) == sum(len(each.parts) for each in held[number])
        below = all(any(_may_go_on(figure, end) for figure in above) for end in ends)
        close = line.baseline - before.baseline < _CELL_LEADING * line.size
        if 0 < len(ends) < columns and above and close and (alone or below):
            wrapped |= {number - 1, number}
    return wrapped


def _may_go_on(figure: Words, below: Words) -> bool:
    """Return whether a figure may have been broken, as its cell is narrow, and go on in the one below it."""
    return (
        len(figure.text) >= max(len(below.text), _SHORTEST_BROKEN)
        and figure.left < below.right
        and below.left < figure.right
    )


@frozen
class _FigureColumns:
    """Where the columns of figures stand, by the rows that have as many as most: at their common edge."""

    edge: float
    """From the left side of a figure to where its column is lined up: 0, a half or 1 of its width."""
    places: tuple[float, ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[Words]]) -> _FigureColumns:
        """Find the columns in which the figures of *rows* stand."""
        usual = Counter(len(row) for row in rows if row).most_common(1)
        full = [row for row in rows if usual and len(row) == usual[0][0]]

        def places(edge: float) -> list[list[float]]:
            return [[_at(part, edge) for part in column] for column in zip(*full)]

        def spread(edge: float) -> float:
            return sum(abs(x - median(column)) for column in places(edge) for x in column)

        edge = min((0.5, 0.0, 1.0), key=spread)
        return cls(edge, tuple(median(column) for column in places(edge)))

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.places)

    def nearest(self, part: Words) -> int:
        """Return the number of the column that a figure stands nearest to."""
        x = _at(part, self.edge)
        return min(range(self.count), key=lambda number: abs(self.places[number] - x))

    def hold(self, row: Sequence[Words]) -> bool:
        """Return whether every figure of a row stands in a column of its own for certain."""
        if not row or any(part.joint is not None for part in row):
            return False
        if len(row) > self.count:
            return True  # the row has columns of its own, as the first block of a table that has several
        numbers = [self.nearest(part) for part in row]
        if any(a >= b for a, b in pairwise(numbers)):
            return False
        return len(row) == self.count or all(map(self._is_in_column, row, numbers))

    def _is_in_column(self, part: Words, number: int) -> bool:
        way = min(
            (abs(a - b) for a, b in pairwise(self.places[max(number - 1, 0) : number + 2])),
            default=part.right - part.left,
        )
        return abs(_at(part, self.edge) - self.places[number]) <= _OFF_COLUMN * way


def _at(part: Words, edge: float) -> float:
    return part.left + edge * (part.right - part.left)
