import io
import re
import zlib

import pytest
from carried_fonts import IN_BOTH_FONTS
from documents import UNEMBEDDED, as_docx, as_html, as_pdf, converted, lines_of, made, printed
from hypothesis import given
from hypothesis import strategies as st

from gip_lint.api import check
from gip_lint.binding.bind import bind
from gip_lint.plugins.registry import installed_plugins
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.limits import limits
from gip_lint.readers.pdf import pages
from gip_lint.readers.pdf.lines import words_of
from gip_lint.readers.pdf.reader import PdfReader
from gip_lint.readers.pdf.spacing import Spacing
from gip_lint.testing.scoring import compare
from gip_lint_grammar.nodes import Span

pytest.importorskip("pypdfium2")
FORMS = ["gip-2019", "gip-2021"]
BROKEN = ["1px dotted", "1px dashed", "2px dashed"]
PRODUCED = (
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "0", "0", "0"),
    ("行政规范性文件", "1437", "2", "3160"),
)


def cells_right(data: bytes, built):
    notation = PdfReader().read(data)
    score = compare(bind("x.pdf", notation, installed_plugins().forms), built.cells())
    assert not score.misread
    assert not score.accused
    return notation


@pytest.mark.parametrize("typeface", [UNEMBEDDED, "song"])
@pytest.mark.parametrize("form", FORMS)
def test_tables_over_several_pages(form, typeface):
    built = made(form)
    notation = cells_right(as_pdf(built.draft(), font=typeface), built)
    lines = lines_of(notation.text)
    assert built.draft().title in lines
    assert not [line for line in lines if re.fullmatch(r"- \d+ -", line)]
    for part in built.draft().parts:
        assert part.heading in lines
        for paragraph in part.paragraphs:
            assert paragraph in lines


def test_repeated_header_rows_are_dropped():
    built = made("gip-2019")
    text = cells_right(as_pdf(built.draft(), repeat=3), built).text
    assert text.count("商业企业") == 1


@IN_BOTH_FONTS
@pytest.mark.slow
@pytest.mark.chromium
@pytest.mark.parametrize("style", ["dotted", "dashed"])
def test_labels_that_wrap_between_broken_lines_are_whole(style, tmp_path):
    css = "@page{size:A5} td{font-size:14px}</style>"
    html = as_html(made("gip-2019").draft(), cell=f"border:1px {style} #000").replace("</style>", css)
    assert set(_rules_of(printed(html, tmp_path), tmp_path)) == {
        finding.rule for finding in check_text(html, tmp_path)
    }


@IN_BOTH_FONTS
@pytest.mark.slow
@pytest.mark.chromium
def test_a_label_that_may_stand_in_the_row_above_is_not_missed(tmp_path):
    css = "@page{size:A4} td{font-size:12px;padding:4px}</style>"
    html = as_html(made("gip-2019").draft(), cell="border-bottom:1px solid #000").replace("</style>", css)
    accused = set(_rules_of(printed(html, tmp_path), tmp_path)) - {"GIP205"}
    assert accused == {finding.rule for finding in check_text(html, tmp_path)} - {"GIP205"}


@IN_BOTH_FONTS
@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("form", "style", "narrow"),
    [
        ("gip-2021", "Light List", False),
        ("gip-2019", "Normal Table", False),
        ("gip-2021", "Light Shading", True),
    ],
)
def test_a_table_in_part_or_not_ruled_is_not_accused_of_more_than_its_document(form, style, narrow, tmp_path):
    """A Light List has lines between the cells of every other row; without lines figures wrap unseen."""
    from docx import Document
    from docx.shared import Mm

    document = Document(io.BytesIO(as_docx(made(form).draft())))
    for table in document.tables:
        table.style = document.styles[style]
    if narrow:
        section = document.sections[0]
        section.page_width, section.page_height = Mm(148), Mm(210)
        section.left_margin = section.right_margin = Mm(12)
    path = tmp_path / "a.docx"
    document.save(path)
    due = {finding.rule for finding in check(path, isolated=True).findings}
    data = converted(path.read_bytes(), ".docx", "pdf", tmp_path)
    assert set(_rules_of(data, tmp_path)) - due <= {"GIP205"}


def test_a_row_without_lines_between_its_cells_is_parted_where_the_others_are(tmp_path):
    rows = [
        ["信息内容", "本年处理决定数量", "本年增减"],
        ["行政许可", "8908", "31"],
        ["其他对外管理服务事项", "457", "0"],
    ]

    def draw(canvas):
        from documents import chinese_font

        canvas.setFont(chinese_font(), 12)
        canvas.drawString(50, 790, "二、主动公开政府信息情况")
        for at in range(4):
            canvas.line(50, 760 - 30 * at, 500, 760 - 30 * at)
        for x in (50, 500):
            canvas.line(x, 760, x, 670)
        for x in (200, 350):
            canvas.line(x, 760, x, 730)
            canvas.line(x, 700, x, 670)
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                canvas.drawString(60 + 150 * x, 740 - 30 * y, text)

    text = PdfReader().read(_drawn(draw)).text
    assert "| 行政许可 | 8908 | 31 |" in lines_of(text)


