"""A result as JSON text, and back: what processes send one another and what the cache holds.

The classes of a result say themselves what they hold; a record is their fields in order. Reading one makes
values of these classes and nothing else, whatever stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from attrs import fields

from gip_lint.model.result import Result

Coder = Callable[[Any], Any]


class DamagedRecordError(ValueError):
    """A text that is not a record, or one of other classes."""


def written(result: Result) -> str:
    """Return *result* as one line of JSON."""
    return json.dumps(_coders(Result)[0](result), ensure_ascii=False, separators=(",", ":"))


def read(record: str) -> Result:
    """Return the result that :func:`written` was given. Raises DamagedRecordError."""
    try:
        value = _coders(Result)[1](json.loads(record))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise DamagedRecordError(str(error)) from error
    assert isinstance(value, Result)
    return value


def _same(value: Any) -> Any:
    return value


@cache
def _coders(kind: Any) -> tuple[Coder, Coder]:
    """Return how a value of a type is written and how it is read."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in (str, int, float, bool, NoneType, int | float | None) or origin is Literal:
        return _same, _same
    if origin in (Union, UnionType):
        return _optional(arguments)
    if origin is tuple:
        return _tuple(arguments)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(*arguments)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return (lambda value: value.value), kind
    if isinstance(kind, type) and (hasattr(kind, "_fields") or hasattr(kind, "__attrs_attrs__")):
        return _record(kind)
    raise TypeError(f"no record can hold {kind!r}")


def _optional(kinds: tuple[Any, ...]) -> tuple[Coder, Coder]:
    rest = tuple(kind for kind in kinds if kind is not NoneType)
    if all(kind in (str, int, float, bool) for kind in rest):
        return _same, _same
    if len(rest) != 1:
        raise TypeError(f"no record can hold one of {kinds!r}")
    write, read = _coders(rest[0])
    return (
        lambda value: None if value is None else write(value),
        lambda value: None if value is None else read(value),
    )


def _tuple(kinds: tuple[Any, ...]) -> tuple[Coder, Coder]:
    if kinds[1:] == (Ellipsis,):
        write, read = _coders(kinds[0])
        if write is _same:
            return list, tuple
        return (lambda values: [write(value) for value in values]), (
            lambda values: tuple([read(value) for value in values])
        )
    coders = [_coders(kind) for kind in kinds]
    return (
        lambda values: [write(value) for (write, _), value in zip(coders, values, strict=True)],
        lambda values: tuple([read(value) for (_, read), value in zip(coders, values, strict=True)]),
    )


def _mapping(key: Any, value: Any) -> tuple[Coder, Coder]:
    write, read = _coders(tuple[tuple[key, value], ...])
    return (lambda mapping: write(tuple(mapping.items()))), (lambda values: dict(read(values)))


def _record(kind: Any) -> tuple[Coder, Coder]:
    hints = get_type_hints(kind)
    names = kind._fields if issubclass(kind, tuple) else [each.name for each in fields(kind)]
    coders = [_coders(hints[name]) for name in names]
    writes = [(name, write) for name, (write, _) in zip(names, coders, strict=True)]
    reads = [read for _, read in coders]

    def write_fields(value: Any) -> list[Any]:
        return [write(getattr(value, name)) for name, write in writes]

    def read_fields(values: Any) -> Any:
        return kind(*[read(value) for read, value in zip(reads, values, strict=True)])

    return write_fields, read_fields
