"""The structure rules on whole reports: what is missing, displaced, reworded, and what only looks so."""

from __future__ import annotations

from random import Random

import pytest
from linting import findings, fixed, told

import gip_lint
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.finding import CellKey
from gip_lint.testing.builder import ReportBuilder, form_named, report
from gip_lint.testing.damage import DAMAGES, damaged
from gip_lint.testing.grid import Groups
from gip_lint.testing.made_figures import random_figures
from gip_lint.testing.notations import NOTATIONS, notation_named
from gip_lint.testing.sample import damage_named, random_setting, samples
from gip_lint_rules.structure._shared.labels import difference, is_printed, is_slip
from gip_lint_rules.structure._shared.samples import PARTS
from gip_lint_rules.structure._shared.samples import report as parts

FORMS = [form.key for form in builtin_forms()]
ALL = [notation.name for notation in NOTATIONS]
PARTED = [notation.name for notation in NOTATIONS if notation.parted]
SEVERAL = ["pipes", "rows", "lines-blank", "lines", "markdown", "tabs", "box"]
LAW, PARTLY = "denied_prohibited_by_law", "partially_granted"


def filled(form: str, seed: int = 1) -> ReportBuilder:
    built = report(form)
    for table, figures in random_figures(form_named(form), Random(seed), largest=99).items():
        built = built.with_figures(table, figures)
    return built


class TestWholeReports:
    @pytest.mark.parametrize("groups", list(Groups))
    @pytest.mark.parametrize("notation", ALL)
    @pytest.mark.parametrize("form", FORMS)
    def test_nothing_is_found(self, form, notation, groups):
        assert told(filled(form).text(notation, groups=groups), "GIP1") == []

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize(
        "name",
        [
            "labels spaced out",
            "stray empty cells",
            "row ends lost",
            "line ends",
            "mixed width",
            "traditional",
            "group labels lost",
            "notes in cells",
            "marks for zero",
            "wide digits",
            "units",
        ],
    )
    def test_damage_that_changes_no_word_is_no_fault_of_structure(self, form, name):
        damage = next(each for each in DAMAGES if each.name == name)
        for notation in NOTATIONS:
            if damage.fits(notation) and notation.parted:
                random = Random(f"{form}{name}{notation.name}")
                text = damaged(filled(form), random_setting(notation, random), [damage], random).text
                assert told(text, "GIP1") == [], notation.name


class TestMissingParts:
    @pytest.mark.parametrize("notation", SEVERAL)
    @pytest.mark.parametrize("part", ["overview", "disclosure", "review_litigation", "other_matters"])
    def test_a_part_left_out_is_named_once(self, part, notation):
        built = filled("gip-2021").without_section(part)
        (said,) = told(built.text(notation), "GIP101", "GIP106")
        assert built.form.part_of[part].title in said

    def test_a_part_is_due_behind_the_one_before_it(self):
        (said,) = told(parts(*[part for part in PARTS if part != "problems"]), "GIP101")
        assert "“五、存在的主要问题及改进情况”，应在“四、政府信息公开行政复议、行政诉讼情况”之后" in said

    def test_tables_alone_are_one_finding(self):
        tables = [PARTS[key].split("\n", 1)[1] for key in ("disclosure", "applications", "review_litigation")]
        (said,) = told("云溪市林业局2023年政府信息公开工作年度报告\n" + "".join(tables), "GIP101")
        assert "缺少 6 个" in said

    @pytest.mark.parametrize(
        "heading",
        [
            "六、其他",
            "六、其他情况",
            "六、其他事项",
            "六、需要报告的其他事项",
            "其他需要报告的事项",
            "（六）其他需要报告的事项",
            "第六部分 其他需要报告的事项",
            "六、其 他 需要報告的事項：",
        ],
    )
    def test_a_part_under_another_title_or_ordinal_is_not_missing(self, heading):
        assert told(parts(other_matters=f"{heading}\n未收取信息处理费。\n"), "GIP101") == []

    def test_a_title_run_into_the_row_before_is_not_missing(self):
        text = parts().replace("| 行政强制 | 0 |\n三、", "| 行政强制 | 0 | 三、")
        assert text != parts()
        assert told(text, "GIP101") == []

    def test_two_reports_in_one_file_are_parted_first(self):
        first = parts(*list(PARTS)[:4])
        assert told(first + parts(), "GIP101") == []


