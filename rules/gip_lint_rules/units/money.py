"""Units of money, and amounts put into another of them."""

from __future__ import annotations

from decimal import Decimal

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


def is_money(unit: str | None) -> bool:
    """Say whether a unit is one of money."""
    return unit is not None and unit in YUAN


def converted(value: int | float, unit: str, to: str) -> str:
    """Write *value* of *unit* in the unit *to*, exactly: 47888, 元, 万元 → 4.7888."""
    exact = (Decimal(str(value)) * YUAN[unit] / YUAN[to]).normalize()
    return f"{exact:f}"