@pytest.mark.parametrize("typeface", [UNEMBEDDED, "song"])
@pytest.mark.parametrize("form", FORMS)
def test_tables_without_ruling_lines(form, typeface):
    built = made(form)
    cells_right(as_pdf(built.draft(), ruled=False, font=typeface), built)


def test_places_are_pages_and_words():
    built = made("gip-2021").with_cell("applications", "processed_total", "natural_person", 7777)
    data = as_pdf(built.draft())
    notation = PdfReader().read(data)
    (report,) = bind("x.pdf", notation, installed_plugins().forms)
    cell = report.applications["processed_total", "natural_person"]
    place = notation.source.location(cell.span)
    assert place.line is None
    assert place.page == _page_of("7777", data)
    assert place.place == "第三部分 表格 「（七）总计」行 ×「自然人」列"
    assert notation.source.edit_span(cell.span) is None


def _page_of(word: str, data: bytes) -> int:
    for page in pages.read_pages(data):
        if word in "".join(each.text for each in page.characters):
            return page.number
    raise AssertionError(word)


@IN_BOTH_FONTS
@pytest.mark.slow
@pytest.mark.chromium
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "cell",
    [
        "border:1px solid #000",
        "border:0",
        "border:1px dotted #000",
        "border:1px dashed #999",
        "border:2px dashed #999",
    ],
)
def test_printed_by_chromium(form, cell, tmp_path):
    built = made(form)
    cells_right(printed(as_html(built.draft(), cell=cell), tmp_path), built)


@pytest.mark.slow
@pytest.mark.chromium
def test_printed_with_address_and_page_number(tmp_path):
    built = made("gip-2021")
    text = cells_right(printed(as_html(built.draft()), tmp_path, headed=True), built).text
    assert "file:" not in text


@IN_BOTH_FONTS
@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_written_by_libreoffice(form, tmp_path):
    built = made(form)
    cells_right(converted(as_docx(built.draft()), ".docx", "pdf", tmp_path), built)


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        PdfReader().read(data)
    assert caught.value.message.zh
    return caught.value.message.en


def _drawn(draw) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw_heading(canvas, height, text):
    """Begin what is written on a page with a heading."""
    from documents import chinese_font

    canvas.setFont(chinese_font(), 12)
    canvas.drawString(50, height, text)


def _draw_rows(canvas, top, rows, edges, *, ruled=True):
    """Draw rows of cells between *edges*, from *top* downwards; a row of one cell runs across."""
    for at, row in enumerate(rows):
        height = top - 30 * at
        own = edges if len(row) > 1 else [edges[0], edges[-1]]
        for edge, text in zip(own, row, strict=False):
            canvas.drawString(edge + 10, height - 20, text)
        if ruled:
            canvas.grid(own, [height, height - 30])


def test_a_scan_is_said_to_hold_pictures_only(tmp_path):
    from PIL import Image

    picture = tmp_path / "scan.png"
    Image.new("L", (60, 80), 128).save(picture)
    data = _drawn(lambda canvas: canvas.drawImage(str(picture), 0, 0, 500, 700))
    assert "pictures only" in refused(data)
    path = tmp_path / "scan.pdf"
    path.write_bytes(data)
    (finding,) = check(path, isolated=True).findings
    assert finding.rule == "GIP001"
    assert "只含图片" in finding.message.zh


def test_nothing_on_the_page():
    assert "no text" in refused(_drawn(lambda canvas: None))


def test_encrypted():
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret"))
    canvas.drawString(10, 10, "x" * 50)
    canvas.save()
    assert "password" in refused(stream.getvalue())


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n" + b"\x00\xff" * 999, b"hello"]
)
def test_no_pdf(data):
    assert "damaged" in refused(data)


def test_a_broken_cross_reference_table_is_rebuilt():
    built = made("gip-2021")
    data = as_pdf(built.draft())
    broken = re.sub(rb"startxref\s+\d+", b"startxref\n7", data)
    assert broken != data
    cells_right(broken, built)


