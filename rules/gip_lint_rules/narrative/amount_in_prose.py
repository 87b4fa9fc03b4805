"""GIP512 amount-in-prose."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, CellKey, Example, Finding, Report, Rule, Severity
from gip_lint_rules.units._shared.said_amounts import told_amounts
from gip_lint_rules.units._shared.samples import part_two_2019, part_two_2021


class AmountInProse(Rule):
    """The text gives another amount of fees or procurement than part two, in the same unit.

    Only 行政事业性收费 and 政府集中采购 are looked for, with the amount close behind. Rounding is no
    difference; increases, budgets, averages, parts and other years are not compared. Where the units differ,
    GIP407 converts.

    Source: 国办公开办函〔2021〕30号, 附件, table of part two.
    """

    code = "GIP512"
    name = "amount-in-prose"
    severity = Severity.WARNING
    title = Bilingual(zh="文字与表格的金额不一致", en="text and table give another amount")
    description = Bilingual(
        zh="文字部分写的行政事业性收费或政府集中采购金额，与表二同一单位的金额不一致。请核对决算或台账，统一文字和表格。",
        en="The text gives another amount of fees or procurement than part two, in the same unit. Check the "
        "accounts and correct whichever is wrong.",
    )
    sources = ("国办公开办函〔2021〕30号，附件表二", "国办公开办函〔2019〕60号，附件表二")
    good = (
        Example(part_two_2021(fees="35.32") + "全年行政事业性收费35.3万元。\n"),
        Example(part_two_2021(fees="35.3") + "行政事业性收费较上年减少4.1万元。\n"),
    )
    bad = (
        Example(
            part_two_2021(fees="35.3") + "全年行政事业性收费38.5万元。\n",
            marked="38.5万元",
            cell=CellKey("disclosure", "fees", "amount"),
            message="表中为 35.3（万元）",
            count=1,
        ),
        Example(part_two_2019(procurement="3 | 353万元") + "政府集中采购总金额为335万元。\n", count=1),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each amount that differs."""
        for told in told_amounts(report):
            if not all(said.unit == told.unit and said.differs(told.due, told.step) for said in told.said):
                continue
            name = told.table.name(told.cell.key)
            for said in told.said:
                yield self.finding(
                    Bilingual(
                        f"正文说{said.name} {said.raw}，{name}表中为 {told.shown}，两者不一致；"
                        "请核对后改正有误的一处",
                        f"the prose gives {said.raw} for {said.name}, {name} is {told.shown} in the table: "
                        "correct whichever is wrong",
                    ),
                    said.span,
                    cell=told.cell.key,
                    related=[told.beside],
                )
