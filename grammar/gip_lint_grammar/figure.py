"""What a figure is made of (``figure.lark``), as sources of regular expressions.

For what looks for figures within a text, folded to half width and simplified characters. Where a whole cell
is to be read, ask :mod:`gip_lint_grammar.quantity`, which parses by the same terminals.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final


def _terminals() -> dict[str, str]:
    """Return the terminals of ``figure.lark``, each on a line of its own, without loading Lark."""
    lines = Path(__file__).with_name("figure.lark").read_text(encoding="utf-8").splitlines()
    parted = (line.partition(": /") for line in lines)
    return {name: source.removesuffix("/") for name, mark, source in parted if mark}


_TERMINALS = _terminals()
NUMBER: Final = _TERMINALS["NUMBER"]
CLOSE_NUMBER: Final = _TERMINALS["CLOSE_NUMBER"]
WORDS: Final = _TERMINALS["WORDS"]
UNIT: Final = _TERMINALS["UNIT"]
CHANGE: Final = _TERMINALS["CHANGE"]
SIGN: Final = _TERMINALS["SIGN"]
IN_BRACKETS: Final = _TERMINALS["IN_BRACKETS"]
NOTHING: Final = _TERMINALS["NOTHING"]