def test_any_cut_is_read_or_refused():
    data = as_pdf(made("gip-2021").draft())
    for size in range(0, len(data), len(data) // 25):
        try:
            PdfReader().read(data[:size])
        except UnreadableError as error:
            assert error.message.zh


@pytest.mark.parametrize("times", [1, 2])
def test_a_packed_bomb_is_not_unpacked(times):
    packed = zlib.compress(b" " * (limits().max_stream_bytes + 1), 9)
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    filters = b" ".join([b"/FlateDecode"] * times)
    assert "limits.max-stream-bytes" in refused(_one_page(packed, b"/Filter [" + filters + b"]"))


def _one_page(stream: bytes, entries: bytes = b"") -> bytes:
    return _file(_PAGE + b"/Contents 4 0 R>>", _stream(stream, entries))


_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"


def _stream(data: bytes, entries: bytes) -> bytes:
    return b"<</Length %d %b>>stream\n%b\nendstream" % (len(data), entries, data)


def _file(*objects: bytes, pages: int = 1) -> bytes:
    tree = b"<</Type/Pages/Kids[%b]/Count %d>>" % (b"3 0 R " * pages, pages)
    body = [b"<</Type/Catalog/Pages 2 0 R>>", tree, *objects]
    numbered = [b"%d 0 obj%b endobj\n" % at for at in enumerate(body, 1)]
    return b"%PDF-1.4\n" + b"".join(numbered) + b"trailer<</Root 1 0 R>>\n%%EOF"


_NOWHERE = (
    b"<</Type/Font/Subtype/Type0/BaseFont/Nowhere/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/Nowhere/DW 1000/W[1 95 350 814 939 350]"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R>>",
    b"<</Type/FontDescriptor/FontName/Nowhere/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -120/CapHeight 700/StemV 80>>",
)
"""A font that no machine has, in which figures and letters are 0.35 of the size wide."""


def _in_nowhere(operators: bytes) -> bytes:
    page = _PAGE + b"/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>"
    return _file(page, _stream(b"BT /F 10 Tf " + operators + b" ET", b""), *_NOWHERE)


def _edges(characters) -> list[float]:
    return [edge for each in characters for edge in (each.left, each.right)]


def test_a_font_that_is_not_in_the_file_is_as_wide_as_the_file_says():
    """A machine without it has another font in its place, or none that has these characters."""
    text = "业1" * 3 + "业"
    codes = "".join(f"<{ord(each):04x}> Tj " for each in text).encode()
    lines = b"".join(b"1 0 0 1 50 %d Tm %b" % (y, codes) for y in range(700, 500, -20))
    (page,) = pages.read_pages(_in_nowhere(lines))
    assert len(page.characters) == 10 * len(text)
    assert _edges(page.characters[:3]) == pytest.approx([50, 60, 60, 63.5, 63.5, 73.5], abs=0.01)
    assert {round(each.size, 2) for each in page.characters} == {10}


def test_characters_that_a_glyph_is_said_to_be_stand_side_by_side():
    text = "".join(f"{ord(each):04x}" for each in "业1业业").encode()
    span = b"/Span<</ActualText<feff%b>>>BDC <4e1a4e1a4e1a> Tj EMC" % text
    (page,) = pages.read_pages(
        _in_nowhere(b"1 0 0 1 50 700 Tm <%b> Tj " % (text * 5) + b"1 0 0 1 50 600 Tm " + span)
    )
    assert _edges(page.characters[-4:]) == pytest.approx([50, 60, 60, 63.5, 63.5, 73.5, 73.5, 83.5], abs=0.01)


def test_endless_ruling_lines():
    lines = b"".join(b"0 %d m 500 %d l S\n" % (y % 800, y % 800) for y in range(limits().max_strokes + 1))
    assert "limits.max-strokes" in refused(_one_page(lines))


def test_forms_that_draw_themselves_take_no_more_than_their_memory():
    form = b"/Resources<</XObject<</F 5 0 R>>>>"
    data = _file(
        _PAGE + form + b"/Contents 4 0 R>>",
        _stream(b"/F Do", b""),
        _stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + form),
    )
    assert "limits.pdf-memory-bytes" in refused(data)
    built = made("gip-2019")
    cells_right(as_pdf(built.draft()), built)


def test_more_pages_than_the_limit():
    pages_over = limits().max_pages + 1
    assert "limits.max-pages" in refused(_file(_PAGE + b">>", pages=pages_over))


@pytest.mark.parametrize("ruled", [True, False])
def test_a_finding_names_the_box_of_its_cell_on_the_page(ruled, tmp_path):
    built = made("gip-2021").with_cell("applications", "new_received", "natural_person", 7777)
    path = tmp_path / "report.pdf"
    path.write_bytes(as_pdf(built.draft(), ruled=ruled))
    notation = PdfReader().read(path.read_bytes())
    at = notation.text.index("7777")
    location = notation.source.location(Span(at, at + 4))
    left, top, right, bottom = location.box
    page = pages.read_pages(path.read_bytes())[location.page - 1]
    inside = "".join(
        each.text
        for each in page.characters
        if left <= each.middle[0] <= right and top <= each.middle[1] <= bottom
    )
    assert "7777" in inside
    assert 0 <= left < right <= page.width
    assert 0 <= top < bottom <= page.height


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_lie_on_their_side(turn):
    from pypdfium2 import PdfDocument

    built = made()
    document = PdfDocument(as_pdf(built.draft()))
    for page in document:
        page.set_rotation(turn)
    stream = io.BytesIO()
    document.save(stream)
    cells_right(stream.getvalue(), built)


def _rules_of(data: bytes, tmp_path) -> dict[str, list]:
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    found: dict[str, list] = {}
    for finding in check(path, isolated=True).findings:
        found.setdefault(finding.rule, []).append(finding)
    return found


SUMS_AND_LABELS = {"GIP109", "GIP110", "GIP201", "GIP202", "GIP203", "GIP204", "GIP206"}


@IN_BOTH_FONTS
@pytest.mark.slow
@pytest.mark.chromium
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "style",
    [
        "table{table-layout:fixed}",
        "table{table-layout:fixed} td{overflow:hidden}",
        "table{table-layout:fixed} td{overflow:hidden;white-space:nowrap}",
        "table{width:900px!important} @page{margin:5mm!important}",
        "td{border:0!important}",
    ],
)
def test_what_a_narrow_page_cuts_off_is_doubted(form, style, tmp_path):
    built = made(form)
    before = {each.rule for each in check_text(as_html(built.draft()), tmp_path)}
    style = f"@page{{size:A5;margin:8mm}} {style}</style>"
    data = printed(as_html(built.draft()).replace("</style>", style), tmp_path)
    accused = {rule for rule in _rules_of(data, tmp_path) if rule in SUMS_AND_LABELS}
    assert accused <= before


