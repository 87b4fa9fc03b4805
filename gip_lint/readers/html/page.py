"""From the elements of an HTML page to paragraphs and tables, as a browser lays them out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import NamedTuple

from attrs import define, field, frozen

from gip_lint.model.bilingual import Bilingual
from gip_lint.readers.base import reached
from gip_lint.readers.comments import CLOSING, OPENING
from gip_lint.readers.limits import limits
from gip_lint.readers.notation.blocks import Block, CellBlock, ParagraphBlock, TableBlock
from gip_lint.readers.notation.writing import Piece
from gip_lint_grammar.folding import raised
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


NO_TEXT = _names(
    """
    script style noscript template iframe object embed svg math canvas audio video select option
    datalist button textarea input title head meta link map area frameset noframes
    s strike del
    """
)
_BLOCKS = _names(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu
    nav ol p pre search section summary table tbody td tfoot th thead tr ul ucapxmtitle
    """
)
_CODE = frozenset(("code", "kbd", "samp", "tt"))
_FURNITURE = frozenset(("nav", "footer", "aside"))
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_SMALLEST_PICTURE = 120
"""A picture that is narrower or lower, in pixels, shows no table."""
_NUMBER = lazy_pattern(r"\s*(\d{1,9})")
_WORDS = lazy_pattern(
    r"(?P<entity>&(?:#\d{1,8}|#[xX][\da-fA-F]{1,7}|[a-zA-Z][a-zA-Z\d]{1,31});?)"
    r"|(?P<space>[ \t\r\n\f\xa0]+)|(?P<nothing>[\u200b\ufeff\u2060\xad]+)"
    r"|(?P<words>&|[^&\s\u200b\ufeff\u2060\xad]+|\s)"
)


@frozen(eq=False)
class PageParagraph(ParagraphBlock):
    """A paragraph of a page."""

    container: int = 0
    """The number of the element in which it stands."""
    linked: float = 0.0
    """The share of it that is links."""
    furniture: bool = False
    """Whether it stands in the navigation or at the foot of the page."""


@frozen(eq=False)
class PageTable(TableBlock):
    """A table of a page."""

    container: int = 0
    furniture: bool = False


class HiddenElement(NamedTuple):
    """An element of a page that is not seen."""

    text: str
    origin: Span
    """From its first to its last word."""
    how: Bilingual
    container: int
    addresses: tuple[str, ...]
    linked: float


@define(eq=False)
class _Cell:
    row: int
    column: int
    rows: int
    columns: int
    blocks: list[Block] = field(factory=list)
    origin: Piece | None = None


@define(eq=False)
class _Table:
    container: int
    cells: list[_Cell] = field(factory=list)
    row: int = -1
    column: int = 0
    covered: dict[int, int] = field(factory=dict)
    """For each column, the first row that no cell from above covers."""
    places: int = 0


