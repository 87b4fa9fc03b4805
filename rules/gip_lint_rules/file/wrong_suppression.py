"""GIP007 wrong-suppression."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Needs, Report, Rule, Severity


class WrongSuppression(Rule):
    """A directive in the text that is not closed, cannot be read, names no rule, or gives no reason.

    A reason is asked for only under ``require-reason = true``; it stands behind the codes, after ``--``.
    """

    code = "GIP007"
    name = "wrong-suppression"
    severity = Severity.WARNING
    title = Bilingual(zh="豁免指令写法有误", en="a suppression that is not right")
    description = Bilingual(
        zh="文中的豁免指令没有结束、认不出、所写的规则不存在，或者（配置了 require-reason 时）没有写明理由。"
        "写法：<!-- gip-lint: ignore GIP104, GIP2 -- 理由 -->，对全文用 ignore-file。",
        en="A directive in the text is not closed, cannot be read, names a rule that does not exist or, "
        "under require-reason, gives no reason. Write <!-- gip-lint: ignore GIP104, GIP2 -- reason -->, or "
        "ignore-file for the whole file.",
    )
    needs = Needs.FILE
    good = (
        Example("<!-- gip-lint: ignore GIP607, section-title -- 原文如此 -->\n一、总体情况\n"),
        Example("一、总体情况 <!-- gip-lint: ignore GIP1 -->\n"),
    )
    bad = (
        Example(
            "<!-- gip-lint: ignore GPI607 -->\n一、总体情况\n",
            marked="<!-- gip-lint: ignore GPI607 -->",
            message="GPI607 不存在",
            count=1,
        ),
        Example("<!-- gip-lint: ingore GIP607 -->\n一、总体情况\n", message="是否想写 ignore", count=1),
        Example(
            "<!-- gip-lint: ignore GIP607\n一、总体情况\n",
            marked="<!-- gip-lint: ignore GIP607",
            message="没有以 --> 结束",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield nothing: the engine reads the directives."""
        yield from ()
