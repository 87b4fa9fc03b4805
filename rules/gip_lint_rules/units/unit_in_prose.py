"""GIP407 unit-in-prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gip_lint.kit import (
    MONEY,
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
    Span,
    Table,
    fold,
    lazy_pattern,
)
from gip_lint_rules.units._shared.money import YUAN, in_yuan, is_money, unit_above
from gip_lint_rules.units._shared.samples import part_two_2019, part_two_2021

_AMOUNT = rf"(?P<between>[^。；;\n元\d]{{0,20}}?)(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>{MONEY})"
_NAMED = {
    "procurement": lazy_pattern(
        rf"(?P<name>(?:政府)?集中采购|采购总?金额){_AMOUNT}", needs=("集中采购", "采购总金额", "采购金额")
    ),
    "fees": lazy_pattern(rf"(?P<name>行政事业性收费){_AMOUNT}", needs=("行政事业性收费",)),
}
"""How prose speaks of the amount of a row."""
_ANOTHER = lazy_pattern(
    "增|减|同比|上年|去年|往年|预算|其中|每|平均|节约|下属|所属|标准|不|免|返还|最|单[笔项个]|[含及和与]|分散"
)
"""Words that show the amount to be another than the year's total."""
_DIRECT = lazy_pattern("总?金额|总额|收入")


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
        for row, pattern in _NAMED.items():
            cell = table.cells.get((row, "amount"))
            if cell is None or not cell.value or not cell.sure or table.column(cell).kind != "amount":
                continue
            unit = cell.unit or unit_above(report, table, cell) or table.column(cell).unit
            if unit is None or not is_money(unit):
                continue
            due = in_yuan(cell.value, unit)
            for said in _said(report, pattern):
                if said.unit != unit and said.contradicts(due, _step(cell.value, unit)):
                    yield self._finding(table, cell, unit, said)

    def _finding(self, table: BoundTable, cell: BoundCell, unit: str, said: _Said) -> Finding:
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


class _Said(NamedTuple):
    """An amount in prose."""

    name: str
    raw: str
    number: Decimal
    unit: str
    direct: bool
    """Whether the prose calls it the amount, sum or revenue outright."""
    span: Span

    @property
    def yuan(self) -> Decimal:
        return self.number * YUAN[self.unit]

    def contradicts(self, due: Decimal, step: Decimal) -> bool:
        """Return whether it can be no rounding of *due*, and is the same digits or named outright."""
        own = Decimal(1).scaleb(int(self.number.as_tuple().exponent)) * YUAN[self.unit]
        if abs(self.yuan - due) <= max(own, step):
            return False
        return self.direct or _digits(self.yuan) == _digits(due)


def _digits(amount: Decimal) -> tuple[int, ...]:
    return amount.normalize().as_tuple().digits


def _step(value: int | float, unit: str) -> Decimal:
    """Return what the last place of a number is worth in 元."""
    return Decimal(1).scaleb(int(Decimal(str(value)).as_tuple().exponent)) * YUAN[unit]


def _said(report: Report, pattern: re.Pattern[str]) -> Iterator[_Said]:
    for block in report.document.blocks:
        if isinstance(block, Table) or not report.span.start <= block.span.start < report.span.end:
            continue
        for match in pattern.finditer(fold(block.span.text(report.text))):
            if _ANOTHER.search(match["between"]) or not is_money(match["unit"]):
                continue
            start, end = match.start("number"), match.end("unit")
            span = Span(block.span.start + start, block.span.start + end)
            yield _Said(
                name=match["name"],
                raw=span.text(report.text),
                number=Decimal(match["number"].replace(",", "")),
                unit=match["unit"],
                direct=bool(_DIRECT.search(match["name"] + match["between"])),
                span=span,
            )
