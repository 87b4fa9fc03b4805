"""GIP508 percentage."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Report, Rule, Severity, shares_of
from gip_lint_rules.narrative._shared.samples import titled


class Percentage(Rule):
    """A percentage does not follow from its numbers.

    Compared are the shares of a list with its total (占) and changes from a number given
    (较2022年的28件增长25%), to the digits that are shown, rounded or cut off. A share that fits any number
    named before it is left alone: it may be of that.

    Source: 国办公开办函〔2021〕30号: 数据准确.
    """

    code = "GIP508"
    name = "percentage"
    severity = Severity.WARNING
    title = Bilingual(zh="百分比与数字不符", en="a percentage does not follow from its numbers")
    description = Bilingual(
        zh="文中的百分比与同句的数字算不拢。请按文中数字重算；基数另有所指的，请写明“占什么的百分之几”。",
        en="A percentage does not follow from the numbers beside it. Work it out again, or name what it is a "
        "share of.",
    )
    sources = ("国办公开办函〔2021〕30号",)
    good = (
        Example(titled(overview="收到申请35件，其中网上申请33件，占94.3%；信函申请2件，占5.7%。")),
        Example(titled(overview="公开信息35条，较2022年的28条增长25%。")),
    )
    bad = (
        Example(
            titled(overview="收到申请35件，其中网上申请30件，占94.3%；信函申请5件，占14.3%。"),
            marked="94.3%",
            message="30 ÷ 35 = 85.7%",
            count=1,
        ),
        Example(titled(overview="公开信息35条，较2022年的28条增长20%。"), message="= 25%", count=1),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every percentage that its numbers do not give."""
        for share in shares_of(report):
            if share.follows:
                continue
            places = max(1, len(share.written.partition(".")[2]))
            due = f"{share.due:.{places}f}".rstrip("0").rstrip(".")
            yield self.finding(
                Bilingual(
                    f"“{share.quote}”：{share.formula} = {due}%，不是 {share.written}%；请核对数字和百分比",
                    f"“{share.quote}”: {share.formula} = {due}%, not {share.written}%; check numbers "
                    f"and percentage",
                ),
                share.span,
            )
