"""GIP403 missing-unit."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, CellKey, Example, Finding, Report, Rule, Severity
from gip_lint_rules.units._shared.money import unit_above
from gip_lint_rules.units._shared.samples import part_two_2019, part_two_2021


class MissingUnit(Rule):
    """The form of 2019 prints no unit with 采购总金额, so the report has to give one.

    A unit in the cell, in the label of the column or of the row will do; an amount of 0 needs none. In the
    form of 2021 the label names the unit.

    Source: 国办公开办函〔2019〕60号, 附件, table of part two.
    """

    code = "GIP403"
    name = "missing-unit"
    severity = Severity.INFO
    title = Bilingual(zh="金额没有写明单位", en="an amount with no unit")
    description = Bilingual(
        zh="2019年格式的采购总金额没有印单位，只填数字分不清是元还是万元。请在数字后写明“万元”。",
        en="The form of 2019 prints no unit with 采购总金额; a bare number may be 元 or 万元. Write 万元 "
        "behind it.",
    )
    sources = ("国办公开办函〔2019〕60号，附件表二",)
    good = (
        Example(part_two_2019()),
        Example(part_two_2019(procurement="0 | 0")),
        Example(part_two_2019(procurement="3 | 35").replace("采购总金额", "采购总金额（万元）")),
        Example(part_two_2021(fees="35")),
    )
    bad = (
        Example(
            part_two_2019(procurement="3 | 35.2"),
            marked="35.2",
            cell=CellKey("disclosure", "procurement", "amount"),
            message="没有写明单位",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each amount whose unit nothing names."""
        for table in report.tables.values():
            if "amount" not in table.form.kinds:
                continue
            for cell in table:
                column = table.column(cell)
                if column.kind != "amount" or column.unit_in_label or cell.unit or not cell.value:
                    continue
                if cell.sure and unit_above(report, table, cell) is None:
                    name = table.name(cell.key)
                    yield self.finding(
                        Bilingual(
                            f"{name}：表中为 {cell.raw}，没有写明单位；请写明，如“{cell.raw}{column.unit}”",
                            f"{name} is {cell.raw}, in no unit; name it, as in {cell.raw}{column.unit}",
                        ),
                        cell.span,
                        cell=cell.key,
                    )
