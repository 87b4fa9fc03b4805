"""The same made report written in every format, merges and all."""

from __future__ import annotations

import io
import subprocess
from html import escape
from itertools import groupby
from pathlib import Path
from random import Random

from carried_fonts import font_file
from programs import PROGRAMS

from gip_lint.testing.builder import ReportBuilder, form_named
from gip_lint.testing.draft import Draft
from gip_lint.testing.grid import DrawnCell, Grid
from gip_lint.testing.notations import Headings, Merges, notation_named, write
from gip_lint.testing.sample import random_report

UNEMBEDDED = "STSong-Light"
"""A font that readers of PDF have to do without: it stands in no file."""


def made(form: str = "gip-2021", seed: int = 5) -> ReportBuilder:
    return random_report(form_named(form), Random(seed))


def telling(built: ReportBuilder) -> ReportBuilder:
    """Return the report with prose that tells its figures, truly."""
    applications, cases = built.cells()["applications"], built.cells()["review_litigation"]
    litigations = cases["litigation_direct"]["total"] + cases["litigation_after_reconsideration"]["total"]
    received, forward = applications["new_received"]["total"], applications["carried_forward"]["total"]
    return built.with_prose(
        "applications",
        f"{built.year}年，本机关新收政府信息公开申请{received}件，结转下年度继续办理{forward}件。",
    ).with_prose(
        "review_litigation",
        f"因政府信息公开引起的行政复议{cases['reconsideration']['total']}件、行政诉讼{litigations}件。",
    )


def as_html(
    draft: Draft, *, cell: str = "border:1px solid #000", page: str = "{body}", words: str = "{}"
) -> str:
    """Write a page; *words* is what stands in a cell around its text."""
    body = [f"<h1>{escape(draft.title)}</h1>"]
    body += [f"<p>{escape(text)}</p>" for text in draft.lead]
    for part in draft.parts:
        body.append(f"<h2>{escape(part.heading)}</h2>")
        body += [f"<p>{escape(text)}</p>" for text in part.paragraphs]
        if part.grid:
            body.append(html_table(part.grid, words))
    style = (
        "body{font-size:14px} p{text-indent:2em} table{border-collapse:collapse;width:100%} "
        f"td{{{cell};padding:2px 8px}}"
    )
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>x</title><style>{style}</style></head>\n'
        f"<body>\n{page.format(body=chr(10).join(body))}\n</body></html>\n"
    )


