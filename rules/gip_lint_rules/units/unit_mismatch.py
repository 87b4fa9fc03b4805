"""GIP401 unit-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.finding import CellKey, Finding, Severity
from gip_lint.language import Text
from gip_lint.report import BoundCell, BoundTable, Report
from gip_lint.rule import Example, Rule
from gip_lint_rules.units.money import converted, is_money
from gip_lint_rules.units.samples import part_two_2019, part_two_2021


class UnitMismatch(Rule):
    """An amount of money stands in the unit of the form, 万元.

    Only a unit that is written in the cell is judged. An amount of 0 needs no other unit.

    Source: 国办公开办函〔2021〕30号, 附件 (单位：万元); in the form of 2019 by custom.
    """

    code = "GIP401"
    name = "unit-mismatch"
    severity = Severity.WARNING
    title = Text(zh="金额单位与格式不一致", en="another unit than the form's")
    description = Text(
        zh="表中金额以万元为单位。写成元、亿元，汇总时就会差上几个数量级；请换算成万元后填写。",
        en="Amounts are reported in 万元. Written in 元 or 亿元 they go wrong by orders of magnitude when "
        "summed up: convert them.",
    )
    sources = ("国办公开办函〔2021〕30号，附件表二", "国办公开办函〔2019〕60号，附件表二")
    good = (Example(part_two_2019()), Example(part_two_2021(fees="3.5万元")))
    bad = (
        Example(
            part_two_2019(procurement="3 | 47888元"),
            marked="47888元",
            cell=CellKey("disclosure", "procurement", "amount"),
            message="应为 4.7888 万元",
            count=1,
        ),
        Example(part_two_2021(fees="0.02亿元"), marked="0.02亿元", message="应为 200 万元", count=1),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each amount that is written in another unit than the column's."""
        for table in report.tables.values():
            for cell in table:
                column = table.column(cell)
                if column.kind == "amount" and column.unit and _is_other(cell, column.unit):
                    yield self._finding(table, cell, column.unit)

    def _finding(self, table: BoundTable, cell: BoundCell, unit: str) -> Finding:
        assert cell.value is not None and cell.unit is not None
        due = converted(cell.value, cell.unit, unit)
        name = table.name(cell.key)
        return self.finding(
            Text(
                f"{name}：表中为 {cell.raw}，本栏以{unit}为单位，应为 {due} {unit}；请换算后填写",
                f"{name} is {cell.raw}; the column is in {unit}, so it must be {due} {unit}",
            ),
            cell.span,
            cell=cell.key,
        )


def _is_other(cell: BoundCell, unit: str) -> bool:
    return cell.sure and bool(cell.value) and is_money(cell.unit) and cell.unit != unit
