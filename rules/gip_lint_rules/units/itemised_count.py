"""GIP405 itemised-count."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, CellKey, Example, Finding, Report, Rule, Severity
from gip_lint_rules.units._shared.lists import counts_things, lists_things
from gip_lint_rules.units._shared.samples import part_two_2019

_LONGEST_SHOWN = 24


class ItemisedCount(Rule):
    """A number is due, not a list of what was counted.

    Source: the form of the report year, 附件.
    """

    code = "GIP405"
    name = "itemised-count"
    severity = Severity.ERROR
    title = Bilingual(zh="应填数字处列了清单", en="a list of things where a number is due")
    description = Bilingual(
        zh="这一格要填数字，不能罗列物品或事项名称。请填合计数，清单移到正文说明。",
        en="The cell takes a number, not a list of goods or matters. Give the number and move the list to "
        "the prose.",
    )
    sources = ("国办公开办函〔2019〕60号，附件表二", "国办公开办函〔2021〕30号，附件表二")
    good = (
        Example(part_two_2019()),
        Example(part_two_2019(procurement="15（电脑12台、打印机3台） | 35万元")),
        Example(part_two_2019(procurement="3（其中集中采购2项） | 35万元")),
    )
    bad = (
        Example(
            part_two_2019(procurement="复印机（1台）书柜（4组）碎纸机（2台） | 35万元"),
            marked="复印机（1台）书柜（4组）碎纸机（2台）",
            cell=CellKey("disclosure", "procurement", "projects"),
            message="应填数字",
            count=1,
        ),
        Example(
            part_two_2019(procurement="电脑12台、打印机3台 | 35万元"),
            marked="电脑12台、打印机3台",
            message="应填数字",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each cell that lists things."""
        for table in report.tables.values():
            for cell in table:
                if cell.blank or cell.raw.isdigit():
                    continue
                if not (lists_things(cell.raw) if cell.value is None else counts_things(cell.raw)):
                    continue
                shown = cell.raw if len(cell.raw) <= _LONGEST_SHOWN else f"{cell.raw[:_LONGEST_SHOWN]}…"
                name = table.name(cell.key)
                yield self.finding(
                    Bilingual(
                        f"{name}：应填数字，表中却列了“{shown}”；请填合计数，清单移到正文",
                        f"{name} takes a number, but lists “{shown}”; give the number and move the list",
                    ),
                    cell.span,
                    cell=cell.key,
                )
