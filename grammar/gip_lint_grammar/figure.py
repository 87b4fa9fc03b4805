"""What a figure is made of (``figure.lark``), as sources of regular expressions.

For what looks for figures within a text, folded to half width and simplified characters. Where a whole cell
is to be read, ask :mod:`gip_lint_grammar.quantity`, which parses by the same terminals.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final


def _terminals() -> dict[str, str]:
    """Return the terminals of ``figure.lark``, each on a line of its own, without loading Lark."""
    found: dict[str, str] = {}
    for line in Path(__file__).with_name("figure.lark").read_text(encoding="utf-8").splitlines():
        name, _, pieces = line.partition(": ")
        if name.isidentifier():
            found[name] = "".join(
                found[other] if other else written
                for written, other in re.findall(r"/((?:[^/\\]|\\.)+)/|(\w+)", pieces)
            )
    return found


_TERMINALS = _terminals()
NUMBER: Final = _TERMINALS["NUMBER"]
SPACED: Final = _TERMINALS["SPACED"]
"""A number whose thousands spaces part."""
CLOSE_NUMBER: Final = _TERMINALS["CLOSE_NUMBER"]
"""A number that others may stand close to: no zero before it, no space in it."""
NUMERAL: Final = _TERMINALS["NUMERAL"]
"""One character of a Chinese number up to the thousands."""
WORDS: Final = _TERMINALS["WORDS"]
COUNTER: Final = _TERMINALS["COUNTER"]
MONEY: Final = _TERMINALS["MONEY"]
UNIT: Final = _TERMINALS["UNIT"]
CHANGE: Final = _TERMINALS["CHANGE"]
SIGN: Final = _TERMINALS["SIGN"]
IN_BRACKETS: Final = _TERMINALS["IN_BRACKETS"]
NOTHING: Final = _TERMINALS["NOTHING"]
