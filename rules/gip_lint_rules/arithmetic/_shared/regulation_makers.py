"""Which organs can make regulations (规章), by their names: ``regulation_makers.toml``."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import tomli

from gip_lint.kit import Bilingual


class Organ(NamedTuple):
    """A kind of organ, and whether it can make regulations."""

    can: Literal["yes", "no", "unknown"]
    kind: Bilingual
    patterns: tuple[re.Pattern[str], ...]


class Law(NamedTuple):
    """The articles that say who can, in the text that the reports from a year on are held to."""

    from_year: int
    text: Bilingual


@lru_cache(maxsize=1)
def _data() -> tuple[tuple[Organ, ...], tuple[Law, ...]]:
    data = tomli.loads(Path(__file__).with_name("regulation_makers.toml").read_text(encoding="utf-8"))
    organs = tuple(
        Organ(each["can"], Bilingual(**each["kind"]), tuple(map(re.compile, each["patterns"])))
        for each in data["organ"]
    )
    laws = tuple(Law(each["from_year"], Bilingual(**each["text"])) for each in data["law"])
    return organs, tuple(sorted(laws, key=lambda law: -law.from_year))


def organ_of(name: str) -> Organ | None:
    """Return the kind of organ that a name tells of; None where it tells nothing."""
    name = "".join(name.split())
    for organ in _data()[0]:
        if any(pattern.search(name) for pattern in organ.patterns):
            return organ
    return None


def law_of(year: int | None) -> Law:
    """Return the articles that reports for *year* are held to, the newest where the year is unknown."""
    laws = _data()[1]
    return next((law for law in laws if year is not None and law.from_year <= year), laws[0])
