"""GIP404 magnitude."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli

from gip_lint.kit import (
    Bilingual,
    BoundCell,
    BoundTable,
    CellKey,
    Example,
    Finding,
    Options,
    Report,
    Rule,
    Severity,
    lazy_pattern,
    option,
)
from gip_lint_rules.units._shared.money import YUAN, in_yuan, is_money, unit_above
from gip_lint_rules.units._shared.samples import part_two_2019, part_two_2021

_CASES = ("licensing", "penalties", "compulsory_measures")
_LARGEST_SMALL = Decimal(10_000)


class MagnitudeOptions(Options):
    """How far beyond the usual an amount may lie."""

    factor: float = option(
        1.0,
        Bilingual(
            "放宽（大于 1）或收紧（小于 1）界限的倍数：上限乘以它，下限除以它",
            "widens the bounds (above 1) or narrows them (below 1): upper bounds are multiplied by it, "
            "lower ones divided",
        ),
        at_least=0.001,
        at_most=1000,
    )


class Magnitude(Rule):
    """An amount in proportion to the organ and to the rest of the report.

    A fee is held against the kind of organ and the cases the report counts, central procurement against its
    number of projects. The bounds lie far beyond the usual (``magnitudes.toml``); what is beyond them is most
    often an amount in 元 in a column of 万元, or the reverse. Without a unit an amount is taken for 万元.

    Source: 国办公开办函〔2021〕30号, 附件 (单位：万元); the bounds are the rule's own.
    """

    code = "GIP404"
    name = "magnitude"
    severity = Severity.WARNING
    title = Bilingual(
        zh="金额大小可疑，单位可能不对", en="an amount so large or small that its unit is doubtful"
    )
    description = Bilingual(
        zh="金额与机关的级别、同表的件数相差悬殊，多半是把元填进了万元一栏，或者把万元写成了元。请核对单位。",
        en="The amount is out of all proportion to the organ or to the figures beside it, most often since "
        "元 was written in a column of 万元 or the reverse. Check the unit.",
    )
    sources = ("国办公开办函〔2021〕30号，附件表二", "国办公开办函〔2019〕60号，附件表二")
    good = (
        Example(part_two_2021(fees="7730.28")),
        Example(part_two_2021(fees="353000元")),
        Example(part_two_2019(procurement="43 | 21552.9万元")),
        Example(part_two_2021(fees="353000"), options={"factor": 5.0}),
    )
    bad = (
        Example(
            part_two_2021(fees="353000"),
            marked="353000",
            cell=CellKey("disclosure", "fees", "amount"),
            message="35.3 亿元",
            count=1,
        ),
        Example(
            part_two_2019(procurement="6 | 3530000"),
            message="平均每个项目",
            cell=CellKey("disclosure", "procurement", "amount"),
            count=1,
        ),
        Example(part_two_2019(procurement="6 | 353元"), marked="353元", message="是否应为万元", count=1),
    )

    options: MagnitudeOptions = MagnitudeOptions()

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each amount beyond its bounds."""
        table = report.disclosure
        if table is None:
            return
        for row, judge in (("fees", self._fees), ("procurement", self._procurement)):
            cell = table.cells.get((row, "amount"))
            if cell is None or not cell.value or cell.value < 0 or not cell.sure:
                continue
            column = table.column(cell)
            unit = cell.unit or unit_above(report, table, cell) or column.unit
            if column.kind == "amount" and unit is not None and is_money(unit):
                found = judge(table, cell, _Amount(in_yuan(cell.value, unit), unit), _kind_of(report.agency))
                if found is not None:
                    yield found

    def _fees(self, table: BoundTable, cell: BoundCell, amount: _Amount, kind: _Kind) -> Finding | None:
        factor = Decimal(str(self.options.factor))
        cases = sum(table.value(row, "decisions") or 0 for row in _CASES)
        bounds = _bounds()
        if amount.ten_thousands > kind.fees * factor:
            why = Bilingual(f"远超{kind.name.zh}通常的规模", f"far beyond what {kind.name.en} charges")
        elif cases > 0 and amount.ten_thousands > factor * max(
            bounds.fees_with_cases, bounds.fees_each * Decimal(str(cases))
        ):
            why = Bilingual(
                f"而全年各类决定只有 {cases} 件", f"while all decisions of the year number {cases}"
            )
        elif amount.ten_thousands < bounds.smallest_fees / factor:
            why = Bilingual("全年收费不足几元", "a few yuan for a whole year")
        else:
            return None
        return self._finding(
            table, cell, amount, why, large=amount.ten_thousands >= bounds.smallest_fees / factor
        )

    def _procurement(
        self, table: BoundTable, cell: BoundCell, amount: _Amount, kind: _Kind
    ) -> Finding | None:
        projects = table.value("procurement", "projects")
        if projects is None or projects < 1:
            return None
        factor = Decimal(str(self.options.factor))
        each = _Amount(amount.yuan / Decimal(str(projects)), amount.unit)
        large = each.ten_thousands > kind.per_project * factor
        if not large and each.ten_thousands >= _bounds().smallest_project / factor:
            return None
        told = f"{projects} 个项目平均每个项目 {each.spoken}" if projects > 1 else "只有 1 个项目"
        why = Bilingual(told, f"that is {each.spoken} for each of {projects} projects")
        return self._finding(table, cell, amount, why, large=large)

    def _finding(
        self, table: BoundTable, cell: BoundCell, amount: _Amount, why: Bilingual, *, large: bool
    ) -> Finding:
        name = table.name(cell.key)
        if large and amount.unit == "万元":
            asked = Bilingual(
                f"是否把元填成了万元（若以元计，应为 {_plain(amount.ten_thousands / YUAN['万元'])} 万元）",
                f"is it in 元 (then it must be {_plain(amount.ten_thousands / YUAN['万元'])} 万元)?",
            )
        elif not large and amount.unit == "元":
            asked = Bilingual("单位是否应为万元", "should the unit be 万元?")
        else:
            asked = Bilingual("单位是否写错", "is the unit wrong?")
        return self.finding(
            Bilingual(
                f"{name}：表中为 {cell.raw}，合 {amount.spoken}，{why.zh}；{asked.zh}？请核对",
                f"{name} is {cell.raw}, that is {amount.spoken}, {why.en}; {asked.en} Check it",
            ),
            cell.span,
            cell=cell.key,
        )


