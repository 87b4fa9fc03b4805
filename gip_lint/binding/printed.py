"""How often labels of a form stand in a text: as often as in the form, though perhaps out of their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from gip_lint.binding.records import Record
from gip_lint.forms.lexicon import labels_of, table_lexicon
from gip_lint.model.form import Form
from gip_lint_grammar.vocabulary import bigrams


class Printed:
    """The labels of a whole text against those of its form."""

    def __init__(self, records: Sequence[Record], form: Form) -> None:
        self._records = records
        self._form = form

    def holds_all(self, key: str) -> bool:
        """Return whether the label of that key stands in the text as often as in the form, wherever."""
        return 0 < _due(self._form)[key] <= self._standing[key]

    def may_hold(self, key: str) -> bool:
        """Return whether words that are no label themselves may hold most of the label of that key."""
        return any(holds_most(words, key) for words in self._no_labels)

    @cached_property
    def _no_labels(self) -> frozenset[str]:
        return frozenset(self._standing.keys() - labels_of(self._form))

    @cached_property
    def _standing(self) -> Counter[str]:
        units = {unit.span: unit.key for record in self._records for unit in (*record.labels, *record.values)}
        return Counter(units.values())


def holds_most(words: str, label: str) -> bool:
    """Return whether most of a *label* may stand in *words*, both as label keys."""
    due = bigrams(label)
    return 2 * len(due & bigrams(words)) >= len(due)


@lru_cache(maxsize=16)
def _due(form: Form) -> Counter[str]:
    return Counter(_labels(form))


def _labels(form: Form) -> Iterator[str]:
    for table in form.tables.values():
        lexicon = table_lexicon(table)
        for keys, block in zip(lexicon.column_keys, table.blocks):
            yield from keys * (len(block.rows) if table.layout == "across" else 1)
        for entry in lexicon.rows:
            yield entry.own_keys[0]