@IN_BOTH_FONTS
@pytest.mark.slow
@pytest.mark.chromium
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("page", "table"),
    [
        ("A5", "font-size:9px;padding:6px;text-align:center"),
        ("A5", "font-size:12px;padding:1px;border-bottom:1px solid #ccc"),
        ("A5", "font-size:14px;padding:4px"),
        ("A4", "font-size:14px;padding:0;text-align:center"),
        ("A4 landscape", "font-size:14px;padding:2px;text-align:right"),
        ("letter", "font-size:13px;padding:0;border-right:1px solid #ccc"),
    ],
)
def test_no_table_is_accused_because_nothing_is_ruled(form, page, table, tmp_path):
    built = made(form)
    html = as_html(built.draft(), cell="border:0")
    before = {each.rule for each in check_text(html, tmp_path)}
    style = f"@page{{size:{page};margin:10mm}} td{{{table}}}</style>"
    found = _rules_of(printed(html.replace("</style>", style), tmp_path), tmp_path)
    grave = {rule for rule, each in found.items() if any(one.severity.value != "info" for one in each)}
    assert grave <= before


@pytest.mark.parametrize(("gap", "sure"), [(30, True), (6, True), (0.5, False)])
def test_figures_side_by_side_without_a_line_between_are_two(gap, sure):
    """Draw the columns of a table without ruling lines farther from and closer to one another."""
    rows = [("行政许可", "1139", "1523"), ("行政处罚", "207", "384"), ("行政强制", "21", "12")]

    def draw(canvas):
        from documents import chinese_font

        font = chinese_font()
        canvas.setFont(font, 12)
        canvas.drawString(50, 760, "二、主动公开政府信息情况")
        edge = 200 + canvas.stringWidth("1139", font, 12)
        for at, (label, first, second) in enumerate(rows):
            canvas.drawString(50, 720 - 20 * at, label)
            canvas.drawRightString(edge, 720 - 20 * at, first)
            canvas.drawString(edge + gap, 720 - 20 * at, second)

    notation = PdfReader().read(_drawn(draw))
    lines = lines_of(notation.text)
    assert "| 行政许可 | 1139 | 1523 |" in lines
    doubted = {span.text(notation.text).strip(" |") for span in notation.doubtful}
    assert ("1139" not in doubted and "1523" not in doubted) is sure


@pytest.mark.parametrize("typeface", ["Times-Roman", "Helvetica", "Courier"])
def test_words_of_letters_are_parted(typeface):
    def draw(canvas):
        canvas.setFont(typeface, 12)
        canvas.drawString(50, 700, "AV Wall, Form No. 12 of the Annual Report")

    assert PdfReader().read(_drawn(draw)).text.strip() == "AV Wall, Form No. 12 of the Annual Report"


MERGED = (
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "0", "0", "0"),
    ("行政规范性文件", "1437", "20", "-316"),
    ("行政许可", "447228"),
    ("行政处罚", "3,985"),
    ("行政强制", "增83"),
    ("行政事业性收费", "412.36"),
)
"""Rows of three figures, and of one in a cell that is as wide as three."""


def _draw_one_by_one(canvas, x, y, text, font, gap, *, align=0.0):
    """Draw every character for itself; *x* is the left edge of the text, its middle or its right edge."""
    name, size = font
    widths = [canvas.stringWidth(each, *font) + gap * size for each in text]
    canvas.setFont(name, size)
    x -= align * (sum(widths) - gap * size)
    for character, width in zip(text, widths, strict=True):
        canvas.drawString(x, y, character)
        x += width


def _drawn_apart(rows, edges, gap, *, ruled, typeface=UNEMBEDDED, size=10, align=0.0) -> bytes:
    """Draw a table digit by digit; the last cell of a row goes on to the right edge."""

    def draw(canvas):
        from documents import chinese_font

        font = chinese_font(typeface), size
        _draw_heading(canvas, 790, "二、主动公开政府信息情况")
        for at, row in enumerate(rows):
            top = 760 - 30 * at
            own = [*edges[: len(row)], edges[-1]]
            for number, text in enumerate(row):
                left, right = own[number] + 8, own[number + 1] - 8
                if number:
                    x = left + align * (right - left)
                    _draw_one_by_one(canvas, x, top - 20, text, font, gap, align=align)
                else:
                    canvas.setFont(*font)
                    canvas.drawString(left, top - 20, text)
            if ruled:
                canvas.grid(own, [top, top - 30])

    return _drawn(draw)


def _doubted_figures(notation) -> list[str]:
    doubted = (span.text(notation.text).strip(" |") for span in notation.doubtful)
    return [text for text in doubted if re.search(r"\d", text)]


