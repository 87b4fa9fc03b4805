"""The same report in every format gives the same cells and the same findings; archives and misnamed files."""

import io
import os
import zipfile
from collections import Counter
from email.encoders import encode_base64, encode_quopri
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart

import pytest
from carried_fonts import IN_BOTH_FONTS
from documents import (
    as_docx,
    as_html,
    as_pdf,
    as_xlsx,
    converted,
    html_table,
    made,
    printed,
)

from gip_lint.api import check, extract
from gip_lint.model.finding import CellKey
from gip_lint.readers.catalogue import LATER
from gip_lint.readers.limits import DEFAULTS, limits
from gip_lint.readers.office import legacy


def broken():
    """A report that breaks rules of arithmetic, structure and prose."""
    built = made("gip-2021")
    built = built.with_cell("applications", "processed_total", "natural_person", 7777)
    built = built.with_cell("review_litigation", "reconsideration", "total", 5555)
    built = built.with_cell("disclosure", "licensing", "decisions", None)
    built = built.without_row("applications", "rejected_excessive")
    built = built.with_label("applications", "其他法律行政止公开", row="denied_prohibited_by_law")
    return built.with_prose(built.form.parts[0].key, "2023年，本机关受理政府信息公开申请9999件。")


def findings_of(path) -> list[tuple[str, CellKey | None]]:
    return sorted(
        ((each.rule, each.cell) for each in check(path, isolated=True).findings),
        key=lambda pair: (pair[0], str(pair[1])),
    )


def cells_of(path):
    (report,) = extract(path, isolated=True)
    return {cell.key: cell.value for table in report.tables.values() for cell in table}


def same(path, tmp_path, *, broken_over_pages=False) -> None:
    """Hold a file against the report as text; where pages break, what stands there is not accused of all."""
    plain = tmp_path / "plain.txt"
    plain.write_text(broken().text("rows-leading"), encoding="utf-8")
    assert cells_of(path) == cells_of(plain)
    found, due = findings_of(path), findings_of(plain)
    assert (Counter(found) <= Counter(due)) if broken_over_pages else (found == due)
    assert len(found) > 4


WRITERS = {
    "docx": as_docx,
    "html": lambda draft: as_html(draft).encode(),
    "htm": lambda draft: as_html(draft).replace("utf-8", "gb2312").encode("gb18030"),
    "pdf": as_pdf,
    "xlsx": as_xlsx,
}


@pytest.mark.parametrize("suffix", WRITERS)
def test_same_cells_and_findings(suffix, tmp_path):
    path = tmp_path / f"report.{suffix}"
    path.write_bytes(WRITERS[suffix](broken().draft()))
    same(path, tmp_path)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_same_in_other_encodings(encoding, tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(broken().text("rows-leading").encode(encoding))
    same(path, tmp_path)


@pytest.mark.slow
@pytest.mark.chromium
@IN_BOTH_FONTS
@pytest.mark.parametrize("height", [3000, 297], ids=["one page", "several"])
def test_same_as_chromium_prints_it(height, tmp_path):
    path = tmp_path / "report.pdf"
    style = f"@page{{size:210mm {height}mm}}</style>"
    path.write_bytes(printed(as_html(broken().draft()).replace("</style>", style), tmp_path))
    same(path, tmp_path, broken_over_pages=height < 3000)


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["pdf", "doc:MS Word 97", "rtf:Rich Text Format", "odt"])
def test_same_as_libreoffice_writes_it(kind, tmp_path):
    path = tmp_path / f"report.{kind.partition(':')[0]}"
    path.write_bytes(converted(as_docx(broken().draft()), ".docx", kind, tmp_path))
    same(path, tmp_path, broken_over_pages=kind == "pdf")


def in_one_table(draft) -> str:
    """Give each line of prose and each row of the tables a row of one table, as a saved sheet has them."""
    rows = []
    for texts, grid in (
        ((draft.title, *draft.lead), None),
        *(((part.heading, *part.paragraphs), part.grid) for part in draft.parts),
    ):
        rows += [f"<tr><td colspan=15>{text}</td></tr>" for text in texts]
        if grid:
            rows += html_table(grid).splitlines()[1:-1]
    return f"<table>{''.join(rows)}</table>"


