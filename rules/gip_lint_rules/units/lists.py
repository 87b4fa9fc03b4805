"""What tells a list of things in a cell from other words."""

from __future__ import annotations

import re

_LIST = re.compile(r"[、，,；;\n]|[)）]\s*[^\W\d]|\d\s*[台件把张套部辆个][^\W\d]")


def lists_things(raw: str) -> bool:
    """Say whether a cell without a number lists things: 复印机（1台）书柜（4组）."""
    return _LIST.search(raw) is not None
