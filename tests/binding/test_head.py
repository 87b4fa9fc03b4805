"""Whose report it is and for which year."""

from __future__ import annotations

import pytest

from gip_lint.binding.bind import bind
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.notation import Notation
from gip_lint.model.report import Report
from gip_lint.model.source_map import TextSource

PARTS = (
    "一、总体情况\n本局依法公开信息。\n二、主动公开政府信息情况\n第二十条第（六）项\n"
    "信息内容 | 本年处理决定数量 |\n"
    "行政处罚 | 3 |\n行政强制 | 0 |\n六、其他需要报告的事项\n无\n"
)


def read(text: str) -> Report:
    (report,) = bind("a.txt", Notation(text, TextSource(text)), builtin_forms())
    return report


@pytest.mark.parametrize(
    ("head", "year", "agency"),
    [
        ("青岚县教育局2022年政府信息公开工作年度报告", 2022, "青岚县教育局"),
        ("2022年青岚县教育局政府信息公开工作年度报告", 2022, "青岚县教育局"),
        ("青岚县教育局2022年度政府信息公开工作报告", 2022, "青岚县教育局"),
        ("青岚县教育局关于2022年度政府信息公开工作情况的报告", 2022, "青岚县教育局"),
        ("青岚县教育局\n2022年政府信息公开工作年度报告", 2022, "青岚县教育局"),
        ("青岚县教育局2022年政府信息公开年报", 2022, "青岚县教育局"),
        ("青岚县教育局政府信息公开2022年度报告", 2022, "青岚县教育局"),
        ("青岚县教育局政府信息公开工作年度报告（2022年度）", 2022, "青岚县教育局"),
        ("首页>政务公开>2021年政府信息公开年报\n青岚县教育局2022年政府信息公开年报", 2022, "青岚县教育局"),
        ("青岚县教育局2022年政府信息公开\n工作年度报告", 2022, "青岚县教育局"),
        ("# 青岚县教育局 2022 年政府信息公开工作年度报告", 2022, "青岚县教育局"),
        ("青岚县教育局政府信息公开工作年度报告\n（2022年度）", 2022, "青岚县教育局"),
        ("青岚县教育局二〇二二年政府信息公开工作年度报告", 2022, "青岚县教育局"),
        ("青嵐縣教育局2022年政府信息公開工作年度報告", 2022, "青岚县教育局"),
        ("2022年政府信息公开工作年度报告", 2022, None),
        ("青岚海关2022年政府信息公开工作年度报告", 2022, "青岚海关"),
        ("关于青岚海关2022年政府信息公开工作的报告", 2022, "青岚海关"),
        ("青岚海关关于2022年政府信息公开工作的报告", 2022, "青岚海关"),
        ("于岚县教育局2022年政府信息公开工作年度报告", 2022, "于岚县教育局"),
        ("2022年度关岚县教育局政府信息公开工作年度报告", 2022, "关岚县教育局"),
        (
            "首页 > 政务公开\n青岚县教育局2022年政府信息公开工作年度报告\n发布时间：2023年1月20日",
            2022,
            "青岚县教育局",
        ),
        ("", None, None),
        ("发布时间：2023年1月20日", None, None),
        ("本报告所列数据的统计期限自2022年1月1日起至12月31日止。", 2022, None),
        ("2022年，本局认真落实《2021年政务公开工作要点》，现报告如下。", 2022, None),
    ],
)
def test_head(head: str, year: int | None, agency: str | None) -> None:
    report = read(f"{head}\n{PARTS}")
    assert (report.year, report.agency) == (year, agency)
    if report.year_span and year:
        written = report.year_span.text(report.text).replace(" ", "")
        assert written in (str(year), "二〇二二")


def test_the_year_of_part_one_serves_where_nothing_else_names_one() -> None:
    assert read(PARTS.replace("本局依法", "2021年，本局依法")).year == 2021


def test_a_table_of_contents_is_not_the_parts() -> None:
    titles = [line for line in PARTS.splitlines() if line[1:2] == "、"]
    report = read("某局2022年政府信息公开工作年度报告\n目录\n" + "\n".join(titles) + "\n" + PARTS)
    assert report.siblings == 1
    assert [section.key for section in report.sections] == ["overview", "disclosure", "other_matters"]
    assert report.sections[0].body_span.text(report.text).strip() == "本局依法公开信息。"


def test_a_table_of_contents_before_the_lead_is_not_the_parts() -> None:
    titles = [line for line in PARTS.splitlines() if line[1:2] == "、"]
    lead = "根据有关规定编制本报告，内容如下。"
    report = read("\n".join(["某局2022年政府信息公开工作年度报告", "目　录", *titles, lead, PARTS]))
    assert [section.key for section in report.sections] == ["overview", "disclosure", "other_matters"]
    assert report.sections[-1].body_span.text(report.text).strip() == "无"


def test_two_reports_in_one_file() -> None:
    text = "".join(f"{name}2022年政府信息公开工作年度报告\n{PARTS}" for name in ("甲局", "乙局"))
    first, second = bind("a.txt", Notation(text, TextSource(text)), builtin_forms())
    assert (first.agency, second.agency, first.siblings) == ("甲局", "乙局", 2)
    assert second.span.start == text.index("乙局")
    assert second.disclosure is not None
    assert second.disclosure.span.start > second.span.start


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("五、工作中存在的不足和下一步打算", "problems"),
        ("五、存在问题及整改措施", "problems"),
        ("三、政府信息公开申请办理情况", "applications"),
        ("四、行政复议和行政诉讼情况", "review_litigation"),
        ("六、其他需报告的事项", "other_matters"),
        ("第五部分 存在的主要问题及改进情况", "problems"),
    ],
)
def test_a_part_is_known_by_what_its_title_says(heading: str, key: str) -> None:
    report = read(
        f"{PARTS}\n{heading}\n说明。\n"
        if key != "other_matters"
        else PARTS.replace("六、其他需要报告的事项", heading)
    )
    section = report.section(key)
    assert section is not None
    assert section.heading_span.text(report.text) == heading