def test_a_report_whole_in_one_table_is_read_as_a_sheet_is(tmp_path):
    path = tmp_path / "report.html"
    path.write_text(in_one_table(broken().draft()), encoding="utf-8")
    same(path, tmp_path)


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made_archive:
        for name, data in files.items():
            made_archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def test_an_archive_is_walked(tmp_path):
    draft = broken().draft()
    path = tmp_path / "reports.zip"
    path.write_bytes(
        archive(
            **{
                "云溪__b.html": as_html(draft).encode(),
                "云溪__a.docx": as_docx(draft),
                "c.txt": b"",
                ".hidden.txt": b"",
                "picture.png": b"",
                "more.zip": b"",
            }
        )
    )
    result = check(path, isolated=True)
    assert result.files == 4
    assert {head.path for head in result.reports if head.form} == {
        f"{path}/云溪/a.docx",
        f"{path}/云溪/b.html",
    }
    (nested,) = [each for each in result.findings if each.path.endswith("more.zip")]
    assert nested.rule == "GIP001"
    assert check(tmp_path, isolated=True).files == 4


def test_names_in_an_archive_from_a_chinese_system(tmp_path):
    data = archive(**{"AAAA.txt": b"x"}).replace(b"AAAA", "年报".encode("gb18030"))
    path = tmp_path / "reports.zip"
    path.write_bytes(data)
    (finding,) = {each.path for each in check(path, isolated=True).findings if each.rule == "GIP002"}
    assert finding == f"{path}/年报.txt"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello"])
def test_a_damaged_archive(data, tmp_path):
    path = tmp_path / "reports.zip"
    path.write_bytes(data)
    (finding,) = check(path, isolated=True).findings
    assert finding.rule == "GIP001"
    assert "ZIP" in finding.message.en


def test_bombs_in_archives(tmp_path):
    path = tmp_path / "reports.zip"
    path.write_bytes(
        archive(**{"a.txt": bytes(limits().max_file_bytes + 1), "b.txt": b" " * (8 << 20), "c.txt": b"x"})
    )
    result = check(path, isolated=True)
    unread = [each.message.en for each in result.findings if each.rule == "GIP001"]
    assert len(unread) == 2
    assert "limits.max-file-bytes" in unread[0]
    assert "limits.max-compression" in unread[1]


def test_too_many_members(tmp_path):
    path = tmp_path / "reports.zip"
    path.write_bytes(archive(**{f"{n}": b"" for n in range(limits().max_archive_members + 1)}))
    (finding,) = check(path, isolated=True).findings
    assert "limits.max-archive-members" in finding.message.en


@pytest.mark.parametrize(
    ("name", "suffix"), [("page.doc", "html"), ("old.wps", "docx"), ("x.unknown", "pdf"), ("x.docx", "html")]
)
def test_a_file_is_known_by_what_it_holds(name, suffix, tmp_path):
    path = tmp_path / name
    path.write_bytes(WRITERS[suffix](broken().draft()))
    same(path, tmp_path)


def test_old_files_without_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setattr(legacy, "_PROGRAMS", ("no such program",))
    path = tmp_path / "old.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (finding,) = check(path, isolated=True).findings
    assert finding.rule == "GIP001"
    assert ".docx" in finding.message.zh
    assert "LibreOffice" in finding.message.zh


def test_an_encrypted_document(tmp_path):
    path = tmp_path / "secret.docx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    (finding,) = check(path, isolated=True).findings
    assert "password" in finding.message.en


@pytest.mark.slow
@pytest.mark.libreoffice
def test_what_libreoffice_cannot_convert(tmp_path):
    path = tmp_path / "old.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(2000))
    assert check(path, isolated=True).findings[0].rule in ("GIP001", "GIP002")


@pytest.mark.parametrize("later", LATER, ids=lambda later: later.name)
def test_readers_that_are_imported_later_are_what_they_say(later):
    reader = later.load()
    assert (reader.name, reader.suffixes) == (later.name, later.suffixes)


