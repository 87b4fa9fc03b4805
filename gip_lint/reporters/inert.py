"""Text as a field of a table that spreadsheets open."""

from __future__ import annotations

from gip_lint.model.printable import printable
from gip_lint_grammar.lazy import lazy_pattern

_FORMULA = tuple("=+-@＝＋－＠−\t\r")
"""How a field begins that a spreadsheet would run; those of Chinese systems take full-width signs as well."""
_SIGNED_NUMBER = lazy_pattern(r"[+\-＋－−][\d０-９,，.．]{1,60}")


def inert(text: str) -> str:
    """Return *text* on one line, led by an apostrophe where a spreadsheet would take it for a formula.

    Signed numbers stay as they are.
    """
    shown = printable(text)
    runs = text.startswith(_FORMULA) and _SIGNED_NUMBER.fullmatch(text) is None
    return f"'{shown}" if runs else shown