BEHIND_THE_TITLE = {
    "overview": "2023年，我局主动公开信息20条，答复申请3件。",
    "review_litigation": "本年度没有发生行政复议和行政诉讼。\n"
    + PARTS["review_litigation"].split("\n", 1)[1],
    "problems": "存在的问题是：一是公开不够及时，二是培训覆盖面不足。下一步将制定更新计划，按季度检查。",
    "other_matters": "本年度未收取政府信息公开信息处理费。",
}


class TestTextBehindATitle:
    """A web page or a PDF often puts the first sentence into the title's own line."""

    @pytest.mark.parametrize("between", ["：", "。", "，", " ", "\u3000", ":", "；", "、", "（", "", "——"])
    @pytest.mark.parametrize("part", BEHIND_THE_TITLE)
    def test_it_is_what_the_part_says(self, part, between):
        title = PARTS[part].split("\n", 1)[0]
        text = parts(**{part: f"{title}{between}{BEHIND_THE_TITLE[part]}\n"})
        codes = ("GIP101", "GIP102", "GIP103", "GIP104", "GIP105", "GIP106", "GIP114", "GIP116")
        assert told(text, *codes) == []

    @pytest.mark.parametrize("nothing", ["：无。", " 无", "。没有问题。"])
    def test_nothing_said_there_is_nothing_said(self, nothing):
        text = parts(problems=f"五、存在的主要问题及改进情况{nothing}\n")
        assert [finding.rule for finding in findings(text, "GIP101", "GIP104", "GIP105", "GIP116")] == [
            "GIP116"
        ]

    @pytest.mark.parametrize("more", ["（试行）", "说明", "、整改措施"])
    def test_a_word_more_is_another_title(self, more):
        text = parts(problems=f"五、存在的主要问题及改进情况{more}\n公开不够及时，已加强培训。\n")
        assert [finding.rule for finding in findings(text, "GIP101", "GIP104", "GIP116")] == ["GIP104"]

    def test_its_numbers_are_held_against_the_table(self):
        text = parts(overview="一、总体情况：2023年收到政府信息公开申请8件。\n")
        assert [finding.rule for finding in findings(text, "GIP501")] == ["GIP501"]


class TestOrder:
    @pytest.mark.parametrize("moved", ["overview", "applications", "other_matters"])
    def test_only_the_part_that_moved_is_reported(self, moved):
        built = filled("gip-2021")
        rest = [key for key in built.form.part_of if key != moved]
        order = [*rest, moved] if moved != "other_matters" else [moved, *rest]
        (said,) = told(built.with_order(*order).text(), "GIP102")
        assert built.form.part_of[moved].title in said

    def test_a_part_missing_in_between_is_no_matter_of_order(self):
        assert told(filled("gip-2021").without_section("applications").text(), "GIP102") == []


