"""What web pages leave behind in a text that is copied off them, as data: ``furniture.toml``."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli

from gip_lint.kit import lazy_pattern

LONGEST = 90
"""No line of page furniture is longer."""
_BULLETS = " \t　\u00a0-–—*#•·●○◆■►▶»>_`~"
_BETWEEN = lazy_pattern(r"[\s\[\]()（）【】<>＜＞《》「」{}|｜/、,，;；:：·•>»›!！.…_\-—*#\ue000]+")
_COLON = lazy_pattern("[:：]")
_TIME = lazy_pattern(r"(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?")
_LONGEST_FIELD = 36
_GAP = lazy_pattern(r"[\s|｜/，,、【\[(（]+")


class _Furniture(NamedTuple):
    signs: frozenset[str]
    words: frozenset[str]
    sign_fields: frozenset[str]
    fields: frozenset[str]
    lines: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    """Patterns of whole lines, each with the words of which such a line holds one."""
    held: frozenset[str]
    """All of these words."""
    empty: re.Pattern[str]


@lru_cache(maxsize=1)
def _furniture() -> _Furniture:
    data = tomli.loads(Path(__file__).with_name("furniture.toml").read_text(encoding="utf-8"))
    signs, sign_fields = frozenset(data["signs"]), frozenset(data["sign_fields"])
    lines = tuple(
        (tuple(each["holds"]), lazy_pattern(each["pattern"], re.IGNORECASE)) for each in data["lines"]
    )
    return _Furniture(
        signs,
        signs | frozenset(data["companions"]),
        sign_fields,
        sign_fields | frozenset(data["companion_fields"]),
        lines,
        frozenset(word for holds, _ in lines for word in holds),
        lazy_pattern(data["empty"]),
    )


def is_furniture(line: str) -> bool:
    """Return whether the whole of *line* is page furniture: buttons, links, counters, a footer."""
    stripped = line.strip(_BULLETS)
    return bool(stripped) and len(stripped) <= LONGEST and stripped[-1] != "。" and _is_furniture(stripped)


@lru_cache(maxsize=128)
def _is_furniture(stripped: str) -> bool:
    furniture = _furniture()
    words = [word.lower() for word in _BETWEEN.split(stripped) if word]
    if words and furniture.words.issuperset(words):
        return not furniture.signs.isdisjoint(words)
    folded = stripped.casefold()
    if any(map(folded.__contains__, furniture.held)):
        for holds, pattern in furniture.lines:
            if any(word in folded for word in holds) and pattern.fullmatch(stripped):
                return True
    return ("：" in stripped or ":" in stripped) and _is_row_of_fields(stripped, furniture)


def is_empty_enclosure(line: str) -> bool:
    """Return whether *line* announces an enclosure (附件：) and names none."""
    return _furniture().empty.fullmatch(line.strip(_BULLETS)) is not None


def _is_row_of_fields(line: str, furniture: _Furniture) -> bool:
    """Return whether *line* is 来源：… 发布时间：… 浏览次数：…, one of them or several."""
    parts = _COLON.split(_TIME.sub(r"\1.\2", line))
    names = [parts[0].strip(_BULLETS + "【[(（")]
    for part in parts[1:-1]:
        value, _, name = part.rpartition(_last_gap(part))
        if len(value) > _LONGEST_FIELD:
            return False
        names.append(name.strip(_BULLETS + "】])）"))
    if len(parts[-1]) > _LONGEST_FIELD or not all(name in furniture.fields for name in names):
        return False
    return any(name in furniture.sign_fields for name in names)


def _last_gap(part: str) -> str:
    gaps = _GAP.findall(part.rstrip())
    return gaps[-1] if gaps else "\0"
