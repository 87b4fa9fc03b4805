"""The rules about prose and tables: labelled sentences, exact places, and time in proportion."""

from __future__ import annotations

import pytest
from narrative_sentences import RULES, Labelled, labelled_sentences

import gip_lint
from gip_lint.api import check, extract
from gip_lint.model.severity import Severity
from gip_lint.plugins.registry import installed_plugins
from gip_lint.prose.claims import claims_of
from gip_lint.prose.organs import is_own, opening_organ
from gip_lint.prose.part_lists import lists_of
from gip_lint.prose.passages import passages_of
from gip_lint.prose.statement import CountedTime, Scope
from gip_lint.prose.understanding import statements_of
from gip_lint_rules.narrative._shared.samples import told

SENTENCES = list(labelled_sentences())


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.text[:40])
def test_a_sentence_is_reported_as_labelled(sentence: Labelled) -> None:
    findings = sentence.findings()
    assert {finding.rule for finding in findings} == sentence.find, [f.message.zh for f in findings]


def test_there_are_enough_sentences_and_half_are_traps() -> None:
    traps = [sentence for sentence in SENTENCES if not sentence.find]
    assert len(SENTENCES) >= 150
    assert len(traps) >= len(SENTENCES) / 2
    assert {rule for sentence in SENTENCES for rule in sentence.find} == set(RULES)
    assert len({(s.text, s.place, s.agency, s.heading, str(s.set)) for s in SENTENCES}) == len(SENTENCES)


def test_a_finding_quotes_clause_cell_and_both_numbers() -> None:
    result = check(told("全年共收到政府信息公开申请6件。", new_received=5, granted=5), select=["GIP501"])
    (finding,) = result.findings
    assert "全年共收到政府信息公开申请6件" in finding.message.zh
    assert "写的是 6" in finding.message.zh
    assert "为 5" in finding.message.zh
    assert finding.cell is not None
    assert (finding.cell.row, finding.cell.column) == ("new_received", "total")
    assert [related.cell for related in finding.related] == [finding.cell]
    assert finding.location.line == 3


def test_a_blank_cell_is_not_said_to_be_zero() -> None:
    text = told("全年共收到政府信息公开申请6件。", new_received=5, granted=5).replace("| 5 ", "| ")
    (finding,) = check(text, select=["GIP501"]).findings
    assert "× 总计”空白，两者不一致" in finding.message.zh
    assert "is blank: they differ" in finding.message.en


def test_a_table_that_does_not_balance_is_mentioned() -> None:
    result = check(told("全年共收到政府信息公开申请6件。", new_received=5, granted=3), select=["GIP501"])
    assert "本身也不平" in result.findings[0].message.zh


def test_a_line_broken_off_at_the_margin_goes_on() -> None:
    text = told(
        "2023 年我局认真办理公众提出的申请，全年共收到政府信息\n公开申请 16 件，其中予以公开 5 件。",
        new_received=5,
        granted=5,
    )
    received, granted = statements_of(extract(text)[0])
    assert (received.number, granted.number) == (16, 5)
    assert received.clause.span.text(text) == "全年共收到政府信息\n公开申请 16 件"


def test_the_span_of_a_number_is_exact() -> None:
    text = told("本年度 收到  政府信息公开申请 12 件。", new_received=12, granted=12)
    (statement,) = statements_of(extract(text)[0])
    assert statement.span.text(text) == "12 件"
    assert statement.clause.span.text(text) == "本年度 收到  政府信息公开申请 12 件"
    assert (statement.scope, statement.period) == (Scope.WHOLE, CountedTime.REPORT_YEAR)


def test_digits_with_a_space_between_are_two_numbers() -> None:
    report = extract(told("申请 10 5天。", new_received=1, granted=1))[0]
    assert any("10 5天" in passage.text for passage in passages_of(report))


def test_traditional_characters_are_read() -> None:
    text = told("全年共收到政府信息公開申請6件。", new_received=5, granted=5)
    assert [finding.rule for finding in check(text, select=["GIP501"]).findings] == ["GIP501"]