@pytest.mark.parametrize("typeface", [UNEMBEDDED, "song"])
@pytest.mark.parametrize("align", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("gap", [-0.1, 0, 0.03, 0.1, 0.25, 0.4])
@pytest.mark.parametrize("ruled", [True, False])
def test_figures_that_are_drawn_one_by_one_are_whole(ruled, gap, align, typeface):
    """Browsers draw them so where their font has outlines as a PostScript font has, and WPS at all times."""
    data = _drawn_apart(
        MERGED, [50, 200, 310, 420, 530], gap, ruled=ruled, typeface=typeface, align=align, size=9
    )
    notation = PdfReader().read(data)
    rows = [re.sub(r"[| ]+", " ", line).strip() for line in lines_of(notation.text)]
    assert [row for row in rows if re.search(r"\d", row)] == [" ".join(row) for row in MERGED[1:]]
    assert not _doubted_figures(notation)


@pytest.mark.parametrize("white", [0, 0.02, 0.05, 0.2, 0.4])
@pytest.mark.parametrize("gap", [0, 0.04, 0.2])
def test_figures_of_two_columns_that_are_drawn_one_by_one_are_not_joined_for_certain(gap, white):
    rows = [("规章", "1139", "1523"), ("行政许可", "207", "384"), ("行政处罚", "0", "0"), ("收费", "21", "5")]

    def draw(canvas):
        from documents import chinese_font

        font = chinese_font(), 10
        _draw_heading(canvas, 760, "二、主动公开政府信息情况")
        edge = 250
        for at, (label, first, second) in enumerate(rows):
            y = 720 - 20 * at
            canvas.setFont(*font)
            canvas.drawString(50, y, label)
            _draw_one_by_one(canvas, edge, y, first, font, gap, align=1.0)
            _draw_one_by_one(canvas, edge + 10 * white, y, second, font, gap)
        for at in range(3):
            canvas.drawString(50, 620 - 20 * at, "其他")
            canvas.drawString(238, 620 - 20 * at, "3")
            canvas.drawString(254, 620 - 20 * at, "41")

    notation = PdfReader().read(_drawn(draw))
    doubted = _doubted_figures(notation)
    for label, first, second in rows:
        (line,) = [line for line in lines_of(notation.text) if label in line]
        figures = re.findall(r"[\d ]+(?= \|)", line)
        assert [each.strip() for each in figures] == [first, second] or all(
            each.strip() in doubted for each in figures
        )


def test_a_figure_below_the_labels_of_two_columns_is_doubted():
    """Nothing but the labels says that 14474 and 25758 are two, in the one row that there is."""
    places = (50, 130, 210, 290, 320)
    labels, figures = ("维持", "纠正", "其他", "未结", "总计"), ("0", "998", "112", "14474", "25758")

    def draw(canvas):
        from documents import chinese_font

        font = chinese_font("song"), 12
        _draw_heading(canvas, 790, "四、政府信息公开行政复议、行政诉讼情况")
        for x, label, figure in zip(places, labels, figures, strict=True):
            canvas.setFont(*font)
            for y in (750, 735):
                canvas.drawString(x, y, label)
            _draw_one_by_one(canvas, x, 715, figure, font, 0)

    notation = PdfReader().read(_drawn(draw))
    assert "| | 0 | 998 | 112 | 1447425758 |" in lines_of(notation.text)
    assert "1447425758" in _doubted_figures(notation)


def test_rows_around_say_whether_a_gap_parts_two_figures():
    """Nothing in the file is set as wide as the 12, and the 3 and the 4 are as close."""

    def draw(canvas):
        _draw_heading(canvas, 760, "二、主动公开政府信息情况")
        for at, (first, second) in enumerate(("55", "63", "34", "77")):
            canvas.drawString(50, 720 - 20 * at, "行政许可")
            for x, figure in ((200, first), (320, second), (420, "8"), (429, "9")):
                if at == 2 or x < 420:
                    canvas.drawString(x, 720 - 20 * at, figure)
            if at != 2:
                canvas.drawString(420, 720 - 20 * at, "0")

    notation = PdfReader().read(_drawn(draw))
    assert "| 行政许可 | 3 | 4 | 89 |" in lines_of(notation.text)
    assert not _doubted_figures(notation)


@pytest.mark.parametrize(("ruled", "read"), [(True, "| 行政许可 | 8 7 | 16 |"), (False, None)])
def test_a_blank_that_is_drawn_in_a_figure_is_not_lost(ruled, read):
    rows = (
        ("信息内容", "件数", "次数"),
        ("规章", "12", "14"),
        ("行政许可", "8 7", "16"),
        ("收费", "99", "3"),
    )

    def draw(canvas):
        _draw_heading(canvas, 790, "二、主动公开政府信息情况")
        _draw_rows(canvas, 760, rows, [50, 200, 350, 500], ruled=ruled)

    notation = PdfReader().read(_drawn(draw))
    (line,) = [line for line in lines_of(notation.text) if "行政许可" in line]
    assert "87" not in line
    assert read is None or line == read


def test_a_figure_that_goes_on_over_a_ruling_line_is_doubted():
    rows = (("信息内容", "件数", "次数"), ("规章", "123456789", "0"), ("行政许可", "8", "16"))
    notation = PdfReader().read(_drawn_apart(rows, [50, 200, 260, 320], 0.3, ruled=True))
    assert "| 行政许可 | 8 | 16 |" in lines_of(notation.text)
    doubted = re.sub(r"\D", "", "".join(_doubted_figures(notation)))
    assert sorted(doubted) == sorted("1234567890")


@pytest.mark.parametrize("kern", [-100, 0, 80, 250])
def test_figures_that_are_drawn_in_one_go_are_parted_where_a_column_ends(kern):
    """Kern figures within their text, which moves on to the next column in the same go."""

    def shown(figure):
        return f" {-kern} ".join(f"<{ord(each):04x}>" for each in figure)

    rows = (("412", "0", "36"), ("15", "108", "7"), ("0", "0", "0"), ("9", "1290", "22"))
    lines = b""
    for at, row in enumerate(rows):
        label = "".join(f"{ord(each):04x}" for each in "行政许可")
        text = f"[<{label}> -1800 " + " -1800 ".join(shown(each) for each in row) + "] TJ"
        lines += b"1 0 0 1 50 %d Tm %b " % (700 - 20 * at, text.encode())
    notation = PdfReader().read(_in_nowhere(lines))
    assert [line.split(" | ")[1:] for line in lines_of(notation.text)] == [
        [*row[:2], f"{row[2]} |"] for row in rows
    ]


@given(
    figures=st.lists(
        st.lists(st.integers(0, 99_999) | st.just(0), min_size=4, max_size=4), min_size=3, max_size=6
    ),
    gap=st.floats(-0.1, 0.45),
    width=st.floats(0.45, 1.0),
    white=st.floats(1.1, 6.0),
    jitter=st.floats(0.0, 0.012),
    draws=st.randoms(use_true_random=False),
)
def test_digits_are_joined_by_the_gaps_of_their_file(figures, gap, width, white, jitter, draws):
    """Set digits as wide and as far apart as you like: what no column parts is one figure."""

    def line(row):
        x = 0.0
        for figure in row:
            for digit in str(figure):
                yield pages.Character(digit, x, 0.0, x + 10 * width, 10.0, 10.0, 9.0, draws.randint(1, 99))
                x += 10 * (width + gap + draws.uniform(-jitter, jitter))
            x += 10 * white

    rows = [list(line(row)) for row in ([12_345, 1139, 7, 0], *figures)]
    spacing = Spacing.of(rows)
    for row, due in zip(rows[1:], figures, strict=True):
        words = words_of(row, spacing)
        assert [word.text for word in words] == [str(each) for each in due]
        assert not any(word.joint is not None for word in words)


def test_stops_that_are_set_closer_than_they_are_wide_are_not_drawn_over_one_another():
    def draw(canvas):
        _draw_heading(canvas, 780, "二、主动公开政府信息情况")
        _draw_rows(canvas, 760, [("信息内容", "件数"), ("", "5")], [50, 250, 450])
        for x, text in zip((60, 72, 78, 84, 96), "》、（一）", strict=True):
            canvas.drawString(x, 710, text)

    notation = PdfReader().read(_drawn(draw))
    assert "| 》、（一） | 5 |" in lines_of(notation.text)
    assert not [span for span in notation.doubtful if "》" in span.text(notation.text)]


@pytest.mark.parametrize("bare", [0, 1])
def test_a_table_goes_on_where_lines_on_its_left_are_missing_on_a_page(bare):
    """Where a merged cell fills a page, its lines touch no other; *bare* is the page without them."""
    edges = [50, 120, 250, 350, 450]

    def draw(canvas):
        for page, top in enumerate((140, 780)):
            _draw_heading(canvas, top + 20, "" if page else "三、收到和处理申请情况")
            _draw_rows(canvas, top, [("予以公开", "1", "1"), ("部分公开", "2", "2")], edges[1:])
            if page != bare:
                canvas.grid(edges[:2], [top, top - 60])
            canvas.showPage()

    lines = lines_of(PdfReader().read(_drawn(draw)).text)
    assert lines[1:] == 2 * ["| | 予以公开 | 1 | 1 |", "| | 部分公开 | 2 | 2 |"]


def check_text(html: str, folder):
    path = folder / "whole.html"
    path.write_text(html, encoding="utf-8")
    return check(path, isolated=True).findings


def test_a_figure_that_a_cell_cuts_off_is_said_to_be_doubtful(tmp_path):
    """Draw the total beyond the edge of its cell, as a browser does that clips."""
    built = made("gip-2021")
    rows = [
        [["行政复议", 5]],
        [[label, 1] for label in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")],
        [[label, 1] for label in ("37270", "0", "0", "0", "372")],
    ]

    def draw(canvas):
        from documents import chinese_font

        canvas.setFont(chinese_font(), 12)
        heading = next(part.heading for part in built.draft().parts if "诉讼" in part.heading)
        canvas.drawString(50, 780, heading)
        for at in range(4):
            canvas.line(50, 750 - 30 * at, 450, 750 - 30 * at)
        for at in range(6):
            canvas.line(50 + 80 * at, 750 if at in (0, 5) else 720, 50 + 80 * at, 660)
        for y, row in enumerate(rows):
            x = 50
            for text, span in row:
                right = x + 80 * span
                canvas.drawRightString(right - (0 if text == "372" else 20), 730 - 30 * y, text)
                x = right

    notation = PdfReader().read(_drawn(draw))
    doubted = [span.text(notation.text).strip(" |") for span in notation.doubtful]
    assert [text for text in doubted if text.isdigit()] == ["372"]
    (finding,) = _rules_of(_drawn(draw), tmp_path).get("GIP205", [None])
    assert finding is not None
    assert "没有显示完整" in finding.message.zh
    assert not SUMS_AND_LABELS & {"GIP204"} & _rules_of(_drawn(draw), tmp_path).keys()


@pytest.mark.parametrize(("step", "hanging"), [(14, True), (40, False)])
def test_words_that_hang_over_the_lower_edge_of_a_table_belong_to_its_last_cells(step, hanging):
    def draw(canvas):
        from documents import chinese_font

        canvas.setFont(chinese_font(), 12)
        for y in (750, 720, 700):
            canvas.line(50, y, 250, y)
        for x in (50, 150, 250):
            canvas.line(x, 750, x, 700)
        for x, label in ((60, "自然"), (160, "总")):
            canvas.drawString(x, 730, "收到和处理"[:4])
            canvas.drawString(x, 704, label)
        canvas.drawString(60, 704 - step, "人")
        canvas.drawString(160, 704 - step, "计")
        canvas.drawString(50, 600, "五、存在的主要问题及改进情况，以及其他需要报告的事项")

    lines = lines_of(PdfReader().read(_drawn(draw)).text)
    assert ("| 自然人 | 总计 |" in lines) is hanging
    assert "五、存在的主要问题及改进情况，以及其他需要报告的事项" in lines


@pytest.mark.parametrize("closed", [False, True])
def test_words_go_on_below_a_cell_whose_lower_edge_is_not_drawn(closed):
    def draw(canvas):
        from documents import chinese_font

        canvas.setFont(chinese_font(), 12)
        for y in (750, 720, *([703] if closed else [])):
            canvas.line(50, y, 250, y)
        for x in (50, 150, 250):
            canvas.line(x, 750, x, 703)
        canvas.drawString(60, 730, "申请人情况")
        canvas.drawString(160, 730, "合计")
        canvas.drawString(60, 707, "自然")
        canvas.drawString(160, 707, "总计")
        canvas.drawString(60, 691, "人")
        canvas.drawString(50, 600, "五、存在的主要问题及改进情况，以及其他需要报告的事项")

    lines = lines_of(PdfReader().read(_drawn(draw)).text)
    assert ("| 自然人 | 总计 |" in lines) is not closed
    assert ("| 自然 | 总计 |" in lines) is closed


@pytest.mark.parametrize(
    ("size", "words", "pictured"), [((400, 200), "", True), ((40, 40), "", False), ((400, 200), "印", False)]
)
def test_a_picture_in_the_place_of_a_table_is_said_to_be_one(size, words, pictured, tmp_path):
    from PIL import Image

    image = tmp_path / "table.png"
    Image.new("L", (60, 80), 128).save(image)
    draft = made().draft()
    parts = [part for part in draft.parts if part.heading.startswith(("三", "四"))]

    def draw(canvas):
        from documents import chinese_font

        canvas.setFont(chinese_font(), 12)
        for y in (800, 785, 770, 755):
            canvas.drawString(50, y, "本报告所列数据的统计期限为一年，自当年一月一日起至十二月三十一日止。")
        canvas.drawString(50, 700, parts[0].heading)
        canvas.drawImage(str(image), 50, 450, *size)
        canvas.drawString(200, 500, words)
        canvas.drawString(50, 400, parts[1].heading)
        canvas.drawString(50, 370, "五、存在的主要问题及改进情况")
        canvas.drawString(50, 340, "六、其他需要报告的事项")

    missing = _rules_of(_drawn(draw), tmp_path)["GIP106"]
    said = [each.cell.table for each in missing if "图片" in each.message.zh]
    assert said == (["applications"] if pictured else [])


@pytest.mark.parametrize("stagger", [0, 5])
def test_two_columns_of_prose_are_read_one_after_the_other(stagger):
    first = "本机关依法公开各类信息，及时答复群众申请，做到应公开尽公开，不断完善工作制度，加强队伍建设。"
    second = "下一步将围绕重点领域，拓展公开渠道，规范办理程序，提升解读质量，回应社会关切，接受群众监督。"

    def draw(canvas):
        from documents import chinese_font

        canvas.setFont(chinese_font(), 12)
        canvas.drawString(50, 760, "一、总体情况" + "（本部分分两栏排印，先左后右，由上而下）" * 2)
        for x, y, text in ((50, 730, first), (320, 730 - stagger, second)):
            for at in range(0, len(text), 18):
                canvas.drawString(x, y - at, text[at : at + 18])
        canvas.drawString(50, 660, "二、主动公开政府信息情况")
        canvas.drawString(50, 640, "六、其他需要报告的事项")

    lines = lines_of(PdfReader().read(_drawn(draw)).text)
    assert first in lines
    assert second in lines
    assert lines.index(first) < lines.index(second) < lines.index("二、主动公开政府信息情况")


@IN_BOTH_FONTS
@pytest.mark.slow
@pytest.mark.chromium
@pytest.mark.parametrize("page", ["A4", "A5"])
def test_prose_that_is_printed_in_two_columns_is_not_accused(page, tmp_path):
    prose = "我局落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，完善制度，提高质量。"
    html = as_html(made().draft()).replace("<h2>二", f"<div>{f'<p>{prose}</p>' * 5}</div><h2>二")
    before = {each.rule for each in check_text(html, tmp_path)}
    style = f"@page{{size:{page}}} div{{columns:2;column-gap:24px}}</style>"
    data = printed(html.replace("</style>", style), tmp_path)
    assert _rules_of(data, tmp_path).keys() <= before
    assert PdfReader().read(data).text.count(prose) == 5


@pytest.mark.parametrize("ruled", [True, False])
def test_figures_that_a_page_break_parts_from_their_ends_are_doubted(ruled):
    ends, edges = ("", "5", "", "6"), [50, 160, 270, 380, 490]

    def draw(canvas):
        _draw_heading(canvas, 180, "二、主动公开政府信息情况")
        _draw_rows(canvas, 160, PRODUCED, edges, ruled=ruled)
        canvas.showPage()
        _draw_heading(canvas, 600, "三、收到和处理政府信息公开申请情况")
        _draw_rows(canvas, 780, [ends], edges, ruled=ruled)

    notation = PdfReader().read(_drawn(draw))
    (report,) = bind("x.pdf", notation, installed_plugins().forms, year=2023)
    cells = report.disclosure.cells
    row = "normative_documents"
    assert [cells[row, column].sure for column in ("issued", "in_force")] == [False, False]
    assert cells["regulations", "issued"].sure
    if ruled:
        assert [cells[row, column].value for column in ("issued", "repealed", "in_force")] == [
            14375,
            2,
            31606,
        ]


@pytest.mark.parametrize(("first", "end", "doubted"), [("768", "26", True), ("7", "26", False)])
def test_figures_that_are_broken_beside_a_label_that_wraps_are_doubted(first, end, doubted):
    lines = [
        ("二、上年结转", "0", "0", "1"),
        ("一、本年新收政府信", "0", first, first),
        ("息公开申请数量", "", end, end),
    ]

    def draw(canvas):
        _draw_heading(canvas, 790, "三、收到和处理政府信息公开申请情况")
        for at, (label, *figures) in enumerate(lines):
            for x, text in zip((50, 250, 350, 450), (label, *figures), strict=True):
                canvas.drawString(x, 760 - 15 * at - (at > 0) * 15, text)

    notation = PdfReader().read(_drawn(draw))
    assert (first in _doubted_figures(notation)) is doubted


@pytest.mark.parametrize("drawn_over", [True, False])
def test_a_label_over_which_other_words_are_drawn_is_not_accused(drawn_over, tmp_path):
    rows = (("信息内容", "本年处理决定数量"), ("行政许可", "5"), ("行政处罚", "12"), ("行政强致", "3"))

    def draw(canvas):
        _draw_heading(canvas, 800, "二、主动公开政府信息情况")
        _draw_rows(canvas, 780, rows, [50, 250, 450])
        if drawn_over:
            canvas.drawString(64, 760 - 30 * 3 + 2, "之和）")
        _draw_heading(canvas, 600, "三、收到和处理政府信息公开申请情况")

    path = tmp_path / "a.pdf"
    path.write_bytes(_drawn(draw))
    accused = [finding.rule for finding in check(path, year=2023, select=["GIP109"]).findings]
    assert accused == ([] if drawn_over else ["GIP109"])


def test_a_heading_of_one_cell_that_is_repeated_is_no_part_of_the_row_above():
    rows = (
        ("第二十条第（六）项",),
        ("信息内容", "本年处理决定数量"),
        ("行政处罚", "12"),
        ("行政强制", "3"),
    )

    edges = [50, 250, 450]

    def draw(canvas):
        _draw_heading(canvas, 200, "二、主动公开政府信息情况")
        _draw_rows(canvas, 180, rows, edges)
        canvas.showPage()
        _draw_heading(canvas, 600, "三、收到和处理政府信息公开申请情况")
        _draw_rows(canvas, 780, [rows[0], ("", "")], edges)

    notation = PdfReader().read(_drawn(draw))
    assert "| 行政强制 | 3 |" in lines_of(notation.text)
    assert notation.text.count("第二十条") == 1


def test_figures_that_a_spoilt_row_may_go_on_are_doubted():
    edges = [50, 160, 270, 380, 490]

    def draw(canvas):
        _draw_heading(canvas, 180, "二、主动公开政府信息情况")
        _draw_rows(canvas, 160, PRODUCED, edges)
        canvas.showPage()
        _draw_heading(canvas, 600, "三、收到和处理政府信息公开申请情况")
        _draw_rows(canvas, 780, [("件", "5", "", "6")], edges)
        canvas.drawString(62, 762, "之和）")

    (report,) = bind("x.pdf", PdfReader().read(_drawn(draw)), installed_plugins().forms, year=2023)
    cells = [report.disclosure.cells["normative_documents", column] for column in ("issued", "in_force")]
    assert [cell.sure for cell in cells] == [False, False]
