"""Lines made passages: titles by themselves, headings, paragraphs over several lines, cells."""

from gip_lint import extract
from gip_lint.prose.passages import passages_of
from gip_lint.testing import report as made
from gip_lint_grammar.nodes import Document, Heading, Paragraph, Span
from gip_lint_grammar.passage import passages


def read(text, titles=None):
    """Cut *text* whose lines are paragraphs, but for those that begin with 一、."""
    blocks, at = [], 0
    for line in text.splitlines():
        span = Span(at, at + len(line))
        heading = line.startswith("一、")
        blocks.append(Heading(span, line, "一、", line[2:], span) if heading else Paragraph(span, line))
        at = span.end + 1
    found = passages(Document(text, tuple(blocks)), Span(0, len(text)), titles)
    return [(passage.kind, passage.text) for passage in found]


def test_a_line_that_ends_without_a_mark_goes_on():
    text = "本机关全年主动公开各类政府信息共计十\n二条。\n依申请公开三条。"
    assert read(text) == [
        ("paragraph", "本机关全年主动公开各类政府信息共计十二条。"),
        ("paragraph", "依申请公开三条。"),
    ]


def test_a_heading_that_runs_over_the_margin_is_joined():
    assert read("一、关于进一步推进政务公开工作的\n若干意见") == [
        ("heading", "一、关于进一步推进政务公开工作的若干意见")
    ]


def test_a_title_stands_by_itself_and_what_follows_it_in_its_line_apart():
    text = "现将本机关上一年度工作情况公布\n二、主动公开政府信息情况 全年主动公开各类政府信息共计\n十二条。"
    start = text.index("二、")
    assert read(text, {start: text.index(" 全年")}) == [
        ("paragraph", "现将本机关上一年度工作情况公布"),
        ("heading", "二、主动公开政府信息情况"),
        ("paragraph", "全年主动公开各类政府信息共计十二条。"),
    ]


def test_a_long_title_is_not_joined_to_the_paragraph_under_it():
    (report,) = extract(made().text())
    headings = {passage.text for passage in report.passages if passage.kind == "heading"}
    assert {section.heading_span.text(report.text) for section in report.sections} <= headings


def test_what_prose_reads_is_cut_where_the_report_is():
    (report,) = extract(made().text())
    raw = {
        "".join(passage.text.split()): passage.kind for passage in report.passages if passage.kind != "cell"
    }
    read = {passage.whole: passage.kind for passage in passages_of(report) if passage.kind != "cell"}
    assert read == raw
