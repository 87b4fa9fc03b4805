import re

import pytest
from documents import as_html, html_table, lines_of, made

from gip_lint.api import check
from gip_lint.binding.bind import bind
from gip_lint.plugins.registry import installed_plugins
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.html.reader import HtmlReader
from gip_lint.readers.limits import limits
from gip_lint.testing.scoring import compare
from gip_lint_grammar.nodes import Span

FORMS = ["gip-2019", "gip-2021"]


def notation(page: str | bytes) -> list[str]:
    return lines_of(HtmlReader().read(page if isinstance(page, bytes) else page.encode()).text)


def bound(data: str | bytes):
    read = HtmlReader().read(data if isinstance(data, bytes) else data.encode())
    return read, bind("x.html", read, installed_plugins().forms)


def cells_right(data: str | bytes, built):
    read, reports = bound(data)
    score = compare(reports, built.cells())
    assert not score.misread
    assert not score.accused
    return read


@pytest.mark.parametrize("form", FORMS)
def test_tables_with_merged_cells(form):
    built = made(form)
    lines = lines_of(cells_right(as_html(built.draft()), built).text)
    assert lines[0] == built.draft().title
    for part in built.draft().parts:
        assert part.heading in lines
        assert set(part.paragraphs) <= set(lines)


LINKS = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(9))
SITE = f"""
<div id="top"><div class="logo">云溪市人民政府</div><ul>{LINKS}</ul></div>
<div class="path"><a href="/">首页</a> &gt; <a href="/a">政府信息公开</a> &gt; <a href="/b">年报</a></div>
<div id="main"><div class="left"><ul>{LINKS}</ul></div>
<div class="right">
<div class="info">发布日期：2024-01-20　浏览次数：18</div><div class="article">{{body}}</div>
<div class="share">扫一扫在手机打开当前页</div></div></div>
<div id="foot">主办：云溪市人民政府办公室　<a href="/map">网站地图</a> ICP备1号</div>
"""
LAYOUT = f"""
<table width="1000"><tr><td colspan="2">云溪市人民政府</td></tr>
<tr><td><table><tr><td><ul>{LINKS}</ul></td></tr></table></td>
<td><table><tr><td>{{body}}</td></tr></table></td></tr>
<tr><td colspan="2">版权所有 ICP备1号</td></tr></table>
"""


@pytest.mark.parametrize("page", [SITE, LAYOUT])
@pytest.mark.parametrize("form", FORMS)
def test_the_article_is_found_in_the_page(page, form):
    built = made(form)
    alone = lines_of(cells_right(as_html(built.draft()), built).text)
    assert lines_of(cells_right(as_html(built.draft(), page=page), built).text) == alone


def test_a_title_outside_the_article_is_kept():
    built = made("gip-2021")
    whole = as_html(built.draft())
    title = re.search("<h1>.*?</h1>", whole)[0]
    article = whole.replace(title, "").replace(
        "<body>", f"<body><div>{title}<p>来源：办公室</p></div><div><ul>{LINKS}</ul></div><div>"
    )
    lines = lines_of(
        cells_right(article.replace("</body>", "</div><footer>版权</footer></body>"), built).text
    )
    assert lines[0] == built.draft().title
    assert "版权" not in lines
    assert not any("栏目1" in line for line in lines)


def test_several_reports_on_a_page():
    first, second = made("gip-2021", 1), made("gip-2021", 2)
    bodies = [re.search("<body>(.*)</body>", as_html(each.draft()), re.S)[1] for each in (first, second)]
    _, reports = bound(f"<html><body><div>{bodies[0]}</div><div>{bodies[1]}</div></body></html>")
    assert len(reports) == 2


def test_spaces_breaks_entities_and_hidden_text():
    page = (
        "<p>&nbsp;&nbsp;&emsp;总体\n  情况 <b>2023</b>&nbsp;年&#65292;A  B</p><p>一<br/>二</p>"
        '<p style="display: none">藏</p><div hidden>藏</div><span style="visibility:hidden">藏</span>'
        "<script>藏</script><style>藏</style><!-- 藏 --><p>&lt;见&gt;&amp;</p>a < b"
    )
    assert notation(page) == ["总体情况 2023 年，A B", "一", "二", "<见>&", "a < b"]


