"""What plugins bring for the rules of others: words for their lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from attrs import frozen


@frozen
class Extensions:
    """What the plugins of a run bring for the rules."""

    words: tuple[tuple[str, tuple[str, ...]], ...] = ()


_NONE = Extensions()
_held: ContextVar[Extensions] = ContextVar("gip_lint_extensions", default=_NONE)


def words(name: str) -> tuple[str, ...]:
    """Return what plugins add to the list of words of that name, in their order."""
    return tuple(word for each, listed in _held.get().words if each == name for word in listed)


@contextmanager
def extended(extensions: Extensions) -> Iterator[None]:
    """Let rules see *extensions* meanwhile."""
    token = _held.set(extensions)
    try:
        yield
    finally:
        _held.reset(token)


def extensions_of(words: Mapping[str, tuple[str, ...]]) -> Extensions:
    """Make extensions of words by list."""
    return Extensions(tuple(words.items())) if words else _NONE
