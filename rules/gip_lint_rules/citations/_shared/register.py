"""The register of law: what is known of an instrument, its versions and its numbers.

``register.json`` is built by ``rules/build_register.py``. What it does not hold is unknown, and of the
unknown nothing is said: every question here has an answer that means "not known" (None, or nothing at all).

Dates are ISO dates, or a year where no more is known; dates of unequal length compare as their common start
and are only ever asked for their order across years.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from gip_lint.kit import AddedLaw, Citation, added_law, label_key, lazy_pattern
from gip_lint_rules.citations._shared.document_numbers import DocumentNumber, read_number

_LONGEST_TITLE = 120
_PUBLISHED_WITH = lazy_pattern("(?:国务院办公厅(?:政府信息与政务公开办公室)?)?(?:关于)?印发(.+?)的?通知")
"""The notice with which an instrument is published, and the instrument."""


class Issue(NamedTuple):
    """A document number under which an instrument was published."""

    number: DocumentNumber
    issued: str
    in_force: str | None = None
    replaced: str | None = None
    """The day from which another number stands in its place."""
    replaced_by: DocumentNumber | None = None


class Version(NamedTuple):
    """The text of an instrument between two changes."""

    issued: str
    in_force: str | None = None
    """None where the text does not say; then it is no earlier than ``issued``."""
    until: str | None = None
    """The day of the next change; None where none is known."""
    number: DocumentNumber | None = None
    articles: int | None = None
    paragraphs: Mapping[int, int] = MappingProxyType({})
    """Paragraphs (款) by article; an article that is not listed is unknown."""
    items: Mapping[int, int] = MappingProxyType({})
    """Items (项) by article, all paragraphs together; 0 means that it has none."""

    @property
    def begins(self) -> str:
        """The first day on which it may have been in force."""
        return self.in_force or self.issued

    def surely_in_force_on(self, day: str) -> bool:
        """Return whether it was in force by *day*; a change without a stated day comes within a year."""
        return (self.in_force or f"{int(self.issued[:4]) + 1}{self.issued[4:]}") <= day


class Instrument(NamedTuple):
    """A law, a regulation or a notice under its canonical title."""

    title: str
    category: str
    names: tuple[str, ...] = ()
    """Other usual titles: without 中华人民共和国, without the issuer."""
    issues: tuple[Issue, ...] = ()
    complete: bool = False
    """Whether every number that belongs to the title is known."""
    versions: tuple[Version, ...] = ()
    whole: bool = False
    """Whether every version since the first is known, with its number of articles."""
    begun: str | None = None
    """The day of the first publication; None where it is not known."""
    programme: int | None = None
    """The year of a yearly programme (年度要点)."""
    in_field: bool = False
    """Whether reports of this field cite it."""
    followed: bool = False
    """Whether the last version known is taken to stand."""
    acts: tuple[str, ...] = ()
    source: str = ""

    @property
    def usual_title(self) -> str:
        """The title by which a sentence speaks of it: without the issuer before it."""
        return self.names[0] if self.names and self.title.startswith("国务院办公厅") else self.title

    def issue_of(self, number: DocumentNumber) -> Issue | None:
        """Return the issue of that number."""
        return next((issue for issue in self.issues if issue.number == number), None)

    def issue_in(self, year: int | None) -> Issue | None:
        """Return the issue that stands at the end of *year*; the newest where *year* is None."""
        standing = [
            issue
            for issue in self.issues
            if year is None or int((issue.in_force or issue.issued)[:4]) <= year
        ]
        return max(standing, key=lambda issue: issue.issued, default=self.issues[0] if self.issues else None)

    def versions_in(self, year: int | None, compiled: str) -> tuple[Version, ...]:
        """Return every version in force from 1 January of *year* to 31 March after, when reports are due.

        Empty where one of them is not known, and for a time after *compiled*, where the register ends.
        Without a year it is every version there ever was.
        """
        if year is None:
            return self.versions if self.whole else ()
        start, end = f"{year}-01-01", f"{year + 1}-03-31"
        found = [v for v in self.versions if v.begins <= end and (v.until is None or v.until > start)]
        if not found or (end > f"{compiled}-31" and not self.followed):
            return ()
        is_first = found[0].issued == self.begun
        if not is_first and not found[0].surely_in_force_on(start):
            return ()
        seamless = all(version.until == following.begins for version, following in pairwise(found))
        if not seamless or (found[-1].until is not None and found[-1].until <= end):
            return ()
        return tuple(found) if all(version.articles for version in found) else ()


class Resolution(NamedTuple):
    """What a citation names: by its title, by its number, or by both."""

    titled: Instrument | None = None
    numbered: Instrument | None = None
    number: DocumentNumber | None = None

    @property
    def instrument(self) -> Instrument | None:
        """The instrument; None where nothing is known, or where title and number name two."""
        if self.titled and self.numbered and self.titled is not self.numbered:
            return None
        return self.titled or self.numbered

    @property
    def issue(self) -> Issue | None:
        """The issue that the number names."""
        return self.instrument.issue_of(self.number) if self.instrument and self.number else None


class Register:
    """Every instrument known, found by title and by number."""

    def __init__(self, data: dict[str, Any]) -> None:
        """Take what ``register.json`` holds."""
        self.compiled: str = data["compiled"]
        self._entries: list[dict[str, Any]] = data["instruments"]
        self._made: dict[int, Instrument] = {}

    @cached_property
    def _titles(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for position, entry in enumerate(self._entries):
            for title in (entry.get("title", ""), *entry.get("names", ())):
                if title:
                    found.setdefault(_MARKS.sub("", title), position)
        return found

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {
            number["number"]: position
            for position, entry in enumerate(self._entries)
            for number in entry.get("numbers", ())
        }

    def titled(self, title: str) -> Instrument | None:
        """Return the instrument of that title; width, script, spaces and marks inside it do not count."""
        if not title or len(title) > _LONGEST_TITLE:
            return None
        key = label_key(title)
        position = self._titles.get(key)
        if position is None and (published := _PUBLISHED_WITH.fullmatch(key)):
            position = self._titles.get(published[1])
            if position is not None and self._entries[position]["category"] not in ("文件", "年度要点"):
                position = None
        return None if position is None else self._instrument(position)

    def numbered(self, number: DocumentNumber) -> Instrument | None:
        """Return the instrument of that number."""
        position = self._numbers.get(str(number))
        return None if position is None else self._instrument(position)

    def resolve(self, citation: Citation) -> Resolution:
        """Return what *citation* names; its title is not looked up as a short title that the text defined."""
        number = read_number(citation.number) if citation.number else None
        titled = self.titled(citation.title) if citation.title else None
        if number and not number.issuer:
            own = [issue.number for issue in titled.issues] if titled else []
            number = next((known for known in own if known.sequence == number.sequence), number)
        return Resolution(titled, self.numbered(number) if number else None, number)

    def field(self) -> tuple[Instrument, ...]:
        """The instruments that reports of this field cite."""
        return tuple(self._instrument(n) for n, entry in enumerate(self._entries) if entry.get("field"))

    def programme(self, year: int) -> Instrument | None:
        """Return the yearly programme (年度要点) for *year*."""
        matching = (n for n, entry in enumerate(self._entries) if entry.get("programme") == year)
        return next((self._instrument(position) for position in matching), None)

    def __iter__(self) -> Iterator[Instrument]:
        """Yield every instrument."""
        return (self._instrument(position) for position in range(len(self._entries)))

    def _instrument(self, position: int) -> Instrument:
        if position not in self._made:
            self._made[position] = _instrument(self._entries[position])
        return self._made[position]


def register() -> Register:
    """Return the register with what plugins add to it, loaded once."""
    return _register(added_law())


@lru_cache(maxsize=8)
def _register(added: AddedLaw) -> Register:
    data = json.loads(Path(__file__).with_name("register.json").read_bytes())
    titles = {entry["title"] for entry in added.entries}
    shipped = [entry for entry in data["instruments"] if entry.get("title") not in titles]
    return Register({**data, "instruments": [*added.entries, *shipped]})


_MARKS = lazy_pattern(r"[\W_]+")
_SOURCES = {
    "registry": "全国性法律、行政法规、部门规章汇编",
    "instruments": "政府信息公开工作常用文件目录",
}


def _instrument(entry: dict[str, Any]) -> Instrument:
    return Instrument(
        title=entry.get("title", ""),
        category=entry["category"],
        names=tuple(entry.get("names", ())),
        issues=tuple(_issue(number) for number in entry.get("numbers", ())),
        complete=entry.get("complete", False),
        versions=tuple(_version(version) for version in entry.get("versions", ())),
        whole=entry.get("whole", False),
        begun=entry.get("begun"),
        programme=entry.get("programme"),
        in_field=entry.get("field", False),
        followed=entry.get("followed", False),
        acts=tuple(entry.get("acts", ())),
        source=_SOURCES[entry["list"]] if "list" in entry else entry.get("source", ""),
    )


def _issue(data: dict[str, Any]) -> Issue:
    number = read_number(data["number"])
    assert number is not None
    return Issue(
        number,
        data["issued"],
        data.get("in_force"),
        data.get("replaced"),
        read_number(data.get("replaced_by", "")),
    )


def _version(data: dict[str, Any]) -> Version:
    return Version(
        data.get("issued", ""),
        data.get("in_force"),
        data.get("until"),
        read_number(data.get("number", "")),
        data.get("articles"),
        {int(article): count for article, count in data.get("paragraphs", {}).items()},
        {int(article): count for article, count in data.get("items", {}).items()},
    )
