"""Tests of one rule: ``RuleTester(LongTitle).run(good=[…], bad=[…])``, and the examples in its class."""

from __future__ import annotations

from collections.abc import Iterable

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.config.schema import rule_tables
from gip_lint.engine import shipped
from gip_lint.engine.engine import Engine
from gip_lint.model.finding import CellKey, Finding
from gip_lint.plugins.hookspecs import hookimpl
from gip_lint.plugins.registry import Plugins
from gip_lint.plugins.rule import Example, Needs, Rule
from gip_lint.plugins.sources import ENGINE, LoadedPlugin
from gip_lint.testing.builder import ReportBuilder


class _Brings:
    def __init__(self, rule: type[Rule]) -> None:
        self.rule = rule

    @hookimpl
    def gip_lint_rules(self) -> list[type[Rule]]:
        return [self.rule]


class RuleTester:
    """Asks one rule about reports, with no other rule and no configuration about.

    The rule is alone with what gip-lint ships itself, or with *plugins*, which bring it with its tables and
    words.
    """

    def __init__(self, rule: type[Rule], plugins: Plugins | None = None) -> None:
        self.rule = rule
        self.plugins = plugins or beside_the_engine(
            LoadedPlugin("rule-tester", _Brings(rule), rule.__module__)
        )

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
        """Require no finding in the *good* reports, and in the *bad* ones what they say, or one or more.

        Raises AssertionError that shows the report with what was found marked.
        """
        for each in good:
            self.is_good(each)
        for each in bad:
            self.is_bad(each)

    def examples(self) -> None:
        """Hold the rule against the examples in its class; it must have good ones and bad ones."""
        self.has_examples()
        self.run(self.rule.good, self.rule.bad)

    def has_examples(self) -> None:
        """Require a good and a bad example in the class of a rule that reads what a report says."""
        if self.rule.needs is not Needs.FILE:
            _require(self.rule.good, f"{self.rule.code} shows no good example")
            _require(self.rule.bad, f"{self.rule.code} shows no bad example")

    def is_described(self) -> None:
        """Require a docstring, and a title and a description in both languages."""
        _require((self.rule.__doc__ or "").strip(), f"{self.rule.code} has no docstring")
        for attribute in ("title", "description"):
            text = getattr(self.rule, attribute)
            has_chinese = any("\u4e00" <= character <= "\u9fff" for character in text.zh)
            _require(has_chinese, f"{attribute}.zh of {self.rule.code} is not in Chinese: {text.zh!r}")
            _require(text.en.strip(), f"{attribute}.en of {self.rule.code} is empty")

    def is_good(self, report: str | ReportBuilder | Example) -> None:
        """Require that nothing is found."""
        found = self.findings(report)
        _require(not found, f"found in a good example:\n{marked(_example(report).text, found)}")

    def is_bad(self, report: str | ReportBuilder | Example) -> None:
        """Require what a bad example says; of one that says nothing, a finding or more."""
        example = _example(report)
        found = self.findings(example)
        shown = marked(example.text, found)
        _require(found, f"nothing found in a bad example:\n{shown}")
        _require(example.count in {None, len(found)}, f"{len(found)} found, {example.count} due:\n{shown}")
        fits = [
            each
            for each in found
            if (example.marked is None or (each.span and each.span.text(example.text)) == example.marked)
            and (example.cell is None or each.cell == example.cell)
            and (example.message is None or example.message in each.message.zh)
        ]
        _require(fits, f"no finding with {_due(example)}:\n{shown}")


def beside_the_engine(*plugins: LoadedPlugin) -> Plugins:
    """Return *plugins* with the forms, readers and reporters of gip-lint, and nothing else."""
    return Plugins((LoadedPlugin(ENGINE, shipped, shipped.__name__), *plugins))


def _require(holds: object, told: str) -> None:
    """Raise AssertionError with these words alone: pytest adds the values to those of an ``assert``."""
    if not holds:
        raise AssertionError(told)


def _example(report: str | ReportBuilder | Example) -> Example:
    if isinstance(report, Example):
        return report
    return Example(report if isinstance(report, str) else report.text())


def _due(example: Example) -> str:
    cell = None if example.cell is None else _place(example.cell)
    due = {"mark": example.marked, "cell": cell, "message": example.message}
    return ", ".join(f"{what} “{value}”" for what, value in due.items() if value is not None)


def marked(text: str, findings: Iterable[Finding]) -> str:
    """Return the text, line by line, with a mark and the messages under every line with a finding."""
    lines = []
    start = 0
    left = list(findings)
    for line in text.splitlines(keepends=True):
        lines.append(f"  {line.rstrip()}")
        start += len(line)
        here = [each for each in left if each.span is not None and each.span.start < start]
        left = [each for each in left if each not in here]
        lines += [_noted(each, text) for each in here]
    return "\n".join([*lines, *(_noted(each, text) for each in left)])


def _noted(finding: Finding, text: str) -> str:
    mark = "" if finding.span is None else f"“{finding.span.text(text)}” "
    cell = "" if finding.cell is None else f"[{_place(finding.cell)}] "
    return f"^ {mark}{cell}{finding.rule}: {finding.message.zh} / {finding.message.en}"


def _place(cell: CellKey) -> str:
    return ".".join(key or "*" for key in (cell.table, cell.row, cell.column))
