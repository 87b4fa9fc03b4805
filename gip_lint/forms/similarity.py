"""How alike two labels are once width, script, spaces and punctuation are set aside."""

from __future__ import annotations

from functools import lru_cache

from gip_lint.forms.edit_distance import measures

_SHORTEST_PART = 3
_MOST_MORE = 8
_CUT = 0.9
_WITH_MORE = 0.8


@lru_cache(maxsize=16384)
def similarity(found: str, due: str) -> float:
    """Return 1.0 for equal label keys, 0.0 for keys with nothing in common.

    A label that was cut, or printed with a note behind it, lies inside the other and counts for nearly as
    much as the whole; otherwise the share of characters that need no change counts.
    """
    if found == due:
        return 1.0
    if not found or not due or set(found).isdisjoint(due):
        return 0.0
    shorter, longer = sorted((found, due), key=len)
    if len(shorter) >= _SHORTEST_PART and shorter in longer:
        return max(_CUT if shorter is found else _WITH_MORE, 1 - (len(longer) - len(shorter)) / len(longer))
    whole = measures().ratio(found, due) / 100
    if len(shorter) <= _SHORTEST_PART:
        return whole
    return max(whole, _CUT * (measures().partial_ratio(shorter, longer) / 100) ** 2)


@lru_cache(maxsize=4096)
def title_similarity(found: str, due: str, least: float) -> float:
    """Return how alike two titles are, 0.0 for less than *least*.

    A title with a few words more is still the title, a piece is not.
    """
    if found == due:
        return 1.0
    if due in found and len(found) <= len(due) + _MOST_MORE:
        return _CUT
    shared = min(sum(map(due.__contains__, found)), sum(map(found.__contains__, due)))
    if 2 * shared < least * (len(found) + len(due)):
        return 0.0
    alike = measures().ratio(found, due) / 100
    return alike if alike >= least else 0.0
