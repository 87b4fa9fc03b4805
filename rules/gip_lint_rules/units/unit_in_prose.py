"""GIP407 unit-in-prose."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, CellKey, Example, Finding, Report, Rule, Severity
from gip_lint_rules.units._shared.money import YUAN
from gip_lint_rules.units._shared.said_amounts import SaidAmount, ToldAmount, told_amounts
from gip_lint_rules.units._shared.samples import part_two_2019, part_two_2021


class UnitInProse(Rule):
    """An amount that prose and table give in different units is the same when converted.

    Only 行政事业性收费 and 政府集中采购 are looked for in the prose, with the amount close behind. Amounts
    that stand in one unit are not compared, nor are increases, budgets, averages and parts. Prose may round.

    Source: 国办公开办函〔2021〕30号, 附件, table of part two.
    """

    code = "GIP407"
    name = "unit-in-prose"
    severity = Severity.WARNING
    title = Bilingual(
        zh="正文与表格的金额换算后不一致", en="prose and table differ when their units are converted"
    )
    description = Bilingual(
        zh="同一笔金额，正文与表格用了不同的单位，换算后却不相等，必有一处单位写错。请核对后改为一致。",
        en="Prose and table give one amount in different units, and converted the two are not equal: one of "
        "the units is wrong. Check them.",
    )
    sources = ("国办公开办函〔2021〕30号，附件表二", "国办公开办函〔2019〕60号，附件表二")
    good = (
        Example(part_two_2021(fees="35.3") + "全年行政事业性收费353000元。\n"),
        Example(part_two_2021(fees="35.32") + "行政事业性收费同比减少1200元。\n"),
        Example(part_two_2019(procurement="3 | 35.3万元") + "政府集中采购总金额35万元。\n"),
    )
    bad = (
        Example(
            part_two_2021(fees="35.3") + "全年行政事业性收费共计35.3元。\n",
            marked="35.3元",
            cell=CellKey("disclosure", "fees", "amount"),
            message="合 0.00353 万元",
            count=1,
        ),
        Example(
            part_two_2019(procurement="3 | 353000元") + "政府集中采购总金额为353万元。\n",
            marked="353万元",
            message="表中为 353000元",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each amount in prose that is not the table's."""
        for told in told_amounts(report):
            if told.due:
                for said in told.said:
                    if said.unit != told.unit and said.contradicts(told.due, told.step):
                        yield self._finding(told, said)

    def _finding(self, told: ToldAmount, said: SaidAmount) -> Finding:
        name = told.table.name(told.cell.key)
        amount = f"{(said.yuan / YUAN[told.unit]).normalize():f}"
        return self.finding(
            Bilingual(
                f"正文说{said.name} {said.raw}，合 {amount} {told.unit}；{name}表中为 {told.shown}，"
                "单位换算后不一致，请核对",
                f"the prose gives {said.raw} for {said.name}, that is {amount} {told.unit}; {name} is "
                f"{told.shown} in the table: check the units",
            ),
            said.span,
            cell=told.cell.key,
            related=[told.beside],
        )
