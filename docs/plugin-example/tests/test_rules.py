"""What the rules show as good and bad is found so, and they speak of it as ``messages.toml`` keeps it."""

from lanjiang_rules.training import TrainingTold

from gip_lint.testing import Examples, RuleTester, report

rules = Examples("lanjiang_rules.plugin", messages="messages.toml")


def test_a_report_that_tells_of_training() -> None:
    """A made report is none the worse for another sentence."""
    told = "全年举办政务公开培训3场、120人次。"
    RuleTester(TrainingTold).run(good=[report().with_prose("overview", told)])
