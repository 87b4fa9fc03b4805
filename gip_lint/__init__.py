"""gip-lint: a linter for Chinese open-government annual reports (政府信息公开工作年度报告).

``check`` and ``extract`` are the whole of the library's face for callers; rule authors import from
:mod:`gip_lint.rule`, :mod:`gip_lint.report` and :mod:`gip_lint.hookspecs`.
"""

TYPE_CHECKING = False  # nothing is imported here: under ``python -m`` it might come from a stranger's folder

if TYPE_CHECKING:
    from typing import Any

    from gip_lint.api import check, extract, parse
    from gip_lint.engine import Result
    from gip_lint.finding import Finding, Severity
    from gip_lint.report import Report

__version__ = "0.1.0"
__all__ = ["Finding", "Report", "Result", "Severity", "check", "extract", "parse"]

_HOME = {
    "check": "api",
    "extract": "api",
    "parse": "api",
    "Result": "engine",
    "Finding": "finding",
    "Severity": "finding",
    "Report": "report",
}


def __getattr__(name: str) -> "Any":
    if name in _HOME:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(f"gip_lint.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
