"""Comments in pages and in Word documents that speak to gip-lint."""

import io

import docx
import pytest

from gip_lint import api

PAGE = """<html><head><title>年报</title>{head}</head><body><div class="nav">首页</div><div id="text">
{before}<h1>某县2023年政府信息公开工作年度报告</h1>
<p>一、总体情况</p>
{first}<p>关于关于公开。{within}</p>
<p>二、主动公开政府信息情况</p>
{table}<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>
<tr><td>行政规范性文件</td><td>1</td><td>{one}0</td><td>2.5{cell}</td></tr></table>
<p>三、收到和处理政府信息公开申请情况</p><p>关于关于申请。</p></div></body></html>"""
PLACES = ("head", "before", "first", "within", "table", "one", "cell")


def checked(path, *select):
    result = api.check(path, select=[*select, "GIP006", "GIP007"])
    return [(finding.rule, finding.location.line) for finding in result.findings]


def page(tmp_path, **comments):
    path = tmp_path / "a.html"
    said = {place: f"<!-- gip-lint: {comments[place]} -->" if place in comments else "" for place in PLACES}
    path.write_text(PAGE.format(**said), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("comments", "left"),
    [
        ({}, [("GIP603", 4), ("GIP206", 8), ("GIP603", 9)]),
        ({"first": "ignore GIP603"}, [("GIP206", 8), ("GIP603", 9)]),
        ({"within": "ignore GIP603 -- 原文"}, [("GIP206", 8), ("GIP603", 9)]),
        ({"table": "ignore GIP2"}, [("GIP603", 4), ("GIP603", 9)]),
        ({"cell": "ignore not-a-count"}, [("GIP603", 4), ("GIP603", 9)]),
        ({"one": "ignore GIP206"}, [("GIP603", 4), ("GIP006", 8), ("GIP206", 8), ("GIP603", 9)]),
        ({"head": "ignore-file GIP603"}, [("GIP206", 8)]),
        ({"before": "ignore-file"}, []),
        ({"cell": "ingore"}, [("GIP603", 4), ("GIP007", 8), ("GIP206", 8), ("GIP603", 9)]),
    ],
)
def test_a_comment_of_a_page_is_for_what_it_stands_on_or_before(tmp_path, comments, left):
    assert sorted(checked(page(tmp_path, **comments), "GIP603", "GIP206")) == sorted(left)


def test_comments_change_nothing_of_what_is_read(tmp_path):
    (plain,) = api.extract(page(tmp_path))
    (commented,) = api.extract(page(tmp_path, **dict.fromkeys(PLACES, "ignore GIP1")))
    assert commented.text == plain.text
    assert commented.tables.keys() == plain.tables.keys()


def document():
    made = docx.Document()
    made.add_paragraph("某县2023年政府信息公开工作年度报告")
    made.add_paragraph("一、总体情况")
    made.add_paragraph("关于关于公开。")
    made.add_paragraph("二、主动公开政府信息情况")
    rows = [
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "0", "0", "1.5"),
        ("行政规范性文件", "1", "0", "2.5"),
    ]
    table = made.add_table(rows=3, cols=4)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.add_paragraph("三、收到和处理政府信息公开申请情况")
    made.add_paragraph("关于关于申请。")
    return made, table


def found(tmp_path, made):
    path = tmp_path / "a.docx"
    stream = io.BytesIO()
    made.save(stream)
    path.write_bytes(stream.getvalue())
    result = api.check(path, select=["GIP603", "GIP206", "GIP006", "GIP007"])
    return [finding.rule for finding in result.findings]


def runs(cell):
    return cell.paragraphs[0].runs


def test_a_comment_in_word_is_for_its_paragraph(tmp_path):
    made, _ = document()
    assert found(tmp_path, made) == ["GIP603", "GIP206", "GIP206", "GIP603"]
    made.add_comment(made.paragraphs[2].runs, "gip-lint: ignore GIP603 —— 原文如此", "审核人")
    assert found(tmp_path, made) == ["GIP206", "GIP206", "GIP603"]


def test_a_comment_in_word_is_for_its_cell_or_for_the_cells_it_spans(tmp_path):
    made, table = document()
    made.add_comment(runs(table.cell(2, 3)), "gip-lint: ignore GIP206", "审核人")
    assert found(tmp_path, made) == ["GIP603", "GIP206", "GIP603"]
    made, table = document()
    made.add_comment(
        [runs(table.cell(0, 0))[0], runs(table.cell(2, 3))[-1]], "gip-lint: ignore GIP2", "审核人"
    )
    assert found(tmp_path, made) == ["GIP603", "GIP603"]


def test_a_comment_in_word_may_be_for_the_file_or_of_no_use(tmp_path):
    made, _ = document()
    made.add_comment(made.paragraphs[-1].runs, "gip-lint: ignore-file GIP603, GIP206", "审核人")
    assert found(tmp_path, made) == []
    made, _ = document()
    made.add_comment(made.paragraphs[0].runs, "gip-lint: ignore GIP603", "审核人")
    made.add_comment(made.paragraphs[0].runs, "请核对 gip-lint: ignore", "审核人")
    assert sorted(found(tmp_path, made)) == ["GIP006", "GIP206", "GIP206", "GIP603", "GIP603"]


def test_a_comment_in_word_at_the_beginning_of_a_heading_leaves_its_part_known(tmp_path):
    made, _ = document()
    plain = list(_findings(tmp_path, made))
    made.add_comment(made.paragraphs[1].runs, "gip-lint: ignore GIP1", "审核人")
    assert [each.location for each in _findings(tmp_path, made)] == [each.location for each in plain]


def _findings(tmp_path, made):
    path = tmp_path / "b.docx"
    made.save(path)
    return api.check(path, select=["GIP603", "GIP206"]).findings
