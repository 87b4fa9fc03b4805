"""Who in a report is a private person, as data: ``people.toml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli


class People(NamedTuple):
    """The words by which a private person and their numbers are known."""

    surnames: frozenset[str]
    roles: tuple[str, ...]
    cases: tuple[str, ...]
    official: tuple[str, ...]
    at_home: tuple[str, ...]
    identifiers: tuple[str, ...]
    cards: tuple[str, ...]
    public_accounts: tuple[str, ...]
    regions: tuple[str, ...]


@lru_cache(maxsize=1)
def people() -> People:
    """Return the words, read once."""
    data = tomli.loads(Path(__file__).with_name("people.toml").read_text(encoding="utf-8"))
    return People(frozenset(data.pop("surnames")), **{key: tuple(words) for key, words in data.items()})
