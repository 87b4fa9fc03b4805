"""gip-lint: a linter for Chinese open-government annual reports (政府信息公开工作年度报告).

Two doors: programs that check reports import from here (:mod:`gip_lint.api`), authors of rules and plugins
from :mod:`gip_lint.kit`.
"""

from gip_lint.model.version import __version__

TYPE_CHECKING = False  # typing is not imported: under ``python -m`` it might come from a stranger's folder

if TYPE_CHECKING:
    from typing import Any

    from gip_lint.api import check, extract, parse
    from gip_lint.model.finding import Finding
    from gip_lint.model.report import Report
    from gip_lint.model.result import Result
    from gip_lint.model.severity import Severity


__all__ = ["Finding", "Report", "Result", "Severity", "__version__", "check", "extract", "parse"]

_HOME = {
    "check": "api",
    "extract": "api",
    "parse": "api",
    "Result": "model.result",
    "Finding": "model.finding",
    "Severity": "model.severity",
    "Report": "model.report",
}


def __getattr__(name: str) -> "Any":
    if name in _HOME:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(f"gip_lint.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
