"""Whether a title is a registered one with a slip of the pen, and which slip it is.

Two titles that look alike are often two laws. So only slips that make no other sense count: characters left
out of a long title, a character or word doubled, two characters changed about, one character mistaken for
another. A title of another kind (办法 for 条例), with a place, a year or a word of its own in it, is another
instrument.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gip_lint.kit import Bilingual, label_key
from gip_lint_rules.citations._shared.register import Instrument

_SHORTEST, _LONGEST = 6, 60
_MOST_LEFT_OUT = 3
_SHARE_LEFT_OUT = 0.2
_COUNTRY = "中华人民共和国"
_CENTRAL = (_COUNTRY, "国务院", "中共中央")
_KINDS = (
    "条例",
    "办法",
    "规定",
    "细则",
    "意见",
    "通知",
    "规则",
    "制度",
    "决定",
    "方案",
    "规范",
    "准则",
    "标准",
)
_SHORTEST_SUBJECT = 4
_TELLING = ("暂行", "试行", "实施", "若干", "补充", "临时")
"""Words that are not left out by mistake: with and without them there are two instruments."""


class NearMiss(NamedTuple):
    """A registered title, and how the title found departs from it."""

    instrument: Instrument
    due: str
    account: Bilingual


def near_miss_in(
    title: str, instruments: Iterable[Instrument], vouched: Instrument | None = None
) -> NearMiss | None:
    """Return the one registered title that *title* is meant to be, or None where that is not certain.

    *vouched* is the instrument whose number stands beside the title. Notices have titles that a local office
    may give to a text of its own; they count only if the title names a central issuer or the number vouches.
    """
    key = label_key(title)
    if not _SHORTEST <= len(key) <= _LONGEST:
        return None
    misses: dict[str, NearMiss] = {}
    for instrument in instruments:
        if instrument.category == "文件" and instrument is not vouched and not key.startswith(_CENTRAL):
            continue
        for due in (instrument.title, *instrument.names):
            account = _account(label_key(due), key, instrument is vouched)
            if account is not None:
                misses.setdefault(instrument.title, NearMiss(instrument, due, account))
    return next(iter(misses.values())) if len(misses) == 1 else None


def _account(due: str, found: str, vouched: bool) -> Bilingual | None:
    """Return how *found* departs from *due*; None where it is the same or another title."""
    if due == found or abs(len(due) - len(found)) > _MOST_LEFT_OUT or _digits(due) != _digits(found):
        return None
    if found[-2:] != due[-2:] and found.endswith(_KINDS):
        return None
    return _left_out(due, found, vouched) or _doubled(due, found) or _exchanged(due, found)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


def _parts(whole: str, lesser: str) -> tuple[int, int] | None:
    """Return the one stretch of *whole* that *lesser* lacks; None where more than one is lacking."""
    start = 0
    while start < len(lesser) and whole[start] == lesser[start]:
        start += 1
    end = start + len(whole) - len(lesser)
    return (start, end) if whole[end:] == lesser[start:] else None


def _left_out(due: str, found: str, vouched: bool) -> Bilingual | None:
    """A whole word counts as left out only where the title or its number is beyond doubt a central one."""
    lacking = len(due) - len(found)
    if not 0 < lacking <= max(1, int(len(due) * _SHARE_LEFT_OUT)):
        return None
    part = _parts(due, found)
    if part is None:
        return None
    words = due[slice(*part)]
    if any(word in words for word in _TELLING):
        return None
    if lacking > 1 and not vouched and not found.startswith(_CENTRAL):
        return None
    return Bilingual(f"漏“{words}”", f"{words} is missing")


def _doubled(due: str, found: str) -> Bilingual | None:
    if not 0 < len(found) - len(due) <= 2:
        return None
    part = _parts(found, due)
    if part is None:
        return None
    start, end = part
    words = found[start:end]
    if words == "的" or found[end:].startswith(words) or found[:start].endswith(words):
        return Bilingual(f"多“{words}”", f"{words} is one too many")
    return None


def _exchanged(due: str, found: str) -> Bilingual | None:
    if len(due) != len(found):
        return None
    places = [place for place, (a, b) in enumerate(zip(due, found, strict=True)) if a != b]
    subject = len(due.removeprefix(_COUNTRY)) - (1 if due.endswith("法") else 2)
    if subject < _SHORTEST_SUBJECT:
        return None
    if len(places) == 1:
        right, wrong = due[places[0]], found[places[0]]
        return Bilingual(f"“{wrong}”应为“{right}”", f"{wrong} should be {right}")
    if len(places) == 2 and places[1] == places[0] + 1:
        first, second = due[places[0] : places[1] + 1], found[places[0] : places[1] + 1]
        if first == second[::-1]:
            return Bilingual(f"“{second}”应为“{first}”，字序颠倒", f"{second} should be {first}")
    return None
