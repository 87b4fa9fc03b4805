from __future__ import annotations

import pytest

from gip_lint.testing import report
from gip_lint.testing.grid import Groups
from gip_lint.testing.notations import NOTATIONS, WRAPPED, Headings, Merges, TableNotation


def lines(text: str) -> list[str]:
    return text.splitlines()


def test_a_builder_is_left_as_it_is() -> None:
    before = report()
    after = before.with_cell("applications", "granted", "total", 3)
    assert before.cells()["applications"]["granted"]["total"] == 0
    assert after.cells()["applications"]["granted"]["total"] == 3


def test_the_text_holds_title_parts_and_figures() -> None:
    text = (
        report("gip-2021", 2022, "雁回市档案局")
        .with_cell("disclosure", "licensing", "decisions", 87)
        .text("rows")
    )
    assert lines(text)[0] == "雁回市档案局2022年政府信息公开工作年度报告"
    assert "六、其他需要报告的事项" in lines(text)
    assert "行政许可 | 87 | |||" in lines(text)


def test_raw_cells_say_what_is_to_be_read() -> None:
    built = report("gip-2019").raw_cell("disclosure", "procurement", "amount", "353万元", 353)
    assert built.cells()["disclosure"]["procurement"]["amount"] == 353
    assert "353万元 |" in lines(built.text())


def test_parts_tables_rows_and_columns_can_be_left_out() -> None:
    built = (
        report()
        .without_section("other_matters")
        .without_table("review_litigation")
        .without_row("applications", "granted")
        .without_column("applications", "other")
    )
    text = built.text("lines")
    assert "六、" not in text
    assert "结果维持" not in text
    assert "予以公开" not in text
    assert set(built.cells()["applications"]["new_received"]) == {
        "natural_person", "business", "research", "public_interest", "legal_services", "total",
    }  # fmt: skip
    assert "other_misc" in built.cells()["applications"]


def test_a_row_can_stand_for_several() -> None:
    rows = report().with_collapsed("applications", "other").cells()["applications"]
    assert "other" in rows
    assert not {"other_overdue_correction", "other_overdue_fee", "other_misc"} & set(rows)


def test_titles_labels_prose_and_order_can_be_changed() -> None:
    built = (
        report()
        .with_title("")
        .with_heading("problems", "工作中的不足和改进措施", "四、")
        .with_label("applications", "予以公", row="granted")
        .with_prose("problems", "第一段。\n第二段。")
        .with_order(
            "overview", "disclosure", "review_litigation", "applications", "problems", "other_matters"
        )
    )
    text = lines(built.text())
    assert "年度报告" not in text[0]
    assert "予以公 |" in text
    start = text.index("四、工作中的不足和改进措施")
    assert text[start + 1 : start + 3] == ["第一段。", "第二段。"]
    assert text.index("四、政府信息公开行政复议、行政诉讼情况") < text.index(
        "三、收到和处理政府信息公开申请情况"
    )


@pytest.mark.parametrize("table, row, column", [("x", "granted", "total"), ("applications", "granted", "x")])
def test_what_the_form_lacks_is_refused(table: str, row: str, column: str) -> None:
    with pytest.raises(KeyError):
        report().with_cell(table, row, column, 1)


def test_unknown_forms_notations_and_orders_are_refused() -> None:
    with pytest.raises(KeyError, match="gip-2021"):
        report("gip-2020")
    with pytest.raises(KeyError, match="markdown"):
        report().text("prose")
    with pytest.raises(ValueError, match="overview"):
        report().with_order("overview")
    with pytest.raises(ValueError, match="markdown"):
        report().text("markdown", merges=Merges.DROPPED)


def test_one_cell_a_line_shows_merged_cells_as_a_run_of_bars() -> None:
    text = report("gip-2019").text("pipes-exact")
    assert "\n第二十条第（一）项 |\n|||\n信息内容 |\n" in text
    assert "\n三、本年度办理结果 |\n（一）予以公开 |\n0 |\n0 |\n0 |\n0 |\n0 |\n0 |\n0 |\n|\n" in text


def test_merged_cells_in_place() -> None:
    text = report("gip-2019").text("rows-leading", merges=Merges.IN_PLACE)
    assert "|  | （二）部分公开（区分处理的，只计这一情形，不计其他情形） |  | 0 | 0 |" in text


@pytest.mark.parametrize(
    "groups, expected",
    [
        (
            Groups.MERGED,
            ["三、本年度办理结果｜（一）予以公开", "（二）部分公开", "（三）不予公开｜1.属于国家秘密"],
        ),
        (Groups.REPEATED, ["三、本年度办理结果｜（三）不予公开｜2.其他法律行政法规禁止公开"]),
        (Groups.OWN_LINE, ["（三）不予公开｜｜｜｜｜｜｜｜", "1.属于国家秘密"]),
        (Groups.TORN, ["（一）予以公开", "三、｜（二）部分公开", "（三）不予｜1.属于国家秘密"]),
        (Groups.MIDDLE, ["（三）不予公开｜5.属于三类内部事务信息"]),
        (Groups.ABSENT, ["1.属于国家秘密"]),
    ],
)
def test_group_labels_stand_where_they_are_put(groups: Groups, expected: list[str]) -> None:
    text = lines(report("gip-2019").text("wide-bars", groups=groups, merges=Merges.AT_END))
    for start in expected:
        assert any(line.startswith(start) for line in text), start
    assert (groups is Groups.ABSENT) == (
        not any("三、本年度" in line or line.startswith("三、｜") for line in text)
    )


def test_headings_in_their_ways() -> None:
    assert "## 三、收到和处理政府信息公开申请情况" in lines(
        report().text("markdown", headings=Headings.HASHES)
    )
    piped = report().text("pipes", headings=Headings.PIPED)
    assert "\n三、收到和处理政府信息公开申请情况 |\n||||||||||\n" in piped


@pytest.mark.parametrize("notation", [*NOTATIONS, WRAPPED], ids=lambda notation: notation.name)
def test_every_notation_holds_every_figure(notation: TableNotation) -> None:
    built = report("gip-2019")
    number = 1000
    for table, rows in built.cells().items():
        for row, columns in rows.items():
            for column in columns:
                number += 1
                built = built.with_cell(table, row, column, number)
    text = built.text(notation.name)
    assert all(str(figure) in text for figure in range(1001, number + 1))


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: report().with_cell("applicatons", "granted", "total", 3), "no table .* mean applications"),
        (lambda: report().with_cell("applications", "grantd", "total", 3), "no row .* mean granted"),
        (lambda: report().with_cell("applications", "granted", "totl", 3), "no column .* mean total"),
        (lambda: report().without_row("applications", "grantd"), "no row .* mean granted"),
        (lambda: report().without_table("applicatons"), "no table .* mean applications"),
        (lambda: report().with_prose("overviw", "某"), "no part .* mean overview"),
        (lambda: report().without_section("overviw"), "no part .* mean overview"),
        (lambda: report().with_heading("overviw", "某"), "no part .* mean overview"),
    ],
)
def test_a_key_that_the_form_does_not_have_is_told_with_the_likely_one(build, said):
    with pytest.raises(KeyError, match=said):
        build()
