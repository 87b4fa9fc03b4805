"""What a TOML file that adds to forms may hold: every key with what it takes.

A form's own file is the engine's or a plugin author's; additions are written by hand in an office, so that
what is wrong in one is told by its place: ``addition 1, rows 2: label is missing``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from gip_lint.model.declared_check import parse_comparison
from gip_lint.model.nearest import did_you_mean

_LONGEST = 40
"""Characters of a wrong value that a message shows."""


def _is_string(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_strings(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_string, value))


def _is_comparison(value: object) -> bool:
    try:
        return bool(isinstance(value, str) and parse_comparison(value))
    except ValueError:
        return False


_Test = tuple[str, Callable[[Any], bool]]
_STRING: Final[_Test] = ("a string", _is_string)
_STRINGS: Final[_Test] = ("a list of strings", _are_strings)
_SOME: Final[_Test] = ("a list of one or more strings", lambda value: _are_strings(value) and bool(value))
_SWITCH: Final[_Test] = ("true or false", lambda value: isinstance(value, bool))
_YEAR: Final[_Test] = ("a year such as 2024", lambda value: type(value) is int and 1990 <= value <= 2100)
_TEXT: Final[_Test] = (
    'two strings, { zh = "…", en = "…" }',
    lambda value: (
        isinstance(value, dict) and set(value) == {"zh", "en"} and all(map(_is_string, value.values()))
    ),
)
_COMPARISONS: Final[_Test] = (
    'a list of comparisons such as "in_force < issued - repealed"',
    lambda value: isinstance(value, list) and bool(value) and all(map(_is_comparison, value)),
)


def _one_of(*words: str) -> _Test:
    return (f"one of {', '.join(words)}", lambda value: isinstance(value, str) and value in words)


_COLUMN: Final = {
    "key!": _STRING,
    "label!": _STRING,
    "kind": _one_of("count", "amount", "change"),
    "unit": _STRING,
    "unit_in_label": _SWITCH,
    "above": _STRINGS,
}
_ROW: Final = {
    "key!": _STRING,
    "label!": _STRING,
    "above": _STRINGS,
    "group": _STRING,
    "variants": _STRINGS,
    "collapses": _STRINGS,
}
_IDENTITY: Final = {
    "key!": _STRING,
    "scope!": _one_of("row", "column"),
    "left!": _SOME,
    "right!": _SOME,
    "title!": _TEXT,
    "source!": _STRING,
}
_CHECK: Final = {
    "key!": _STRING,
    "rows!": _SOME,
    "column!": _STRING,
    "finds!": _COMPARISONS,
    "title!": _TEXT,
    "source!": _STRING,
}
_BLOCK: Final = {
    "heading": _STRING,
    "corner": _STRINGS,
    "foreign": _STRINGS,
    "columns!": _COLUMN,
    "rows!": _ROW,
}
_WHEN: Final = {"forms!": _SOME, "required": _SWITCH, "from": _YEAR, "until": _YEAR}
_SUMS: Final = {"identity": _IDENTITY, "check": _CHECK}
SHAPES: Final[Mapping[str, Mapping[str, Any]]] = {
    "table": {
        **_WHEN,
        **_SUMS,
        "key!": _STRING,
        "part!": _STRING,
        "title!": _TEXT,
        "layout!": _one_of("down", "across"),
        "block!": _BLOCK,
    },
    "addition": {
        **_WHEN,
        **_SUMS,
        "table!": _STRING,
        "after": _STRING,
        "rows": _ROW,
        "block": _BLOCK,
    },
}
"""What ``[[table]]`` and ``[[addition]]`` take. ``!`` marks what has to be there; a table stands for a list
of tables."""


def departures(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the tables and additions of a file, with its place."""
    for name, shape in SHAPES.items():
        if name in data:
            yield from _of_list(data[name], shape, name)


def _of_list(value: object, shape: Mapping[str, Any], place: str) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield f"{place} must be a list of tables, not {_shown(value)}"
        return
    for number, each in enumerate(value, 1):
        yield from _of_table(each, shape, f"{place} {number}")


def _of_table(value: object, shape: Mapping[str, Any], place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place} must be a table, not {_shown(value)}"
        return
    known = {key.rstrip("!"): what for key, what in shape.items()}
    for key, given in value.items():
        if key not in known:
            yield f"{place}: unknown key {key[:_LONGEST]}{did_you_mean(key[:_LONGEST], known)[1]}"
        elif isinstance(what := known[key], Mapping):
            yield from _of_list(given, what, f"{place}, {key}")
        elif not what[1](given):
            yield f"{place}: {key} must be {what[0]}, not {_shown(given)}"
    for key in shape:
        if key.endswith("!") and key[:-1] not in value:
            yield f"{place}: {key[:-1]} is missing"


def _shown(value: object) -> str:
    written = repr(value)
    return written if len(written) <= _LONGEST else written[:_LONGEST] + "…"
