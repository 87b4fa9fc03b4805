"""Random figures that satisfy every identity of a form, as sparse as in real reports: mostly zeros."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from gip_lint.model.form import Column, Form, FormTable, Identity
from gip_lint.testing.draft import Figures
from gip_lint.testing.grid import Number

LARGEST = 99_999
_BUSIEST = 12
"""No more cells than this hold something where a number is spread over a table."""

_Values = dict[tuple[str, str], Number]


def random_figures(form: Form, random: Random, *, largest: int = LARGEST) -> Figures:
    """Return figures for every table of *form*, none above *largest* in its amount."""
    return {key: _as_rows(random_table(table, random, largest=largest)) for key, table in form.tables.items()}


def random_table(table: FormTable, random: Random, *, largest: int = LARGEST) -> _Values:
    """Return figures for one table: free cells at random, the others as the identities have them."""
    return _Solver(table, random, largest).values()


def _as_rows(values: _Values) -> dict[str, dict[str, Number | None]]:
    rows: dict[str, dict[str, Number | None]] = {}
    for (row, column), value in values.items():
        rows.setdefault(row, {})[column] = value
    return rows


class _Solver:
    """Fills a table: what stands alone on the left of an identity follows from its right side."""

    def __init__(self, table: FormTable, random: Random, largest: int) -> None:
        self._random = random
        self._largest = largest
        self._columns = {
            (row.key, column.key): column
            for block in table.blocks
            for row in block.rows
            if not row.collapses
            for column in block.columns
        }
        self._rows = [key for key, row in table.rows.items() if not row.collapses]
        self._groups = {f"@{row.group}" for row in table.rows.values() if row.group}
        self._table = table
        by_scope: dict[str, list[Identity]] = {"column": [], "row": []}
        for identity in sorted(table.identities, key=lambda identity: len(identity.left)):
            by_scope[identity.scope].append(identity)
        self._down = by_scope["column"]
        self._across = by_scope["row"]
        self._values: _Values = {}

    def values(self) -> _Values:
        derived_rows = {key for identity in self._down for key in identity.left}
        derived_columns = {key for identity in self._across for key in identity.left}
        free = [key for key in self._columns if key[0] not in derived_rows and key[1] not in derived_columns]
        self._values = dict.fromkeys(self._columns, 0)
        if self._down:
            self._spread(free)
        elif self._across:
            for row in self._rows:
                self._spread([key for key in free if key[0] == row])
        else:
            for key in free:
                self._values[key] = random_value(self._columns[key], self._random, self._largest)
        for column in {column: None for _, column in self._columns}:
            for identity in self._down:
                if column not in derived_columns:
                    self._solve(identity, [(row, column) for row in self._terms(identity.left)], column)
        for row in self._rows:
            for identity in self._across:
                self._solve(identity, [(row, key) for key in identity.left], row)
        return self._values

    def _spread(self, cells: Sequence[tuple[str, str]]) -> None:
        """Spread one number, likely small, over a few of *cells*, so that no sum is above the largest."""
        whole = _size(self._random, self._largest)
        busy = self._random.sample(cells, min(len(cells), self._random.randint(1, _BUSIEST)))
        cuts = sorted(self._random.randint(0, whole) for _ in busy[1:])
        for cell, start, end in zip(busy, [0, *cuts], [*cuts, whole], strict=True):
            self._values[cell] = end - start

    def _solve(self, identity: Identity, left: Sequence[tuple[str, str]], line: str) -> None:
        """Make the left side equal the right; where it has several terms, all but the first get a share."""
        due = sum(self._values[self._place(identity, term, line)] for term in self._terms(identity.right))
        for key in left[1:]:
            share = self._random.choice([0, 0, self._random.randint(0, int(due))])
            self._values[key] = share
            due -= share
        self._values[left[0]] = due

    def _place(self, identity: Identity, term: str, line: str) -> tuple[str, str]:
        return (term, line) if identity.scope == "column" else (line, term)

    def _terms(self, terms: Sequence[str]) -> list[str]:
        """Put the rows of a group in the place of its name."""
        expanded: list[str] = []
        for term in terms:
            if term in self._groups:
                expanded += [key for key in self._rows if f"@{self._table.rows[key].group}" == term]
            else:
                expanded.append(term)
        return expanded


def random_value(column: Column, random: Random, largest: int) -> Number:
    """Return a value of the column's kind: a count, a change with its sign, or an amount with decimals."""
    size = 0 if random.random() < 0.4 else _size(random, largest)
    if column.kind == "change":
        return -size if random.random() < 0.5 else size
    if column.kind == "amount" and largest > 9 and random.random() < 0.5:
        decimals = random.randint(1, 4)
        scale: int = 10**decimals
        return (size * scale + random.randrange(scale)) / scale
    return size


def _size(random: Random, largest: int) -> int:
    """Return a number between 0 and *largest*, each count of digits as likely as any other."""
    digits = random.randint(1, len(str(largest)))
    return random.randint(0, min(largest, 10**digits - 1))
