"""GIP407 unit-in-prose."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import (
    Bilingual,
    BoundCell,
    BoundTable,
    CellKey,
    Example,
    Finding,
    Related,
    Report,
    Rule,
    Severity,
)
from gip_lint_rules.units._shared.money import YUAN, in_yuan, is_money, unit_above
from gip_lint_rules.units._shared.said_amounts import NAMED, SaidAmount, last_place, said_amounts
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
        table = report.disclosure
        if table is None:
            return
        for row, pattern in NAMED.items():
            cell = table.cells.get((row, "amount"))
            if cell is None or not cell.value or not cell.sure or table.column(cell).kind != "amount":
                continue
            unit = cell.unit or unit_above(report, table, cell) or table.column(cell).unit
            if unit is None or not is_money(unit):
                continue
            due = in_yuan(cell.value, unit)
            for said in said_amounts(report, pattern):
                if said.unit != unit and said.contradicts(due, last_place(cell.value, unit)):
                    yield self._finding(table, cell, unit, said)

    def _finding(self, table: BoundTable, cell: BoundCell, unit: str, said: SaidAmount) -> Finding:
        name = table.name(cell.key)
        shown = cell.raw if cell.unit else f"{cell.raw}（{unit}）"
        amount = f"{(said.yuan / YUAN[unit]).normalize():f}"
        return self.finding(
            Bilingual(
                f"正文说{said.name} {said.raw}，合 {amount} {unit}；{name}表中为 {shown}，"
                "单位换算后不一致，请核对",
                f"the prose gives {said.raw} for {said.name}, that is {amount} {unit}; {name} is {shown} in "
                "the table: check the units",
            ),
            said.span,
            cell=cell.key,
            related=[Related(Bilingual(f"表中为 {shown}", f"{shown} in the table"), cell.span, cell.key)],
        )
