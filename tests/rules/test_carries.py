"""A carry is one thing, whichever way it is said, and its years set no time."""

from __future__ import annotations

import pytest

from gip_lint.prose.carries import with_carries
from gip_lint.prose.word_list import tokens_of


def kinds(text: str, year: int | None = 2023) -> list[str]:
    return [token.kind for token in with_carries(tokens_of(text, 0, len(text)), year)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("上年结转", "carried_over"),
        ("2022年结转", "carried_over"),
        ("2022年结转至2023年", "carried_over"),
        ("上年度结转至本年度", "carried_over"),
        ("结转上年度", "carried_over"),
        ("上一年度转入", "carried_over"),
        ("结转下年度", "carried_forward"),
        ("结转至2024年度", "carried_forward"),
        ("2023年结转至2024年", "carried_forward"),
        ("顺延至下年度", "carried_forward"),
        ("转下一年度", "carried_forward"),
        ("延至2024年", "carried_forward"),
        ("转结下年度", "carried_forward"),
        ("结转", "carried"),
        ("2021年结转", "elsewhere"),
        ("2021年结转至2022年", "elsewhere"),
    ],
)
def test_a_carry_is_one_token(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_a_negation_within_stays() -> None:
    assert kinds("上年无结转") == ["negation", "carried_over"]


def test_without_a_report_year_only_words_give_a_direction() -> None:
    assert kinds("2022年结转", None) == ["carried"]
    assert kinds("上年结转", None) == ["carried_over"]


@pytest.mark.parametrize("text", ["转办", "顺延", "转入"])
def test_a_verb_that_may_mean_much_carries_only_with_a_year(text: str) -> None:
    assert "carried" not in kinds(text)
