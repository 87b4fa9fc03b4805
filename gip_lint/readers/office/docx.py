"""DOCX, as Word, WPS and LibreOffice write it: the body as it reads with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.finding import Location
from gip_lint.model.notation import HiddenText, Notation
from gip_lint.readers.base import UnreadableError, reached
from gip_lint.readers.comments import is_directive
from gip_lint.readers.limits import limits
from gip_lint.readers.notation.blocks import (
    Block,
    CellBlock,
    ParagraphBlock,
    TableBlock,
    flattened,
    write_blocks,
)
from gip_lint.readers.notation.writing import NotationWriter, Piece
from gip_lint.readers.office.numbering import Numbering, attribute, child, children, local, number_of
from gip_lint.readers.package import Package
from gip_lint_grammar.folding import raised

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TABLE_STYLE = (b'<w:style w:type="table"', b"</w:style>")
"""Styles of tables say nothing of the text; templates bring a hundred of them."""
_GONE = frozenset(
    ("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "delInstrText", "fldChar", "rt", "sectPr")
)
"""What is deleted, or no text."""
_BREAKS = frozenset(("br", "cr"))
_PICTURES = frozenset(("blip", "imagedata"))
_TABS = frozenset(("tab", "ptab"))
_COMMENTED = frozenset(("commentRangeStart", "commentRangeEnd", "commentReference"))
"""Where a comment begins, where it ends, and the sign by which it is opened."""
_OFF = ("0", "false", "off")
_HIDDEN = Bilingual("隐藏文字格式", "the format for hidden text")


class DocxReader:
    """Reads the body of a document with lxml, part by part.

    python-docx knows neither tracked changes nor text boxes nor numbering, so that nearly all would have to
    be done on the XML behind its back; and it loads every part, pictures too.
    """

    name = "docx"
    suffixes: tuple[str, ...] = (".docx", ".docm", ".dotx")

    def read(self, data: bytes) -> Notation:
        """Read the body; headers, footers and notes are left aside.

        Raises UnreadableError and MissingLibraryError.
        """
        package = Package(data, "docx")
        name = package.main("word/document.xml")
        if name not in package:
            raise UnreadableError(
                Bilingual("不是 Word 文档：缺少正文", "not a Word document: it has no body")
            )
        numbering, styles = (
            next((package.xml(part, without) for part in package.related(name, kind).values()), None)
            for kind, without in (("numbering", None), ("styles", _TABLE_STYLE))
        )
        root = package.xml(name)
        body = child(root, "body")
        if body is None:
            raise UnreadableError(Bilingual("Word 文档没有正文", "the Word document has no body"))
        if next(root.iter("{*}altChunk"), None) is not None:
            raise UnreadableError(
                Bilingual(
                    "Word 文档里嵌有另一份文件（altChunk），其内容要由 Word 并入；请用 Word 打开后另存一次",
                    "the document embeds another file (altChunk) that only Word merges; open it in Word and "
                    "save it again",
                )
            )
        writer = NotationWriter()
        comments = _directives(package, name)
        reading = _Body(Numbering.of(numbering, styles), _hidden_styles(styles), _has_pages(root), comments)
        write_blocks(flattened(reading.blocks(body)), writer)
        return evolve(writer.notation(), hidden=tuple(reading.hidden))


def _directives(package: Package, name: str) -> dict[str, Piece]:
    """Return the comments that speak to gip-lint, by their ids."""
    directives: dict[str, Piece] = {}
    for part in package.related(name, "comments").values():
        for comment in package.xml(part).iter("{*}comment"):
            text = "".join(each.text or "" for each in comment.iter("{*}t"))
            if is_directive(text):
                key = attribute(comment, "id") or ""
                directives[key] = Piece("", comment=text.strip(), number=len(directives))
    return directives


def _has_pages(root: Element) -> bool:
    return next(root.iter("{*}lastRenderedPageBreak"), None) is not None


@define(eq=False)
class _Body:
    """Turns the elements of a document into blocks."""

    _numbering: Numbering
    _hidden_styles: frozenset[str]
    """The styles of paragraphs and of characters that hide what they are given to."""
    _paged: bool
    """Whether the file keeps where its pages ended when it was last saved."""
    _comments: Mapping[str, Piece]
    """The comments that speak to gip-lint, by id."""
    hidden: list[HiddenText] = field(factory=list)
    """What runs of hidden text say, one for each paragraph."""
    _page: int = 1
    _depth: int = 0
    _open: list[Piece] = field(factory=list)
    """The pieces of a paragraph whose end was deleted: it goes on with the next."""

    def blocks(self, parent: Element) -> list[Block]:
        """Return what stands in the body, a cell or a text box."""
        found: list[Block] = []
        for element in _flattened(parent):
            name = local(element)
            if name == "p":
                found.extend(self._paragraph(element))
            elif name == "tbl":
                found.append(self._table(element))
            elif name in _COMMENTED:
                found.append(ParagraphBlock(self._comment(element)))
        if self._open:
            found.append(ParagraphBlock(self._open))
            self._open = []
        return found

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = children(child(element, "pPr"))
        boxes: list[Element] = []
        lines: list[list[Piece]] = [self._open]
        self._open = []
        label = self._numbering.label(properties)
        if label:
            lines[-1].append(self._piece(label))
        unseen: list[str] = []
        hides = attribute(properties.get("pStyle")) in self._hidden_styles
        self._text(element, lines, boxes, unseen, hides)
        self._hide("".join(unseen))
        if child(properties.get("rPr"), "del") is not None:
            self._open = lines.pop()
        for pieces in lines:
            yield ParagraphBlock(pieces)
        for box in boxes:
            held, self._open = self._open, []
            yield from self.blocks(box)
            self._open = held

    def _piece(self, text: str) -> Piece:
        return Piece(text, page=self._page if self._paged else None)

    def _comment(self, element: Element) -> list[Piece]:
        """Return the piece for a place where a comment begins or ends, if it speaks to gip-lint."""
        key = attribute(element, "id") or ""
        return [self._comments[key]] if key in self._comments else []

    def _hide(self, text: str) -> None:
        if text.strip():
            place = Location(page=self._page if self._paged else None)
            self.hidden.append(HiddenText(text, _HIDDEN, place, within=True))

    def _text(
        self,
        parent: Element,
        lines: list[list[Piece]],
        boxes: list[Element],
        unseen: list[str],
        hides: bool,
    ) -> None:
        """Gather the text within an element; text boxes and hidden text are put aside.

        *hides* says whether the style of the paragraph hides its text.
        """
        for element in parent:
            name = local(element)
            if name in _GONE:
                continue
            if name == "r" and self._is_hidden(element, hides):
                unseen.extend(each.text or "" for each in element if local(each) == "t")
                continue
            if name == "r" and _is_struck(element):
                continue
            if name == "t":
                if element.text:
                    text = raised(element.text) if _is_raised(parent) else element.text
                    lines[-1].append(self._piece(text))
            elif name in _COMMENTED:
                lines[-1].extend(self._comment(element))
            elif name in _TABS:
                lines[-1].append(self._piece("\t"))
            elif name in _BREAKS:
                lines.append([])
            elif name == "lastRenderedPageBreak":
                self._page += 1
            elif name == "noBreakHyphen":
                lines[-1].append(self._piece("-"))
            elif name in _PICTURES:
                lines[-1].append(Piece("", picture=True))
            elif name == "txbxContent":
                boxes.append(element)
            elif name == "AlternateContent":
                chosen = child(element, "Choice")
                self._text(element if chosen is None else chosen, lines, boxes, unseen, hides)
            elif len(element):
                self._text(element, lines, boxes, unseen, hides)

    def _is_hidden(self, run: Element, hides: bool) -> bool:
        """Return whether a run is hidden: by itself, or else by one of its two styles and not by both.

        Source: ECMA-376, part 1, 17.3.2.41 (vanish) and 17.7.3 (toggle properties).
        """
        properties = children(child(run, "rPr"))
        vanishes = _vanishes(properties)
        if vanishes is not None:
            return vanishes
        return hides != (attribute(properties.get("rStyle")) in self._hidden_styles)

    def _table(self, element: Element) -> TableBlock:
        self._depth += 1
        if self._depth > limits().max_table_nesting:
            raise reached("max_table_nesting", "表格嵌套过深", "tables are nested too deeply")
        cells: list[CellBlock] = []
        above: dict[int, int] = {}
        """For each column the number of the cell that may go on downwards."""
        places = 0
        bounds = limits()
        for row, line in enumerate(_rows(element)):
            column = min(number_of(child(child(line, "trPr"), "gridBefore")), bounds.max_cell_span)
            below: dict[int, int] = {}
            for cell in _flattened(line):
                properties = children(child(cell, "tcPr"))
                if local(cell) != "tc" or "cellDel" in properties:
                    continue
                width = max(1, min(number_of(properties.get("gridSpan"), 1), bounds.max_cell_span))
                place = self._cell(cell, properties, row, column, width, cells, above)
                places += width
                if places > bounds.max_table_cells:
                    raise reached("max_table_cells", "表格过大", "a table has too many cells")
                below[cells[place].column] = place
                column += width
            above = below
        self._depth -= 1
        return TableBlock(cells)

    def _cell(
        self,
        element: Element,
        properties: Mapping[str, Element],
        row: int,
        column: int,
        width: int,
        cells: list[CellBlock],
        above: dict[int, int],
    ) -> int:
        """Take a cell up, or let the one above or before it go on over it; return its number."""
        down, across = properties.get("vMerge"), properties.get("hMerge")
        if down is not None and (attribute(down) or "continue") == "continue" and column in above:
            place = above[column]
            cells[place] = evolve(cells[place], rows=row - cells[place].row + 1)
            self.blocks(element)  # counts its pages and lists; it is not shown
            return place
        if across is not None and (attribute(across) or "continue") == "continue" and cells:
            before = cells[-1]
            if before.row == row:
                cells[-1] = evolve(before, columns=before.columns + width)
                return len(cells) - 1
        blocks = self.blocks(element)
        cells.append(CellBlock(row, column, 1, width, blocks, self._piece("")))
        return len(cells) - 1


def _flattened(parent: Element) -> Iterator[Element]:
    """Yield the children of an element, and those of what only wraps them and is not deleted."""
    for element in parent:
        name = local(element)
        if name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _flattened(element)
        elif name == "AlternateContent":
            chosen = child(element, "Choice")
            yield from _flattened(element if chosen is None else chosen)
        elif name not in _GONE:
            yield element


def _rows(table: Element) -> Iterable[Element]:
    return (
        row for row in _flattened(table) if local(row) == "tr" and child(child(row, "trPr"), "del") is None
    )


def _vanishes(properties: Mapping[str, Element]) -> bool | None:
    """Return whether properties of a run hide it; None where they say nothing of it."""
    vanish = properties.get("vanish")
    return None if vanish is None else attribute(vanish) not in _OFF


def _is_struck(run: Element) -> bool:
    """Return whether a run is struck through, and so no longer said."""
    properties = children(child(run, "rPr"))
    return any(
        attribute(properties[name]) not in _OFF for name in ("strike", "dstrike") if name in properties
    )


def _is_raised(run: Element) -> bool:
    return attribute(child(child(run, "rPr"), "vertAlign")) == "superscript"


def _hidden_styles(styles: Element | None) -> frozenset[str]:
    """Return the styles that hide text, by their own properties or those of a style they build on."""
    said: dict[str, tuple[bool | None, str | None]] = {}
    for style in styles if styles is not None else ():
        name = attribute(style, "styleId")
        if name is not None:
            vanishes = _vanishes(children(child(style, "rPr")))
            said[name] = (vanishes, attribute(child(style, "basedOn")))
    hides: dict[str, bool] = {}
    for name in said:
        chain: list[str] = []
        at: str | None = name
        while at is not None and at in said and at not in hides:
            hides[at] = False
            chain.append(at)
            own, base = said[at]
            if own is not None:
                answer = own
                break
            at = base
        else:
            answer = at is not None and hides.get(at, False)
        hides.update(dict.fromkeys(chain, answer))
    return frozenset(name for name in hides if hides[name])