@pytest.mark.parametrize(
    "text", ["", "无", "某局会议通知\n请按时参加。", "一、主动公开\n二、依申请公开\n三、解读回应"]
)
def test_what_is_no_report_is_not_recognised(text: str) -> None:
    report = read(text)
    assert not report.recognised
    assert not report.sections
    assert not report.tables


@pytest.mark.parametrize(
    "line",
    [
        "六、其他需要报告的事项：无",
        "六、其他需要报告的事项：无。",
        "六、其他需要报告的事项。本年度未收取信息处理费。",
        "## 六、其他需要报告的事项：没有",
    ],
)
def test_a_title_with_its_text_on_one_line_is_a_title(line: str) -> None:
    report = read(PARTS.replace("六、其他需要报告的事项\n无", line))
    section = report.section("other_matters")
    assert section is not None
    assert section.exact
    assert section.title == "其他需要报告的事项"
    assert section.ordinal == "六、"
    assert section.body_span.text(report.text).strip("：。 \n")


def test_labels_with_figures_that_fit_no_row_are_no_table() -> None:
    report = read("四、政府信息公开行政复议、行政诉讼情况\n行政复议\t1\n行政诉讼\t未经复议直接起诉\t1\n")
    assert report.review_litigation is None


EARLIER_PARTS = (
    "一、概述\n公开信息20条。\n二、主动公开政府信息情况\n见附表。\n三、依申请公开政府信息情况\n无。\n"
)


def test_a_report_from_before_the_first_form_is_held_against_none() -> None:
    earlier = read("青岚县2016年政府信息公开工作年度报告\n" + EARLIER_PARTS)
    assert (earlier.precedes_forms, earlier.recognised, earlier.sections) == (True, False, ())


def test_an_early_year_over_a_table_of_the_form_is_an_error_in_the_year() -> None:
    mistyped = read("青岚县2012年政府信息公开工作年度报告\n" + PARTS)
    assert (mistyped.precedes_forms, mistyped.recognised) == (False, True)


def test_without_a_title_an_early_year_tells_nothing() -> None:
    assert not read("2016年以来，我局继续公开。\n" + EARLIER_PARTS).precedes_forms


@pytest.mark.parametrize(
    ("text", "agency", "source"),
    [
        ("【图文】青岚县教育局2022年政府信息公开工作年度报告\n", "青岚县教育局", "title"),
        ("索引号 0123\n标 题 青岚县教育局2022年政府信息公开工作年度报告\n", "青岚县教育局", "metadata"),
        ("标题： | 青岚县教育局2022年政府信息公开工作年度报告 | 无 |\n", "青岚县教育局", "metadata"),
        ("2022年政府信息公开年报\n青岚县教育局2022年政府信息公开工作年度报告\n", "青岚县教育局", "title"),
        ("现公布青岚县工信和商务局2022年政府信息公开年报。\n", "青岚县工信和商务局", "announcement"),
        ("特发布《青岚县教育局2022年政府信息公开工作年度报告》。\n", "青岚县教育局", "announcement"),
        ("本报告由青岚县教育局根据条例编制，2022年的数据止于12月31日。\n", "青岚县教育局", "opening"),
        ("2022年的报告如有疑问，请与青岚县教育局联系（电话：1234567）。\n", "青岚县教育局", "opening"),
        ("2022年，青岚县教育局坚持公开为常态。\n", "青岚县教育局", "opening"),
        ("现公布我局2022年政府信息公开工作年度报告。\n", None, None),
        ("2022年，按照市政府办公室要求，我局公开信息。\n", None, None),
    ],
)  # fmt: skip
def test_an_organ_is_known_by_the_first_source_that_names_it(
    text: str, agency: str | None, source: str | None
) -> None:
    report = read(text + PARTS)
    assert (report.agency, report.agency_source, report.year) == (agency, source, 2022)


def test_page_furniture_is_no_part_of_a_title() -> None:
    report = read("【图文】青岚县教育局2022年政府信息公开工作年度报告\n" + PARTS)
    assert report.title == "青岚县教育局2022年政府信息公开工作年度报告"
    assert report.title_span is not None
    assert report.title_span.text(report.text) == report.title


def test_the_organ_of_a_signature_stands_over_a_date() -> None:
    report = read(PARTS + "青岚县教育局\n2023年1月20日\n")
    assert (report.agency, report.agency_source) == ("青岚县教育局", "signature")


def test_the_name_of_the_file_is_asked_last() -> None:
    name = "reports/青岚县教育局2022年政府信息公开工作年度报告.html"
    (report,) = bind(name, Notation(PARTS, TextSource(PARTS)), builtin_forms())
    assert (report.agency, report.agency_source) == ("青岚县教育局", "file-name")
    assert (report.year, report.year_source) == (2022, "file-name")


def test_a_year_that_was_given_says_so() -> None:
    (report,) = bind("a.txt", Notation(PARTS, TextSource(PARTS)), builtin_forms(), year=2023)
    assert (report.year, report.year_source) == (2023, "option")
