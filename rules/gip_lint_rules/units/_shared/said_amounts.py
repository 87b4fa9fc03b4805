"""Amounts that prose gives for a row of part two: 行政事业性收费共计 353 万元."""

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
    Related,
    Report,
    Span,
    Table,
    fold,
    lazy_pattern,
    once,
)
from gip_lint_rules.units._shared.money import YUAN, in_yuan, is_money, unit_above

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


class SaidAmount(NamedTuple):
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
        """Return it in 元."""
        return self.number * YUAN[self.unit]

    def differs(self, due: Decimal, step: Decimal) -> bool:
        """Return whether it can be no rounding of *due*, whose last place is worth *step*."""
        own = Decimal(1).scaleb(int(self.number.as_tuple().exponent)) * YUAN[self.unit]
        return abs(self.yuan - due) > max(own, step)

    def contradicts(self, due: Decimal, step: Decimal) -> bool:
        """Return whether it can be no rounding of *due*, and is the same digits or named outright."""
        return self.differs(due, step) and (self.direct or _digits(self.yuan) == _digits(due))


def _digits(amount: Decimal) -> tuple[int, ...]:
    return amount.normalize().as_tuple().digits


def _last_place(value: int | float, unit: str) -> Decimal:
    """Return what the last place of a number is worth in 元."""
    return Decimal(1).scaleb(int(Decimal(str(value)).as_tuple().exponent)) * YUAN[unit]


class ToldAmount(NamedTuple):
    """An amount of part two, and what the prose says of it."""

    table: BoundTable
    cell: BoundCell
    unit: str
    """That of the cell, of its heading or of the form."""
    due: Decimal
    """The amount of the table, in 元."""
    step: Decimal
    """What its last place is worth, in 元."""
    said: tuple[SaidAmount, ...]

    @property
    def shown(self) -> str:
        """What stands in the table, with its unit."""
        return self.cell.raw if self.cell.unit else f"{self.cell.raw}（{self.unit}）"

    @property
    def beside(self) -> Related:
        """A note at the cell."""
        message = Bilingual(f"表中为 {self.shown}", f"{self.shown} in the table")
        return Related(message, self.cell.span, self.cell.key)


@once
def told_amounts(report: Report) -> tuple[ToldAmount, ...]:
    """Return the amounts of part two that are known for sure, each with all that the prose says of it."""
    table = report.disclosure
    if table is None:
        return ()
    told = []
    for row, pattern in _NAMED.items():
        cell = table[row, "amount"]
        if cell is None or cell.value is None or not cell.sure or table.column(cell).kind != "amount":
            continue
        unit = cell.unit or unit_above(report, table, cell) or table.column(cell).unit
        if unit is not None and is_money(unit):
            due, step = in_yuan(cell.value, unit), _last_place(cell.value, unit)
            told.append(ToldAmount(table, cell, unit, due, step, tuple(_said_amounts(report, pattern))))
    return tuple(told)


def _said_amounts(report: Report, pattern: re.Pattern[str]) -> Iterator[SaidAmount]:
    """Yield the amounts that the prose gives as the total of what *pattern* names."""
    for block in report.document.blocks:
        if isinstance(block, Table) or not report.span.start <= block.span.start < report.span.end:
            continue
        for match in pattern.finditer(fold(block.span.text(report.text))):
            if _ANOTHER.search(match["between"]) or not is_money(match["unit"]):
                continue
            start, end = match.start("number"), match.end("unit")
            span = Span(block.span.start + start, block.span.start + end)
            yield SaidAmount(
                name=match["name"],
                raw=span.text(report.text),
                number=Decimal(match["number"].replace(",", "")),
                unit=match["unit"],
                direct=bool(_DIRECT.search(match["name"] + match["between"])),
                span=span,
            )
