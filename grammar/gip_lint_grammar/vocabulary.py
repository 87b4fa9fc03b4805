"""The words by which a line without bars is known to belong to a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gip_lint_grammar.folding import label_key
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

_EXPLAINED = lazy_pattern(r"(.[^（(]+)[（(]")
_ORDINAL = r"[（(][一二三四五六七八九十\d]{1,3}[）)]"
_ENDS_OF_EXPLANATIONS = tuple("）)*＊※")
_EXPLANATION = lazy_pattern(rf"((?:{_ORDINAL}|[^（(]){{1,80}})[（(].{{0,400}}[）)][*＊※]{{0,4}}", re.DOTALL)
_NUMBER = lazy_pattern(r"第?[〇零一二三四五六七八九十\d]{0,3}(?:部分)?")
_BEHIND_NUMBERS = tuple(".．、")
_OPENING_BRACKETS = frozenset("（(")
_ENOUGH = 0.6
_LONGEST_TITLE = 90
"""No line with a title is longer, not even one with a space behind every character."""
_SHORT = (4, 7)
_LONG_CHAIN = 4
_MOST_ASTRAY = 6
"""In a chain of labels one character of so many may belong to none."""


def bigrams(key: str) -> set[str]:
    """Return the pairs of neighbouring characters in *key*; the key itself where it is one character."""
    return {key[i : i + 2] for i in range(len(key) - 1)} or {key}


class Vocabulary:
    """The labels of the forms' tables and the titles of their parts."""

    def __init__(self, labels: Iterable[str], titles: Iterable[str]) -> None:
        """Take labels and titles as they are printed."""
        self._labels = frozenset(filter(None, map(label_key, labels)))
        self._titles = tuple(dict.fromkeys(filter(None, map(label_key, titles))))
        self._title_bigrams = [bigrams(key) for key in self._titles]
        self._by_bigram: dict[str, list[str]] = {}
        for key in sorted(self._labels):
            for pair in bigrams(key):
                self._by_bigram.setdefault(pair, []).append(key)
        self._known: dict[str, bool] = {}
        self._all_labels = "\n".join(sorted(self._labels))

    def prints(self, key: str) -> bool:
        """Return whether *key* is that of a whole label."""
        return key in self._labels

    def key_of(self, text: str) -> str:
        """Return the label key of *text*, without what a bracket behind it explains.

        A bracket that the form prints itself belongs to the label.
        """
        key = label_key(text)
        if key in self._labels or not text.rstrip().endswith(_ENDS_OF_EXPLANATIONS):
            return key
        match = _EXPLANATION.fullmatch(text.strip())
        if match is None:
            return key
        named = label_key(match.group(1))
        return named if named in self._labels or (named and not self.is_label(text)) else key

    def is_label(self, text: str) -> bool:
        """Return whether *text* is a label, whole, cut, torn or misspelt, or several run together."""
        key = label_key(text)
        if key in self._labels:
            return True
        explained = _EXPLAINED.match(text)
        if explained and label_key(explained.group(1)) in self._labels:
            return True
        if not 2 <= len(key) <= 80:
            return False
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._resembles(key) or self._is_misspelt(key) or self._is_chain(key)
        return known

    def is_piece(self, text: str) -> bool:
        """Return whether *text* stands in a label, be it a single character: a line of a broken label."""
        key = label_key(text)
        return bool(key) and key in self._all_labels

    def labels_in(self, text: str) -> Iterator[Span]:
        """Yield the places of the labels that stand whole in a *text*, the longest at each place."""
        key, places = _key_with_places(text)
        longest = max(map(len, self._labels), default=0)
        at = 0
        while at < len(key):
            for length in range(min(longest, len(key) - at), 1, -1):
                if key[at : at + length] in self._labels and _is_begun(text, places[at]):
                    yield Span(_with_bracket(text, places[at]), places[at + length - 1] + 1)
                    at += length
                    break
            else:
                at += 1

    def titles_in(self, text: str) -> list[Span]:
        """Return the places of the titles in a *text* that have their numerals before them, in order."""
        key, places = _key_with_places(text)
        found = []
        for title in self._titles:
            for match in re.finditer(f"第?[一二三四五六七八九](?:部分)?{re.escape(title)}", key):
                found.append(Span(places[match.start()], places[match.end() - 1] + 1))
        return sorted(found)

    def is_title(self, text: str) -> bool:
        """Return whether *text* is the title of a part, but for its ordinal."""
        if len(text) > _LONGEST_TITLE:
            return False
        key = label_key(text)
        return key.endswith(self._titles) and any(
            key.endswith(title) and _NUMBER.fullmatch(key[: -len(title)]) for title in self._titles
        )

    def _resembles(self, key: str) -> bool:
        pairs = bigrams(key)
        shared: dict[str, int] = {}
        for pair in pairs:
            for label in self._by_bigram.get(pair, ()):
                shared[label] = shared.get(label, 0) + 1
        best = max(shared.values(), default=0) / len(pairs)
        if best < _ENOUGH:
            return False
        return best > max((len(pairs & title) / len(pairs) for title in self._title_bigrams), default=0.0)

    def _is_misspelt(self, key: str) -> bool:
        """Return whether one slip parts *key* from a short label, whose pairs a single slip breaks up."""
        return _SHORT[0] - 1 <= len(key) <= _SHORT[1] + 1 and any(
            _SHORT[0] <= len(label) <= _SHORT[1] and _is_one_slip(key, label) for label in self._labels
        )

    def _is_chain(self, key: str) -> bool:
        """Return whether labels stand in *key* one after another with nothing between (longest first).

        In a long chain some characters may be wrong.
        """
        position = links = astray = 0
        longest = max(map(len, self._labels), default=0)
        while position < len(key):
            for length in range(min(longest, len(key) - position), 1, -1):
                if key[position : position + length] in self._labels:
                    position += length
                    links += 1
                    break
            else:
                position += 1
                astray += 1
        return links > 1 if not astray else links >= _LONG_CHAIN and _MOST_ASTRAY * astray <= len(key)


def _key_with_places(text: str) -> tuple[str, list[int]]:
    """Return the label key of *text*, and for each of its characters the place in *text*."""
    places = [place for place, character in enumerate(text) if character == "_" or character.isalnum()]
    return label_key("".join(text[place] for place in places)), places


def _is_begun(text: str, place: int) -> bool:
    """Return whether a label may begin at *place*: with words, or with a number and a mark behind it."""
    return not text[place].isdecimal() or text[place + 1 : place + 2] in _BEHIND_NUMBERS


def _with_bracket(text: str, place: int) -> int:
    """Return *place*, or that of the bracket which opens before it."""
    return place - 1 if place and text[place - 1] in _OPENING_BRACKETS else place


def _is_one_slip(written: str, due: str) -> bool:
    """Return whether one character is wrong, left out or too much, or two neighbours have changed places."""
    shorter, longer = sorted((written, due), key=len)
    if len(shorter) == len(longer):
        wrong = [place for place, (a, b) in enumerate(zip(written, due)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        return len(wrong) == 1 or (swapped and sorted(written) == sorted(due))
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )
