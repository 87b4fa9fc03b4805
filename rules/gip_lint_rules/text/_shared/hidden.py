"""What stands hidden in a page: advertising, or prose that nobody was meant to see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gip_lint.kit import HiddenText, Report, lazy_pattern
from gip_lint_rules.text._shared.furniture import is_furniture
from gip_lint_rules.text._shared.injections import Injection, injections_in, link_group

_SENTENCE = lazy_pattern("[。！？；\n]")
_CHINESE = lazy_pattern("[\u4e00-\u9fff]")
_FEWEST_CHARACTERS = 40
_SHORTEST_SENTENCE = 8
_MOST_LINKED = 0.3
_COPIED = 0.5


class HiddenWords(NamedTuple):
    """Words that are hidden, and what they advertise, if anything."""

    words: str
    held: HiddenText
    injection: Injection | None


def hidden_words(report: Report, own: tuple[str, ...]) -> Iterator[HiddenWords]:
    """Yield for each hidden text the advertising in it, or its own beginning where it is prose.

    Menus, hints and copies of what is shown are hidden by every page until a script has a use for them.
    """
    if not report.hidden:
        return
    shown = _bare(report.text)
    for held in report.hidden:
        found = injections_in(held.text, 0, len(held.text), own)
        group = next(filter(None, map(link_group, held.addresses)), None)
        if found:
            yield HiddenWords(held.text[found[0].start : found[0].end], held, found[0])
        elif group is not None:
            yield HiddenWords(held.text, held, Injection(0, len(held.text), group))
        elif held.within and held.linked <= _MOST_LINKED and _is_prose(held.text, shown):
            yield HiddenWords(held.text, held, None)


def _is_prose(text: str, shown: str) -> bool:
    longest = max(text.split("\n"), key=len)
    if "。" not in longest or len(_CHINESE.findall(longest)) < _FEWEST_CHARACTERS:
        return False
    if any(is_furniture(line) for line in text.split("\n")):
        return False
    sentences = [bare for part in _SENTENCE.split(text) if len(bare := _bare(part)) >= _SHORTEST_SENTENCE]
    return sum(sentence in shown for sentence in sentences) < _COPIED * len(sentences)


@lru_cache(maxsize=4)
def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
