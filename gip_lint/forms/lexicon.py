"""A form's labels, ready to be looked up by what a text holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

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
    """What its label reads as, alone or with what spans it: label keys."""
    own_keys: tuple[str, ...]
    """What its label reads as alone, the form's own printing first."""


class TableLexicon:
    """The rows of one table in the order of the form."""

    def __init__(self, table: FormTable) -> None:
        self.table = table
        self.rows = tuple(
            RowEntry(
                row,
                number,
                tuple(column.key for column in block.columns),
                tuple(CellKey(table.key, row.key, column.key) for column in block.columns),
                len(block.columns),
                _keys(row),
                _own_keys(row),
            )
            for number, block in enumerate(table.blocks)
            for row in block.rows
        )
        by_key: dict[str, list[int]] = {}
        for number, entry in enumerate(self.rows):
            for key in entry.keys:
                by_key.setdefault(key, []).append(number)
        furniture = {label_key(label) for block in table.blocks for label in _furniture(block)}
        self.by_key = {key: tuple(numbers) for key, numbers in by_key.items()}
        """Label key → numbers of the rows that are printed so."""
        self.column_keys = tuple(
            tuple(label_key(column.label) for column in block.columns) for block in table.blocks
        )
        """Keys of the column labels, block by block."""
        self.furniture = frozenset(furniture.difference(by_key))
        """Keys of what the table prints beside rows and columns: headings, corners, spanning labels."""
        self.labels = frozenset(furniture.union(by_key, *self.column_keys))
        """All of these."""
        foreign = {label_key(label) for block in table.blocks for label in block.foreign}
        self.foreign = frozenset(foreign.difference(by_key))
        """Keys of rows that offices add, where the form has none of that name."""
        self.widths = frozenset(entry.width for entry in self.rows)
        """How many columns rows have."""
        self.usual_width = Counter(entry.width for entry in self.rows).most_common(1)[0][0]
        """How many most rows have."""


table_lexicon = lru_cache(maxsize=16)(TableLexicon)
"""The lexicon of a table, made once."""


@lru_cache(maxsize=16)
def labels_of(form: Form) -> frozenset[str]:
    """Return the keys of all that the tables of *form* print."""
    return frozenset().union(*(table_lexicon(table).labels for table in form.tables.values()))


def _keys(row: FormRow) -> tuple[str, ...]:
    """Return the keys of a row's label, also of what spans the row and its label run together."""
    spanning = ["", *(label_key("".join(row.above[start:])) for start in range(len(row.above)))]
    spanning += [label_key(label) for label in row.above[:-1]]
    return tuple(dict.fromkeys(above + key for above in spanning for key in _own_keys(row)))


def _own_keys(row: FormRow) -> tuple[str, ...]:
    return tuple(label_key(label) for label in (row.label, *row.variants))


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
            yield from block.foreign


@lru_cache(maxsize=4)
def row_keys(forms: Sequence[Form]) -> frozenset[str]:
    """Gather the label keys of the rows of *forms* that have their figures beside them."""
    return frozenset(
        key
        for form in forms
        for table in form.tables.values()
        if table.layout == "down"
        for key in table_lexicon(table).by_key
    )


@lru_cache(maxsize=4)
def vocabulary(forms: Sequence[Form]) -> Vocabulary:
    """Gather every label and title of *forms* for the grammar."""
    return Vocabulary(
        (label for form in forms for label in _labels(form)),
        (part.title for form in forms for part in form.parts),
    )


TellingLabels: TypeAlias = tuple[tuple[str, frozenset[str]], ...]
"""The key of each form with the label keys that no other form has, alone or within another."""


@lru_cache(maxsize=4)
def telling_labels(forms: Sequence[Form]) -> TellingLabels:
    """Gather the labels of which each tells one of *forms* from the others."""
    keys = {form.key: {label_key(label) for label in _labels(form)} for form in forms}
    telling = []
    for form, own in keys.items():
        others = {key for name, labels in keys.items() if name != form for key in labels}
        alone = {key for key in own - others if not any(key in other or other in key for other in others)}
        telling.append((form, frozenset(alone)))
    return tuple(telling)


@lru_cache(maxsize=4096)
def forms_that_print(label: str, telling: TellingLabels) -> tuple[str, ...]:
    """Return the keys of the forms of which *label* is, or holds, a label that no other form has."""
    return tuple(
        form for form, keys in telling if label in keys or any(len(own) > 4 and own in label for own in keys)
    )