class TestTables:
    @pytest.mark.parametrize("notation", SEVERAL)
    @pytest.mark.parametrize("table", ["disclosure", "applications", "review_litigation"])
    def test_a_table_left_out_is_reported(self, table, notation):
        built = filled("gip-2019").without_table(table)
        (finding,) = findings(built.text(notation), "GIP106", "GIP107", "GIP108")
        assert (finding.rule, finding.cell) == ("GIP106", CellKey(table))

    def test_labels_without_figures_are_told_from_no_table_at_all(self):
        empty = PARTS["review_litigation"].rsplit("| 0 |", 15)[0]
        (said,) = told(parts(review_litigation=empty + "\n"), "GIP106")
        assert "只有表头，没有数" in said or "缺少表格" in said

    @pytest.mark.parametrize(
        "prose",
        ["本年度无行政复议、行政诉讼。", "行政复议结果维持1件，结果纠正0件，其他结果0件，尚未审结0件。"],
    )
    def test_prose_is_no_table(self, prose):
        text = parts(review_litigation=f"四、政府信息公开行政复议、行政诉讼情况\n{prose}\n")
        assert len(told(text, "GIP106")) == 1

    @pytest.mark.parametrize("notation", PARTED)
    @pytest.mark.parametrize("row", ["granted", "denied_third_party", "processed_total", "carried_forward"])
    def test_a_row_left_out_is_named(self, row, notation):
        built = filled("gip-2021").without_row("applications", row)
        (finding,) = findings(built.text(notation), "GIP107", "GIP108", "GIP112")
        assert (finding.rule, finding.cell) == ("GIP107", CellKey("applications", row))

    def test_rows_missing_one_after_another_are_one_finding(self):
        built = filled("gip-2019")
        for row in ("denied_safety_stability", "denied_third_party", "rejected_repeat"):
            built = built.without_row("applications", row)
        first, second = findings(built.text(), "GIP107")
        assert "缺少 2 行" in first.message.zh
        assert "重复申请" in second.message.zh

    @pytest.mark.parametrize("notation", PARTED)
    def test_a_collapsed_row_is_parted(self, notation):
        built = filled("gip-2021").with_collapsed("applications", "other")
        (said,) = told(built.text(notation), "GIP1")
        assert said.startswith("GIP107")
        assert "格式分为 3 行" in said

    def test_a_row_with_a_label_and_no_figures_is_told_so(self):
        text = filled("gip-2021").text("rows")
        line = next(line for line in text.splitlines() if "行政强制" in line)
        (said,) = told(text.replace(line, "行政强制"), "GIP107", "GIP205")
        assert said.startswith(f"GIP205 {text.splitlines().index(line) + 1}: ")
        assert "行政强制" in said

    @pytest.mark.parametrize("label", ["行政强制措施", "政行强制", "行强制"])
    def test_a_row_with_a_misspelt_label_is_not_missing(self, label):
        built = filled("gip-2021").with_label("disclosure", label, row="compulsory_measures")
        for notation in PARTED:
            assert told(built.text(notation), "GIP107", "GIP112") == [], notation

    def test_rows_that_lost_their_labels_are_not_missing(self):
        text = filled("gip-2021").text("rows")
        for label in ("3.要求提供公开出版物", "4.保护第三方合法权益", "2.重复申请", "7.属于行政执法案卷"):
            text = text.replace(label, "")
        said = told(text, "GIP107", "GIP109", "GIP112")
        assert len(said) == 1
        assert "GIP109" in said[0]
        assert "4 处行名" in said[0]

    @pytest.mark.parametrize("notation", SEVERAL)
    @pytest.mark.parametrize(("table", "column"), [("applications", "research"), ("disclosure", "repealed")])
    def test_a_column_left_out_is_named(self, table, column, notation):
        built = filled("gip-2021").without_column(table, column)
        (finding,) = findings(built.text(notation), "GIP108", "GIP107", "GIP110")
        assert (finding.rule, finding.cell) == ("GIP108", CellKey(table, None, column))

    def test_a_row_of_ones_own_is_reported(self):
        text = filled("gip-2021").text("rows")
        line = next(line for line in text.splitlines() if line.startswith("行政强制"))
        own = text.replace(line, f"{line}\n行政检查 | 7 |")
        (said,) = told(own, "GIP112")
        assert "格式没有“行政检查”这一行" in said


