"""A form's labels, ready to be looked up by what a text holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from attrs import frozen

from gip_lint.model.finding import CellKey
from gip_lint.model.form import BlockOfTable, Form, FormRow, FormTable
from gip_lint_grammar.folding import label_key
from gip_lint_grammar.vocabulary import Vocabulary


class RowEntry(NamedTuple):
    """One row of a table with the keys of its label."""

    row: FormRow
    block: int
    columns: tuple[str, ...]
    """The keys of its columns."""
    cells: tuple[CellKey, ...]
    """The keys of its cells."""
    width: int
    """Number of columns."""
    keys: tuple[str, ...]
    """What its label reads as: label keys."""


@frozen(eq=False)
class TableLexicon:
    """The rows of one table in the order of the form."""

    table: FormTable
    rows: tuple[RowEntry, ...]
    by_key: dict[str, tuple[int, ...]]
    """Label key → numbers of the rows that are printed so."""
    column_keys: tuple[tuple[str, ...], ...]
    """Keys of the column labels, block by block."""
    furniture: frozenset[str]
    """Keys of what the table prints beside rows and columns: headings, corners, spanning labels."""
    labels: frozenset[str]
    """All of these."""
    widths: frozenset[int]
    """How many columns rows have."""
    usual_width: int
    """How many most rows have."""


@lru_cache(maxsize=16)
def table_lexicon(table: FormTable) -> TableLexicon:
    """Make the lexicon of *table*."""
    rows = tuple(
        RowEntry(
            row,
            number,
            tuple(column.key for column in block.columns),
            tuple(CellKey(table.key, row.key, column.key) for column in block.columns),
            len(block.columns),
            _keys(row),
        )
        for number, block in enumerate(table.blocks)
        for row in block.rows
    )
    by_key: dict[str, list[int]] = {}
    for number, entry in enumerate(rows):
        for key in entry.keys:
            by_key.setdefault(key, []).append(number)
    furniture = {label_key(label) for block in table.blocks for label in _furniture(block)}
    columns = tuple(tuple(label_key(column.label) for column in block.columns) for block in table.blocks)
    return TableLexicon(
        table,
        rows,
        {key: tuple(numbers) for key, numbers in by_key.items()},
        columns,
        frozenset(furniture.difference(by_key)),
        frozenset(furniture.union(by_key, *columns)),
        frozenset(entry.width for entry in rows),
        Counter(entry.width for entry in rows).most_common(1)[0][0],
    )


@lru_cache(maxsize=16)
def labels_of(form: Form) -> frozenset[str]:
    """Return the keys of all that the tables of *form* print."""
    return frozenset().union(*(table_lexicon(table).labels for table in form.tables.values()))


def _keys(row: FormRow) -> tuple[str, ...]:
    """Give the keys of a row's label, also of what spans the row and its label run together."""
    spanning = ["", *(label_key("".join(row.above[start:])) for start in range(len(row.above)))]
    spanning += [label_key(label) for label in row.above[:-1]]
    printed = [label_key(label) for label in (row.label, *row.variants)]
    return tuple(dict.fromkeys(above + key for above in spanning for key in printed))


def _furniture(block: BlockOfTable) -> Iterator[str]:
    if block.heading:
        yield block.heading
    yield from block.corner
    for row in block.rows:
        yield from row.above
    for column in block.columns:
        yield from column.above


def _labels(form: Form) -> Iterator[str]:
    for table in form.tables.values():
        for block in table.blocks:
            yield from _furniture(block)
            for row in block.rows:
                yield from (row.label, *row.variants)
            for column in block.columns:
                yield column.label


@lru_cache(maxsize=4)
def vocabulary(forms: Sequence[Form]) -> Vocabulary:
    """Gather every label and title of *forms* for the grammar."""
    return Vocabulary.of(
        (label for form in forms for label in _labels(form)),
        (part.title for form in forms for part in form.parts),
    )


@frozen(eq=False)
class TellingLabels:
    """For each form, by its key, the label keys that no other form has, alone or within another."""

    by_form: dict[str, frozenset[str]]


@lru_cache(maxsize=4)
def telling_labels(forms: Sequence[Form]) -> TellingLabels:
    """Gather the labels of which each tells one of *forms* from the others."""
    keys = {form.key: {label_key(label) for label in _labels(form)} for form in forms}
    telling = {}
    for form, own in keys.items():
        others = {key for name, labels in keys.items() if name != form for key in labels}
        telling[form] = frozenset(
            key for key in own - others if not any(key in other or other in key for other in others)
        )
    return TellingLabels(telling)


@lru_cache(maxsize=4096)
def forms_that_print(label: str, telling: TellingLabels) -> tuple[str, ...]:
    """Return the keys of the forms of which *label* is, or holds, a label that no other form has."""
    return tuple(
        form
        for form, keys in telling.by_form.items()
        if label in keys or any(len(own) > 4 and own in label for own in keys)
    )
