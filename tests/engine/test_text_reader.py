from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gip_lint.config.configurations import Configurations
from gip_lint.engine.engine import Engine
from gip_lint.plugins.registry import installed_plugins
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.decoding import decode
from gip_lint.readers.discovery import Source
from gip_lint.readers.plain.text import TextReader
from gip_lint.testing import report
from gip_lint_grammar.nodes import Span

TEXT = "某县2023年政府信息公开工作年度报告\r\n一、总体情况\r\n本机关主动公开信息20条。\r\n"
TRADITIONAL = "某縣2023年政府資訊公開工作年度報告\n一、總體情況\n本機關主動公開資訊20條。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_encodings_are_told_apart(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_byte_order_marks(mark):
    assert decode("\ufeff".encode(mark) + TEXT.encode(mark)) == TEXT


def test_big5_is_told_from_gb18030():
    assert decode(TRADITIONAL.encode("big5")) == TRADITIONAL
    assert decode(TRADITIONAL.encode("gb18030")) == TRADITIONAL


def test_plain_ascii_and_nothing():
    assert decode(b"") == ""
    assert decode(b"| 1 | 2 |\n") == "| 1 | 2 |\n"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x00\x01\x02", "NUL"),
        ("年度报告".encode("utf-16-le") + b"a\x00", "NUL"),
        (b"%PDF-1.7\n\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".doc"),
        (b"\xff\xff\xff\xff\x80", "UTF-8"),
        (b"\xff\xfe\x41", "UTF-16"),
        (TEXT.encode("utf-8")[:-4], "UTF-8"),
        (TEXT.encode("utf-8").replace("总".encode(), b"\xe6\x80"), "UTF-8"),
    ],
)
def test_what_cannot_be_decoded_is_refused_by_name(data, word):
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    assert word in caught.value.message.zh
    assert word in caught.value.message.en


def test_damage_is_located():
    data = TEXT.encode("utf-8").replace("总".encode(), b"\xe6\x80")
    with pytest.raises(UnreadableError, match="line 2"):
        decode(data)


def test_damage_is_located_in_gb18030():
    data = TEXT.encode("gb18030").replace(b"\n", b"\n\xff\xff", 1)
    with pytest.raises(UnreadableError, match="GB18030, line 2") as caught:
        decode(data)
    assert "第 2 行" in caught.value.message.zh


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_lines_and_columns_are_those_of_the_text_without_its_mark(encoding):
    notation = TextReader().read(TEXT.encode(encoding))
    start = notation.text.index("总体")
    place = notation.source.location(Span(start, start + 2))
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 3, 2, 5)
    first = notation.source.location(Span(0, 1))
    assert (first.line, first.column) == (1, 1)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        text = decode(data)
    except UnreadableError as error:
        assert error.message.zh
        return
    assert "\x00" not in text


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_findings_do_not_depend_on_line_ends(end):
    lines = [
        "一、总体情况",
        "按照《政府信息公开",
        "条例》编制年度报告，全年公开信息9条，其中会议3条，",
        "文件5条。关于关于公开。<!-- gip-lint: ignore GIP603 -->",
        "做好的的工作,继续推进。",
    ]
    text = report("gip-2021", 2023).text().replace(lines[0], "\n".join(lines), 1)
    engine = Engine(Configurations(isolated=True), installed_plugins())

    def found(text):
        result = engine.check(Source("a.txt", Path("a.txt"), held=text.encode()))
        return [
            (each.rule, each.message, each.location.line, each.location.column) for each in result.findings
        ]

    expected = found(text)
    assert {rule for rule, *_ in expected} >= {"GIP603", "GIP607"}
    assert found(text.replace("\n", end)) == expected
