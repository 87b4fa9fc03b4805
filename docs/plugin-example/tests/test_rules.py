"""The rule's own examples, and the row that the province adds."""

from lanjiang_rules.training import TrainingTold

from gip_lint.testing import RuleTester, report


def test_the_examples_of_the_rule() -> None:
    """What the class shows as good and bad is found so."""
    RuleTester(TrainingTold).examples()


def test_a_report_that_tells_of_training() -> None:
    """A made report is no worse for another sentence."""
    told = "全年举办政务公开培训3场、120人次。"
    RuleTester(TrainingTold).run(good=[report().with_prose("overview", told)])