class TestLabels:
    @pytest.mark.parametrize(
        ("label", "says"),
        [
            ("2.其他法律行政禁止公开", "缺“法规”"),
            ("2.其他法律法规禁止公开", "缺“行政”"),
            ("2.其他法律行政法规规定禁止公开", "多“规定”"),
            ("2.其它法律行政法规禁止公开", "“他”写成了“它”"),
            ("其他法律行政法规禁止公开", "缺“2”"),
        ],
    )
    @pytest.mark.parametrize("notation", ["pipes", "rows", "lines", "markdown"])
    def test_the_characters_that_differ_are_named(self, label, says, notation):
        built = filled("gip-2021").with_label("applications", label, row=LAW)
        (finding,) = findings(built.text(notation), "GIP1")
        assert (finding.rule, finding.cell) == ("GIP109", CellKey("applications", LAW))
        assert says in finding.message.zh

    @pytest.mark.parametrize(
        "label",
        [
            "2. 其他法律行政法规禁止公开",
            "２．其他法律行政法规禁止公开",
            "2、其他法律行政法规禁止公开",
            "2.其他法律 行政法规禁止公开",
            "2.其他法律行政法規禁止公開",
            "2.其他法律行政法规禁止公开（含党内法规）",
        ],
    )
    def test_what_is_no_other_wording_is_left_alone(self, label):
        built = filled("gip-2021").with_label("applications", label, row=LAW)
        assert told(built.text(), "GIP109") == []

    @pytest.mark.parametrize(
        "label",
        [
            "二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "（二部分公开（区分处理的，只计这一情形，不计其他情形）",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形",
        ],
    )
    def test_a_lost_bracket_is_a_difference(self, label):
        text = filled("gip-2021").with_label("applications", label, row=PARTLY).text()
        assert len(told(text, "GIP109")) == 1
        assert told(fixed(text, "GIP109"), "GIP109") == []

    def test_a_label_off_by_a_character_is_put_right_and_others_are_not(self):
        built = filled("gip-2021")
        slip = built.with_label(
            "applications", "5.属于三类内部事物信息", row="denied_internal_affairs"
        ).text()
        assert fixed(slip, "GIP109") == built.text()
        other = built.with_label("applications", "5.内部信息", row="denied_internal_affairs").text()
        assert fixed(other, "GIP109") == other

    def test_a_simplified_label_is_not_put_into_a_traditional_text(self):
        text = filled("gip-2021").with_label(
            "applications", "5.屬於三類內部事物資訊", row="denied_internal_affairs"
        )
        assert fixed(text.text(), "GIP109", safe=True) == text.text()

    def test_many_labels_are_one_finding(self):
        built = filled("gip-2021")
        rows = built.form.tables["applications"].rows
        for row in [row for row in rows if row.startswith("denied") and rows[row].label[-1] != "”"]:
            built = built.with_label("applications", rows[row].label[:-1], row=row)
        (finding,) = findings(built.text(), "GIP109")
        assert "7 处行名" in finding.message.zh
        assert len(finding.related) == 7

    @pytest.mark.parametrize(
        ("column", "label", "says"),
        [
            ("made", "本年新", "缺“制作数量”"),
            ("total", "对外公开数量", "缺“总”"),
            ("published", "本年新公布数量", "“公开”写成了“公布”"),
        ],
    )
    @pytest.mark.parametrize("notation", ["pipes", "rows", "lines-blank", "markdown"])
    def test_columns_likewise(self, column, label, says, notation):
        built = filled("gip-2019").with_label("disclosure", label, column=column)
        (finding,) = findings(built.text(notation), "GIP1")
        assert (finding.rule, finding.cell) == ("GIP110", CellKey("disclosure", None, column))
        assert says in finding.message.zh or "“开”写成了“布”" in finding.message.zh

    def test_a_unit_behind_a_column_label_is_no_difference(self):
        built = filled("gip-2019").with_label("disclosure", "采购总金额（万元）", column="amount")
        assert told(built.text(), "GIP110") == []

    def test_a_label_torn_over_two_lines_is_no_difference(self):
        text = filled("gip-2021").text("lines")
        torn = text.replace(
            "5.要求行政机关确认或重新出具已获取信息", "5.要求行政机关确认或重\n新出具已获取信息"
        )
        assert torn != text
        assert told(torn, "GIP109", "GIP112") == []

    def test_differences_in_words(self):
        assert is_printed("結 果 維 持", "结果维持")
        assert not is_printed("二)部分公开", "（二）部分公开")
        said = difference("机构纠正", "结果纠正")
        assert said is not None
        assert said.zh == "“结果”写成了“机构”"
        assert difference("天气预报", "结果纠正") is None
        assert is_slip("其它结果", "其他结果")
        assert not is_slip("维持", "结果维持")


