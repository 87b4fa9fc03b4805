"""Who in a report is a private person, as data: ``people.toml``."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import tomli
from attrs import frozen


@frozen
class People:
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
    data = tomli.loads(files(__package__).joinpath("people.toml").read_text(encoding="utf-8"))
    return People(frozenset(data.pop("surnames")), **{key: tuple(words) for key, words in data.items()})