@pytest.mark.parametrize(
    "reference",
    ["&#xF0000;&#x100000;", "&#983040;&#1048576;", "&#X000f0001&#x0100001", "&#xFFFFFFFFFFFFFFFF;"],
)
def test_references_to_private_characters_are_no_places(reference):
    notation = HtmlReader().read(f"<p>一、总体{reference}情况</p><p>二、{reference}</p>".encode())
    first, second = notation.text.splitlines()
    assert first.startswith("一、总体") and first.endswith("情况")
    assert second.startswith("二、") and "总体" not in second


def test_spans_are_expanded_and_capped():
    page = (
        '<table><tr><td rowspan="2">甲</td><td colspan="2">乙</td></tr><tr><td>1</td><td>2</td></tr>'
        '<tr><td colspan="0">丙</td><td rowspan="65534">3</td><td></td></tr></table>'
    )
    assert notation(page) == ["| 甲 | 乙 | |", "| | 1 | 2 |", "| 丙 | 3 | |"]


def test_bars_in_cells_part_nothing():
    assert notation("<table><tr><td>甲|乙</td><td>1</td></tr></table>") == ["| 甲丨乙 | 1 |"]


def test_tags_that_nobody_closed():
    page = "<table><tr><td>规章<td>1<td>2<tr><td>规范<td>3<td>4</table><p>完<p>了"
    assert notation(page) == ["| 规章 | 1 | 2 |", "| 规范 | 3 | 4 |", "完", "了"]


def test_lines_as_they_stand_in_pre():
    assert notation("<pre>规章 | 1 | 2\n规范 | 3 | 4</pre>") == ["规章 | 1 | 2", "规范 | 3 | 4"]


def test_places_are_lines_and_columns_of_the_source():
    built = made("gip-2021").with_cell("applications", "processed_total", "natural_person", 7777)
    page = as_html(built.draft()).replace("\n", "\r\n")
    read, (report,) = bound(page)
    cell = report.applications["processed_total", "natural_person"]
    place = read.source.location(cell.span)
    at = page.index("7777")
    line = page.count("\n", 0, at) + 1
    assert (place.line, place.column) == (line, at - page.rindex("\n", 0, at))
    assert (place.end_line, place.end_column) == (line, place.column + 4)
    assert place.place == "第三部分 表格 「（七）总计」行 ×「自然人」列"
    assert read.source.edit_span(cell.span) == Span(at, at + 4)


def test_edits_only_where_the_text_is_in_one_piece():
    page = "<p>甲乙<b>丙</b>丁&nbsp;戊</p>"
    read = HtmlReader().read(page.encode())
    assert read.text == "甲乙丙丁 戊\n"

    def edit(words: str) -> str | None:
        start = read.text.index(words)
        span = read.source.edit_span(Span(start, start + len(words)))
        return None if span is None else page[span.start : span.end]

    assert edit("甲乙") == "甲乙"
    assert edit("乙") == "乙"
    assert edit("丁 戊") == "丁&nbsp;戊"
    assert edit("乙丙") is None
    assert edit(" ") == "&nbsp;"


def test_empty_cells_have_places():
    page = "<table>\n<tr><td>规章</td>\n<td></td><td>1</td></tr></table>"
    read = HtmlReader().read(page.encode())
    bars = [match.start() for match in re.finditer(r"\|", read.text)]
    place = read.source.location(Span(bars[2], bars[2]))
    assert (place.line, place.column) == (3, 5)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gbk"),
        ("<meta charset=big5>", "big5"),
        ('<meta charset="gb2312">', "utf-16"),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
        ('<meta charset="gb2312">', "utf-8"),
        ("", "gb18030"),
        ('<meta charset="utf-8">', "utf-8-sig"),
        ('<meta charset="utf-8">', "utf-16"),
        ('<meta charset="x-unknown">', "utf-8"),
    ],
)
def test_encodings(declared, encoding):
    assert notation(f"{declared}<p>政府信息公開年度報告的情況</p>".encode(encoding)) == [
        "政府信息公開年度報告的情況"
    ]


