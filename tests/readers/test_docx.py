import io
import sys
import zipfile

import pytest
from documents import as_docx, as_html, converted, lines_of, made

from gip_lint.api import check
from gip_lint.binding.bind import bind
from gip_lint.model.errors import MissingLibraryError
from gip_lint.plugins.registry import installed_plugins
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.limits import MIB, limits
from gip_lint.readers.office.docx import DocxReader
from gip_lint.testing.scoring import compare

FORMS = ["gip-2019", "gip-2021"]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def document(body: str, *, before: str = "", packed: bool = True, **parts: str) -> bytes:
    """Make a DOCX file of the XML of its body, and of *parts* such as ``numbering``."""
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{RELATION}/{name}" Target="{name}.xml"/>' for name in parts
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{RELATION}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
        )
        archive.writestr("word/document.xml", f"{before}<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return stream.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def notation(body: str, **parts: str) -> list[str]:
    return lines_of(DocxReader().read(document(body, **parts)).text)


def cells_right(data: bytes, built):
    read = DocxReader().read(data)
    score = compare(bind("x.docx", read, installed_plugins().forms), built.cells())
    assert not score.misread
    assert not score.accused
    return read


@pytest.mark.parametrize("form", FORMS)
def test_written_by_python_docx(form):
    built = made(form)
    lines = lines_of(cells_right(as_docx(built.draft()), built).text)
    for part in built.draft().parts:
        assert part.heading in lines
        assert set(part.paragraphs) <= set(lines)


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_written_by_libreoffice(form, tmp_path):
    built = made(form)
    kind = "docx:MS Word 2007 XML"
    cells_right(converted(as_html(built.draft()).encode(), ".html", kind, tmp_path), built)


def test_places_in_words():
    built = made("gip-2021")
    read = DocxReader().read(as_docx(built.draft()))
    (report,) = bind("x.docx", read, installed_plugins().forms)

    def place(table: str, row: str, column: str) -> str | None:
        location = read.source.location(report.tables[table][row, column].span)
        assert location.line is None
        return location.place

    assert place("applications", "processed_total", "natural_person") == (
        "第三部分 表格 「（七）总计」行 ×「自然人」列"
    )
    assert (
        place("disclosure", "licensing", "decisions")
        == "第二部分 表格 「行政许可」行 ×「本年处理决定数量」列"
    )
    assert place("review_litigation", "litigation_direct", "total") == (
        "第四部分 表格 「行政诉讼／未经复议直接起诉／总计」列"
    )
    section = report.sections[0]
    assert read.source.location(section.span).place == "第一部分 标题"


def test_pages_where_the_file_keeps_them():
    body = (
        p("一、总体情况") + "<w:p><w:r><w:t>上页</w:t><w:lastRenderedPageBreak/><w:t>下页</w:t></w:r></w:p>"
    )
    read = DocxReader().read(document(body))
    from gip_lint_grammar.nodes import Span

    at = read.text.index("下页")
    assert read.source.location(Span(at, at + 2)).page == 2
    assert read.source.location(Span(at - 2, at)).page == 1


def test_merged_cells():
    body = table(
        tc("甲", '<w:gridSpan w:val="2"/>') + tc("乙", '<w:vMerge w:val="restart"/>'),
        tc("1") + tc("2") + tc("", "<w:vMerge/>"),
        tc("3", '<w:hMerge w:val="restart"/>') + tc("", '<w:hMerge w:val="continue"/>') + tc("4"),
    )
    assert notation(body) == ["| 甲 | | 乙 |", "| 1 | 2 | |", "| 3 | | 4 |"]


def test_rows_that_begin_further_right():
    row = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("2")
    assert notation(table(tc("1") + tc("x"), row)) == ["| 1 | x |", "| | 2 |"]


def test_a_table_in_a_cell_of_a_layout_table():
    inner = table(tc("规章") + tc("1") + tc("2"), tc("规范") + tc("3") + tc("4"))
    body = table(f"<w:tc>{p('一、总体情况')}{inner}</w:tc>" + tc(""))
    assert notation(body) == ["一、总体情况", "| 规章 | 1 | 2 |", "| 规范 | 3 | 4 |"]


def test_changes_are_accepted():
    body = (
        "<w:p><w:r><w:t>受理</w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>件</w:t></w:r></w:moveTo></w:p>"
    )
    assert notation(body) == ["受理12件"]


def test_a_deleted_end_of_paragraph_joins_two():
    body = p("上半", "<w:rPr><w:del/></w:rPr>") + p("下半")
    assert notation(body) == ["上半下半"]


def test_a_deleted_row():
    gone = "<w:trPr><w:del/></w:trPr>" + tc("旧") + tc("1")
    assert notation(table(tc("甲") + tc("1"), gone, tc("乙") + tc("2"))) == ["| 甲 | 1 |", "| 乙 | 2 |"]


def test_text_boxes_hidden_text_fields_and_breaks():
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing><w:txbxContent>{p('框内')}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{p('框内')}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    body = (
        f"<w:p><w:r><w:t>框外</w:t></w:r>{box}</w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>可见</w:t><w:br/><w:t>换行</w:t></w:r></w:p>"
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>"
        f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
    )
    assert notation(body) == ["框外", "框内", "可见", "换行", "链接", "控件"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("澳门赌场网上开户送彩金", "error"),
        (
            "本机关另有若干事项没有按照规定主动公开，也没有答复申请人的全部来信来访，有关情况已经另行向上级机关"
            "书面报告，此处不再对外说明，请各科室在报送之前认真核对并且删去这一段文字。",
            "warning",
        ),
    ],
)
def test_hidden_text_is_kept_apart_and_reported(text, severity, tmp_path):
    halves = text[:3], text[3:]
    runs = "".join(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{half}</w:t></w:r>" for half in halves)
    built = made()
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(io.BytesIO(as_docx(built.draft()))) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"</w:p>", f"</w:p><w:p>{runs}</w:p>".encode(), 1)
            new.writestr(name, part)
    cells_right(path.read_bytes(), built)
    (finding,) = [each for each in check([path]).findings if each.rule == "GIP604"]
    assert finding.severity.value == severity
    assert text[:4] in finding.message.zh


