"""Units of money, and amounts put into another of them."""

from __future__ import annotations

from decimal import Decimal

from gip_lint.kit import MONEY, BoundCell, BoundTable, Report, fold, lazy_pattern

YUAN = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "十万元": Decimal(100_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}
"""What one of each unit is worth in 元."""
_IN_LABEL = lazy_pattern(MONEY)


def is_money(unit: str | None) -> bool:
    """Return whether a unit is one of money."""
    return unit is not None and unit in YUAN


def in_yuan(value: int | float, unit: str) -> Decimal:
    """Return an amount in 元."""
    return Decimal(str(value)) * YUAN[unit]


def converted(value: int | float, unit: str, to: str) -> str:
    """Write *value* of *unit* in the unit *to*, exactly: 47888, 元, 万元 → 4.7888."""
    exact = (in_yuan(value, unit) / YUAN[to]).normalize()
    return f"{exact:f}"


def unit_above(report: Report, table: BoundTable, cell: BoundCell) -> str | None:
    """Return the unit of money that the label of the cell's column or row names, as the report prints it."""
    row, column = cell.key.row, cell.key.column
    assert row is not None and column is not None
    block = table.form.blocks.index(table.form.block_of[row])
    spans = (table.column_spans.get((block, column)), table.label_spans.get(row))
    for span in spans:
        match = _IN_LABEL.search("".join(fold(span.text(report.text)).split())) if span else None
        if match and is_money(match.group()):
            return match.group()
    return None