@pytest.mark.parametrize(
    "data", [b"", b"<", b"<p", b"<!--", b"<script>", b"&#x0;&#99999999;", b"</td></tr>", b"<td>x"]
)
def test_scraps_are_read(data):
    HtmlReader().read(data)


def refused(page: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        HtmlReader().read(page.encode())
    assert caught.value.message.zh
    return caught.value.message.en


@pytest.mark.parametrize(
    ("page", "limit"),
    [
        ("<div>" * (limits().max_tag_depth + 1), "limits.max-tag-depth"),
        ("<br>" * (limits().max_nodes + 2), "limits.max-nodes"),
        ("<table><tr><td>" * (limits().max_table_nesting + 1), "limits.max-table-nesting"),
        ("<table>" + "<tr>" + '<td colspan="1000">' * 101, "limits.max-table-cells"),
        ("<table><tr>" + "<td>1" * (limits().max_columns + 1) + "<tr><td>1<td>2", "limits.max-columns"),
        (
            "<p " + " ".join(f"a{n}=1" for n in range(limits().max_attributes + 1)) + ">",
            "limits.max-attributes",
        ),
    ],
)
def test_limits(page, limit):
    assert limit in refused(page)


def test_a_picture_within_the_page_is_no_heap_of_attributes():
    assert notation(f'<img src="data:image/png;base64,{"A/b+" * 9000}=="><p>正文</p>') == ["正文"]


@pytest.mark.parametrize(
    "start", ["<a href='", "<!--", "<script ", '<p title="', "&", "<b><p>", "<a>t", "<td", "</"]
)
def test_time_grows_with_length_only(start):
    page = (start * 20_000)[:90_000]
    try:
        HtmlReader().read(page.encode())
    except UnreadableError as error:
        assert "limits." in error.message.en


def test_findings_name_line_and_rule(tmp_path):
    built = made("gip-2021").with_cell("applications", "processed_total", "natural_person", 7777)
    path = tmp_path / "x.html"
    path.write_text(as_html(built.draft()), encoding="utf-8")
    found = [each for each in check(path, isolated=True).findings if each.rule.startswith("GIP20")]
    assert found
    assert found[0].location.line is not None


def test_the_table_alone():
    built = made("gip-2021")
    grid = next(part.grid for part in built.draft().parts if part.grid and part.grid.table == "applications")
    _, (report,) = bound(html_table(grid))
    assert (
        report.applications["processed_total", "total"].value
        == built.cells()["applications"]["processed_total"]["total"]
    )


ADVERTISING = "开元棋牌下载，真人百家乐"
PROSE = (
    "这一段文字是编辑留下的旧稿，写的是另一个单位上年度的工作情况，没有人打算让读者看到它，却一直留在网页里。"
)


def findings_of(page: str, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    return [each for each in check(path, isolated=True).findings if each.rule == "GIP604"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">{}</p>',
        '<p style="DISPLAY: None !important">{}</p>',
        '<div style="visibility: hidden">{}</div>',
        "<p hidden>{}</p>",
        '<p style="font-size:0px">{}</p>',
        '<p style="color:#FFF;background:white">{}</p>',
        '<div style="background-color:#ffffff"><p>见</p><p style="color:rgb(255,255,255)">{}</p></div>',
        '<div style="position:absolute;left:-9999px">{}</div>',
        '<div style="text-indent:-2000px">{}</div>',
        '<div style="height:0;overflow:hidden">{}</div>',
        '<marquee height="1" width="1">{}</marquee>',
        '<style>p.a,.off{{display:none}}</style><p class="x off">{}</p>',
        '<style>#a .off{{display:none}}</style><div id="a"><div><p class="off">{}</p></div></div>',
        '<style>div.b > p.off{{display:none}}</style><div class="b"><p class="off">{}</p></div>',
        '<style>@media screen{{#off{{opacity:0}}}}</style><p id="off">{}</p>',
    ],
)
def test_hidden_text_is_kept_apart_and_reported_where_it_stands(hidden, tmp_path):
    built = made()
    for text, severity in ((ADVERTISING, "error"), (PROSE, "warning")):
        body = as_html(built.draft()).replace("</table>", "</table>" + hidden.format(text), 1)
        read = cells_right(body, built)
        assert text not in read.text
        (finding,) = findings_of(body, tmp_path)
        assert finding.severity.value == severity
        place = finding.location
        assert body.splitlines()[place.line - 1][place.column - 1 :].startswith(text)


@pytest.mark.parametrize(
    "seen",
    [
        "<style>@media print{{.off{{display:none}}}}</style><p class='off'>{}</p>",
        "<style>@media (max-width:600px){{.off{{display:none}}}}</style><p class='off'>{}</p>",
        "<style>.off{{display:none}} .open .off{{display:block}}</style><p class='off'>{}</p>",
        "<style>.menu .off{{display:none}}</style><p class='off'>{}</p>",
        "<style>.b > .off{{display:none}}</style><div class='b'><div><p class='off'>{}</p></div></div>",
        "<style>.b + .off{{display:none}}</style><p class='b'></p><p class='off'>{}</p>",
        "<style>.b:hover .off{{display:none}}</style><div class='b'><p class='off'>{}</p></div>",
        "<style>.off{{display:none}} p.off{{display:block}}</style><p class='off'>{}</p>",
        "<style>.off{{display:none}}</style><p class='off' style='display:block'>{}</p>",
        '<div style="font-size:0"><p class="text">{}</p></div>',
        '<p style="color:#fff">{}</p>',
        '<p style="text-indent:-2em">{}</p>',
    ],
)
def test_what_may_be_seen_is_judged(seen):
    assert PROSE in HtmlReader().read(f"<p>甲</p>{seen.format(PROSE)}".encode()).text


def test_what_pages_hide_until_a_script_has_use_for_it_is_no_finding(tmp_path):
    built = made()
    copy = "".join(f"<p>{text}</p>" for text in built.draft().parts[0].paragraphs)
    hidden = (
        f'<div style="display:none"><ul>{LINKS}</ul></div><div hidden>扫一扫在手机打开当前页</div>'
        '<p style="display:none">&nbsp;</p><div hidden>您的浏览器版本过低，请升级后访问。</div>'
        f'<div style="display:none">{copy}</div>'
    )
    page = as_html(built.draft()).replace("</table>", "</table>" + hidden, 1)
    assert not findings_of(page, tmp_path)
    cells_right(page, built)


def test_parts_that_only_a_script_shows_are_read():
    built = made()
    page = as_html(built.draft(), page='<div style="display:none" id="article">{body}</div>')
    cells_right(page, built)


def structure_of(page: str, tmp_path) -> list[tuple[str, str]]:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    found = check(path, isolated=True).findings
    return [(each.rule, each.severity.value) for each in found if each.rule in ("GIP105", "GIP106")]


def test_tables_that_are_pictures_are_said_to_be_pictures(tmp_path):
    page = as_html(made().draft())
    pictured = re.sub(r"<table>.*?</table>", '<p><img src="1.png"></p>', page, flags=re.S)
    assert structure_of(pictured, tmp_path) == [("GIP106", "warning")] * 3
    icons = pictured.replace("<img", '<img width="16" height="16"')
    assert structure_of(icons, tmp_path).count(("GIP106", "error")) == 3


def test_a_page_that_only_a_script_fills_is_said_to_be_one(tmp_path):
    path = tmp_path / "page.html"
    path.write_text('<html><body><div id="app"></div><script src="app.js"></script></body></html>')
    (finding,) = check(path, isolated=True).findings
    assert finding.rule == "GIP001"
    assert "脚本" in finding.message.zh


def test_what_is_struck_out_is_not_said_and_a_raised_number_points_to_a_note():
    page = "<table><tr><td>规章</td><td><s>7</s><del>8</del>12<sup>1</sup></td><td>3<sup>①</sup></td></table>"
    assert notation(page) == ["| 规章 | 12¹ | 3① |"]
