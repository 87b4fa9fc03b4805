"""Corrections of cells, for the JSON and for ``--fix``; a person has to confirm them.

Sums show that figures do not fit one another. What happened in the year they do not show, so no correction
of a figure is safe.
"""

from __future__ import annotations

from gip_lint.kit import Bilingual, BoundCell, CellChange, Edit, Fix, lazy_pattern

_UP_TO_NUMBER = lazy_pattern(r"\D*\d[\d,，.．]*")


def change_of(cell: BoundCell, due: int) -> CellChange:
    """Return what a cell holds and what it must hold."""
    return CellChange(cell.key, cell.value, due)


def edit_of(cell: BoundCell, due: int) -> Edit:
    """Write *due* into a cell; a note behind its number stays."""
    written = _UP_TO_NUMBER.match(cell.raw) if cell.quantity.note else None
    end = cell.span.start + written.end() if written else cell.span.end
    return Edit(cell.span.start, end, str(due))


def fix_of(cell: BoundCell, due: int) -> Fix:
    """Offer to write *due* into a cell."""
    words = (
        Bilingual(f"填入 {due}", f"fill in {due}")
        if cell.blank
        else Bilingual(f"改为 {due}", f"change to {due}")
    )
    return Fix(words, (edit_of(cell, due),))
