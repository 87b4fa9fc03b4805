"""The text rules on sentences judged by hand, on made reports, and on strings made to slow a pattern down."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

import gip_lint
from gip_lint.cli.main import main
from gip_lint.model.finding import Finding
from gip_lint.testing.builder import report
from gip_lint.testing.notations import NOTATIONS
from gip_lint_rules.text._shared.injections import injections_in
from gip_lint_rules.text.injected_text import InjectedText, InjectedTextOptions

SENTENCES = tomli.loads((Path(__file__).parent.parent / "data" / "text.toml").read_text(encoding="utf-8"))


def text_findings(text: str) -> list[Finding]:
    findings = list(gip_lint.check(text, select=["GIP6"]).findings)
    assert all(finding.rule.startswith("GIP6") for finding in findings), findings
    return findings


def marked(text: str, findings: list[Finding], rule: str) -> list[str]:
    return [each.span.text(text) for each in findings if each.rule == rule and each.span is not None]


FINDS = [
    pytest.param(rule, text, places, id=f"{rule}-{text[:12]}")
    for rule, cases in SENTENCES.items()
    for text, *places in cases["finds"]
]
TRAPS = [
    pytest.param(text, id=f"{rule}-{text[:12]}")
    for rule, cases in SENTENCES.items()
    for text in cases["traps"]
]


@pytest.mark.parametrize(("rule", "text", "places"), FINDS)
def test_what_is_wrong_is_found_where_it_is(rule: str, text: str, places: list[str]) -> None:
    assert marked(text, text_findings(text + "\n"), rule) == places


@pytest.mark.parametrize("text", TRAPS)
def test_nothing_is_found_in_a_trap(text: str) -> None:
    assert [(each.rule, each.message.zh) for each in text_findings(text + "\n")] == []


@pytest.mark.parametrize("form", ["gip-2019", "gip-2021"])
@pytest.mark.parametrize("notation", [notation.name for notation in NOTATIONS])
def test_nothing_is_found_in_a_made_report(form: str, notation: str) -> None:
    text = report(form).text(notation)
    assert [(each.rule, each.message.zh) for each in text_findings(text)] == []


def mended(text: str, *rules: str) -> str:
    findings = gip_lint.check(text, select=list(rules)).findings
    edits = [edit for each in findings if each.fix is not None and each.fix.safe for edit in each.fix.edits]
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def test_safe_fixes_mend_and_leave_nothing_to_mend() -> None:
    text = (
        "一、总体情况\n根据关于关于做好年报的通知,全年公开信息20条(图解1,234条);详见http://a.gov.cn/b。\n"
        "六、其他需要报告的事项\n没有其他事项.\n关联稿件:\n-\n扫一扫在手机打开当前页"
    )
    after = mended(text, "GIP603", "GIP605", "GIP607")
    assert after == (
        "一、总体情况\n根据关于做好年报的通知，全年公开信息20条（图解1,234条）；详见http://a.gov.cn/b。\n"
        "六、其他需要报告的事项\n没有其他事项。\n"
    )
    assert mended(after, "GIP603", "GIP605", "GIP607") == after


def test_paragraphs_broken_at_a_margin_are_read_whole() -> None:
    text = (
        "本机关按照条例规定编制年度报告，全文由六个部分组成，内容完\n"
        "整准确，已经在门户网站公布，欢迎社会各界监督并提出宝贵意见\n"
        "和建议，我们将认真研究吸纳，不断改进工作，提升公开“质量和\n"
        "水平”。按照有关要求，明确责任，细化任务，公开科技计划资金\n"
        "资金分配情况（详见附件），今后还将继续完善公开制度，提高“公\n"
        "- 2 -\n"
        "开”实效。\n"
    )
    findings = text_findings(text)
    assert [(each.rule, each.span and each.span.text(text)) for each in findings] == [
        ("GIP603", "资金\n资金")
    ]
    assert mended(text, "GIP603").count("资金") == 1


def test_phrases_of_ones_own_count_in_every_sentence() -> None:
    text = "严厉打击某某大药房的虚假宣传。"
    assert [text[each.start : each.end] for each in injections_in(text, 0, len(text), ("某某大药房",))] == [
        "某某大药房"
    ]
    assert InjectedText(InjectedTextOptions(words=("某某大药房",))).options.words == ("某某大药房",)
    assert InjectedText().options.words == ()


def test_numbers_of_persons_are_not_repeated_in_messages() -> None:
    text = "村民李小明，身份证号11010519491231002X，手机13912345678，银行卡6222020000000000000。\n"
    findings = text_findings(text)
    assert [each.rule for each in findings] == ["GIP608"] * 3
    for each in findings:
        for language in (each.message.zh, each.message.en):
            assert not any(number in language for number in ("11010519491231002X", "13912345678", "6222020"))


def test_messages_end_without_a_full_stop() -> None:
    for rule, cases in SENTENCES.items():
        for text, *_ in cases["finds"]:
            for each in text_findings(text + "\n"):
                assert each.message.zh[-1] not in "。；，", (rule, each.message.zh)
                assert each.message.en[-1] not in ".;,", (rule, each.message.en)


HOSTILE = {
    "x": "xx",
    "times": "××",
    "years": "20xx年",
    "underscores": "_",
    "chains": "彩票_",
    "brackets": "（",
    "half brackets": "(",
    "bracket and words": "（此处",
    "closing": "）",
    "quotes": "“",
    "straight quotes": '"',
    "commas": "、",
    "commas and spaces": "、 ",
    "stops": "。",
    "half stops": ".",
    "one word": "公开",
    "one character": "的",
    "near repeats": "甲乙丙丁戊己庚辛",
    "digits": "1",
    "identity numbers": "11010519491231002X ",
    "pinyin": "公(gong)",
    "and": "和",
    "spaces": "第 ",
    "colons": "电话：",
    "furniture": "上一篇：\n",
    "short lines": "甲\n",
    "broken lines": "本机关按照条例规定编制年度报告，全文由六个部分组成，内容完\n",
    "addresses": "http://a.b/",
    "at signs": "a@",
    "traditional": "開",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_checked_to_its_end(piece: str) -> None:
    result = gip_lint.check(piece * (40_000 // len(piece)), select=["GIP6", "GIP009"])
    assert "GIP009" not in {finding.rule for finding in result.findings}


@pytest.mark.parametrize("format", ["text", "json", "sarif", "csv", "github", "gitlab", "junit"])
def test_no_output_shows_a_private_number(tmp_path, capsys, format):
    number, identity = "13912345678", "11010519491231002X"
    path = tmp_path / "report.txt"
    path.write_text(
        f"云溪市林业局2023年政府信息公开工作年度报告\n已向申请人王芳（手机{number}）寄送,身份证号{identity}。\n",
        encoding="utf-8",
    )
    assert main(["check", str(path), "--select", "GIP607,GIP608", "--format", format]) == 1
    shown = capsys.readouterr().out
    assert "GIP608" in shown
    assert number not in shown
    assert identity not in shown
