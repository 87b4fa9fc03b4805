"""One cell bound, with what is doubtful about how its text is to be read."""

from __future__ import annotations

from gip_lint.model.doubt import Doubt
from gip_lint.model.finding import CellKey
from gip_lint.model.report import BoundCell
from gip_lint_grammar.nodes import Quantity
from gip_lint_grammar.quantity import is_inexact, is_torn


def bound_cell(key: CellKey, quantity: Quantity, doubt: Doubt | None) -> BoundCell:
    """Bind *quantity* to the cell *key*; *doubt* says why it may be another cell's."""
    if doubt is None and not quantity.raw.isdigit():
        if is_torn(quantity.raw):
            doubt = Doubt.TORN
        elif is_inexact(quantity.raw):
            doubt = Doubt.INEXACT
    return BoundCell(key, quantity, quantity.span, doubt)
