from __future__ import annotations

from random import Random

import pytest

from gip_lint.forms.loader import builtin_forms
from gip_lint.model.form import Form, Identity
from gip_lint.testing.made_figures import random_figures

FORMS = builtin_forms()


def side(form: Form, table: str, terms: tuple[str, ...], rows: list[str]) -> list[str]:
    known = form.tables[table].rows
    return [key for term in terms for key in (rows if term.startswith("@") else [term])
            if not term.startswith("@") or f"@{known[key].group}" == term]  # fmt: skip


def holds(form: Form, table: str, identity: Identity, cells: dict[str, dict[str, float | None]]) -> bool:
    rows = list(cells)
    left, right = side(form, table, identity.left, rows), side(form, table, identity.right, rows)

    def total(terms: list[str], line: str) -> float:
        pairs = [(term, line) if identity.scope == "column" else (line, term) for term in terms]
        return sum(cells[row][column] or 0 for row, column in pairs)

    lines = cells[rows[0]] if identity.scope == "column" else rows
    return all(total(left, line) == total(right, line) for line in lines)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("largest", [9, 99_999])
def test_every_identity_holds(form: Form, largest: int) -> None:
    for seed in range(60):
        figures = random_figures(form, Random(seed), largest=largest)
        for key, table in form.tables.items():
            assert all(holds(form, key, identity, figures[key]) for identity in table.identities)
            for columns in figures[key].values():
                assert all(abs(value or 0) <= largest + 1 for value in columns.values())


def test_most_figures_are_zero_and_some_are_large() -> None:
    values = [
        value
        for seed in range(40)
        for rows in random_figures(FORMS[0], Random(seed)).values()
        for columns in rows.values()
        for value in columns.values()
    ]
    assert 0.5 < sum(value == 0 for value in values) / len(values) < 0.95
    assert max(value or 0 for value in values) > 10_000
    assert min(value or 0 for value in values) < 0


def test_the_same_seed_gives_the_same_figures() -> None:
    assert random_figures(FORMS[1], Random(7)) == random_figures(FORMS[1], Random(7))
