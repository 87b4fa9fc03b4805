"""What tells a list of things in a cell from other words."""

from __future__ import annotations

import re

from gip_lint.kit import lazy_pattern

_LIST = lazy_pattern(r"[、，,；;\n]|[)）]\s*[^\W\d]|\d\s*[台件把张套部辆个][^\W\d]")


_COUNTED = lazy_pattern(r"[^\d\s、，,；;（(][^\d、，,；;（(]{1,20}\d+[^\d、，,；;]{0,2}")


def lists_things(raw: str) -> bool:
    """Return whether a cell without a number lists things: 复印机（1台）书柜（4组）."""
    return _LIST.search(raw) is not None


def counts_things(raw: str) -> bool:
    """Return whether a cell names several things each with its number: 采伐许可12件、检疫30件."""
    items = re.split("[、，,；;\n]", raw)
    return len(items) > 1 and all(_COUNTED.fullmatch(item.strip()) for item in items)
