"""The testing kit: reports made to measure, in every notation, whole or damaged.

For tests of rules and of gip-lint itself; nothing here is imported when gip-lint runs. Start with
:func:`gip_lint.testing.builder.report`.
"""

from __future__ import annotations

from gip_lint.testing.builder import ReportBuilder, report

__all__ = ["ReportBuilder", "report"]
