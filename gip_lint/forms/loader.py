"""Forms from their TOML files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomli

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.declared_check import parse_comparison
from gip_lint.model.form import BlockOfTable, Check, Column, Form, FormRow, FormTable, Identity, Part
from gip_lint.model.regular_file import regular_bytes

BUILTIN = (Path(__file__).with_name("gip-2019.toml"), Path(__file__).with_name("gip-2021.toml"))


class FormError(Exception):
    """A form's file that is not a form: names the file and what is wrong in it."""


def load_forms(paths: Iterable[Path]) -> tuple[Form, ...]:
    """Read forms, ordered by the first report year they serve. Raises FormError."""
    return tuple(sorted((load_form(path) for path in paths), key=lambda form: form.first_year))


def builtin_forms() -> tuple[Form, ...]:
    """The two official forms, of 2019 and of 2021."""
    return load_forms(BUILTIN)


@lru_cache(maxsize=32)
def load_form(path: Path) -> Form:
    """Read one form. Raises FormError where the file is missing, is not TOML or lacks what a form needs."""
    try:
        data = tomli.loads(regular_bytes(path).decode())
        return _form(data)
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise FormError(f"{path}: {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise FormError(f"{path}: not a form: {error!r}") from error


def _form(data: Mapping[str, Any]) -> Form:
    tables = [table_from(table) for table in data["table"]]
    return Form(
        key=data["key"],
        name=Bilingual(**data["name"]),
        instrument=data["instrument"],
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        parts=tuple(_part(part) for part in data["part"]),
        tables=MappingProxyType({table.key: table for table in tables}),
    )


def _part(data: Mapping[str, Any]) -> Part:
    return Part(
        key=data["key"],
        ordinal=data["ordinal"],
        title=data["title"],
        signs=tuple(tuple(group) for group in data.get("signs", ())),
        contrary=tuple(data.get("contrary", ())),
    )


def table_from(data: Mapping[str, Any]) -> FormTable:
    """Make a table of its TOML. Raises KeyError, TypeError, ValueError for what is none."""
    return FormTable(
        key=data["key"],
        part=data["part"],
        title=Bilingual(**data["title"]),
        layout=data["layout"],
        blocks=tuple(block_from(block) for block in data["block"]),
        identities=tuple(identity_from(identity) for identity in data.get("identity", ())),
        checks=tuple(check_from(check) for check in data.get("check", ())),
    )


def block_from(data: Mapping[str, Any]) -> BlockOfTable:
    """Make a block of a table of its TOML."""
    return BlockOfTable(
        heading=data.get("heading"),
        corner=tuple(data.get("corner", ())),
        columns=tuple(Column(**_tuples(column)) for column in data["columns"]),
        rows=tuple(row_from(row) for row in data["rows"]),
        foreign=tuple(data.get("foreign", ())),
    )


def row_from(data: Mapping[str, Any]) -> FormRow:
    """Make a row of its TOML."""
    return FormRow(**_tuples(data))


def identity_from(data: Mapping[str, Any]) -> Identity:
    """Make a sum of its TOML."""
    return Identity(**{**_tuples(data), "title": Bilingual(**data["title"])})


def check_from(data: Mapping[str, Any]) -> Check:
    """Make a check of its TOML."""
    finds = tuple(parse_comparison(comparison) for comparison in data["finds"])
    return Check(**{**_tuples(data), "finds": finds, "title": Bilingual(**data["title"])})


def _tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
