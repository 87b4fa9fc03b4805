"""GIP401 unit-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, BoundCell, BoundTable, CellKey, Example, Finding, Report, Rule, Severity
from gip_lint_rules.units._shared.money import converted, is_money, unit_above
from gip_lint_rules.units._shared.samples import part_two_2019, part_two_2021


class UnitMismatch(Rule):
    """An amount of money stands in the unit of the form, 万元.

    The unit that is written in the cell is judged, or else the one that the report prints in the label of
    the column. An amount of 0 needs no other unit.

    Source: 国办公开办函〔2021〕30号, 附件 (单位：万元); in the form of 2019 by custom.
    """

    code = "GIP401"
    name = "unit-mismatch"
    severity = Severity.WARNING
    title = Bilingual(zh="金额单位与格式不一致", en="another unit than the form's")
    description = Bilingual(
        zh="表中金额以万元为单位。写成元、亿元，汇总时就会差上几个数量级；请换算成万元后填写。",
        en="Amounts are reported in 万元. Written in 元 or 亿元 they go wrong by orders of magnitude when "
        "summed up: convert them.",
    )
    sources = ("国办公开办函〔2021〕30号，附件表二", "国办公开办函〔2019〕60号，附件表二")
    good = (
        Example(part_two_2019()),
        Example(part_two_2021(fees="3.5万元")),
        Example(part_two_2021(fees="0元")),
    )
    bad = (
        Example(
            part_two_2019(procurement="3 | 47888元"),
            marked="47888元",
            cell=CellKey("disclosure", "procurement", "amount"),
            message="应为 4.7888 万元",
            count=1,
        ),
        Example(part_two_2021(fees="0.02亿元"), marked="0.02亿元", message="应为 200 万元", count=1),
        Example(
            part_two_2019(procurement="3 | 47888").replace("采购总金额", "采购总金额（元）"),
            marked="47888",
            message="应为 4.7888 万元",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each amount that is written in another unit than the form's."""
        for table in report.tables.values():
            if "amount" not in table.form.kinds:
                continue
            for cell in table:
                due = table.column(cell).unit
                if table.column(cell).kind != "amount" or due is None or not cell.sure or not cell.value:
                    continue
                found = cell.unit or unit_above(report, table, cell)
                if found is not None and is_money(found) and found != due:
                    yield self._finding(table, cell, found, due)

    def _finding(self, table: BoundTable, cell: BoundCell, found: str, due: str) -> Finding:
        assert cell.value is not None
        name = table.name(cell.key)
        amount = converted(cell.value, found, due)
        written = cell.raw if cell.unit else f"{cell.raw}（列名写明单位为{found}）"
        written_en = cell.raw if cell.unit else f"{cell.raw} ({found} by the label of the column)"
        return self.finding(
            Bilingual(
                f"{name}：表中为 {written}，格式以{due}为单位，应为 {amount} {due}；请换算后填写",
                f"{name} is {written_en}; the form reports it in {due}, so it must be "
                f"{amount} {due}: convert it",
            ),
            cell.span,
            cell=cell.key,
        )
