from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gip_lint_grammar.citation import citations_in, citations_of
from gip_lint_grammar.nodes import Cell, Citation, Document, Heading, Paragraph, Row, Span, Table
from gip_lint_grammar.passage import passages

FULL = "中华人民共和国政府信息公开条例"

# text; then for each reference: title, number, short title defined, articles (article, paragraph, item)
CITED: list[
    tuple[str, list[tuple[str | None, str | None, str | None, list[tuple[int, int | None, int | None]]]]]
] = [
    (
        f"根据《{FULL}》（国务院令第711号，以下简称《条例》）第二十条第一款第（五）项编制。",
        [(FULL, "国务院令第711号", "条例", [(20, 1, 5)])],
    ),
    (
        f"依照新修订的《{FULL}》(中华人民共和国国务院令第711号,以下简称新《条例》)办理",
        [(FULL, "中华人民共和国国务院令第711号", "条例", [])],
    ),
    ("《某通知》（国办公开办函〔2021〕30号）", [("某通知", "国办公开办函〔2021〕30号", None, [])]),
    ("按照国办公开办函〔2021〕30号要求", [(None, "国办公开办函〔2021〕30号", None, [])]),
    ("国办发[2019]14号", [(None, "国办发[2019]14号", None, [])]),
    ("国办发（2019）14号", [(None, "国办发（2019）14号", None, [])]),
    ("国办发【2019】14号", [(None, "国办发【2019】14号", None, [])]),
    ("国办发〔2019)14号", [(None, "国办发〔2019)14号", None, [])]),
    ("（国办发（2019)14号）", [(None, "国办发（2019)14号", None, [])]),
    ("国办发〔2019〕第14号", [(None, "国办发〔2019〕第14号", None, [])]),
    ("国办发2019年14号", [(None, "国办发2019年14号", None, [])]),
    ("国办发14号〔2019〕", [(None, "国办发14号〔2019〕", None, [])]),
    ("〔2019〕国办发14号", [(None, "〔2019〕国办发14号", None, [])]),
    ("国令第711号", [(None, "国令第711号", None, [])]),
    ("国务院第711号令", [(None, "国务院第711号令", None, [])]),
    ("根据国务院令（第７１１号）", [(None, "国务院令（第７１１号）", None, [])]),
    ("中华人民共和国国务院令第711号", [(None, "中华人民共和国国务院令第711号", None, [])]),
    ("主席令第三十六号", [(None, "主席令第三十六号", None, [])]),
    ("严格落实中办发〔2016〕8号精神", [(None, "中办发〔2016〕8号", None, [])]),
    (
        "贯彻落实国办发〔2019〕14号和国办发〔2020〕17号",
        [(None, "国办发〔2019〕14号", None, []), (None, "国办发〔2020〕17号", None, [])],
    ),
    ("《某意见》国办发〔2019〕14号", [("某意见", "国办发〔2019〕14号", None, [])]),
    ("中办发〔2016〕8号《某意见》", [("某意见", "中办发〔2016〕8号", None, [])]),
    (
        "《某意见》按照国办发〔2019〕14号",
        [("某意见", None, None, []), (None, "国办发〔2019〕14号", None, [])],
    ),
    ("《关于印发〈2019年要点〉的通知》", [("关于印发〈2019年要点〉的通知", None, None, [])]),
    ("《关于印发<2019年要点>的通知》", [("关于印发<2019年要点>的通知", None, None, [])]),
    ("《关于印发《2019年要点》的通知》", [("关于印发《2019年要点》的通知", None, None, [])]),
    ("《关于印发《2019年要点》的通知", [("2019年要点", None, None, [])]),
    ("《 某办法 》第五条", [("某办法", None, None, [(5, None, None)])]),
    ("〈某办法〉第五条", [("某办法", None, None, [(5, None, None)])]),
    ("《办法》（试行）第五条、第六条", [("办法", None, None, [(5, None, None), (6, None, None)])]),
    ("《条例》第20条第5项", [("条例", None, None, [(20, None, 5)])]),
    ("《条例》第五章第三十三条第二款", [("条例", None, None, [(33, 2, None)])]),
    ("《条例》的第三十三条第二款、第三款", [("条例", None, None, [(33, 2, None), (33, 3, None)])]),
    (
        "《条例》第二十条第（一）、（五）、(六)项",
        [("条例", None, None, [(20, None, 1), (20, None, 5), (20, None, 6)])],
    ),
    ("《条例》第二十条第（五项", [("条例", None, None, [(20, None, 5)])]),
    ("《条例》第四十九、五十条", [("条例", None, None, [(49, None, None), (50, None, None)])]),
    ("《条例》第十三条第一款和第十四条", [("条例", None, None, [(13, 1, None), (14, None, None)])]),
    ("《甲》和《乙》第三条", [("甲", None, None, []), ("乙", None, None, [(3, None, None)])]),
    ("按照条例第二十条办理", [("条例", None, None, [(20, None, None)])]),
    ("违反了政府信息公开条例第二十条", [("政府信息公开条例", None, None, [(20, None, None)])]),
    ("《某条例》，以下简称《条例》", [("某条例", None, "条例", [])]),
    ("《某条例》（以下简称“条例”）", [("某条例", None, "条例", [])]),
    ("《某条例》(以下简称条例)", [("某条例", None, "条例", [])]),
    ("《某条例》（国令第711号）（下文简称《条例》）", [("某条例", "国令第711号", "条例", [])]),
    (
        "《某条例》（2007年国务院令第492号公布，2019年国务院令第711号修订）",
        [
            ("某条例", None, None, []),
            (None, "国务院令第492号", None, []),
            (None, "国务院令第711号", None, []),
        ],
    ),
    ("《甲》（根据《乙》（国令第711号）制定）", [("甲", None, None, []), ("乙", "国令第711号", None, [])]),
    (
        "《中華人民共和國政府信息公開條例》（國務院令第７１１號）第二十條",
        [("中華人民共和國政府信息公開條例", "國務院令第７１１號", None, [(20, None, None)])],
    ),
    ("该条例第五条", []),
    ("第二十条第（一）项", []),
    ("一、总体情况（2019年）", []),
    ("住在人民路14号（东门）", []),
    ("《没有关上的题目。后面》", []),
]