def test_no_heavy_library_is_imported_for_a_text():
    import subprocess
    import sys

    program = (
        "import sys; from gip_lint.api import check; check('一、总体情况\\n二、\\n');"
        "print({'lxml', 'selectolax', 'pypdfium2', 'gip_lint.readers.html.reader'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_every_limit_is_documented():
    from pathlib import Path

    documented = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    for name, value in DEFAULTS._asdict().items():
        shown = f"{value // (1 << 20):,} MiB" if name.endswith("_bytes") else f"{value:,}"
        assert f"| `{name.replace('_', '-')}` | {shown} |" in documented


def test_parse_takes_one_file_of_an_archive(tmp_path, capsys):
    from gip_lint.cli.main import main

    path = tmp_path / "reports.zip"
    path.write_bytes(archive(**{"a.txt": "一、总体情况\n".encode()}))
    assert main(["parse", "--notation", str(path)]) == 0
    assert capsys.readouterr().out == "一、总体情况\n"
    path.write_bytes(archive(**{"a.txt": b"x", "b.txt": b"y"}))
    assert main(["parse", str(path)]) == 2
    assert "2" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["html", "docx", "pdf"])
def test_standard_input_is_known_by_what_it_holds(suffix, tmp_path):
    import subprocess
    import sys

    data = WRITERS[suffix](broken().draft())
    command = [sys.executable, "-m", "gip_lint", "extract", "--isolated", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    assert b"gip-2021" in done.stdout


def saved_whole(page: bytes, encoding: str, *, charset: str = "", frame: bytes = b"") -> bytes:
    """Save a page in one file, as browsers and Word do, perhaps with the page around its frame."""
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "=?utf-8?Q?=E5=B9=B4=E6=8A=A5?="
    for content in filter(None, (frame, page)):
        part = MIMENonMultipart("text", "html", **({"charset": charset} if charset else {}))
        part.set_payload(content)
        {"base64": encode_base64, "quoted-printable": encode_quopri}[encoding](part)
        message.attach(part)
    message.attach(MIMEImage(b"\x89PNG", "png"))
    return message.as_bytes()


@pytest.mark.parametrize("suffix", ["mht", "mhtml", "doc"])
@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("quoted-printable", "utf-8"),
        ("quoted-printable", "gb2312"),
        ("base64", "gb2312"),
        ("base64", "utf-16-le"),
    ],
)
def test_a_page_saved_whole(suffix, encoding, charset, tmp_path):
    path = tmp_path / f"report.{suffix}"
    codec = "gb18030" if charset == "gb2312" else charset
    page = as_html(broken().draft()).replace("utf-8", charset).encode(codec)
    named = "unicode" if charset == "utf-16-le" else charset
    frame = '<p>云溪市人民政府</p><iframe src="cid:x"></iframe>'.encode(codec)
    path.write_bytes(saved_whole(page, encoding, charset=named, frame=frame))
    same(path, tmp_path)
    finding = next(each for each in check(path, isolated=True).findings if each.rule == "GIP201")
    assert finding.location.line is None
    assert finding.location.place.startswith("第三部分 表格")


@pytest.mark.parametrize(
    "data", [b"", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"]
)
def test_a_page_saved_whole_and_damaged(data, tmp_path):
    path = tmp_path / "report.mht"
    path.write_bytes(data)
    (finding,) = check(path, isolated=True).findings
    assert finding.rule == "GIP001"
    assert "MHT" in finding.message.en


def test_parts_within_parts_without_end(tmp_path):
    path = tmp_path / "report.mht"
    nested = "".join(f"Content-Type: multipart/related; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    path.write_text(f"MIME-Version: 1.0\n{nested}", encoding="utf-8")
    assert [each.rule for each in check(path, isolated=True).findings] == ["GIP001"]


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls:MS Excel 97", "ods", "html"])
def test_a_workbook_as_libreoffice_saves_it(kind, tmp_path):
    suffix = kind.partition(":")[0]
    path = tmp_path / f"report.{suffix}"
    path.write_bytes(converted(as_xlsx(broken().draft()), ".xlsx", kind, tmp_path))
    same(path, tmp_path)


def test_an_old_workbook_without_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setattr(legacy, "_PROGRAMS", ())
    path = tmp_path / "report.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600) + "Workbook".encode("utf-16-le"))
    (finding,) = check(path, isolated=True).findings
    assert (finding.rule, ".xlsx" in finding.message.zh) == ("GIP001", True)
