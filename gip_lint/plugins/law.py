"""Entries that plugins add to the register of law: ``[[instrument]]`` of a TOML file, read and checked.

An entry has ``title`` and ``category`` (地方政府规章, 文件 …), and may have ``names`` (other usual titles),
``numbers``, ``versions``, ``begun`` (the day of the first publication), ``source`` and the switches ``field``
(reports cite it: a title that is nearly right is a slip), ``complete`` (every number of the title is listed),
``whole`` (every version is listed) and ``followed`` (the last version stands until the file says otherwise).
A number has ``number`` and ``issued``, and may have ``in_force``, ``replaced`` and ``replaced_by``; a version
has ``issued``, and may have ``in_force``, ``until``, ``number`` and ``articles``. Days are written
``"2020-05-01"``, or ``"2020"`` where no more is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomli

from gip_lint.model.errors import PluginError
from gip_lint.model.nearest import did_you_mean
from gip_lint.model.regular_file import regular_bytes

Entry = Mapping[str, Any]
_Wanted = tuple[str, str, Callable[[Any], bool]]


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) < 100 and bool(re.fullmatch(pattern, value))


_WORD: _Wanted = ("字符串", "a string", _is_word)
_WORDS: _Wanted = (
    "字符串列表",
    "a list of strings",
    lambda value: isinstance(value, list) and all(map(_is_word, value)),
)
_SWITCH: _Wanted = ("true 或 false", "true or false", lambda value: isinstance(value, bool))
_COUNT: _Wanted = (
    "正整数",
    "a whole number above zero",
    lambda value: type(value) is int and value > 0,
)
_DAY: _Wanted = (
    '日期，如 "2020-05-01"',
    'a day such as "2020-05-01"',
    _matches(r"[12]\d{3}(-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?"),
)
_NUMBER: _Wanted = (
    "文号，如“国办发〔2019〕14号”“国务院令第711号”",
    "a document number such as 国办发〔2019〕14号 or 国务院令第711号",
    _matches(r"[^\s\d]+(〔(19|20)\d\d〕|令第)[1-9]\d{0,8}号"),
)
_NUMBERS = {"number!": _NUMBER, "issued!": _DAY, "in_force": _DAY, "replaced": _DAY, "replaced_by": _NUMBER}
_VERSIONS = {"issued!": _DAY, "in_force": _DAY, "until": _DAY, "number": _NUMBER, "articles": _COUNT}
_INSTRUMENT: dict[str, _Wanted | dict[str, _Wanted]] = {
    "title!": _WORD,
    "category!": _WORD,
    "names": _WORDS,
    "numbers": _NUMBERS,
    "versions": _VERSIONS,
    "begun": _DAY,
    "field": _SWITCH,
    "complete": _SWITCH,
    "whole": _SWITCH,
    "followed": _SWITCH,
    "source": _WORD,
}


def entries_in(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a file. Raises PluginError, which names the file and the key."""
    try:
        content = tomli.loads(regular_bytes(path).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise PluginError(f"{path}：{error}", f"{path}: {error}") from None
    return tuple(_tables(path, "instrument", content.get("instrument", []), _INSTRUMENT))


def _tables(path: Path, place: str, given: object, known: Mapping[str, Any]) -> list[Entry]:
    if not isinstance(given, list):
        raise _wrong(path, place, "应为由表组成的列表", "must be a list of tables")
    for number, entry in enumerate(given, 1):
        _require(path, f"{place} {number}", entry, known)
    return given


def _require(path: Path, place: str, entry: object, known: Mapping[str, Any]) -> None:
    if not isinstance(entry, Mapping):
        raise _wrong(path, place, "应为表", "must be a table")
    wanted = {key.rstrip("!"): what for key, what in known.items()}
    for key in entry:
        if key not in wanted:
            zh, en = did_you_mean(key, wanted)
            raise _wrong(path, f"{place}: {key}", f"没有这一项{zh}", f"is not a key here{en}")
    for key, what in wanted.items():
        if key not in entry:
            if f"{key}!" in known:
                raise _wrong(path, f"{place}: {key}", "未写", "is missing")
        elif isinstance(what, dict):
            _tables(path, f"{place}, {key}", entry[key], what)
        elif not what[2](entry[key]):
            value = repr(entry[key])[:40]
            raise _wrong(
                path, f"{place}: {key}", f"应为{what[0]}，实为 {value}", f"must be {what[1]}, not {value}"
            )


def _wrong(path: Path, place: str, zh: str, en: str) -> PluginError:
    return PluginError(f"{path}：{place} {zh}", f"{path}: {place} {en}")
