"""GIP009 rule-failed."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Finding, Needs, Report, Rule, Severity


class RuleFailed(Rule):
    """A rule, or another part of a plugin, that raised an exception.

    One faulty rule does not stop the others: they run as if it were not there, and this finding says that the
    result is incomplete. ``--verbose`` prints the traceback for the author of the rule.
    """

    code = "GIP009"
    name = "rule-failed"
    severity = Severity.ERROR
    title = Bilingual(zh="规则或插件出错", en="a rule or plugin failed")
    description = Bilingual(
        zh="某条规则或某个插件在检查时出错，其余规则照常运行，但结果不完整。加 --verbose 可见错误的详细位置，"
        "请转告规则的作者；也可用 --ignore 暂时关闭该规则。",
        en="A rule or plugin failed while checking. The other rules ran, but the result is incomplete. "
        "--verbose shows where it failed, for the author of the rule; --ignore turns the rule off "
        "meanwhile.",
    )
    needs = Needs.FILE

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield nothing: the engine reports failures as they happen."""
        yield from ()
