"""The citation rules case by case (``tests/data/citations.toml``), their fixes, the register behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.model.finding import Fix
from gip_lint.model.result import Result
from gip_lint.plugins.registry import installed_plugins
from gip_lint_rules.citations._shared.document_numbers import read_number
from gip_lint_rules.citations._shared.lookup import lookup
from gip_lint_rules.citations._shared.near_miss import near_miss_in
from gip_lint_rules.citations._shared.register import register

CASES: list[dict[str, Any]] = tomli.loads(
    (Path(__file__).parents[1] / "data" / "citations.toml").read_text(encoding="utf-8")
)["case"]


def checked(text: str, year: int | None = None, code: str = "GIP3") -> Result:
    engine = Engine(Configurations(Flags(select=(code,), year=year), isolated=True), installed_plugins())
    return engine.check_text(text)


def found(case: dict[str, Any]) -> list[str]:
    told = checked(case["text"], case.get("year")).findings
    about = {code.split()[0] for code in case.get("found", ())} | {
        "GIP306" if "《条例》" not in case["text"] else ""
    }
    about |= {"GIP306"} if "defined" in case["name"] or "number says" in case["name"] else set()
    return sorted(
        f"{finding.rule} {finding.span.text(case['text'])}"
        for finding in told
        if finding.span is not None and (finding.rule != "GIP306" or "GIP306" in about)
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_found_in_a_citation(case: dict[str, Any]) -> None:
    assert found(case) == sorted(case.get("found", []))


def test_there_are_enough_cases_either_way() -> None:
    assert sum("found" in case for case in CASES) >= 40
    assert sum("found" not in case for case in CASES) >= 40
    assert len({case["name"] for case in CASES}) == len(CASES)


def mended(text: str, fix: Fix | None) -> str:
    assert fix is not None
    for edit in sorted(fix.edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("code", "text", "after", "safe"),
    [
        ("GIP305", "按照国办公开办函[2021]30号编制。", "按照国办公开办函〔2021〕30号编制。", True),
        ("GIP305", "按照某政办发（2022）5号办理。", "按照某政办发〔2022〕5号办理。", True),
        ("GIP305", "国办发12号〔2021〕已印发。", "国办发〔2021〕12号已印发。", False),
        ("GIP308", "《关于印发《甲》的通知》", "《关于印发〈甲〉的通知》", True),
        ("GIP308", "《《甲》》", "《甲》", True),
        ("GIP308", "《甲乙丙丁〉", "《甲乙丙丁》", True),
        ("GIP308", "落实《政府信息公开条例，完善制度。", "落实《政府信息公开条例》，完善制度。", True),
        ("GIP304", "《中华人民共和国信息公开条例》", "《中华人民共和国政府信息公开条例》", False),
        (
            "GIP302",
            "《政府信息公开条例》（国务院令第771号）",
            "《政府信息公开条例》（国务院令第711号）",
            False,
        ),
        ("GIP301", "依照国务院令第492号办理。", "依照国务院令第711号办理。", False),
        (
            "GIP306",
            "根据《政府信息公开条例》编制，落实《条例》。",
            "根据《政府信息公开条例》（以下简称《条例》）编制，落实《条例》。",
            False,
        ),
    ],
)
def test_a_fix_puts_it_right(code: str, text: str, after: str, safe: bool) -> None:
    (finding,) = checked(text, 2022, code).findings
    assert mended(text, finding.fix) == after
    assert finding.fix is not None
    assert finding.fix.safe is safe
    assert checked(after, 2022, code).findings == ()


def test_a_mark_that_nobody_can_place_has_no_fix() -> None:
    (finding,) = checked("落实《某县政务公开办法，完善制度。", 2022, "GIP308").findings
    assert finding.fix is None


WAYS = [
    "国务院令第711号",
    "国令第711号",
    "中华人民共和国国务院令第711号",
    "国务院第711号令",
    "国务院令（第７１１号）",
]
LETTERS = [
    "国办发〔2019〕14号",
    "国办发[2019]14号",
    "国办发（2019）第14号",
    "国办发2019年14号",
    "国办发14号〔2019〕",
]


@pytest.mark.parametrize("written", WAYS)
def test_an_order_is_one_number_however_written(written: str) -> None:
    assert str(read_number(written)) == "国务院令第711号"


@pytest.mark.parametrize("written", LETTERS)
def test_a_letter_is_one_number_however_written(written: str) -> None:
    assert str(read_number(written)) == "国办发〔2019〕14号"


@pytest.mark.parametrize(
    "written",
    [
        "交通运输部令2021年第5号",
        "主席令第七十三号",
        "条例",
        "",
        "令第" + "9" * 40 + "号",
        f"国办发〔2019〕{'9' * 5000}号",
    ],
)
def test_what_names_nothing_is_no_number(written: str) -> None:
    assert read_number(written) is None


@pytest.mark.parametrize(
    "title",
    [
        "中华人民共和国政府信息公开条例",
        "政府信息公开条例",
        "中華人民共和國政府信息公開條例",
        " 中华人民共和国 政府信息公开条例 ",
    ],
)
def test_a_title_is_one_title_however_written(title: str) -> None:
    known = register().titled(title)
    assert known is not None
    assert known.title == "中华人民共和国政府信息公开条例"


@pytest.mark.parametrize(
    "title", ["", "条例", "某省政府信息公开条例", "政府信息公开条例实施细则", "政" * 5000]
)
def test_what_the_register_does_not_hold_is_unknown(title: str) -> None:
    assert register().titled(title) is None


@pytest.mark.parametrize(
    ("title", "year", "articles"),
    [
        ("政府信息公开条例", 2018, [38]),
        ("政府信息公开条例", 2019, [38, 56]),
        ("政府信息公开条例", 2020, [56]),
        ("政府信息公开条例", None, [38, 56]),
        ("行政复议法", 2022, [43]),
        ("行政复议法", 2023, [43, 90]),
        ("行政复议法", 2024, [90]),
        ("行政复议法", 2030, []),
        ("行政处罚法", 2020, []),
        ("行政处罚法", 2021, []),
        ("行政处罚法", 2022, [86]),
        ("行政处罚法", None, []),
    ],
)
def test_the_versions_of_a_year(title: str, year: int | None, articles: list[int]) -> None:
    law = register().titled(title)
    assert law is not None
    assert [version.articles for version in law.versions_in(year, register().compiled)] == articles


def test_no_registered_title_is_a_slip_of_another() -> None:
    law = register()
    fields = law.field()
    for known in law:
        for title in (known.title, *known.names):
            slip = near_miss_in(title, fields)
            assert slip is None or law.titled(title) is not None


def test_every_number_belongs_to_one_instrument() -> None:
    seen: dict[str, str] = {}
    for known in register():
        for issue in known.issues:
            assert seen.setdefault(str(issue.number), known.title) == known.title
            assert register().numbered(issue.number) is known


def test_hostile_citations_are_checked() -> None:
    for piece in (
        "《",
        "《a》",
        "国办发[2019]14号",
        "《条例》第一条、",
        "国务院令第492号",
        "《政务信息公开条例》",
    ):
        found = checked(piece * (5_000 // len(piece)), 2022)
        assert all(finding.rule.startswith("GIP3") for finding in found.findings)


@pytest.mark.parametrize(
    ("query", "year", "zh", "en"),
    [
        ("《政府信息公开条例》", 2021, "2021年度：应引国务院令第711号", "for 2021: cite 国务院令第711号"),
        (
            "国令第492号",
            None,
            "2019年5月15日起由国务院令第711号取代",
            "replaced by 国务院令第711号 on 15 May 2019",
        ),
        ("国办公开办函〔2019〕60号", 2022, "应引国办公开办函〔2021〕30号", "cite 国办公开办函〔2021〕30号"),
        ("国办发[2019]14号", 2021, "应引《2021年政务公开工作要点》", "cite 《2021年政务公开工作要点》"),
        ("国办发〔2019〕14号", 2030, "登记中没有当年的要点", "no programme in the register"),
        ("国办函〔2020〕109号", 2020, "尚未施行", "not yet in force"),
        ("国办公开办函〔2016〕201号", 2021, "登记中没有取代它的文件", "nothing in the register replaces it"),
        ("行政复议法", 2022, "当年的文本共43条", "43 articles"),
        ("行政处罚法", 2020, "当年的文本没有登记", "the text in force is not in the register"),
        ("《某某办法》", None, "登记中没有", "does not hold"),
        ("信息公开", None, "标题近似：《中华人民共和国政府信息公开条例》", "a title like it"),
        ("", None, "登记中没有", "does not hold"),
    ],
)
def test_looking_up(query: str, year: int | None, zh: str, en: str) -> None:
    answer = lookup(query, year)
    assert zh in answer.zh
    assert en in answer.en
