"""From pages that only draw to notation: the way through this package, one step to a module.

The characters of a page stand in its ruled tables or on the lines around them. Of the lines, headers and
footers are left out, those in columns are aligned tables, and the others are prose. Then the pages become one
text: tables that go on on the next page are joined, and lines make paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gip_lint.model.finding import Rectangle
from gip_lint.readers.notation.writing import NotationWriter, Piece
from gip_lint.readers.pdf.aligned_tables import with_aligned_tables
from gip_lint.readers.pdf.continued_tables import doubt_figures_at_breaks, joined, runs_on
from gip_lint.readers.pdf.headers_and_footers import without_headers_and_footers
from gip_lint.readers.pdf.lines import Line, in_lines, line_of, parted_by_space
from gip_lint.readers.pdf.page_parts import DrawnTable, Item, Picture, Sheet
from gip_lint.readers.pdf.pages import Page
from gip_lint.readers.pdf.paragraphs import Margins, column_by_column
from gip_lint.readers.pdf.ruled_tables import ruled_tables
from gip_lint.readers.pdf.spacing import Spacing
from gip_lint_grammar.lazy import lazy_pattern

_NARROWEST_PICTURE = 90.0
"""How wide a picture must be to show a table, in points: emblems and icons are smaller."""
_LOWEST_PICTURE = 45.0
"""How high it must be: a rule or a banner is lower."""
_BAR = lazy_pattern(r"[|｜│┃]")

_Block = DrawnTable | Picture | list[Line]
"""What is written at once; lines are those of a paragraph."""


def write_pages(pages: Sequence[Page], writer: NotationWriter) -> None:
    """Write what stands on *pages*. Raises UnreadableError where a table is larger than the limits."""
    spacing = Spacing.of(line for page in pages for line in in_lines(page.characters))
    sheets = without_headers_and_footers([_sheet(page, spacing) for page in pages])
    sheets = [with_aligned_tables(column_by_column(sheet)) for sheet in sheets]
    items = [_in_order(sheet) for sheet in sheets]
    doubt_figures_at_breaks(items)
    for block in _blocks((item for page in items for item in page), Margins(sheets)):
        if isinstance(block, DrawnTable):
            writer.table(block.cells)
        elif isinstance(block, Picture):
            writer.paragraph([Piece("", page=block.page, picture=True)])
        else:
            writer.paragraph(_pieces(block))


def _sheet(page: Page, spacing: Spacing) -> Sheet:
    tables, outside = ruled_tables(page, spacing)
    lines = [line_of(page.number, characters, spacing) for characters in in_lines(outside)]
    return Sheet(page, lines, tables)


def _in_order(sheet: Sheet) -> list[Item]:
    """Return what stands on a page, from top to bottom."""
    placed: list[tuple[float, Item]] = [
        (line.baseline if line.order is None else line.order, line) for line in sheet.lines
    ]
    placed += [(table.top, table) for table in sheet.tables]
    placed += [
        (box[1], Picture(sheet.page.number))
        for box in sheet.page.pictures
        if _may_show_table(sheet.page, box)
    ]
    return [item for _, item in sorted(placed, key=lambda place: place[0])]


def _may_show_table(page: Page, picture: Rectangle) -> bool:
    """Return whether a picture is large enough and has no text upon it."""
    left, top, right, bottom = picture
    large = right - left >= _NARROWEST_PICTURE and bottom - top >= _LOWEST_PICTURE
    return large and not any(
        left <= each.middle[0] <= right and top <= each.middle[1] <= bottom for each in page.characters
    )


def _blocks(items: Iterable[Item], margins: Margins) -> Iterator[_Block]:
    """Join what runs on; a picture stands behind the block that it interrupts."""
    held: DrawnTable | list[Line] | None = None
    pictures: list[Picture] = []
    for item in items:
        if isinstance(item, Picture):
            pictures.append(item)
        elif isinstance(item, DrawnTable) and isinstance(held, DrawnTable) and runs_on(held, item):
            held = joined(held, item)
        elif isinstance(item, Line) and isinstance(held, list) and margins.runs_on(held[-1], item):
            held.append(item)
        else:
            if held is not None:
                yield held
            yield from pictures
            pictures = []
            held = item if isinstance(item, DrawnTable) else [item]
    if held is not None:
        yield held
    yield from pictures


def _pieces(lines: Iterable[Line]) -> list[Piece]:
    """Return the words of a paragraph; what a table without bars or ruling lines left behind is doubtful."""
    pieces: list[Piece] = []
    for line in lines:
        text = line.text
        if pieces and parted_by_space(pieces[-1].text, text):
            text = " " + text
        doubtful = len(line.parts) > 1 or not _BAR.search(text)
        pieces.append(Piece(text, page=line.page, box=line.box, doubtful=doubtful))
    return pieces
