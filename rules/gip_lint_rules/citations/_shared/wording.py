"""How messages name instruments, numbers and days, in both languages."""

from __future__ import annotations

from gip_lint.kit import Bilingual
from gip_lint_rules.citations._shared.document_numbers import DocumentNumber
from gip_lint_rules.citations._shared.register import Instrument

_INNER_MARKS = str.maketrans("《》", "〈〉")


def titled(title: str) -> str:
    """Put a title between title marks, those inside it made single: 《关于印发〈…〉的通知》."""
    return f"《{title.translate(_INNER_MARKS)}》"


def named(instrument: Instrument, number: DocumentNumber | None = None) -> str:
    """Name an instrument with its number: 《…条例》（国务院令第711号）."""
    return titled(instrument.usual_title) + (f"（{number}）" if number else "")


def day(date: str) -> Bilingual:
    """Write a day, or the month or year where no more is known: 2019年5月15日, 15 May 2019."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return Bilingual(f"{parts[0]}年", str(parts[0]))
    if len(parts) == 2:
        return Bilingual(f"{parts[0]}年{parts[1]}月", f"{_MONTHS[parts[1] - 1]} {parts[0]}")
    return Bilingual(
        f"{parts[0]}年{parts[1]}月{parts[2]}日", f"{parts[2]} {_MONTHS[parts[1] - 1]} {parts[0]}"
    )


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
