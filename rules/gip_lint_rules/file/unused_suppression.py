"""GIP006 unused-suppression."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Finding, Needs, Report, Rule, Severity


class UnusedSuppression(Rule):
    """A directive in the text that suppresses nothing.

    What it was written for has been put right, or it stands in the wrong place: ``gip-lint: ignore`` is for
    the heading, paragraph or table behind it, or at the end of a line for that line. Left where it is, it
    would hide the next mistake. A code is judged only where every rule that it means ran.
    """

    code = "GIP006"
    name = "unused-suppression"
    severity = Severity.WARNING
    title = Bilingual(zh="豁免指令没有用到", en="a suppression that suppresses nothing")
    description = Bilingual(
        zh="文中的豁免指令（<!-- gip-lint: ignore GIP104 -->）没有对应的问题：问题已经改正，"
        "或者指令放错了位置。单独成行的指令管后面的标题、段落或表格，写在行末的指令管这一行。请删去，以免掩盖以后的错误。",
        en="A directive in the text (<!-- gip-lint: ignore GIP104 -->) has nothing to suppress: the mistake "
        "was put right, or the directive stands in the wrong place. On a line of its own it is for the "
        "heading, paragraph or table that follows, at the end of a line for that line. Delete it, or it will "
        "hide the next mistake.",
    )
    needs = Needs.FILE

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield nothing: the engine knows what was suppressed."""
        yield from ()