def test_text_that_a_style_hides_is_not_read():
    def style(kind: str, name: str, based: str, run: str) -> str:
        return (
            f'<w:style w:type="{kind}" w:styleId="{name}"><w:basedOn w:val="{based}"/>'
            f"<w:rPr>{run}</w:rPr></w:style>"
        )

    def run(text: str, properties: str = "") -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"

    styles = "".join(
        [
            style("paragraph", "unseen", "none", "<w:vanish/>"),
            style("paragraph", "below", "unseen", ""),
            style("paragraph", "seen", "unseen", '<w:vanish w:val="0"/>'),
            style("paragraph", "ring", "circle", ""),
            style("paragraph", "circle", "ring", ""),
            style("character", "mark", "none", "<w:vanish/>"),
        ]
    )
    paragraphs = {
        "unseen": run("甲") + run("乙", '<w:vanish w:val="0"/>') + run("丙", '<w:rStyle w:val="mark"/>'),
        "below": run("丁"),
        "seen": run("戊"),
        "ring": run("己") + run("庚", '<w:rStyle w:val="mark"/>'),
    }
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{runs}</w:p>' for name, runs in paragraphs.items()
    )
    assert notation(body, styles=f"<w:styles {W}>{styles}</w:styles>") == ["乙丙", "戊", "己"]


def level(number: int, style: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LEVELS = [
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "bullet", "·"),
]
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{"".join(LEVELS)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
)


def listed(text: str, level: int, key: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>')


def test_numbers_made_by_word():
    body = "".join(
        [
            listed("总体情况", 0),
            listed("主动公开", 1),
            listed("甲", 2),
            listed("乙", 2),
            listed("点", 3),
            listed("依申请公开", 1),
            listed("丙", 2),
            listed("主动公开政府信息情况", 0),
            listed("另起", 0, 2),
            listed("不编号", 0, 0),
        ]
    )
    assert notation(body, numbering=NUMBERING) == [
        "一、总体情况",
        "（一）主动公开",
        "1.甲",
        "2.乙",
        "点",
        "（二）依申请公开",
        "1.丙",
        "二、主动公开政府信息情况",
        "五、另起",
        "不编号",
    ]


def test_numbers_that_come_with_a_style():
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="base">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="head"><w:basedOn w:val="base"/></w:style></w:styles>'
    )
    body = p("总体情况", '<w:pStyle w:val="head"/>') + p("主动公开政府信息情况", '<w:pStyle w:val="head"/>')
    assert notation(body, numbering=NUMBERING, styles=styles) == ["一、总体情况", "二、主动公开政府信息情况"]


