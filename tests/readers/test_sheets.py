import io
import zipfile

import pytest
from documents import as_xlsx, lines_of, made
from test_docx import PACKAGE, RELATION

from gip_lint.api import check
from gip_lint.binding.bind import bind
from gip_lint.plugins.registry import installed_plugins
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.limits import limits
from gip_lint.readers.office.xlsx import XlsxReader
from gip_lint.readers.plain.delimited import DelimitedReader
from gip_lint.testing.scoring import compare
from gip_lint_grammar.nodes import Span

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(sheet: str, *, packed: bool = True, **parts: str) -> bytes:
    relations = "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/{name}" Target="{name}.xml"/>' for name in parts
    )
    relations += f'<Relationship Id="r1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{S}"><sheets><sheet name="年报" id="r1"/></sheets></workbook>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{S}">{sheet}</worksheet>')
        for name, xml in parts.items():
            archive.writestr(f"xl/{name}.xml", xml)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["gip-2019", "gip-2021"])
def test_a_report_in_a_workbook(form):
    built = made(form)
    read = XlsxReader().read(as_xlsx(built.draft()))
    (report,) = bind("x.xlsx", read, installed_plugins().forms)
    score = compare([report], built.cells())
    assert not score.misread
    assert not score.accused
    lines = lines_of(read.text)
    for part in built.draft().parts:
        assert part.heading in lines
    place = read.source.location(report.applications["processed_total", "total"].span).place
    assert place is not None
    assert place.startswith("工作表「Sheet」 J")
    assert place.endswith("「（七）总计」行 ×「总计」列")


def test_values_as_they_are_shown():
    sheet = (
        '<sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>7730.2799999999997</v></c>'
        '<c r="C2" t="inlineStr"><is><r><t>增</t></r><r><t>0</t></r></is></c><c r="D2"><v>12</v></c>'
        '<c r="E2" t="s"><v>99</v></c></row></sheetData>'
    )
    strings = f'<sst xmlns="{S}"><si><t>规章</t><rPh><t>拼音</t></rPh></si></sst>'
    assert lines_of(XlsxReader().read(workbook(sheet, sharedStrings=strings)).text) == [
        "| 规章 | 7730.28 | 增0 | 12 |"
    ]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234, "#,##0", "1234"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0"),
        (-5, "0_);[Red](0)", "-5"),
        (12.0000001, "0", "12"),
        (2.5, "0", "3"),
        (-0.2, "0", "0"),
        (353.456, "#,##0.00", "353.46"),
        (0.155, "0%", "16%"),
        (0.155, "0.0%", "15.5%"),
        (12, '0"件"', "12件"),
        (353.5, 'General"万元"', "353.5万元"),
        (35340, '0!.0,"万元"', "35340"),
        (35340, "#,##0,", "35340"),
        (1e20, "General", "1e+20"),
        (7, ";;;", "7"),
        (0.5, "# ?/?", "0.5"),
        (45322, 'yyyy"年"m"月"d"日"', "2024年1月31日"),
        (45322, "[$-804]yyyy/m/d;@", "2024/1/31"),
        (45322, 'yyyy"年"m"月"', "2024年1月"),
        (45322.75, "yyyy-mm-dd hh:mm:ss", "2024/1/31"),
        (0.75, "hh:mm", "0.75"),
        (1.75, "[h]:mm", "1.75"),
        (-1, "yyyy/m/d", "-1"),
    ],
)
def test_numbers_as_their_format_shows_them(value, code, shown):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["规章", value, 1])
    book.active["B1"].number_format = code
    stream = io.BytesIO()
    book.save(stream)
    assert lines_of(XlsxReader().read(stream.getvalue()).text) == [f"| 规章 | {shown} | 1 |"]


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["日期", 43860, 1])
    book.active["B1"].number_format = "yyyy/m/d"
    stream = io.BytesIO()
    book.save(stream)
    assert lines_of(XlsxReader().read(stream.getvalue()).text) == ["| 日期 | 2024/1/31 | 1 |"]


def test_a_number_typed_as_text_is_the_same_figure(tmp_path):
    """Excel keeps an apostrophe before a figure as a mark of the cell, and not in its text."""
    from openpyxl import load_workbook

    built = made()
    book = load_workbook(io.BytesIO(as_xlsx(built.draft())))
    for row in book.active:
        for cell in row:
            if isinstance(cell.value, int | float):
                cell.value, cell.quotePrefix = str(cell.value), True
    stream = io.BytesIO()
    book.save(stream)
    (report,) = bind("x.xlsx", XlsxReader().read(stream.getvalue()), installed_plugins().forms)
    assert not compare([report], built.cells()).misread


