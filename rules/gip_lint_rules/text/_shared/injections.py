"""Phrases of advertising that hacked pages and spun texts bring in, as data: ``injected.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli

from gip_lint.kit import Bilingual, Span
from gip_lint_rules.text._shared.prose import addresses_in
from gip_lint_rules.text._shared.wording import sentence_before

_LINK = Bilingual("外链", "a link")
_CHAIN = Bilingual("搜索推广词", "search spam")
SPUN = Bilingual("采集软件加注的拼音", "pinyin added by a spinner")
_FEWEST_PINYIN = 5
_FEWEST_SPAM_WORDS = 2
_ENDS_CHAIN = "，。；、：！？（）《》“”【】 \t\u3000\n\r|｜,;()[]\"'"
OWN = Bilingual("配置或插件中列出的词语", "a phrase of the configuration or a plugin")
_STOPS = "。！？；\n\r!?;"
_REACH = 120


class Injection(NamedTuple):
    """A phrase that was found, and what it advertises."""

    start: int
    end: int
    group: Bilingual


class _Phrases(NamedTuple):
    by_first: Mapping[str, tuple[tuple[str, Bilingual], ...]]
    """The phrases and what each advertises, by their first character."""
    against: tuple[str, ...]
    names: tuple[str, ...]
    owners: tuple[str, ...]
    hosts: tuple[str, ...]
    chained: tuple[str, ...]


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    data = tomli.loads(Path(__file__).with_name("injected.toml").read_text(encoding="utf-8"))
    by_first: dict[str, tuple[tuple[str, Bilingual], ...]] = {}
    for each in data["group"]:
        group = Bilingual(**each["name"])
        for phrase in each["phrases"]:
            by_first[phrase[0]] = (*by_first.get(phrase[0], ()), (phrase, group))
    words = {key: tuple(data[key]) for key in ("against", "names", "owners", "hosts", "chained")}
    return _Phrases(by_first, **words)


def link_group(address: str) -> Bilingual | None:
    """Return what an address advertises whose host is one that pages are hacked to link to."""
    host = address.lower().partition("://")[2] or address.lower()
    host = host.partition("/")[0].partition(":")[0]
    if "@" in host or host.endswith((".gov.cn", ".edu.cn")):
        return None
    return _LINK if any(part in host for part in _phrases().hosts) else None


def links_in(text: str, span: Span) -> list[Injection]:
    """Return the addresses in *span* of *text* whose host is one that pages are hacked to link to."""
    found = []
    for start, end in addresses_in(text, span):
        group = link_group(text[start:end])
        if group is not None:
            found.append(Injection(start, end, group))
    return found


def injections_in(
    text: str, start: int, end: int, words: tuple[str, ...] = (), characters: frozenset[str] = frozenset()
) -> list[Injection]:
    """Return the phrases between *start* and *end* of *text*, in order, none inside another.

    *words* are phrases of the user's own; they count in every sentence, the built-in ones only where nothing
    is said of fighting such things. Case does not matter. *characters* are those of the text, where
    they are known.
    """
    own = text[start:end].lower()
    if len(own) != end - start:
        own = text[start:end]
    lowered = text[:start] + own + text[end:]
    found = [
        Injection(*place, OWN)
        for word in words
        if word
        for place in _places(lowered, word.lower(), start, end)
    ]
    built_in = _phrases()
    present = frozenset("".join(characters or set(own)).lower())
    for first in present.intersection(built_in.by_first):
        for phrase, group in built_in.by_first[first]:
            if present.issuperset(phrase) and phrase in own:
                for at, stop in _places(lowered, phrase, start, end):
                    if _is_injected(lowered, at, stop, built_in):
                        found.append(Injection(at, stop, group))
    found.extend(_chains(lowered, start, end, built_in.chained))
    found.extend(_pinyin(text, start, end))
    found.sort(key=lambda each: (each.start, -each.end))
    kept: list[Injection] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _chains(text: str, start: int, end: int, words: tuple[str, ...]) -> Iterator[Injection]:
    """Yield phrases chained with _ of which one is a word of search spam."""
    done = start
    at = text.find("_", start, end)
    while at >= 0:
        first, last = at, at + 1
        while first > max(done, at - _REACH) and text[first - 1] not in _ENDS_CHAIN:
            first -= 1
        while last < min(end, at + _REACH) and text[last] not in _ENDS_CHAIN:
            last += 1
        links = [link for link in text[first:last].split("_") if link]
        if (
            len(links) > 1
            and not text[first:last].isascii()
            and any(word in text[first:last] for word in words)
        ):
            yield Injection(first, last, _CHAIN)
        done = last
        at = text.find("_", last, end)


def _pinyin(text: str, start: int, end: int) -> list[Injection]:
    """Return the place where cloned pages begin to have pinyin behind the characters: 公(gong)开(kai)."""
    if text.count("(", start, end) < _FEWEST_PINYIN:
        return []
    places = [match.span() for match in _pinyin_pattern().finditer(text, start, end)]
    return [Injection(*places[0], SPUN)] if len(places) >= _FEWEST_PINYIN else []


@lru_cache(maxsize=1)
def _pinyin_pattern() -> re.Pattern[str]:
    return re.compile(r"(?:[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}\))+")


def _places(text: str, phrase: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = text.find(phrase, start, end)
    while at >= 0:
        yield at, at + len(phrase)
        at = text.find(phrase, at + len(phrase), end)


def _is_injected(text: str, start: int, end: int, built_in: _Phrases) -> bool:
    """Return whether a phrase is neither part of a longer word or name, nor spoken of as an evil."""
    if text.startswith(built_in.names, end) or text[max(0, start - 4) : start].endswith(built_in.owners):
        return False
    if (text[start].isascii() and _is_latin(text, start - 1)) or (
        text[end - 1].isascii() and _is_latin(text, end)
    ):
        return False
    sentence = _sentence(text, start, end)
    return not any(word in sentence for word in built_in.against)


def _is_latin(text: str, place: int) -> bool:
    return (
        0 <= place < len(text) and text[place].isascii() and (text[place].isalnum() or text[place] in "@._-")
    )


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around, cut off where it is very long."""
    stop = end
    while stop < min(len(text), end + _REACH) and text[stop] not in _STOPS:
        stop += 1
    return sentence_before(text, start, _REACH, _STOPS) + text[start:stop]
