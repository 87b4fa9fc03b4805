"""What provinces add to a form, from TOML files: whole tables, and blocks and rows of the form's tables.

::

    [[table]]                      # a table of its own, in a part of the form
    forms = ["gip-2021"]
    key = "platforms"
    part = "disclosure"
    title = { zh = "…", en = "…" }
    layout = "down"
    required = true                # whether GIP106 asks for it; not where it is not said
    from = 2024                    # the report years for which it is asked, both ends included; each may be
    until = 2026                   # left out. Where it stands in a report of another year it is read as well
    [[table.block]]                # as in a form's file; identities and checks too

    [[addition]]                   # rows and blocks of a table that the form has
    forms = ["gip-2021"]
    table = "disclosure"
    after = "normative_documents"  # the row behind which ``rows`` stand
    rows = [{ key = "other_documents", label = "其他主动公开文件" }]
    required = true                # whether GIP107 asks for them; from and until as above
    [[addition.block]]             # blocks, at the end of the table
    [[addition.identity]]          # sums over old and new rows, reported by GIP211
    [[addition.check]]             # what is doubtful in a row, reported by GIP212
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import tomli
from attrs import evolve

from gip_lint.forms.loader import FormError, block_from, check_from, identity_from, row_from, table_from
from gip_lint.forms.shape import departures
from gip_lint.model.form import BlockOfTable, Check, Form, FormRow, FormTable, Identity, Years
from gip_lint.model.regular_file import regular_bytes

KINDS = ("table", "addition")


class Addition(NamedTuple):
    """Something added to one or more forms."""

    origin: str
    """The file, for messages."""
    digest: str
    forms: tuple[str, ...]
    whole: FormTable | None = None
    """A table of its own."""
    table: str = ""
    """Else the key of the form's table that is added to."""
    after: str | None = None
    rows: tuple[FormRow, ...] = ()
    blocks: tuple[BlockOfTable, ...] = ()
    identities: tuple[Identity, ...] = ()
    checks: tuple[Check, ...] = ()


def load_additions(path: Path) -> tuple[Addition, ...]:
    """Read what a file adds. Raises FormError, with the place in it, where it cannot be read or is wrong."""
    try:
        text = regular_bytes(path).decode("utf-8-sig")
        data = tomli.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise FormError(f"{path}: {error}") from error
    for wrong in departures(data):
        raise FormError(f"{path}: {wrong}")
    digest = blake2b(text.encode(), digest_size=8).hexdigest()
    wholes = [_whole(table, str(path), digest) for table in data.get("table", ())]
    return (*wholes, *(_addition(each, str(path), digest) for each in data.get("addition", ())))


def _years(data: Mapping[str, Any]) -> Years:
    return Years(data.get("from"), data.get("until"))


def _whole(data: Mapping[str, Any], origin: str, digest: str) -> Addition:
    table = evolve(table_from(data), optional=not data.get("required", False), years=_years(data))
    return Addition(origin, digest, tuple(data["forms"]), whole=table)


def _addition(data: Mapping[str, Any], origin: str, digest: str) -> Addition:
    optional, years = not data.get("required", False), _years(data)

    def asked(row: FormRow) -> FormRow:
        return row._replace(optional=optional, years=years)

    blocks = map(block_from, data.get("block", ()))
    return Addition(
        origin,
        digest,
        tuple(data["forms"]),
        table=data["table"],
        after=data.get("after"),
        rows=tuple(asked(row_from(row)) for row in data.get("rows", ())),
        blocks=tuple(block._replace(rows=tuple(map(asked, block.rows))) for block in blocks),
        identities=tuple(map(identity_from, data.get("identity", ()))),
        checks=tuple(map(check_from, data.get("check", ()))),
    )


def with_additions(form: Form, additions: Iterable[Addition]) -> Form:
    """Return *form* with what is added to it. Raises FormError where something does not fit it."""
    own = [each for each in additions if form.key in each.forms]
    tables = dict(form.tables)
    for each in own:
        if each.whole is not None:
            _require(each, each.whole.part in form.part_of, f"form {form.key} has no part {each.whole.part}")
            _require(each, each.whole.key not in tables, f"there is a table {each.whole.key} already")
            _require_sound(each, each.whole)
            tables[each.whole.key] = each.whole
        else:
            _require(each, each.table in tables, f"form {form.key} has no table {each.table}")
            tables[each.table] = _longer(tables[each.table], each)
    if not own:
        return form
    order = list(form.part_of)
    ordered = sorted(tables.items(), key=lambda item: order.index(item[1].part))
    digest = blake2b("\0".join(each.digest for each in own).encode(), digest_size=8).hexdigest()
    return evolve(form, tables=MappingProxyType(dict(ordered)), additions=digest)


def _longer(table: FormTable, added: Addition) -> FormTable:
    blocks = list(table.blocks)
    if added.rows:
        _require(added, added.after is not None, f"addition to {table.key}: after is missing")
        place = next(
            (n for n, block in enumerate(blocks) if added.after in {row.key for row in block.rows}), None
        )
        if place is None:
            raise FormError(f"{added.origin}: after: table {table.key} has no row {added.after}")
        rows = list(blocks[place].rows)
        behind = [row.key for row in rows].index(added.after or "") + 1
        blocks[place] = blocks[place]._replace(rows=(*rows[:behind], *added.rows, *rows[behind:]))
    blocks += added.blocks
    longer = evolve(
        table,
        blocks=tuple(blocks),
        identities=(*table.identities, *added.identities),
        checks=(*table.checks, *added.checks),
    )
    _require_sound(added, longer)
    return longer


def _require_sound(added: Addition, table: FormTable) -> None:
    """Raise FormError where a row or column is there twice, or a sum speaks of what is not there."""
    rows = [row.key for block in table.blocks for row in block.rows]
    _require(added, not (twice := _twice(rows)), f"table {table.key} has a row {twice} already")
    for block in table.blocks:
        twice = _twice([column.key for column in block.columns])
        _require(added, not twice, f"table {table.key} has two columns {twice} in one block")
    groups = {f"@{row.group}" for row in table.rows.values() if row.group}
    columns = {column.key for block in table.blocks for column in block.columns}
    for identity in table.identities:
        down = identity.scope == "column"
        for term in (*identity.left, *identity.right):
            known = term in groups.union(rows) if down else term in columns
            what = "row" if down else "column"
            _require(added, known, f"identity {identity.key}: table {table.key} has no {what} {term}")
    for check in table.checks:
        compared = [name for comparison in check.finds for name in comparison.columns]
        for row in check.rows:
            _require(added, row in table.rows, f"check {check.key}: table {table.key} has no row {row}")
            own = {column.key for column in table.columns(row)}
            for name in (check.column, *compared):
                _require(added, name in own, f"check {check.key}: row {row} has no column {name}")
        _require(added, check.column in compared, f"check {check.key}: finds does not compare {check.column}")


def _twice(keys: list[str]) -> str:
    return next((key for key in keys if keys.count(key) > 1), "")


def _require(added: Addition, met: bool, wrong: str) -> None:
    if not met:
        raise FormError(f"{added.origin}: {wrong}")