def test_what_is_worked_out_is_kept() -> None:
    report = extract(told("收到政府信息公开申请5件，均已办结。", new_received=5, granted=5))[0]
    assert statements_of(report) is statements_of(report)
    assert claims_of(report) is claims_of(report)
    assert lists_of(report) is lists_of(report)


@pytest.mark.parametrize(
    ("words", "agency"),
    [
        ("市科委", "上海市科学技术委员会"),
        ("市林业局", "云溪市林业局"),
        ("区政府办公室", "晋源市城区人民政府办公室"),
        ("区政府", "晋源市城区人民政府办公室"),
        ("城北街道", "云溪市城北街道办事处"),
        ("呼兰区", "呼兰区"),
        ("市城管执法局", "益阳市城市管理和综合执法局"),
    ],
)
def test_an_organ_is_known_by_its_short_name(words: str, agency: str) -> None:
    assert is_own(words, agency)


@pytest.mark.parametrize(
    ("words", "agency"),
    [
        ("市政府", "云溪市城区人民政府"),
        ("区政府办公室", "云溪市城区人民政府"),
        ("市教育局", "云溪市林业局"),
        ("县林业局", "云溪市林业局"),
        ("市林业局", None),
    ],
)
def test_another_organ_is_not(words: str, agency: str | None) -> None:
    assert not is_own(words, agency)


def test_the_organ_at_the_beginning_of_a_sentence() -> None:
    assert opening_organ("区教育局严格落实条例,共收到申请3件") == "区教育局"
    assert opening_organ("我局严格落实条例,共收到申请3件") is None
    assert opening_organ("按照市政府办公室要求,共收到申请3件") is None


HOSTILE = [
    "收到政府信息公开申请5件，其中",
    "120条，其中政策5条、",
    "（其中5件",
    "其中政策5件（",
    "收到政府信息公开申请5件，均已办结。",
    "120条，其中政策5条，占5%，动态6条，占3%。",
    "较2022年的28件增长5%",
    "收到政府信息公开申请5件，予以公开5件，",
    "2023年1月1日至",
    "《",
    "〔2021〕",
    "<",
    "占5%",
    "均已",
    "未收到",
    "现将2022年",
    "根据编制",
    "统计期限",
    "1,234",
    "市",
    " 1",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_is_checked_to_its_end(unit: str) -> None:
    report = extract(told(unit * (40_000 // len(unit)), new_received=1, granted=1))[0]
    rules = [rule() for code, rule in installed_plugins().rules.items() if code in RULES]
    spans = [finding.span for rule in rules for finding in rule.check(report)]
    assert all(span is None or 0 <= span.start <= span.end <= len(report.text) for span in spans)


def test_a_text_that_is_no_report_is_left_alone() -> None:
    result = check("今天收到申请5件，均已办结。\n统计期限自2019年1月1日至3月1日。\n", select=["GIP5"])
    assert [finding.rule for finding in result.findings if finding.severity is Severity.ERROR] == []


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    text = (
        "云溪市林业局2023年政府信息公开工作年度报告\n一、总体情况\n"
        "2023年，我局持续推进政府信息公开工作，全年共发布信息300条，其中政策文件\n"
        "- 2 -\n"
        "80条、财政信息120条、工作动态130条。\n"
    )
    (finding,) = gip_lint.check(text, select=["GIP507"]).findings
    assert "330" in finding.message.zh
    assert (finding.location.line, finding.location.end_line) == (3, 5)


@pytest.mark.parametrize("sentence", ["不予处理2件，其他处理0件。", "予以公开8件，部分公开2件，不予公开2件"])
def test_clauses_made_of_labels_and_numbers_are_no_row_of_a_table(sentence: str) -> None:
    (labelled,) = gip_lint.extract(
        f"云溪市林业局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n{sentence}\n"
    )
    assert not labelled.tables