class PageBuilder:
    """Takes the elements and texts of a page in their order and keeps paragraphs and tables."""

    def __init__(self, source: str, runs: Sequence[tuple[int, int]]) -> None:
        self.blocks: list[Block] = []
        """What the page holds."""
        self.parents: list[int] = [0]
        """For each container, the one in which it stands."""
        self.ends: list[int] = [0]
        """For each container, the number of the last one within it."""
        self.hidden: list[HiddenElement] = []
        """What is not seen."""
        self._source = source
        self._runs = runs
        self._sinks: list[list[Block]] = [self.blocks]
        self._containers = [0]
        self._tables: list[_Table] = []
        self._pieces: list[Piece] = []
        self._space: Piece | None = None
        self._broken = False
        """Whether the space before the next word is the end of a line of the source."""
        self._linked = 0
        self._links = self._furniture = self._preformatted = self._code = self._raised = 0

    def text(self, runs: Sequence[int]) -> None:
        """Take the runs of a text; white space without a run parts words."""
        if not runs:
            self._space = self._space or Piece(" ")
        for number in runs:
            start, end = self._runs[number]
            if start == end:
                self._cell_at(start)
            elif self._source.startswith(OPENING, start):
                said = self._source[start:end].removeprefix(OPENING).removesuffix(CLOSING)
                self._pieces.append(Piece("", Span(start, end), comment=said.strip()))
            else:
                self._words(start, end)

    def hide(self, runs: Sequence[int], links: Sequence[tuple[str, str]], how: Bilingual) -> None:
        """Take what stands in an element that is not seen, for *how*; *links* are addresses and texts."""
        places = [
            (start, end)
            for start, end in (self._runs[number] for number in runs)
            if start < end and not self._source.startswith(OPENING, start)
        ]
        lines = [" ".join(unescape(self._source[start:end]).split()) for start, end in places]
        text = "\n".join(filter(None, lines))
        if text:
            linked = sum(len(words.strip()) for _, words in links) / len(text)
            addresses = tuple(address for address, _ in links if address)
            origin = Span(places[0][0], places[-1][1])
            self.hidden.append(
                HiddenElement(text, origin, how, self._containers[-1], addresses, min(linked, 1.0))
            )

    def enter(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        """Enter an element; return whether what it holds is shown."""
        if tag in NO_TEXT:
            return False
        if tag == "br":
            self._end_line()
            return False
        if tag == "img":
            if not self._links and _is_large(attributes):
                self._pieces.append(Piece("", picture=True))
            return False
        if tag == "a":
            self._links += 1
        self._code += tag in _CODE
        self._raised += tag == "sup"
        if tag not in _BLOCKS:
            return True
        self._end_line()
        self._containers.append(len(self.parents))
        self.parents.append(self._containers[-2])
        self.ends.append(len(self.ends))
        self._furniture += tag in _FURNITURE
        self._preformatted += tag in ("pre", "listing")
        if tag == "table":
            self._open_table()
        elif self._tables and tag == "tr":
            self._tables[-1].row += 1
            self._tables[-1].column = 0
        elif self._tables and tag in _GROUPS:
            self._tables[-1].covered = {}
        elif self._tables and tag in ("td", "th"):
            self._open_cell(attributes)
        return True

    def leave(self, tag: str) -> None:
        """Leave an element that was entered."""
        if tag == "a":
            self._links -= 1
        self._code -= tag in _CODE
        self._raised -= tag == "sup"
        if tag not in _BLOCKS:
            return
        self._end_line()
        self.ends[self._containers.pop()] = len(self.ends) - 1
        self._furniture -= tag in _FURNITURE
        self._preformatted -= tag in ("pre", "listing")
        if self._tables and tag in ("td", "th"):
            self._sinks.pop()
        elif tag == "table":
            table = self._tables.pop()
            cells = [_finished(cell, table.row + 1) for cell in table.cells]
            furniture = self._furniture > 0
            self._sinks[-1].append(PageTable(cells, container=table.container, furniture=furniture))

    def _open_table(self) -> None:
        if len(self._tables) >= limits().max_table_nesting:
            raise reached("max_table_nesting", "表格嵌套过深", "tables are nested too deeply")
        self._tables.append(_Table(self._containers[-1]))

    def _open_cell(self, attributes: Mapping[str, str | None]) -> None:
        table = self._tables[-1]
        table.row = max(table.row, 0)
        bounds = limits()
        columns = rows = 1
        if value := attributes.get("colspan"):
            columns = _span(value, 1, bounds.max_cell_span)
        if value := attributes.get("rowspan"):
            rows = _span(value, bounds.max_cell_span, bounds.max_cell_span)
        column = table.column
        while table.covered.get(column, 0) > table.row:
            column += 1
        cell = _Cell(table.row, column, rows, columns)
        table.places += columns
        if table.places > bounds.max_table_cells:
            raise reached("max_table_cells", "表格过大", "a table has too many cells")
        if rows > 1:
            for covered in range(column, column + columns):
                table.covered[covered] = table.row + rows
        table.column = column + columns
        table.cells.append(cell)
        self._sinks.append(cell.blocks)

    def _cell_at(self, place: int) -> None:
        if self._tables and self._tables[-1].cells:
            cell = self._tables[-1].cells[-1]
            if cell.origin is None:
                cell.origin = Piece("", Span(place, place))

    def _words(self, start: int, end: int) -> None:
        run = self._source[start:end]
        if self._raised and run.isdigit():
            self._add(Piece(raised(run), Span(start, end)))
            return
        if run.isalnum():
            self._add(Piece(run, Span(start, end)))
            return
        for match in _WORDS.finditer(self._source, start, end):
            origin = Span(match.start(), match.end())
            kind = match.lastgroup
            if kind == "nothing":
                continue
            text = match[0]
            if kind == "entity":
                text = unescape(text).replace("\xa0", " ")
                if text in ("\u200b", "\ufeff", "\xad", "\u200c", "\u200d"):
                    continue
                text = "\ufffd" if any(ord(each) < 32 for each in text) else text
            if kind == "space" or text == " ":
                self._gap(match[0], origin)
                continue
            self._add(Piece(text, origin))

    def _gap(self, text: str, origin: Span) -> None:
        if self._preformatted:
            for part in re.finditer(r"\r\n|[\r\n]|[^\r\n]+", text):
                if part[0].strip("\r\n"):
                    place = Span(origin.start + part.start(), origin.start + part.end())
                    self._pieces.append(Piece(part[0], place))
                else:
                    self._end_line()
            return
        self._broken = (self._broken or self._space is None) and ("\n" in text or "\r" in text)
        self._space = self._space or Piece(" ", origin)

    def _add(self, piece: Piece) -> None:
        if self._space is not None:
            before = self._pieces[-1].text[-1:] if self._pieces else ""
            if before and not (self._broken and not before.isascii() and not piece.text[:1].isascii()):
                self._pieces.append(self._space)
            self._space = None
        self._broken = False
        self._pieces.append(piece._replace(verbatim=True) if self._code else piece)
        if self._links:
            self._linked += len(piece.text)

    def _end_line(self) -> None:
        if self._space is None and not self._pieces:
            return
        if self._pieces:
            linked = 0.0
            if self._linked:
                linked = self._linked / sum(len(piece.text) for piece in self._pieces)
            self._sinks[-1].append(
                PageParagraph(self._pieces, self._containers[-1], linked, self._furniture > 0)
            )
        self._pieces = []
        self._space = None
        self._broken = False
        self._linked = 0


def _is_large(attributes: Mapping[str, str | None]) -> bool:
    """Return whether a picture may show a table: nothing says that it is an icon."""
    sizes = (
        re.match(r"\s*(\d{1,5})\s*(?:px)?\s*$", attributes.get(side) or "") for side in ("width", "height")
    )
    return all(size is None or int(size[1]) >= _SMALLEST_PICTURE for size in sizes)


def _span(value: str, zero: int, most: int) -> int:
    """Read ``colspan`` or ``rowspan`` as browsers do, *most* at most; *zero* is what 0 stands for."""
    match = _NUMBER.match(value)
    return min(int(match[1]) or zero, most) if match else 1


def _finished(cell: _Cell, rows: int) -> CellBlock:
    return CellBlock(
        cell.row, cell.column, min(cell.rows, rows - cell.row), cell.columns, cell.blocks, cell.origin
    )