@pytest.mark.parametrize(("text", "cited"), CITED, ids=[text for text, _ in CITED])
def test_what_is_cited(
    text: str,
    cited: list[tuple[str | None, str | None, str | None, list[tuple[int, int | None, int | None]]]],
) -> None:
    found = citations_in(text)
    assert [
        (c.title, c.number, c.abbreviation, [(a.article, a.paragraph, a.item) for a in c.articles])
        for c in found
    ] == cited
    check_spans(text, found)


def check_spans(text: str, found: tuple[Citation, ...]) -> None:
    for citation in found:
        assert 0 <= citation.span.start <= citation.span.end <= len(text)
        assert (citation.title is None) == (citation.title_span is None)
        assert (citation.number is None) == (citation.number_span is None)
        if citation.title_span is not None:
            assert citation.title_span.text(text) == citation.title
        if citation.number_span is not None:
            assert citation.number_span.text(text) == citation.number
        for article in citation.articles:
            assert citation.span.cover(article.span) == citation.span
            assert article.span.text(text)
    assert list(found) == sorted(found, key=lambda citation: citation.span.start)


def test_spans_count_from_the_start_given() -> None:
    text = "根据《条例》第二十条第（五）项"
    (citation,) = citations_in(text, 100)
    assert citation.span == Span(102, 100 + len(text))
    assert citation.title_span == Span(103, 105)
    assert citation.articles[0].span == Span(106, 100 + len(text))


def document(*lines: str) -> Document:
    blocks: list[Paragraph | Heading] = []
    position = 0
    for line in lines:
        if line:
            span = Span(position, position + len(line))
            heading = line.startswith("一、")
            blocks.append(Heading(span, line, "一、", line[2:], span) if heading else Paragraph(span, line))
        position += len(line) + 1
    return Document("\n".join(lines), tuple(blocks))