class TestForm:
    @pytest.mark.parametrize(("form", "year"), [("gip-2019", 2021), ("gip-2019", 2024), ("gip-2021", 2020)])
    def test_another_years_form_is_reported_once(self, form, year):
        (said,) = told(report(form, year=year).text(), "GIP1")
        assert said.startswith("GIP111")
        assert f"{year}年度应使用" in said

    @pytest.mark.parametrize(
        ("form", "year"), [("gip-2019", 2019), ("gip-2019", 2020), ("gip-2021", 2021), ("gip-2021", 2025)]
    )
    def test_the_years_own_form_is_not(self, form, year):
        assert told(report(form, year=year).text(), "GIP111") == []

    def test_a_year_given_by_hand_counts(self):
        text = report("gip-2019", year=2020).text()
        assert told(text, "GIP111", year=2020) == []
        assert len(told(text, "GIP111", year=2022)) == 1

    def test_a_year_that_is_only_mentioned_does_not(self):
        text = report("gip-2019").with_title("").with_prose("lead", "按照要求编制。").text()
        mentioned = text.replace("年内组织了", "按照2021年计划，2021年内组织了")
        assert mentioned != text
        assert told(mentioned, "GIP111") == []

    def test_years_before_both_forms_are_left_alone(self):
        assert told(report("gip-2019", year=2018).text(), "GIP111") == []


class TestHostileText:
    @pytest.mark.parametrize("notation", ["pipes", "rows", "lines", "run-together"])
    def test_a_report_cut_anywhere_raises_nothing(self, notation):
        text = filled("gip-2021").text(notation)
        for end in range(0, len(text), 97):
            assert not [said for said in told(text[:end], "GIP1", "GIP4") if "GIP009" in said]

    def test_lines_in_any_order_raise_nothing(self):
        for seed in range(20):
            lines = filled("gip-2019").text(notation_named("pipes").name).splitlines()
            Random(seed).shuffle(lines)
            assert not [said for said in told("\n".join(lines), "GIP1", "GIP4") if "GIP009" in said]


def test_a_table_run_together_into_one_line_is_read() -> None:
    lines = report("gip-2021", 2022).text("rows-bare").splitlines()
    start, end = (
        next(n for n, line in enumerate(lines) if line.startswith(each)) for each in ("二、", "三、")
    )
    together = " ".join(" ".join(lines[start + 1 : end]).replace("|", " ").split())
    text = "\n".join([*lines[: start + 1], together, *lines[end:]]) + "\n"
    assert gip_lint.check(text, select=["GIP106", "GIP107"]).findings == ()
    (found,) = gip_lint.extract(text)
    assert found.disclosure is not None
    assert found.disclosure.value("normative_documents", "issued") == 0


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name", ["blank: all but one", "blank: totals", "blank: half", "blank: ends of rows"]
)
def test_blanks_make_no_label_wrong(form, name):
    for notation in NOTATIONS:
        for sample in samples(form_named(form), notation, [damage_named(name)], range(2)):
            assert told(sample.text, "GIP109", "GIP110", "GIP112") == [], sample.name
