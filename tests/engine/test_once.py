"""What is worked out of a report once, and kept as long as the report."""

import gc
from weakref import ref

import pytest
from attrs import evolve as replace

from gip_lint import extract
from gip_lint.arithmetic.reconciliation import reconcile
from gip_lint.kit import Report, once
from gip_lint.testing import report as made


class Worked:
    """A result that can be watched."""


@once
def worked(report: Report, *further: str, **named: str) -> Worked:
    return Worked()


@pytest.fixture
def report():
    return extract(made().text())[0]


def test_a_report_gives_the_same_whenever_it_is_asked(report):
    assert worked(report) is worked(report)
    assert worked(report, "a") is worked(report, "a")
    assert reconcile(report.applications) is reconcile(report.applications, blank_as="zero")


def test_arguments_other_functions_and_other_reports_are_told_apart(report):
    other = once(lambda report: Worked())
    found = [worked(report), worked(report, "a"), worked(report, a="a"), other(report)]
    assert len({*found, worked(extract(made().text())[0])}) == 5


def test_a_changed_copy_of_a_report_is_worked_out_anew(report):
    assert worked(report) is not worked(replace(report, blank_as="unknown"))


def test_what_fails_is_tried_again(report):
    tried = []

    @once
    def failing(report):
        tried.append(report)
        raise ValueError("in vain")

    for _ in range(2):
        with pytest.raises(ValueError, match="in vain"):
            failing(report)
    assert len(tried) == 2


def test_what_was_found_ends_with_its_report(report):
    @once
    def circle(report):
        found = Worked()
        found.report = report
        return found

    other = extract(made().text())[0]
    seen = ref(circle(other))
    del other
    gc.collect()
    assert seen() is None