def test_a_title_broken_over_lines_is_read_whole() -> None:
    read = document(
        "今年以来，我局认真贯彻落实《中华人民共和国政府",
        "信息公开条例》（国务院令",
        "第711号）第二十条的规定。",
    )
    (citation,) = citations_of(passages(read, Span(0, len(read.text))))
    assert (citation.title, citation.number) == (FULL, "国务院令第711号")
    read = document(
        "今年以来，我局认真贯彻落实《中华人民共和国政府",
        "信息公开条例》（国务院令第711号，下同）",
        "办理。",
    )
    (citation,) = citations_of(passages(read, Span(0, len(read.text))))
    assert (citation.title, citation.number) == (FULL, "国务院令第711号")
    assert citation.title_span is not None
    assert citation.title_span.text(read.text).replace("\n", "") == FULL


def test_paragraphs_and_headings_are_read_apart() -> None:
    read = document(
        "我局今年公开的文件有《甲文件", "一、总体情况》", "乙", "", "丙《丁》第三条。", "《戊》。"
    )
    assert [c.title for c in citations_of(passages(read, Span(0, len(read.text))))] == ["丁", "戊"]
    start = read.text.index("《戊》")
    assert [c.title for c in citations_of(passages(read, Span(start, len(read.text))))] == ["戊"]


def test_cells_are_read() -> None:
    text = "《甲》 | 0 | 国办发〔2019〕14号"
    cells = tuple(
        Cell(Span(text.index(part), text.index(part) + len(part)), part) for part in text.split(" | ")
    )
    row = Row(Span(0, len(text)), cells)
    read = Document(text, (Table(row.span, (row,)),))
    found = citations_of(passages(read, row.span))
    assert [(c.title, c.number) for c in found] == [("甲", None), (None, "国办发〔2019〕14号")]
    check_spans(text, found)


@given(st.text())
def test_every_text_parses(text: str) -> None:
    check_spans(text, citations_in(text))


@given(
    st.text(
        alphabet="《》〈〉（）()第条款项号令〔〕[]20199国办发务院、和的，。以下简称《》条例一\n“ \x00\x01\x02"
    )
)
def test_every_text_of_marks_parses(text: str) -> None:
    check_spans(text, citations_in(text))


PIECES = "《条例》 （ ） 《 》 国务院令第711号 国办发〔2019〕14号 以下简称 条例 第二十条 第一款 第（五）项"
MORE = "、 和 的 ， 。 “ 第 （五） （2019） 7号 令 按照 至 〈"


@given(st.lists(st.sampled_from([*PIECES.split(), *MORE.split(), " ", "\n"])).map("".join))
def test_every_text_of_pieces_parses(text: str) -> None:
    check_spans(text, citations_in(text))


@given(st.integers(1, 56), st.integers(1, 15), st.booleans())
def test_articles_are_read_in_both_numerals(article: int, item: int, arabic: bool) -> None:
    from gip_lint_grammar.numerals import chinese

    written = (str(article), str(item)) if arabic else (chinese(article), chinese(item))
    for text in (f"《条例》第{written[0]}条第（{written[1]}）项", f"条例第{written[0]}条第{written[1]}项"):
        (citation,) = citations_in(text)
        assert [(a.article, a.item) for a in citation.articles] == [(article, item)]


HOSTILE = (
    "《 （ 》 ） 《a》 《a （a） 第一条 《a》第一条、 （《a》 国办发〔2019〕14号 简称《 以下简称a 第一、"
)
HOSTILE_TOO = "条例第一条 《a》（ 令第1号 一 〔2019〕 《a》和第 1号〔2019〕"


@pytest.mark.parametrize("piece", [*HOSTILE.split(), *HOSTILE_TOO.split(), " ", "《a》第 "])
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    starts = [citation.span.start for citation in citations_in(text)]
    assert starts == sorted(starts)
    assert all(start < len(text) for start in starts)


@pytest.mark.parametrize(
    "text", ["《" * 1_000_000, "（" * 1_000_000, "《》" * 100 + "（" * 1_000_000, "《a" + "》" * 1_000_000]
)
def test_a_megabyte_of_marks_is_read(text: str) -> None:
    assert len(citations_in(text)) <= text.count("《》") + 1
