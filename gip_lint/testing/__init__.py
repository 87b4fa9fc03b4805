"""The testing kit: reports made to measure, in every notation, whole or damaged; and tests of one rule.

For tests of rules and of gip-lint itself; nothing here is imported when gip-lint runs. Start with
:func:`gip_lint.testing.builder.report`, :class:`gip_lint.testing.rule_tester.RuleTester` and
:class:`gip_lint.testing.examples.Examples`.
"""

from __future__ import annotations

from gip_lint.testing.builder import ReportBuilder, report
from gip_lint.testing.examples import Examples
from gip_lint.testing.rule_tester import RuleTester

__all__ = ["Examples", "ReportBuilder", "RuleTester", "report"]