class _Amount(NamedTuple):
    yuan: Decimal
    unit: str
    """The unit in which it is written."""

    @property
    def ten_thousands(self) -> Decimal:
        return self.yuan / YUAN["万元"]

    @property
    def spoken(self) -> str:
        """The amount in the unit in which it is easily grasped."""
        unit = next(unit for unit in ("亿元", "万元", "元") if self.yuan >= YUAN[unit] or unit == "元")
        return f"{_plain(self.yuan / YUAN[unit])} {unit}"


def _plain(value: Decimal) -> str:
    """Write a number with at most four significant places behind the point, without an exponent."""
    rounded = value.quantize(Decimal("0.0001")) if abs(value) < _LARGEST_SMALL else value.quantize(Decimal(1))
    return f"{rounded.normalize():f}"


class _Kind(NamedTuple):
    name: Bilingual
    patterns: tuple[re.Pattern[str], ...]
    fees: Decimal
    per_project: Decimal


class _Bounds(NamedTuple):
    smallest_fees: Decimal
    smallest_project: Decimal
    fees_with_cases: Decimal
    fees_each: Decimal
    kinds: tuple[_Kind, ...]


@lru_cache(maxsize=1)
def _bounds() -> _Bounds:
    text = Path(__file__).with_name("magnitudes.toml").read_text(encoding="utf-8")
    data = tomli.loads(text, parse_float=Decimal)
    kinds = tuple(
        _Kind(
            Bilingual(each["zh"], each["en"]),
            tuple(map(lazy_pattern, each["patterns"])),
            Decimal(each["fees"]),
            Decimal(each["per_project"]),
        )
        for each in data["kind"]
    )
    small, cases = data["small"], data["per_case"]
    return _Bounds(small["fees"], small["per_project"], Decimal(cases["fees"]), Decimal(cases["each"]), kinds)


def _kind_of(agency: str | None) -> _Kind:
    """Return the kind of organ that a name tells of; the last kind where it tells nothing."""
    name = "".join((agency or "").split())
    *named, other = _bounds().kinds
    return next((kind for kind in named if any(p.search(name) for p in kind.patterns)), other)