@pytest.mark.parametrize(
    ("number", "style", "words"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (21, "japaneseCounting", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (3, "chineseLegalSimplified", "叁"),
        (12, "ideographDigital", "一二"),
        (2, "ideographTraditional", "乙"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "decimalEnclosedParen", "⑶"),
        (12, "decimalFullWidth", "１２"),
        (9, "upperRoman", "IX"),
        (27, "lowerLetter", "aa"),
        (7, "decimal", "7"),
        (7, "none", ""),
        (7, "something else", "7"),
    ],
)
def test_numerals(number, style, words):
    from gip_lint.readers.office.numbering import numeral

    assert numeral(number, style) == words


def test_headers_and_footers_are_kept_apart():
    from docx import Document

    made_document = Document()
    made_document.sections[0].header.paragraphs[0].text = "页眉"
    made_document.sections[0].footer.paragraphs[0].text = "页脚"
    made_document.add_paragraph("正文")
    stream = io.BytesIO()
    made_document.save(stream)
    assert lines_of(DocxReader().read(stream.getvalue()).text) == ["正文"]


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        DocxReader().read(data)
    assert caught.value.message.zh
    return caught.value.message.en


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", b"PK\x05\x06" + bytes(18)])
def test_no_docx(data):
    assert refused(data)


def test_any_cut_is_refused():
    data = as_docx(made("gip-2021").draft())
    for size in range(0, len(data), len(data) // 40):
        assert refused(data[:size])


def test_damage_inside_is_refused_or_read():
    data = bytearray(as_docx(made("gip-2021").draft()))
    for place in range(0, len(data), len(data) // 60):
        spoilt = bytes(data[:place]) + bytes([data[place] ^ 0xFF]) + bytes(data[place + 1 :])
        try:
            DocxReader().read(spoilt)
        except UnreadableError as error:
            assert error.message.zh


def test_an_entity_bomb():
    before = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    assert "DOCTYPE" in refused(document(p("&j;"), before=before + "]>"))


def test_an_outside_entity(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    before = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    assert "secret" not in refused(document(p("&a;"), before=before))


def test_a_packed_bomb():
    data = document("<w:p>" + " " * (limits().max_part_bytes - MIB) + "</w:p>")
    assert "limits.max-compression" in refused(data)
    assert "limits.max-part-bytes" in refused(document(" " * limits().max_part_bytes))


def test_elements_without_end():
    assert "limits.max-xml-depth" in refused(document("<w:sdt>" * 400 + "</w:sdt>" * 400))
    assert "limits.max-nodes" in refused(document("<w:p/>" * (2 * limits().max_nodes + 1), packed=False))


def test_tables_without_end():
    nested = "<w:p/>"
    for _ in range(limits().max_table_nesting + 2):
        nested = table(f"<w:tc>{nested}</w:tc>")
    assert "limits.max-table-nesting" in refused(document(nested))
    wide = table("".join(tc("1", '<w:gridSpan w:val="99999999"/>') for _ in range(2)))
    assert "limits.max-columns" in refused(document(wide))
    long = table(*["<w:tc/>" * 500] * (limits().max_table_cells // 500 + 1))
    assert "limits.max-table-cells" in refused(document(long))


def test_more_parts_than_the_limit():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(limits().max_package_parts + 1):
            archive.writestr(f"{number}", b"")
    assert "limits.max-package-parts" in refused(stream.getvalue())


def test_a_missing_library_is_named_with_the_command_that_installs_it(monkeypatch, tmp_path, capsys):
    from gip_lint.cli.main import main

    path = tmp_path / "x.docx"
    path.write_bytes(as_docx(made("gip-2021").draft()))
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(MissingLibraryError):
        check(path, isolated=True)
    assert main(["check", str(path)]) == 2
    assert 'pip install "gip-lint[docx]"' in capsys.readouterr().err


def test_where_pictures_stand():
    picture = (
        '<w:r><w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<a:blip/></a:graphic></w:drawing></w:r>"
    )
    read = DocxReader().read(document(f"<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p>{picture}</w:p><w:p/>"))
    assert (read.text, read.pictures) == ("甲\n", (2,))


def test_a_file_embedded_whole_is_refused_and_not_passed_over():
    from zipfile import ZipFile

    stream = io.BytesIO()
    with ZipFile(io.BytesIO(as_docx(made().draft()))) as package, ZipFile(stream, "w") as changed:
        for name in package.namelist():
            part = package.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:body>", b'<w:body><w:altChunk w:id="1"/>')
            changed.writestr(name, part)
    with pytest.raises(UnreadableError, match="altChunk"):
        DocxReader().read(stream.getvalue())


def test_styles_of_tables_are_left_out_and_the_others_are_not(tmp_path):
    import zipfile

    from gip_lint.readers.package import Package

    styles = (
        '<w:styles xmlns:w="urn:w"><w:style w:type="paragraph" w:styleId="a"/>'
        '<w:style w:type="table" w:styleId="b"><w:tblStylePr w:type="firstRow"/></w:style>{}'
        '<w:style w:type="character" w:styleId="c"/></w:styles>'
    )
    for more, kept in (("", ["a", "c"]), ("<!-- w:style -->", ["a", "b", "c"])):
        path = tmp_path / "a.docx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("styles.xml", styles.format(more))
        package = Package(path.read_bytes(), "docx")
        root = package.xml("styles.xml", (b'<w:style w:type="table"', b"</w:style>"))
        assert [style.get("{urn:w}styleId") for style in root] == kept


def test_what_is_struck_out_is_not_said_and_a_raised_number_points_to_a_note():
    def run(text: str, properties: str = "") -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"

    raised = run("1", '<w:vertAlign w:val="superscript"/>')
    struck = run("7", "<w:strike/>") + run("8", "<w:dstrike/>")
    kept = run("12", '<w:strike w:val="0"/>')
    assert notation(f"<w:p>{struck}{kept}{raised}</w:p>") == ["12¹"]