@pytest.mark.parametrize("code", ["#,##0.00", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0_ "])
def test_a_number_format_changes_no_finding(code, tmp_path):
    from openpyxl import load_workbook

    data = as_xlsx(made().draft())
    book = load_workbook(io.BytesIO(data))
    for row in book.active:
        for cell in row:
            cell.number_format = code
    plain, formatted = tmp_path / "plain.xlsx", tmp_path / "formatted.xlsx"
    plain.write_bytes(data)
    book.save(formatted)
    found = [[each.rule for each in check(path, isolated=True).findings] for path in (plain, formatted)]
    assert found[0] == found[1]


def test_hidden_sheets_are_left_aside():
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "可见的一句话"
    hidden = book.create_sheet("藏")
    hidden["A1"] = "藏"
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert lines_of(XlsxReader().read(stream.getvalue()).text) == ["可见的一句话"]


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        XlsxReader().read(data)
    assert caught.value.message.zh
    return caught.value.message.en


def test_hidden_columns_are_left_aside():
    cells = "".join(
        f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in zip("ABCD", ["规章", "7", "8", "3"])
    )
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" hidden="0"/></cols>'
    read = XlsxReader().read(workbook(f'{columns}<sheetData><row r="1">{cells}</row></sheetData>'))
    assert "| 规章 | | | 3 |" in lines_of(read.text)


def test_a_formula_is_read_by_its_value_and_refused_without():
    row = (
        '<sheetData><row r="2"><c r="A2"><f>SUM(C2:D2)</f>{}</c><c r="B2" t="str"><f>A1</f><v></v></c>'
        '<c r="C2"><v>3</v></c></row></sheetData>'
    )
    assert lines_of(XlsxReader().read(workbook(row.format("<v>7</v>"))).text) == ["| 7 | | 3 |"]
    for value in ("", "<v/>"):
        assert "A2 holds a formula" in refused(workbook(row.format(value)))


def test_hostile_workbooks():
    cells = "".join("<row><c><v>1</v></c></row>" for _ in range(limits().max_table_cells + 1))
    assert "limits.max-table-cells" in refused(workbook(f"<sheetData>{cells}</sheetData>", packed=False))
    wide = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="ZZZ1"><v>1</v></c></row></sheetData>'
    assert "limits.max-columns" in refused(workbook(wide))
    merged = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row></sheetData>'
    merged += '<mergeCells><mergeCell ref="B1:XFD1048576"/></mergeCells>'
    assert "limits.max-columns" in refused(workbook(merged))
    assert "limits.max-part-bytes" in refused(workbook(" " * limits().max_part_bytes))
    assert refused(b"PK\x03\x04")


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_fields(delimiter, encoding):
    text = (
        delimiter.join(["规章", '"1,2"', "3", ""])
        + "\r\n"
        + delimiter.join(['"规""范"', "4", "5", "6"])
        + "\r\n"
    )
    read = DelimitedReader().read(text.encode(encoding))
    assert lines_of(read.text) == ["| 规章 | 1,2 | 3 | |", '| 规"范 | 4 | 5 | 6 |']
    start = read.text.index("5")
    place = read.source.location(Span(start, start + 1))
    assert (place.line, place.column) == (2, text.splitlines()[1].index("5") + 1)
    assert read.source.edit_span(Span(start, start + 1)) == Span(text.index("5"), text.index("5") + 1)


def test_a_report_in_csv():
    built = made("gip-2021")
    rows = [line.strip("| ").split(" | ") for line in built.text("rows-leading").splitlines()]
    text = "\n".join(",".join(f'"{field}"' for field in row) for row in rows)
    read = DelimitedReader().read(text.encode())
    assert not compare(bind("x.csv", read, installed_plugins().forms), built.cells()).misread


def test_fields_without_end():
    with pytest.raises(UnreadableError, match=r"limits\.max-table-cells"):
        DelimitedReader().read(b"1," * (limits().max_table_cells + 1))
    with pytest.raises(UnreadableError, match=r"limits\.max-columns"):
        DelimitedReader().read(b"1," * (limits().max_columns + 1))


@pytest.mark.parametrize("data", [b"", b'"', b'"a', b'a"b,c', b"\r\r\n\n", b",,,", b'"a"b,c'])
def test_scraps(data):
    DelimitedReader().read(data)
