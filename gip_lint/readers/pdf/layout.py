"""From characters and ruling lines on pages to paragraphs and tables.

Lines of prose are joined to paragraphs, wrapped text to cells, and a table that runs over several pages to
one; page numbers, running heads and repeated header rows go.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct, field
from msgspec.structs import replace

from gip_lint.model.finding import Rectangle
from gip_lint.readers.notation.writing import GridCell, NotationWriter, Piece
from gip_lint.readers.pdf.pages import Character, Page
from gip_lint.readers.pdf.ruling import RuledTable, ruled_tables
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.quantity import is_figure

_SAME_LINE = 0.4
"""In sizes of the font: baselines no farther apart are one line."""
_WORD_GAP = 0.25
"""So far apart, in sizes of the font, are two words of letters; figures need more, as 1 is a narrow one."""
_FIGURE_GAP = 0.6
_COLUMN_GAP = 1.0
_LABEL_GAP = 0.45
_RUN_GAP = 0.3
"""So far apart are two columns of words that were drawn apart."""
_TIGHT_GAP = 0.2
"""Figures drawn apart that are no farther from one another may be one or two."""
_WIDE_GAP = 1.5
"""So far apart are two columns, and never the words of a line that is stretched to the margin."""
_INDENT = 1.0
_RAGGED = 2.0
"""How far from the right margin a line may end that runs on, in sizes of the font."""
_LARGER = 1.12
_LOOSE = 1.6
"""Lines farther apart than that many usual distances are two paragraphs."""
_SAME_EDGE = 8.0
"""How far apart the edges of two halves of a table may be, in points."""
_SAME_COLUMN = 4.0
_BEARING = 0.1
"""So close to the edge of its cell, in sizes of the font, a character may be the last that is shown."""
_BLEED = 8.0
"""A table that comes so close to the edge of the page, in points, may go on beyond it."""
_NEXT = 0.35
"""So close, in sizes of the font, are characters of one word."""
_SMALLEST_PICTURE = 90.0
"""How wide a picture must be to show a table, in points; half as much is high enough."""
_OVERLAP = 0.4
"""Characters that cover that share of one another are drawn over one another."""
_OVER = 0.7
"""So close, in sizes of the font, are lines that are drawn over one another."""
_CLOSE = 1.6
"""So close, in sizes of the font, are the lines of one cell."""
_FEWEST_ALIGNED = 3
_NARROWEST_COLUMN = 0.35
"""A share of the width of the text."""
_SHORTEST_HEADING = 6
"""A row that holds one text alone repeats the first row of the table where it is no shorter."""
_SHORTEST_PROSE = 10
"""So many characters has a usual line of a column of prose, or more."""
_OFF_COLUMN = 0.35
"""A figure that stands farther from its column, as a share of the way to the next, may be of another."""
_FEWEST_FIGURES = 2
_EDGE_OF_PAGE = 0.06
_LINES_AT_EDGE = 2
_DECORATED_NUMBER = lazy_pattern(
    r"[-—–－─·~～]+\d{1,3}[-—–－─·~～]+|第\d{1,3}页(?:[，,/]?共\d{1,3}页)?|\d{1,3}/\d{1,3}"
)
_BARE_NUMBER = lazy_pattern(r"\d{1,3}")
_ADDRESS = lazy_pattern(r"(?:https?|file)://")
_OPENING = lazy_pattern(
    r"第?[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、．.](?!\d)|[（(]\d{1,2}[)）]"
)
_HEADING = lazy_pattern(r"第?[一二三四五六七八九十]{1,3}(?:、|部分)")
_CLOSED = ("。", "；", "：", ";", ":", "！", "？")
_WORD = lazy_pattern(r"[!-~]")
_STOP = lazy_pattern("[，。；：、]")
_BAR = lazy_pattern(r"[|｜│┃]")
_ENDS_IN_FIGURE = lazy_pattern(r"\d\Z")


class _Words(Struct, frozen=True):
    """Characters of one line with no wide gap between them."""

    text: str
    left: float
    right: float
    tight: bool = False
    """Whether it may be one figure with the next, or the one before."""


class _Line(Struct, frozen=True):
    """A line of text outside ruled tables."""

    page: int
    parts: tuple[_Words, ...]
    baseline: float
    size: float
    order: float | None = None
    """Where on its page it is read, as a baseline, if that is not where it stands."""
    margins: tuple[float, float] | None = None
    """The left and right edge of its column, where a page is set in two."""

    @property
    def text(self) -> str:
        text = self.parts[0].text
        for before, part in pairwise(self.parts):
            gap = part.left - before.right
            wide = gap > _WIDE_GAP * self.size
            text += "  " if wide else _space(before.text, part.text, gap, self.size)
            text += part.text
        return text

    @property
    def parted(self) -> bool:
        """Whether wide gaps part the line."""
        return any(b.left - a.right > _WIDE_GAP * self.size for a, b in pairwise(self.parts))

    @property
    def box(self) -> Rectangle:
        """The rectangle that the line fills."""
        return _rounded(self.left, self.baseline - self.size, self.right, self.baseline + 0.2 * self.size)

    @property
    def left(self) -> float:
        return self.parts[0].left

    @property
    def right(self) -> float:
        return self.parts[-1].right


def _rounded(left: float, top: float, right: float, bottom: float) -> Rectangle:
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)


class _Table(Struct):
    """A table, or what of it stands on one page."""

    first_page: int
    last_page: int
    top: float
    left: float
    right: float
    xs: list[float]
    height: int
    cells: list[GridCell]
    aligned: bool = False


class _Picture(Struct, frozen=True):
    """A picture that may show a table."""

    page: int
    top: float


class _Sheet(Struct, frozen=True):
    """A page, its text parted into lines and tables."""

    page: Page
    lines: list[_Line] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)


def write_pages(pages: Sequence[Page], writer: NotationWriter) -> None:
    """Write what stands on *pages*. Raises UnreadableError where a table is larger than the limits."""
    sheets = [
        _with_aligned_tables(_column_by_column(sheet))
        for sheet in _without_furniture([_sheet(page) for page in pages])
    ]
    margins = _Margins(sheets)
    pages_of_items = [_in_order(sheet) for sheet in sheets]
    for above, below in pairwise(pages_of_items):
        if above and below and isinstance(above[-1], _Table) and _begins_with_figures(below[0]):
            above[-1] = _with_last_figures_in_doubt(above[-1])
    items = [item for page in pages_of_items for item in page]
    paragraph: list[_Line] = []
    table: _Table | None = None
    pictures: list[Piece] = []
    for item in items:
        if isinstance(item, _Picture):
            pictures.append(Piece("", page=item.page, picture=True))
        elif isinstance(item, _Table):
            _write_paragraph(paragraph, writer)
            paragraph = []
            if table is not None and _runs_on(table, item):
                table = _joined(table, item)
                continue
            _write_table(table, writer)
            _write_pictures(pictures, writer)
            table = item
        else:
            _write_table(table, writer)
            table = None
            if paragraph and not margins.runs_on(paragraph[-1], item):
                _write_paragraph(paragraph, writer)
                paragraph = []
            if not paragraph:
                _write_pictures(pictures, writer)
            paragraph.append(item)
    _write_table(table, writer)
    _write_paragraph(paragraph, writer)
    _write_pictures(pictures, writer)


def _write_pictures(pictures: list[Piece], writer: NotationWriter) -> None:
    """Write the pictures that wait for what stands above them to end."""
    for picture in pictures:
        writer.paragraph([picture])
    pictures.clear()


def _write_paragraph(lines: Sequence[_Line], writer: NotationWriter) -> None:
    """Write lines as one; what a table without bars or ruling lines left behind is doubtful."""
    pieces: list[Piece] = []
    for line in lines:
        text = line.text
        if pieces and _both_words(pieces[-1].text, text):
            text = " " + text
        doubtful = len(line.parts) > 1 or not _BAR.search(text)
        pieces.append(Piece(text, page=line.page, box=line.box, doubtful=doubtful))
    writer.paragraph(pieces)


def _write_table(table: _Table | None, writer: NotationWriter) -> None:
    if table is not None:
        writer.table(table.cells)


def _both_words(before: str, after: str) -> bool:
    """Say whether a space parts two texts: where both are words of letters."""
    return bool(
        before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    )


def _sheet(page: Page) -> _Sheet:
    """Part the characters of a page among its ruled tables and the lines around them."""
    ruled = [table for table in ruled_tables(page.across, page.down) if table.columns > 1]
    inside: list[dict[int, list[Character]]] = [defaultdict(list) for _ in ruled]
    outside: list[Character] = []
    for character in page.characters:
        for number, table in enumerate(ruled):
            box = table.box_at(*character.middle)
            if box is not None:
                inside[number][box].append(character)
                break
        else:
            outside.append(character)
    if ruled:
        lowest = max(range(len(ruled)), key=lambda number: ruled[number].bottom)
        outside = _without_overhang(page, ruled[lowest], inside[lowest], outside)
    tables = [_table(page, table, texts) for table, texts in zip(ruled, inside) if texts]
    lines = [_line(page, characters) for characters in _lines(outside)]
    return _Sheet(page, lines, tables)


def _table(page: Page, ruled: RuledTable, inside: dict[int, list[Character]]) -> _Table:
    whole = _part_rows(ruled, inside)
    texts = {box: _text(characters) for box, characters in inside.items()}
    cut = whole | _cut_off(page, ruled, inside)
    cut.update(number for number, characters in inside.items() if _is_overprinted(characters))
    cells = [
        GridCell(
            box.row,
            box.column,
            (
                Piece(
                    texts.get(number, ""),
                    page=page.number,
                    box=_rounded(box.left, box.top, box.right, box.bottom),
                    doubtful=number in cut or (box.torn and not is_figure(texts.get(number, ""))),
                ),
            ),
            box.rows,
            box.columns,
        )
        for number, box in enumerate(ruled.boxes)
    ]
    return _Table(
        page.number, page.number, ruled.top, ruled.left, ruled.right, ruled.xs, len(ruled.ys) - 1, cells
    )


def _part_rows(ruled: RuledTable, inside: dict[int, list[Character]]) -> set[int]:
    """Part the boxes that hold several cells, as where only every other row has lines between its cells.

    A box is parted at the lines of the grid that no word of it crosses. Return the numbers of those that hold
    several figures and cannot be parted so.
    """
    whole: set[int] = set()
    for number in list(inside):
        box, size = ruled.boxes[number], inside[number][0].size
        if box.columns == 1:
            continue
        lines = [_words(line, size) for line in _lines(inside[number])]
        words = [word for line in lines for word in line]
        figures = [word for word in words if is_figure(word.text)]
        several = len(figures) >= _FEWEST_FIGURES
        if not several and not any(len(line) > 1 and all(map(_may_be_cell, line)) for line in lines):
            continue
        starts = [box.column]
        for column in range(box.column + 1, box.column + box.columns):
            if not any(word.left < ruled.xs[column] < word.right for word in words):
                starts.append(column)
        edges = [ruled.xs[column] for column in starts]
        apart = (
            len({bisect_right(edges, word.left) for word in line}) == len(line)
            for line in ([figures] if several else lines)
        )
        if all(apart):
            characters = inside.pop(number)
            ruled.part(number, starts)
            for character in characters:
                place = ruled.box_at(character.middle[0], (box.top + box.bottom) / 2)
                assert place is not None
                inside[place].append(character)
        elif several:
            whole.add(number)
    return whole


def _may_be_cell(word: _Words) -> bool:
    """Say whether a word may fill a cell: one character but a figure is of a word that is set wide."""
    return len(word.text) > 1 or is_figure(word.text)


def _without_overhang(
    page: Page, ruled: RuledTable, inside: dict[int, list[Character]], outside: list[Character]
) -> list[Character]:
    """Move lines that hang over the lower edge of a table into its last cells; return the rest of *outside*.

    Where a row does not fit on a page, browsers end its ruling lines before its words, and draw none below.
    """
    below = [each for each in outside if each.bottom > ruled.bottom and each.top > ruled.top]
    edge = ruled.bottom
    moved: set[Character] = set()
    for line in _lines(below):
        places = [ruled.box_at(each.middle[0], ruled.bottom - 0.1) for each in line]
        tops = min(each.top for each in line)
        held = all(place is not None and inside.get(place) for place in places)
        if not (held and (tops < edge or _goes_on(page, ruled, inside, line))):
            break
        for character, place in zip(line, places):
            assert place is not None
            inside[place].append(character)
        moved.update(line)
        edge = max(each.bottom for each in line) + 0.6 * line[0].size
    return [each for each in outside if each not in moved]


def _goes_on(
    page: Page, ruled: RuledTable, inside: dict[int, list[Character]], line: Sequence[Character]
) -> bool:
    """Say whether a line stands where the next of its cells is due, with no ruling line between."""
    for character in line:
        x = character.middle[0]
        place = ruled.box_at(x, ruled.bottom - 0.1)
        above = [] if place is None else inside.get(place, [])
        last = max((each.bottom for each in above), default=0.0)
        if character.top > last + 0.6 * character.size or any(
            each.left <= x <= each.right and last <= each.top <= character.top for each in page.across
        ):
            return False
    return True


def _cut_off(page: Page, ruled: RuledTable, inside: dict[int, list[Character]]) -> set[int]:
    """Return the numbers of the boxes whose text runs to their edge, into another box or off the page.

    A browser that prints a page draws nothing of the characters beyond such an edge, or draws them over the
    text of the next cell.
    """
    if ruled.left < _BLEED or ruled.right > page.width - _BLEED:
        return set(range(len(ruled.boxes)))
    cut: set[int] = set()
    for number, characters in inside.items():
        box = ruled.boxes[number]
        for character in characters:
            y = character.middle[1]
            near = _BEARING * character.size
            right = min(box.right, page.width) - character.right
            left = character.left - max(box.left, 0)
            if right < near:
                beside = ruled.box_at(box.right + character.size / 4, y)
                if right < -near:
                    cut.update({number} if beside is None else {number, beside})
                else:
                    cut.add(number)
                if beside is not None and any(
                    0 <= other.left - character.right < _NEXT * character.size
                    and abs(other.middle[1] - y) < _SAME_LINE * character.size
                    for other in inside.get(beside, ())
                ):
                    cut |= {number, beside}
            if left < -near:
                beside = ruled.box_at(box.left - character.size / 4, y)
                cut.update({number} if beside is None else {number, beside})
            if character.top < box.top - 0.3 * character.size or character.bottom > box.bottom + near:
                cut.add(number)
    return cut


def _lines(characters: Iterable[Character]) -> list[list[Character]]:
    """Part characters into lines, from top to bottom, each from left to right."""
    lines: list[list[Character]] = []
    for character in sorted(characters, key=lambda each: each.middle[1]):
        last = lines[-1][-1] if lines else None
        if last is not None and character.middle[1] - last.middle[1] <= _SAME_LINE * max(
            min(character.size, last.size), 1
        ):
            lines[-1].append(character)
        else:
            lines.append([character])
    return [_once(sorted(line, key=lambda each: each.middle[0])) for line in lines]


def _once(line: list[Character]) -> list[Character]:
    """Drop characters that are drawn twice to look bold."""
    kept: list[Character] = []
    for character in line:
        if (
            kept
            and kept[-1].text == character.text
            and abs(kept[-1].left - character.left) < 0.15 * character.size
            and abs(kept[-1].baseline - character.baseline) < 0.15 * character.size
        ):
            continue
        kept.append(character)
    return kept


def _is_overprinted(characters: Sequence[Character]) -> bool:
    """Say whether texts are drawn over one another, so that nobody can tell which character is whose.

    So it is where a heading that is repeated on a page does not fit, and runs into the row below it.
    """
    lines = _lines(characters)
    if any(_overlap(before, after) for line in lines for before, after in pairwise(line)):
        return True
    return any(
        lower[0].middle[1] - upper[-1].middle[1] < _OVER * min(lower[0].size, upper[-1].size)
        and max(lower[0].left, upper[0].left) < min(lower[-1].right, upper[-1].right)
        for upper, lower in pairwise(lines)
    )


def _overlap(before: Character, after: Character) -> bool:
    width = min(before.right - before.left, after.right - after.left)
    common = min(before.right, after.right) - max(before.left, after.left)
    return before.text != after.text and common > _OVERLAP * width > 0


def _spaced(line: Sequence[Character]) -> str:
    """Return the text of a line; only words of letters and figures are parted by spaces."""
    words = []
    for before, character in pairwise([None, *line]):
        assert character is not None
        if before is not None:
            words.append(_space(before.text, character.text, character.left - before.right, character.size))
        words.append(character.text)
    return "".join(words)


def _space(before: str, after: str, gap: float, size: float) -> str:
    """Return the space between two pieces of a line that stand *gap* apart, if any is due."""
    if not (_WORD.match(before[-1]) and _WORD.match(after[0])):
        return ""
    figures = before[-1].isdigit() and after[0].isdigit()
    return " " if gap > (_FIGURE_GAP if figures else _WORD_GAP) * size else ""


def _text(characters: Sequence[Character]) -> str:
    text = ""
    for line in _lines(characters):
        words = _spaced(line)
        text += (" " if _both_words(text, words) else "") + words
    return text


def _line(page: Page, characters: Sequence[Character]) -> _Line:
    size = median(character.size for character in characters)
    words = _words(characters, size)
    return _Line(page.number, words, median(character.baseline for character in characters), size)


def _words(characters: Sequence[Character], size: float) -> tuple[_Words, ...]:
    """Part the characters of a line where a column may end."""
    parts: list[list[Character]] = []
    tight: set[int] = set()
    for character in characters:
        before = parts[-1][-1] if parts else None
        if before is not None and _together(before, character, size):
            parts[-1].append(character)
            continue
        if before is not None and character.left - before.right <= _TIGHT_GAP * size:
            tight |= {len(parts) - 1, len(parts)}
        parts.append([character])
    return tuple(
        _Words(_spaced(part), part[0].left, part[-1].right, number in tight)
        for number, part in enumerate(parts)
    )


def _together(before: Character, after: Character, size: float) -> bool:
    """Say whether two characters that follow one another on a line are of one column."""
    gap = (after.left - before.right) / size
    figures = before.text.isdigit() and after.text.isdigit()
    if before.run != after.run:
        return not figures and gap <= _RUN_GAP
    label_and_figure = after.text.isdigit() and not before.text.isascii()
    return gap <= (_LABEL_GAP if label_and_figure else _COLUMN_GAP)


def _without_furniture(sheets: Sequence[_Sheet]) -> list[_Sheet]:
    """Leave out page numbers and running heads."""
    repeated = Counter(
        (round(line.baseline / 4), re.sub(r"\d+", "0", line.text))
        for sheet in sheets
        for line in _at_edges(sheet)
    )
    numbers = Counter(
        int(line.text) - sheet.page.number
        for sheet in sheets
        for line in _at_edges(sheet)
        if _BARE_NUMBER.fullmatch(line.text)
    )

    def furniture(sheet: _Sheet, line: _Line) -> bool:
        text = line.text.replace(" ", "")
        share = line.baseline / sheet.page.height
        at_very_edge = share < _EDGE_OF_PAGE or share > 1 - _EDGE_OF_PAGE
        if _DECORATED_NUMBER.fullmatch(text):
            return True
        if _BARE_NUMBER.fullmatch(text):
            return at_very_edge or numbers[int(text) - sheet.page.number] > 1
        times = repeated[round(line.baseline / 4), re.sub(r"\d+", "0", line.text)]
        if times >= 3 or (times > 1 and at_very_edge):
            return True
        return at_very_edge and bool(_ADDRESS.search(text))

    cleaned = []
    for sheet in sheets:
        gone = [line for line in _at_edges(sheet) if furniture(sheet, line)]
        cleaned.append(replace(sheet, lines=[line for line in sheet.lines if line not in gone]))
    return cleaned


def _at_edges(sheet: _Sheet) -> list[_Line]:
    """Return the first and last lines of a page that no table stands above or below."""
    tops = min((table.top for table in sheet.tables), default=float("inf"))
    above = [line for line in sheet.lines if line.baseline <= tops][:_LINES_AT_EDGE]
    lowest = max((table.top for table in sheet.tables), default=float("-inf"))
    below = [line for line in sheet.lines if line.baseline >= lowest][-_LINES_AT_EDGE:]
    return above + [line for line in below if line not in above]


def _in_order(sheet: _Sheet) -> list[_Line | _Table | _Picture]:
    placed: list[tuple[float, _Line | _Table | _Picture]] = [
        (line.baseline if line.order is None else line.order, line) for line in sheet.lines
    ]
    placed += [(table.top, table) for table in sheet.tables]
    placed += [(picture.top, picture) for picture in _pictures(sheet.page)]
    return [item for _, item in sorted(placed, key=lambda place: place[0])]


def _pictures(page: Page) -> Iterator[_Picture]:
    """Yield the pictures that are large enough to show a table and have no text upon them."""
    for left, top, right, bottom in page.pictures:
        large = right - left >= _SMALLEST_PICTURE and bottom - top >= _SMALLEST_PICTURE / 2
        if large and not any(
            left <= each.middle[0] <= right and top <= each.middle[1] <= bottom for each in page.characters
        ):
            yield _Picture(page.number, top)


class _Margins:
    """Between what margins the prose of a file runs, and how far apart its lines are."""

    def __init__(self, sheets: Sequence[_Sheet]) -> None:
        lines = [line for sheet in sheets for line in sheet.lines]
        self.size = median(line.size for line in lines) if lines else 12.0
        body = [line for line in lines if line.size < self.size * _LARGER]
        lefts = Counter(round(line.left) for line in body)
        self.left = min((left for left, times in lefts.items() if times > 1), default=min(lefts, default=0))
        prose = [line for line in body if not line.parted and len(line.text) >= _SHORTEST_PROSE]
        rights = sorted((line.right for line in prose or body), reverse=True)
        self.right = rights[min(1, len(rights) - 1)] if rights else 0.0
        steps = [
            after.baseline - before.baseline
            for before, after in pairwise(lines)
            if before.page == after.page and after.baseline > before.baseline
        ]
        self.step = median(steps) if steps else 2 * self.size

    def runs_on(self, before: _Line, after: _Line) -> bool:
        """Say whether a paragraph goes on from one line to the next."""
        if before.parted or after.parted:
            return False
        if not 1 / _LARGER < after.size / before.size < _LARGER:
            return False
        right = before.margins[1] if before.margins else self.right
        left = after.margins[0] if after.margins else self.left
        full = before.right >= right - _RAGGED * before.size
        same_page = before.page == after.page
        distance = after.baseline - before.baseline
        if before.size > self.size * _LARGER:
            return same_page and distance < 2.5 * before.size and (full or self._centred(before))
        if same_page and distance > _LOOSE * self.step:
            return False
        if not full or after.left > left + _INDENT * after.size:
            return False
        return not (_OPENING.match(after.text) and before.text.endswith(_CLOSED))

    def _centred(self, line: _Line) -> bool:
        before, after = line.left - self.left, self.right - line.right
        return before > line.size and abs(before - after) < 2 * line.size


def _runs_on(above: _Table, below: _Table) -> bool:
    """Say whether a table goes on at the top of the next page."""
    return (
        not above.aligned
        and not below.aligned
        and below.first_page == above.last_page + 1
        and any(abs(x - below.left) <= _SAME_EDGE for x in (above.left, *above.xs[:2]))
        and abs(above.right - below.right) <= _SAME_EDGE
    )


def _joined(above: _Table, below: _Table) -> _Table:
    """Join what stands on the next page to a table, without the header rows that are repeated there."""
    xs = _merged(above.xs, below.xs)
    cells = _regridded(above.cells, above.xs, xs)
    more = _regridded(below.cells, below.xs, xs)
    repeated = _repeated_rows(cells, more)
    more = [replace(cell, row=cell.row - repeated) for cell in more if cell.row >= repeated]
    cut = _figures_cut(cells, more, above.height)
    cells = [_in_doubt(cell) if cell.row + cell.rows == above.height else cell for cell in cells]
    cells = [
        _doubted(cell) if cell.row == above.height - 1 and cell.column in cut else cell for cell in cells
    ]
    more = [_in_doubt(cell) if cell.row == 0 else cell for cell in more]
    ends = _are_ends_of_figures(cells, more, above.height)
    if ends:
        more = [_doubted(cell) if cell.row == 0 else cell for cell in more]
    if ends or _is_rest_of_row(cells, more, above.height):
        cells = _with_rest(cells, more, above.height - 1)
        more = [replace(cell, row=cell.row - 1) for cell in more if cell.row]
        repeated += 1
    cells += [replace(cell, row=cell.row + above.height) for cell in more]
    height = above.height + below.height - repeated
    return replace(above, last_page=below.last_page, xs=xs, height=height, cells=cells)


def _in_doubt(cell: GridCell) -> GridCell:
    """Doubt the words of a cell that the end of a page may have cut in two."""
    return cell if is_figure(cell.text) or not cell.text else _doubted(cell)


def _doubted(cell: GridCell) -> GridCell:
    return replace(cell, pieces=tuple(replace(piece, doubtful=True) for piece in cell.pieces))


def _begins_with_figures(item: _Line | _Table | _Picture) -> bool:
    """Say whether a page begins with figures beside which no word stands: they may be ends of others."""
    if isinstance(item, _Line):
        return all(is_figure(part.text) for part in item.parts)
    if isinstance(item, _Table) and item.aligned:
        return all(is_figure(text) for _, text in _row_texts(item.cells, 0))
    return False


def _with_last_figures_in_doubt(table: _Table) -> _Table:
    """Doubt the last row of figures of a table without ruling lines, which may go on on the next page."""
    last = max((cell.row for cell in table.cells if is_figure(cell.text)), default=None)
    if not table.aligned or last is None:
        return table
    cells = [_doubted(cell) if cell.row == last else cell for cell in table.cells]
    return replace(table, cells=cells)


def _merged(first: Sequence[float], second: Sequence[float]) -> list[float]:
    merged: list[float] = []
    for x in sorted([*first, *second]):
        if not merged or x - merged[-1] > _SAME_COLUMN:
            merged.append(x)
    return merged


def _regridded(cells: Iterable[GridCell], old: Sequence[float], new: Sequence[float]) -> list[GridCell]:
    place = [min(range(len(new)), key=lambda number, x=x: abs(new[number] - x)) for x in old]  # type: ignore[misc]
    return [
        replace(
            cell,
            column=place[cell.column],
            columns=max(place[cell.column + cell.columns] - place[cell.column], 1),
        )
        for cell in cells
    ]


def _row_texts(cells: Iterable[GridCell], row: int) -> list[tuple[int, str]]:
    return [(cell.column, cell.text) for cell in cells if cell.row == row and cell.text]


def _repeated_rows(above: Sequence[GridCell], below: Sequence[GridCell]) -> int:
    """Count the rows at the top of *below* that repeat those at the top of the table."""
    count = 0
    while True:
        texts = _row_texts(below, count)
        if not _repeat(texts, _row_texts(above, count)) or any(is_figure(text) for _, text in texts):
            break
        count += 1
    told = _row_texts(below, 0)
    return count if count and (len(told) > 1 or len(told[0][1]) >= _SHORTEST_HEADING) else 0


def _repeat(row: Sequence[tuple[int, str]], due: Sequence[tuple[int, str]]) -> bool:
    """Say whether a row is another once more, or the beginnings of its words that found room on the page."""
    return (
        bool(row)
        and len(row) == len(due)
        and all(
            column == at and (text == whole or (len(text) > 1 and whole.startswith(text)))
            for (column, text), (at, whole) in zip(row, due)
        )
    )


def _is_rest_of_row(above: Sequence[GridCell], below: Sequence[GridCell], height: int) -> bool:
    """Say whether the first row of the next page is what did not fit into the last one."""
    if _is_rest_of_header(above, below, height):
        return True
    last, first = dict(_row_texts(above, height - 1)), dict(_row_texts(below, 0))
    figures = {column for column, text in last.items() if is_figure(text)}
    return (
        len(figures) > 1
        and bool(first)
        and first.keys() <= last.keys()
        and not figures <= first.keys()
        and not is_figure(first[min(first)])
        and not _OPENING.match(first[min(first)])
    )


def _are_ends_of_figures(above: Sequence[GridCell], below: Sequence[GridCell], height: int) -> bool:
    """Say whether the first row of the next page holds ends of the figures in the last one, and no more.

    So it is where figures are broken in narrow cells, and the row at the end of the page.
    """
    last, first = dict(_row_texts(above, height - 1)), dict(_row_texts(below, 0))
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
    last = {column for column, text in _row_texts(above, height - 1) if text.isdigit()}
    figures = {cell.column for cell in first if cell.text.isdigit()}
    return figures if figures < last else set()


def _is_rest_of_header(above: Sequence[GridCell], below: Sequence[GridCell], height: int) -> bool:
    """Say whether the first row of the next page holds only the rest of words of a row without figures."""
    last = {(cell.column, cell.columns): cell.text for cell in above if cell.row == height - 1 and cell.text}
    first = {(cell.column, cell.columns): cell.text for cell in below if cell.row == 0 and cell.text}
    return (
        bool(first)
        and len(last) > 1
        and first.keys() <= last.keys()
        and not any(is_figure(text) for text in (*last.values(), *first.values()))
        and all(cell.rows == 1 for cell in below if cell.row == 0 and cell.text)
        and not any(_OPENING.match(text) for text in first.values())
    )


def _with_rest(above: Sequence[GridCell], below: Sequence[GridCell], row: int) -> list[GridCell]:
    rest = {cell.column: cell.pieces for cell in below if cell.row == 0 and cell.text}
    return [
        replace(cell, pieces=(*cell.pieces, *rest[cell.column]))
        if cell.row == row and cell.column in rest
        else cell
        for cell in above
    ]


def _with_aligned_tables(sheet: _Sheet) -> _Sheet:
    """Make tables of lines whose words stand in columns, where nothing is ruled."""
    lines: list[_Line] = []
    tables = list(sheet.tables)
    for block in _column_blocks(sheet):
        parted = [number for number, line in enumerate(block) if len(line.parts) > 1]
        first, end = (parted[0], parted[-1] + 1) if parted else (0, 0)
        if _in_columns(block[first:end]):
            tables.append(_aligned(sheet.page, block[first:end]))
            lines += [*block[:first], *block[end:]]
        else:
            lines += block
    return replace(sheet, lines=lines, tables=tables)


def _column_by_column(sheet: _Sheet) -> _Sheet:
    """Read the prose of a page that is set in two columns down one column and then the other."""
    edge = min((line.left for line in sheet.lines), default=0.0)
    middle = edge + _NARROWEST_COLUMN * (max((line.right for line in sheet.lines), default=0.0) - edge)
    starts = Counter(
        round(part.left)
        for line in sheet.lines
        for before, part in pairwise([None, *line.parts])
        if part is not None
        and part.left > middle
        and (before is None or part.left - before.right > _LABEL_GAP * line.size)
    )
    if not starts or max(starts.values()) < _FEWEST_ALIGNED:
        return sheet
    gutter = max(starts, key=lambda start: starts[start]) - 0.5 * median(line.size for line in sheet.lines)
    tops = sorted(table.top for table in sheet.tables)
    blocks: list[list[_Line]] = [[]]
    for before, line in pairwise([None, *sheet.lines]):
        assert line is not None
        crossed = any(part.left < gutter < part.right for part in line.parts)
        apart = before is not None and any(before.baseline < top <= line.baseline for top in tops)
        if crossed or apart:
            blocks.append([])
        blocks[-1].append(line)
        if crossed:
            blocks.append([])
    return replace(sheet, lines=[line for block in blocks for line in _one_after_other(block, gutter)])


def _one_after_other(block: Sequence[_Line], gutter: float) -> Sequence[_Line]:
    """Part lines at a gutter and return those on its left before those on its right, if both are prose.

    A heading below the last line on the right is below both columns.
    """
    columns: list[list[_Line]] = []
    below = max((at for at, line in enumerate(block) if line.right > gutter), default=-1) + 1
    while below < len(block) and not _HEADING.match(block[below].text):
        below += 1
    block, rest = block[:below], block[below:]
    for right in (False, True):
        halves = [
            replace(line, parts=parts)
            for line in block
            if (parts := tuple(part for part in line.parts if (part.left > gutter) is right))
        ]
        if not _is_prose(halves):
            return [*block, *rest]
        edges = min(line.left for line in halves), max(line.right for line in halves)
        columns.append([replace(line, margins=edges) for line in halves])
    lines = [line for column in columns for line in column]
    top, bottom = block[0].baseline, block[-1].baseline
    step = (bottom - top) / len(lines)
    return [*(replace(line, order=top + number * step) for number, line in enumerate(lines)), *rest]


def _is_prose(lines: Sequence[_Line]) -> bool:
    """Say whether the lines of a column are sentences, and no labels or figures of a table."""
    if len(lines) < _FEWEST_ALIGNED or any(is_figure(part.text) for line in lines for part in line.parts):
        return False
    long = median(len(line.text) for line in lines) >= _SHORTEST_PROSE
    return long and sum(_STOP.search(line.text) is not None for line in lines) * 3 >= len(lines)


def _column_blocks(sheet: _Sheet) -> list[list[_Line]]:
    """Part lines where prose begins or ends: full lines, and ruled tables."""
    width = max((line.right for line in sheet.lines), default=0) - min(
        (line.left for line in sheet.lines), default=0
    )
    tops = sorted(table.top for table in sheet.tables)
    blocks: list[list[_Line]] = [[]]
    for before, line in pairwise([None, *sheet.lines]):
        assert line is not None
        full = line.right - line.left > 0.6 * width or _HEADING.match(line.text) is not None
        prose = full and not line.parted and sum(is_figure(part.text) for part in line.parts) < 2
        parted = before is not None and (
            any(before.baseline < top <= line.baseline for top in tops)
            or line.baseline - before.baseline > 6 * line.size
        )
        if prose or parted:
            blocks.append([line])
            if prose:
                blocks.append([])
        else:
            blocks[-1].append(line)
    return [block for block in blocks if block]


def _in_columns(block: Sequence[_Line]) -> bool:
    """Say whether lines look like a table: several of them parted, and figures among the parts."""
    lines = [line for line in block if len(line.parts) > 1]
    figures = any(is_figure(part.text) for line in lines for part in line.parts)
    return figures and len(lines) >= _FEWEST_ALIGNED and any(line.parted for line in lines)


def _aligned(page: Page, block: Sequence[_Line]) -> _Table:
    """Make a table of a block of lines: the words of each in order, its figures in their columns."""
    held = _aligned_rows(block)
    rows = [[part for line in lines for part in line.parts] for lines in held]
    figures = [[part for part in row if is_figure(part.text)] for row in rows]
    columns = _FigureColumns.of(figures)
    labelled = 2 * sum(len(row) > len(values) > 0 for row, values in zip(rows, figures)) > len(rows)
    wrapped = _wrapped_figures(held, figures, columns.count)
    cut = any(line.left < _BLEED or line.right > page.width - _BLEED for line in block)
    cells = []
    for number, (row, values) in enumerate(zip(rows, figures)):
        boxes = [line.box for line in held[number]]
        box = boxes[0][0], boxes[0][1], max(each[2] for each in boxes), boxes[-1][3]
        words = [part.text for part in row if part not in values]
        unsure = (
            cut
            or number in wrapped
            or not columns.hold(values)
            or (labelled and not words)
            or any(_ENDS_IN_FIGURE.search(text) for text in words)
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
    left, right = min(line.left for line in block), max(line.right for line in block)
    top = block[0].baseline
    return _Table(page.number, page.number, top, left, right, [], len(rows), cells, aligned=True)


def _wrapped_figures(
    held: Sequence[Sequence[_Line]], figures: Sequence[Sequence[_Words]], count: int
) -> set[int]:
    """Return the numbers of rows whose figures may go on below them, and of those that may be their ends.

    The end of a figure stands close below it, with no word beside it and nothing below what was whole.
    """
    wrapped: set[int] = set()
    for number in range(1, len(held)):
        line, before = held[number][0], held[number - 1][-1]
        alone = 0 < len(figures[number]) == sum(len(each.parts) for each in held[number]) < count
        if alone and figures[number - 1] and line.baseline - before.baseline < _CLOSE * line.size:
            wrapped |= {number - 1, number}
    return wrapped


class _FigureColumns(Struct, frozen=True):
    """Where the columns of figures stand, by the rows that have as many as most: at their common edge."""

    edge: float
    """From the left side of a figure to where its column is lined up: 0, a half or 1 of its width."""
    places: tuple[float, ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[_Words]]) -> _FigureColumns:
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

    def nearest(self, part: _Words) -> int:
        """Return the number of the column that a figure stands nearest to."""
        x = _at(part, self.edge)
        return min(range(self.count), key=lambda number: abs(self.places[number] - x))

    def hold(self, row: Sequence[_Words]) -> bool:
        """Say whether every figure of a row stands in a column of its own for certain."""
        if not row or any(part.tight for part in row):
            return False
        if len(row) > self.count:
            return True  # the row has columns of its own, as the first block of a table that has several
        numbers = [self.nearest(part) for part in row]
        if any(a >= b for a, b in pairwise(numbers)):
            return False
        return len(row) == self.count or all(map(self._is_in_column, row, numbers))

    def _is_in_column(self, part: _Words, number: int) -> bool:
        way = min(
            (abs(a - b) for a, b in pairwise(self.places[max(number - 1, 0) : number + 2])),
            default=part.right - part.left,
        )
        return abs(_at(part, self.edge) - self.places[number]) <= _OFF_COLUMN * way


def _at(part: _Words, edge: float) -> float:
    return part.left + edge * (part.right - part.left)


def _aligned_rows(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Join the lines of wrapped labels to the line of figures that they stand beside.

    Lines that follow one another closely are one label, and belong to the one line of figures among them;
    where labels of several columns stand side by side, each line goes to the figures nearest to it.
    """
    anchors = {n: line for n, line in enumerate(lines) if any(is_figure(part.text) for part in line.parts)}
    rows: dict[int, list[_Line]] = defaultdict(list)
    for label in _labels(lines, anchors):
        reach = 0.7 * lines[label[0]].size
        top, bottom = lines[label[0]].baseline - reach, lines[label[-1]].baseline + reach
        beside = [n for n, line in anchors.items() if top <= line.baseline <= bottom]
        for number in label:
            line, owner = lines[number], number
            if len(beside) == 1:
                owner = beside[0]
            elif len(line.parts) == 1 and number not in anchors and anchors:
                nearest = min(anchors, key=lambda n, line=line: abs(anchors[n].baseline - line.baseline))  # type: ignore[misc]
                if abs(anchors[nearest].baseline - line.baseline) < 1.5 * line.size:
                    owner = nearest
            rows[owner].append(line)
    for number, line in anchors.items():
        if line not in rows[number]:
            rows[number].append(line)
    return [sorted(rows[number], key=lambda each: each.baseline) for number in sorted(rows)]


def _labels(lines: Sequence[_Line], anchors: Container[int]) -> list[list[int]]:
    """Part the numbers of the lines that hold words where one is too far from the next."""
    labels: list[list[int]] = []
    for number, line in enumerate(lines):
        if number in anchors and all(is_figure(part.text) for part in line.parts):
            continue
        if labels and line.baseline - lines[labels[-1][-1]].baseline < 1.5 * line.size:
            labels[-1].append(number)
        else:
            labels.append([number])
    return labels
