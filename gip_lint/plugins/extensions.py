"""What plugins bring for the rules of others: words for their lists, entries of the register of law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from attrs import frozen


@frozen(eq=False)
class AddedLaw:
    """Entries of the register, checked by :mod:`gip_lint.plugins.law`; equal to itself alone."""

    entries: tuple[Mapping[str, Any], ...] = ()


_NO_LAW = AddedLaw()


class Extensions(NamedTuple):
    """What the plugins of a run bring for the rules."""

    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    law: AddedLaw = _NO_LAW


_NONE = Extensions()
_held: ContextVar[Extensions] = ContextVar("gip_lint_extensions", default=_NONE)


def words(name: str) -> tuple[str, ...]:
    """Return what plugins add to the list of words of that name, in their order."""
    return tuple(word for each, listed in _held.get().words if each == name for word in listed)


def added_law() -> AddedLaw:
    """Return the entries that plugins add to the register of law."""
    return _held.get().law


@contextmanager
def extended(extensions: Extensions) -> Iterator[None]:
    """Let rules see *extensions* meanwhile."""
    token = _held.set(extensions)
    try:
        yield
    finally:
        _held.reset(token)


def extensions_of(
    words: Mapping[str, tuple[str, ...]], law: tuple[Mapping[str, Any], ...] = ()
) -> Extensions:
    """Make extensions of words by list, and of entries of the register."""
    if not words and not law:
        return _NONE
    return Extensions(tuple(words.items()), AddedLaw(law) if law else _NO_LAW)
