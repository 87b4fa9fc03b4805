import pytest
from hypothesis import given
from hypothesis import strategies as st

from gip_lint import api
from gip_lint.engine.suppressions import read_directive
from gip_lint.model.notation import Comment
from gip_lint.readers.comments import notation_of
from gip_lint_grammar.nodes import Span

TABLE = """\
某县2023年政府信息公开工作年度报告
一、总体情况
主动公开信息20条。
二、主动公开政府信息情况
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 0 | 0 | 0 |
| 行政规范性文件 | 1 | 0 | 2.5 |
"""


def codes(text, *select, **given):
    result = api.check(text, select=[*select, "GIP006", "GIP007"], **given)
    return [(finding.rule, finding.location.line) for finding in result.findings]


def test_a_directive_on_a_line_of_its_own_is_for_what_follows():
    text = "关于关于公开。\n<!-- gip-lint: ignore GIP603 -->\n关于关于公开。\n关于关于公开。\n"
    assert codes(text, "GIP603") == [("GIP603", 1), ("GIP603", 4)]
    again = text.replace("-->\n", "-->\n\n\n")
    assert codes(again, "GIP603") == [("GIP603", 1), ("GIP603", 6)]


def test_what_follows_may_be_a_paragraph_broken_into_lines():
    first = "本年度全县各级行政机关认真贯彻落实政府信息公开条例的规定，主动公开政"
    text = f"<!-- gip-lint: ignore GIP603 -->\n{first}\n府信息，关于关于公开的安排已印发。\n关于关于公开。\n"
    assert codes(text, "GIP603") == [("GIP603", 4)]


def test_a_directive_at_the_end_of_a_line_is_for_the_line():
    text = "关于关于公开。<!-- gip-lint: ignore repeated-words -->\n关于关于公开。\n"
    assert codes(text, "GIP603") == [("GIP603", 2)]
    rows = TABLE.replace("| 2.5 |", "| 2.5 | <!-- gip-lint: ignore GIP206 -->")
    assert codes(TABLE, "GIP206") == [("GIP206", 7)]
    assert codes(rows, "GIP206") == []


def test_a_directive_in_a_cell_is_for_the_cell():
    own = TABLE.replace("| 2.5 |", "| 2.5 <!-- gip-lint: ignore GIP206 --> |")
    other = TABLE.replace("| 1 | 0 |", "| 1 <!-- gip-lint: ignore GIP206 --> | 0 |")
    assert codes(own, "GIP206") == []
    assert codes(other, "GIP206") == [("GIP006", 7), ("GIP206", 7)]


@pytest.mark.parametrize("line", range(5, 8))
def test_a_directive_between_rows_neither_breaks_the_table_nor_is_read_as_text(line):
    lines = TABLE.splitlines()
    lines.insert(line - 1, "<!-- gip-lint: ignore GIP206 -- 原表如此 -->")
    text = "\n".join(lines)
    (report,) = api.extract(text)
    assert report.disclosure is not None
    assert report.disclosure.value("normative_documents", "issued") == 1
    assert "gip-lint" not in report.text
    assert len(report.text) == len(text)
    whole = api.check(text)
    assert {each.rule for each in whole.findings} - {"GIP006"} <= {
        each.rule for each in api.check(TABLE).findings
    }


def test_a_directive_before_a_table_is_for_the_table():
    text = TABLE.replace("| 信息", "<!-- gip-lint: ignore GIP206 -->\n| 信息")
    assert codes(text, "GIP206") == []


@pytest.mark.parametrize("place", ["", "一、总体情况\n"])
@pytest.mark.parametrize("meant", ["", " GIP603", " GIP6, GIP1", " REPEATED-WORDS"])
def test_a_file_may_be_left_alone_from_anywhere_in_it(place, meant):
    text = f"关于关于公开。\n{place}<!-- gip-lint: ignore-file{meant} -- 试点 -->\n"
    assert codes(text, "GIP603") == []


def test_failures_are_not_suppressed_and_other_files_are_judged():
    assert [each.rule for each in api.check("<!-- gip-lint: ignore-file -->\n植树通知\n").findings] == []
    assert api.check("<!-- gip-lint: ignore-file -->\n植树通知\n").suppressed == 1


def test_what_suppresses_nothing_is_reported_as_far_as_its_rules_ran():
    text = "<!-- gip-lint: ignore GIP603, GIP602, GIP101 -->\n关于关于公开。\n"
    assert codes(text, "GIP603") == []
    assert codes(text, "GIP603", "GIP602") == [("GIP006", 1)]
    (found,) = (each for each in api.check(text).findings if each.rule == "GIP006")
    assert "GIP602" in found.message.zh
    assert "GIP603" not in found.message.zh
    assert found.fix is None


@pytest.mark.parametrize("meant", ["", " GIP6"])
def test_what_is_for_more_rules_than_ran_is_not_called_unused(meant):
    text = f"公开。\n<!-- gip-lint: ignore{meant} -->\n公开。\n"
    assert codes(text, "GIP603") == []


