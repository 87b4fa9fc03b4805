"""What provinces add to a form, from TOML files: whole tables, and blocks and rows of the form's tables.

::

    [[table]]                      # a table of its own, in a part of the form
    forms = ["gip-2021"]
    key = "platforms"
    part = "disclosure"
    title = { zh = "…", en = "…" }
    layout = "down"
    required = false               # whether GIP106 asks for it
    [[table.block]]                # as in a form's file; identities and checks too

    [[addition]]                   # rows and blocks of a table that the form has
    forms = ["gip-2021"]
    table = "disclosure"
    after = "normative_documents"  # the row behind which ``rows`` stand
    rows = [{ key = "other_documents", label = "其他主动公开文件" }]
    required = false               # whether GIP107 asks for them
    [[addition.block]]             # blocks, at the end of the table
    [[addition.identity]]          # sums over old and new rows
    [[addition.check]]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import tomli
from attrs import evolve, frozen

from gip_lint.forms.loader import FormError, block_from, check_from, identity_from, row_from, table_from
from gip_lint.forms.model import BlockOfTable, Check, Form, FormRow, FormTable, Identity

_KEYS = {"forms", "table", "after", "rows", "required", "block", "identity", "check"}
KINDS = ("table", "addition")


@frozen
class Addition:
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
    """Read what a file adds. Raises FormError where it is missing, is no TOML or lacks what it needs."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomli.loads(text)
        digest = blake2b(text.encode(), digest_size=8).hexdigest()
        wholes = [_whole(table, str(path), digest) for table in data.get("table", ())]
        return (*wholes, *(_addition(each, str(path), digest) for each in data.get("addition", ())))
    except FormError:
        raise
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise FormError(f"{path}: {error}") from error
    except KeyError as error:
        raise FormError(f"{path}: a key is missing: {error.args[0]}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise FormError(f"{path}: no addition to a form: {error}") from error


def _forms(data: Mapping[str, Any]) -> tuple[str, ...]:
    forms = data["forms"]
    if not isinstance(forms, list) or not all(isinstance(key, str) for key in forms):
        raise ValueError('forms must be a list of keys such as ["gip-2021"]')
    return tuple(forms)


def _required(data: Mapping[str, Any]) -> bool:
    required = data.get("required", False)
    if not isinstance(required, bool):
        raise ValueError("required must be true or false")
    return required


def _whole(data: Mapping[str, Any], origin: str, digest: str) -> Addition:
    table = evolve(table_from(data), optional=not _required(data))
    return Addition(origin, digest, _forms(data), whole=table)


def _addition(data: Mapping[str, Any], origin: str, digest: str) -> Addition:
    for key in data:
        if key not in _KEYS:
            raise ValueError(f"unknown key {key}; there are: {', '.join(sorted(_KEYS))}")
    optional = not _required(data)
    blocks = (block_from(block) for block in data.get("block", ()))
    return Addition(
        origin,
        digest,
        _forms(data),
        table=data["table"],
        after=data.get("after"),
        rows=tuple(evolve(row_from(row), optional=optional) for row in data.get("rows", ())),
        blocks=tuple(
            evolve(block, rows=tuple(evolve(row, optional=optional) for row in block.rows))
            for block in blocks
        ),
        identities=tuple(identity_from(each) for each in data.get("identity", ())),
        checks=tuple(check_from(each) for each in data.get("check", ())),
    )


def with_additions(form: Form, additions: Iterable[Addition]) -> Form:
    """Return *form* with what is added to it. Raises FormError where something does not fit it."""
    own = [each for each in additions if form.key in each.forms]
    tables = dict(form.tables)
    for each in own:
        if each.whole is not None:
            _demand(each, each.whole.part in form.part_of, f"form {form.key} has no part {each.whole.part}")
            _demand(each, each.whole.key not in tables, f"there is a table {each.whole.key} already")
            tables[each.whole.key] = each.whole
        else:
            _demand(each, each.table in tables, f"form {form.key} has no table {each.table}")
            tables[each.table] = _longer(tables[each.table], each)
    if not own:
        return form
    order = list(form.part_of)
    ordered = sorted(tables.items(), key=lambda item: order.index(item[1].part))
    digest = blake2b("\0".join(each.digest for each in own).encode(), digest_size=8).hexdigest()
    return evolve(form, tables=dict(ordered), additions=digest)


def _longer(table: FormTable, added: Addition) -> FormTable:
    blocks = list(table.blocks)
    if added.rows:
        place = next(
            (n for n, block in enumerate(blocks) if added.after in {row.key for row in block.rows}), None
        )
        if place is None:
            raise FormError(f"{added.origin}: after: table {table.key} has no row {added.after}")
        rows = list(blocks[place].rows)
        behind = [row.key for row in rows].index(added.after or "") + 1
        blocks[place] = evolve(blocks[place], rows=(*rows[:behind], *added.rows, *rows[behind:]))
    blocks += added.blocks
    keys = [row.key for block in blocks for row in block.rows]
    twice = next((key for key in keys if keys.count(key) > 1), "")
    _demand(added, not twice, f"table {table.key} has a row {twice} already")
    longer = evolve(
        table,
        blocks=tuple(blocks),
        identities=(*table.identities, *added.identities),
        checks=(*table.checks, *added.checks),
    )
    _demand_terms(added, longer)
    return longer


def _demand_terms(added: Addition, table: FormTable) -> None:
    known = {row.key for row in table.rows.values()} | {f"@{row.group}" for row in table.rows.values()}
    columns = {column.key for block in table.blocks for column in block.columns}
    for identity in added.identities:
        terms = known if identity.scope == "column" else columns
        for term in (*identity.left, *identity.right):
            _demand(added, term in terms, f"identity {identity.key}: there is no {identity.scope} of {term}")


def _demand(added: Addition, met: bool, wrong: str) -> None:
    if not met:
        raise FormError(f"{added.origin}: {wrong}")