def html_table(grid: Grid, words: str = "{}") -> str:
    rows = []
    for row in grid.rows:
        cells = "".join(
            f"<td{_span('colspan', cell.columns)}{_span('rowspan', cell.rows)}>"
            f"{words.format(escape(cell.text))}</td>"
            for cell in row
        )
        rows.append(f"<tr>{cells}</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _span(name: str, size: int) -> str:
    return f' {name}="{size}"' if size > 1 else ""


def as_docx(draft: Draft) -> bytes:
    from docx import Document

    document = Document()
    document.add_heading(draft.title, 0)
    for text in draft.lead:
        document.add_paragraph(text)
    for part in draft.parts:
        document.add_heading(part.heading, 1)
        for text in part.paragraphs:
            document.add_paragraph(text)
        if part.grid:
            _docx_table(document, part.grid)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _docx_table(document, grid: Grid) -> None:
    """Add a table as Word writes it: a merged cell once a row, with the columns that it spans."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    matrix = grid.matrix()
    width = len(matrix[0])
    begun: dict[tuple[int, int], DrawnCell] = {}
    rows = []
    for y, row in enumerate(matrix):
        cells = []
        for x, cell in enumerate(row):
            if cell is not None:
                begun |= {(x, below): cell for below in range(y + 1, y + cell.rows)}
                cells.append(
                    _docx_cell(cell, '<w:vMerge w:val="restart"/>' if cell.rows > 1 else "", cell.text)
                )
            elif (x, y) in begun:
                cells.append(_docx_cell(begun[x, y], "<w:vMerge/>", ""))
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    columns = f'<w:gridCol w:w="{8640 // width}"/>' * width
    properties = '<w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/>'
    xml = (
        f"<w:tbl {nsdecls('w')}><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def _docx_cell(cell: DrawnCell, merge: str, text: str) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    run = f"<w:r><w:t>{escape(text)}</w:t></w:r>" if text else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p>{run}</w:p></w:tc>"


def as_xlsx(draft: Draft) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    line = 1

    def write(text: str) -> None:
        nonlocal line
        sheet.cell(line, 1, text)
        line += 1

    for text in (draft.title, *draft.lead):
        write(text)
    for part in draft.parts:
        for text in (part.heading, *part.paragraphs):
            write(text)
        if part.grid:
            matrix = part.grid.matrix()
            for y, row in enumerate(matrix):
                for x, cell in enumerate(row):
                    if cell is None:
                        continue
                    held = cell.value if cell.value is not None and cell.text else cell.text or None
                    sheet.cell(line + y, x + 1, held)
                    if cell.rows > 1 or cell.columns > 1:
                        sheet.merge_cells(None, line + y, x + 1, line + y + cell.rows - 1, x + cell.columns)
            line += len(matrix)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_markdown(draft: Draft) -> bytes:
    """Write a table whose every row has all its bars, covered places empty."""
    return write(draft, notation_named("markdown"), Headings.HASHES, Merges.IN_PLACE).encode()


def as_pdf(
    draft: Draft,
    *,
    ruled: bool = True,
    numbered: bool = True,
    repeat: int = 0,
    font: str = UNEMBEDDED,
    page: str = "A5",
) -> bytes:
    """Write a PDF in which tables run over pages and cells wrap, as reportlab lays it out."""
    from reportlab.lib import pagesizes
    from reportlab.lib.colors import black
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    font = chinese_font(font)
    size = getattr(pagesizes, page)
    prose = ParagraphStyle(
        "prose", fontName=font, fontSize=10, leading=15, firstLineIndent=20, wordWrap="CJK"
    )
    label = ParagraphStyle("label", parent=prose, fontSize=7, leading=9, firstLineIndent=0)
    heading = ParagraphStyle("heading", parent=prose, fontSize=12, leading=20)
    story = [Paragraph(escape(draft.title), ParagraphStyle("title", parent=heading, fontSize=14))]
    story += [Paragraph(escape(text), prose) for text in draft.lead]
    for part in draft.parts:
        story.append(Paragraph(escape(part.heading), heading))
        story += [Paragraph(escape(text), prose) for text in part.paragraphs]
        if not part.grid:
            continue
        matrix = part.grid.matrix()
        style = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        if ruled:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, black))
        rows = [[Paragraph(escape(cell.text), label) if cell else "" for cell in row] for row in matrix]
        for y, row in enumerate(matrix):
            for x, cell in enumerate(row):
                if cell is not None and (cell.rows > 1 or cell.columns > 1):
                    style.append(("SPAN", (x, y), (x + cell.columns - 1, y + cell.rows - 1)))
        style += [(f"{side}PADDING", (0, 0), (-1, -1), 2) for side in ("LEFT", "RIGHT")]
        widths = _widths(part.grid.table, len(matrix[0]), size[0] - 64.5)
        story.append(
            Table(rows, widths, style=style, repeatRows=repeat if part.grid.table == "applications" else 0)
        )

    def number(canvas, document) -> None:
        if numbered:
            canvas.setFont(font, 9)
            canvas.drawCentredString(size[0] / 2, 20, f"- {document.page} -")

    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=size, leftMargin=30, rightMargin=30).build(
        story, onFirstPage=number, onLaterPages=number
    )
    return stream.getvalue()


DRAWN = {
    "docx": as_docx,
    "html": lambda draft: as_html(draft).encode(),
    "xlsx": as_xlsx,
    "md": as_markdown,
    "pdf": as_pdf,
}
"""Every format that keeps a table's rows and columns, by its suffix."""


def _widths(table: str, columns: int, room: float) -> list[float]:
    if table == "applications":
        labels = [room * share for share in (0.085, 0.14, 0.255)]
        return [*labels, *[(room - sum(labels)) / (columns - 3)] * (columns - 3)]
    return [room / columns] * columns


def chinese_font(name: str = UNEMBEDDED) -> str:
    """Make a font known to reportlab, a carried one to be put in the file, and return its name."""
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    registerFont(UnicodeCIDFont(name) if name == UNEMBEDDED else TTFont(name, io.BytesIO(font_file(name))))
    return name


def printed(html: str, folder: Path, *, headed: bool = False) -> bytes:
    """Print a page with Chromium."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(html, encoding="utf-8")
    command = [PROGRAMS["chromium"].path, "--headless", "--no-sandbox", "--disable-gpu"]
    command += [f"--user-data-dir={folder}/chromium", f"--print-to-pdf={target}"]
    if not headed:
        command.append("--no-pdf-header-footer")
    subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=120)
    return target.read_bytes()


def converted(data: bytes, suffix: str, kind: str, folder: Path) -> bytes:
    """Convert a document with LibreOffice."""
    source = folder / f"source{suffix}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [PROGRAMS["libreoffice"].path, "--headless", profile]
    command += ["--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / f"source.{kind.partition(':')[0]}").read_bytes()


def lines_of(text: str) -> list[str]:
    """Return the lines of notation with blanks between bars made one."""
    return [key for key, _ in groupby(line.strip() for line in text.splitlines())]
