"""The door for authors of rules."""

from __future__ import annotations

import pytest

from gip_lint import kit
from gip_lint.kit import CellKey, Finding, Fix, Severity, Span, Text, replace

SAID = Text("话", "words")
FINDING = Finding("XY001", "words", Severity.ERROR, SAID, span=Span(1, 2))


@pytest.mark.parametrize("name", kit.__all__)
def test_every_name_is_there(name):
    assert getattr(kit, name) is not None


def test_values_of_every_kind_have_changed_copies():
    assert replace(FINDING, fix=Fix(SAID, ())).fix == Fix(SAID, ())
    assert replace(FINDING.span, end=5) == Span(1, 5)
    assert replace(CellKey("disclosure"), row="rules") == CellKey("disclosure", "rules")
    assert FINDING.fix is None and FINDING.span == Span(1, 2)


@pytest.mark.parametrize("value", [FINDING, Span(1, 2)])
def test_a_field_that_is_not_there_is_named(value):
    with pytest.raises((TypeError, ValueError), match="colour"):
        replace(value, colour="red")


@pytest.mark.parametrize(("value", "field"), [(FINDING, "rule"), (FINDING.span, "start"), (SAID, "zh")])
def test_values_do_not_change(value, field):
    with pytest.raises(AttributeError):
        setattr(value, field, None)
