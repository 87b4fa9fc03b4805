"""Work done once for each value that it is asked of: the value keeps what was found, and ends with it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar


class Remembering:
    """A value that keeps what :func:`once` found out about it; a changed copy of it knows nothing yet."""

    @cached_property
    def _found(self) -> dict[Hashable, Any]:
        return {}


Owner = TypeVar("Owner", bound=Remembering)
Asked = ParamSpec("Asked")
Found = TypeVar("Found")


def once(
    work: Callable[Concatenate[Owner, Asked], Found],
) -> Callable[Concatenate[Owner, Asked], Found]:
    """Let a function of a report or a table work once for each of them and each set of further arguments.

    Further arguments have to be hashable. Whoever asks again gets the very same object, so it is to return
    what nobody changes: a tuple, a frozen value. What it raises is not kept.
    """

    @wraps(work)
    def remembered(owner: Owner, /, *args: Asked.args, **named: Asked.kwargs) -> Found:
        kept = owner._found
        key = (work, args, tuple(named.items()))
        if key not in kept:
            kept[key] = work(owner, *args, **named)
        found: Found = kept[key]
        return found

    return remembered