def test_an_unused_directive_can_be_taken_out_by_machine():
    for text, due in (
        ("公开。\n<!-- gip-lint: ignore GIP603 -->\n公开。\n", "公开。\n公开。\n"),
        ("公开。\r\n<!-- gip-lint: ignore GIP603 -->\r\n公开。\r\n", "公开。\r\n公开。\r\n"),
        ("公开。  <!-- gip-lint: ignore GIP603 -->\n公开。\n", "公开。\n公开。\n"),
        ("公开。\n<!-- gip-lint: ignore GIP603 -->", "公开。\n"),
    ):
        (found,) = api.check(text, select=["GIP603", "GIP006"]).findings
        assert found.fix is not None and found.fix.safe
        (edit,) = found.fix.edits
        assert text[: edit.start] + edit.text + text[edit.end :] == due


@pytest.mark.parametrize(
    ("directive", "words"),
    [
        ("gip-lint: ingore GIP603", "ignore"),
        ("gip-lint:", "ignore-file"),
        ("gip-lint: ignore GPI603", "GPI603"),
        ("gip-lint: ignore repeated-word", "repeated-words"),
        ("gip-lint: ignore GIP603: 上级 要求", "“上级 要求”"),
        ("gip-lint: ignore GIP603 文件原名", "“文件原名”"),
        ("gip-lint: ignore GIP999", "GIP999"),
    ],
)
def test_what_cannot_be_meant_is_reported(directive, words):
    (found,) = api.check(f"公开。\n<!-- {directive} -->\n公开。\n", select=["GIP007"]).findings
    assert found.location.line == 2
    assert words in found.message.zh
    assert words in found.message.en


def test_the_whole_file_is_not_proposed_to_who_meant_a_line():
    text = "<!-- gip-lint: ignore-next-line GIP603 -->\n公开。\n"
    (found,) = api.check(text, select=["GIP007"]).findings
    assert "did you mean ignore?" in found.message.en


def test_no_suppression_counts_where_none_is_to(tmp_path):
    config = tmp_path / "gip-lint.toml"
    config.write_text("suppressions = false", encoding="utf-8")
    text = "<!-- gip-lint: ignore-file -->\n关于关于公开。<!-- gip-lint: ignore -->\n"
    assert codes(text, "GIP603") == []
    assert codes(text, "GIP603", config=config) == [("GIP603", 2)]


def test_a_reason_is_asked_for_where_it_is_configured(tmp_path):
    config = tmp_path / "gip-lint.toml"
    config.write_text("require-reason = true", encoding="utf-8")
    text = "关于关于公开。<!-- gip-lint: ignore GIP603 -->\n"
    assert codes(text, "GIP603", config=config) == [("GIP007", 1)]
    assert codes(text.replace(" -->", " -- 文件原名 -->"), "GIP603", config=config) == []
    assert codes(text.replace(" -->", "——文件原名 -->"), "GIP603", config=config) == []


@pytest.mark.parametrize(
    ("said", "verb", "named", "reason"),
    [
        ("gip-lint: ignore GIP104", "ignore", ("GIP104",), ""),
        (
            "GIP-LINT：ignore gip104，GIP2、section-title -- 原文如此",
            "ignore",
            ("GIP104", "GIP2", "SECTION-TITLE"),
            "原文如此",
        ),
        ("gip-lint: ignore GIP104--why -- not", "ignore", ("GIP104",), "why -- not"),
        ("gip-lint: ignore-file — 试点单位", "ignore-file", (), "试点单位"),
        ("gip-lint:ignore", "ignore", (), ""),
        ("gip-lint:", "", (), ""),
    ],
)
def test_a_directive_is_read(said, verb, named, reason):
    directive = read_directive(Comment(said, Span(0, 0)))
    assert (directive.verb, directive.codes, directive.reason) == (verb, named, reason)


@pytest.mark.parametrize("text", ["<!-- gip-lint ignore -->", "<!-- gip-lint", "<!-- 说明 gip-lint: x -->"])
def test_other_comments_are_left_as_they_are(text):
    notation = notation_of(text)
    assert (notation.text, notation.comments) == (text, ())


@given(
    st.lists(
        st.sampled_from(["<!--", "-->", "gip-lint:", " ignore", "|", "\n", "\r\n", "文", " ", "GIP1", "--"])
    )
)
def test_blanking_keeps_every_place_and_every_line(parts):
    text = "".join(parts)
    notation = notation_of(text)
    assert len(notation.text) == len(text)
    assert [(at, each) for at, each in enumerate(text) if each in "\r\n"] == [
        (at, each) for at, each in enumerate(notation.text) if each in "\r\n"
    ]
    for comment in notation.comments:
        assert 0 <= comment.span.start <= comment.span.end <= len(text)
        written = comment.written.text(notation.text)
        assert written == comment.written.text(text) if not comment.closed else not written.strip()
    api.check(text)


@pytest.mark.parametrize("behind", ["", "\n", "\n关于关于公开。\n<!-- gip-lint: ignore GIP603 -->\n公开。\n"])
def test_one_that_nothing_closes_is_reported_and_does_nothing(behind):
    text = f"关于关于公开。<!-- gip-lint: ignore GIP603{behind}"
    first, second, *_ = api.check(text, select=["GIP007", "GIP603"]).findings
    assert (first.rule, first.location.line) == ("GIP603", 1)
    assert (second.rule, second.location.line, second.location.column) == ("GIP007", 1, 8)


def test_a_thousand_are_read_and_the_rest_is_reported():
    text = "关于关于公开。\n" + "<!-- gip-lint: ignore GIP601 -->\n" * 1001
    found = api.check(text, select=["GIP007", "GIP603"]).findings
    assert [(each.rule, each.location.line) for each in found] == [("GIP603", 1), ("GIP007", 1002)]
