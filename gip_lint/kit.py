"""What authors of rules import: ``from gip_lint.kit import Rule, Text, Finding``. Loaded name by name.

A plugin that imports from here alone goes on working while its ``gip_lint_api_version`` is served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msgspec.structs import replace

    from gip_lint.model.bilingual import Text
    from gip_lint.model.finding import CellChange, CellKey, Edit, Finding, Fix, Related
    from gip_lint.model.report import BoundCell, BoundTable, Deviation, DeviationKind, Report, Section
    from gip_lint.model.result import Result
    from gip_lint.model.severity import Severity
    from gip_lint.plugins.extensions import words
    from gip_lint.plugins.hookspecs import hookimpl
    from gip_lint.plugins.options import Options, option
    from gip_lint.plugins.reporter import Reporter, Style
    from gip_lint.plugins.rule import Example, Needs, Rule
    from gip_lint.prose import Statement, statements_of
    from gip_lint_grammar.nodes import Citation, Quantity, Span

_HOMES = {
    "gip_lint.plugins.extensions": ("words",),
    "gip_lint.model.finding": ("CellChange", "CellKey", "Edit", "Finding", "Fix", "Related", "Severity"),
    "gip_lint.plugins.hookspecs": ("hookimpl",),
    "gip_lint.model.bilingual": ("Text",),
    "gip_lint.plugins.options": ("Options", "option"),
    "gip_lint.model.report": ("BoundCell", "BoundTable", "Deviation", "DeviationKind", "Report", "Section"),
    "gip_lint.plugins.reporter": ("Reporter", "Style"),
    "gip_lint.model.result": ("Result",),
    "gip_lint.plugins.rule": ("Example", "Needs", "Rule"),
    "gip_lint.prose": ("Statement", "statements_of"),
    "gip_lint_grammar.nodes": ("Citation", "Quantity", "Span"),
    "msgspec.structs": ("replace",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}
__all__ = [
    "BoundCell", "BoundTable", "CellChange", "CellKey", "Citation", "Deviation", "DeviationKind",
    "Edit", "Example", "Finding", "Fix", "Needs", "Options", "Quantity", "Related", "Report",
    "Reporter", "Result", "Rule", "Section", "Severity", "Span", "Statement", "Style", "Text",
    "hookimpl", "option", "replace", "statements_of", "words",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOME[name]), name)
