"""Prose that agrees with its table is never accused; one that does not is, nearly always."""

from __future__ import annotations

from collections import Counter

import pytest
from told_passages import Told, findings, sentences_beside, told_passages

PASSAGES = list(told_passages())
LEAST_FOUND = 0.95


@pytest.mark.parametrize("told", PASSAGES, ids=lambda told: told.text[:40])
def test_a_passage_beside_the_table_that_agrees_is_left_alone(told: Told) -> None:
    assert [(found.rule, found.message.zh) for found in findings(told.report())] == []


def test_other_business_in_the_same_paragraph_makes_no_difference() -> None:
    beside = sentences_beside()
    for place, told in enumerate(PASSAGES):
        before, behind = beside[place % len(beside)], beside[(7 * place + 3) % len(beside)]
        text = f"{before}{told.text}{behind}"
        assert [found.message.zh for found in findings(told.report(text=text))] == [], text


def test_a_changed_figure_is_found() -> None:
    due, found = Counter[str](), Counter[str]()
    for told in PASSAGES:
        for change in told.changes():
            kind = min(change.due)
            due[kind] += 1
            found[kind] += any(each.rule in change.due for each in findings(change.report))
    shares = {kind: found[kind] / due[kind] for kind in due}
    assert min(shares.values()) >= LEAST_FOUND, shares


def test_there_are_enough_passages() -> None:
    assert len(PASSAGES) >= 600
    assert {"GIP501", "GIP502", "GIP503", "GIP504", "GIP505", "GIP506"} <= {
        rule for told in PASSAGES for rules in told.due.values() for rule in rules.split("|")
    }
