"""The examples of every rule are its tests: nothing is found in a good one, and in a bad one what it says."""

import pytest

from gip_lint.config import Configurations, Flags, rule_tables
from gip_lint.engine import Engine
from gip_lint.plugins import installed_plugins
from gip_lint.result import Result
from gip_lint.rule import Example, Needs, Rule

RULES = list(installed_plugins().rules.values())


def found(rule: type[Rule], example: Example) -> Result:
    flags = Flags(
        select=(rule.code,),
        year=example.year,
        form=example.form,
        rules=rule_tables({rule.code: example.options}),
        plugins=example.plugins,
    )
    return Engine(Configurations(flags, isolated=True), installed_plugins()).check_text(example.text)


def cases(kind: str) -> list:
    return [
        pytest.param(rule, example, id=f"{rule.code}-{number}")
        for rule in RULES
        for number, example in enumerate(getattr(rule, kind), 1)
    ]


def said(result: Result) -> list[str]:
    return [f"{finding.location.line}: {finding.rule} {finding.message.zh}" for finding in result.findings]


@pytest.mark.parametrize(("rule", "example"), cases("good"))
def test_nothing_is_found_in_a_good_example(rule, example):
    assert said(found(rule, example)) == []


@pytest.mark.parametrize(("rule", "example"), cases("bad"))
def test_what_a_bad_example_says_is_found(rule, example):
    result = found(rule, example)
    own = [finding for finding in result.findings if finding.rule == rule.code]
    assert len(own) == len(result.findings), said(result)
    assert own, "nothing found"
    if example.count is not None:
        assert len(own) == example.count, said(result)
    fitting = [finding for finding in own if _fits(finding, example)]
    assert fitting, (said(result), [finding.cell for finding in own], _marked(own, example))


def _fits(finding, example: Example) -> bool:
    marked = None if finding.span is None else finding.span.text(example.text)
    return (
        (example.marked is None or marked == example.marked)
        and (example.cell is None or finding.cell == example.cell)
        and (example.message is None or example.message in finding.message.zh)
    )


def _marked(findings, example: Example) -> list[str | None]:
    return [finding.span and finding.span.text(example.text) for finding in findings]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_described_in_both_languages(rule):
    assert rule.__doc__
    for text in (rule.title, rule.description):
        assert text.zh.strip()
        assert text.en.strip()
        assert any("\u4e00" <= character <= "\u9fff" for character in text.zh)
    assert rule.name == rule.name.lower()
    assert " " not in rule.name
    if rule.needs is not Needs.FILE:
        assert rule.good, "a rule shows what it leaves alone"
        assert rule.bad, "a rule shows what it finds"
