"""Tests of one rule: ``RuleTester(LongTitle).run(good=[…], bad=[…])``, and the examples in its class."""

from __future__ import annotations

from collections.abc import Iterable

from gip_lint import builtin
from gip_lint.config import Configurations, Flags, rule_tables
from gip_lint.engine import Engine
from gip_lint.finding import Finding
from gip_lint.hookspecs import hookimpl
from gip_lint.plugin_sources import LoadedPlugin
from gip_lint.plugins import ENGINE, Plugins
from gip_lint.rule import Example, Rule
from gip_lint.testing.builder import ReportBuilder


class _Brings:
    def __init__(self, rule: type[Rule]) -> None:
        self.rule = rule

    @hookimpl
    def gip_lint_rules(self) -> list[type[Rule]]:
        return [self.rule]


class RuleTester:
    """Asks one rule about reports, with no other rule and no configuration about."""

    def __init__(self, rule: type[Rule]) -> None:
        self.rule = rule
        engine = LoadedPlugin(ENGINE, builtin, builtin.__name__)
        self.plugins = Plugins((engine, LoadedPlugin("rule-tester", _Brings(rule), rule.__module__)))

    def findings(self, report: str | ReportBuilder | Example) -> tuple[Finding, ...]:
        """Return what the rule finds. A failure of the rule raises AssertionError with its traceback."""
        example = _example(report)
        flags = Flags(
            select=(self.rule.code, "GIP009"),
            year=example.year,
            form=example.form,
            rules=rule_tables({self.rule.code: example.options}),
            plugins=example.plugins,
        )
        result = Engine(Configurations(flags, isolated=True), self.plugins).check_text(example.text)
        for failure in result.failures:
            raise AssertionError(f"{failure.what} failed:\n{failure.traceback}")
        return result.findings

    def run(
        self,
        good: Iterable[str | ReportBuilder | Example] = (),
        bad: Iterable[str | ReportBuilder | Example] = (),
    ) -> None:
        """Demand no finding in the *good* reports, and in the *bad* ones what they say, or one or more.

        Raises AssertionError that shows the report with what was found marked.
        """
        for each in good:
            found = self.findings(each)
            assert not found, f"found in a good example:\n{marked(_example(each).text, found)}"
        for each in bad:
            self._demand(_example(each))

    def examples(self) -> None:
        """Hold the rule against the examples in its class; it must have good ones and bad ones."""
        assert self.rule.good, f"{self.rule.code} shows no good example"
        assert self.rule.bad, f"{self.rule.code} shows no bad example"
        self.run(self.rule.good, self.rule.bad)

    def _demand(self, example: Example) -> None:
        found = self.findings(example)
        shown = marked(example.text, found)
        assert found, f"nothing found in a bad example:\n{shown}"
        assert example.count in {None, len(found)}, f"{len(found)} found, {example.count} due:\n{shown}"
        fits = [
            each
            for each in found
            if (example.marked is None or (each.span and each.span.text(example.text)) == example.marked)
            and (example.cell is None or each.cell == example.cell)
            and (example.message is None or example.message in each.message.zh)
        ]
        due = (example.marked, example.cell, example.message)
        assert fits, f"no finding with mark, cell and message {due}:\n{shown}"


def _example(report: str | ReportBuilder | Example) -> Example:
    if isinstance(report, Example):
        return report
    return Example(report if isinstance(report, str) else report.text())


def marked(text: str, findings: Iterable[Finding]) -> str:
    """Return the text, line by line, with a mark and the messages under every line with a finding."""
    lines = []
    start = 0
    noted = list(findings)
    for line in text.splitlines(keepends=True):
        lines.append(f"  {line.rstrip()}")
        for each in noted:
            if each.span is not None and start <= each.span.start < start + len(line):
                lines.append(f"^ “{each.span.text(text)}” {each.rule}: {each.message.zh} / {each.message.en}")
        start += len(line)
    lines += [f"^ {each.rule}: {each.message.zh} / {each.message.en}" for each in noted if each.span is None]
    return "\n".join(lines)
