"""The testing kit: reports made to measure, in every notation, whole or damaged; and tests of one rule.

For tests of rules and of gip-lint itself; nothing here is imported when gip-lint runs. Start with
:func:`gip_lint.testing.builder.report`, :class:`gip_lint.testing.rule_tester.RuleTester` and
:class:`gip_lint.testing.examples.Examples`. Loaded name by name, since pytest loads the package for its
plugin in every run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gip_lint.testing.builder import ReportBuilder, report
    from gip_lint.testing.examples import Examples
    from gip_lint.testing.rule_tester import RuleTester

_HOME = {
    "Examples": "examples",
    "ReportBuilder": "builder",
    "RuleTester": "rule_tester",
    "report": "builder",
}
__all__ = ["Examples", "ReportBuilder", "RuleTester", "report"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
