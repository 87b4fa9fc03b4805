"""What authors of rules import: ``from gip_lint.kit import Rule, Bilingual, Finding``. Loaded name by name.

This is the one door to the engine, for the built-in rules too. A plugin that imports from here alone goes on
working while its ``gip_lint_api_version`` is served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gip_lint.arithmetic.identities import Named, Outcome, Place, Repair
    from gip_lint.arithmetic.plausibility import Offence, offences
    from gip_lint.arithmetic.reconciliation import Cause, Reconciliation, reconcile
    from gip_lint.forms.edit_distance import edit_distance
    from gip_lint.model.bilingual import Bilingual, Text
    from gip_lint.model.declared_check import Comparison, Term
    from gip_lint.model.doubt import Doubt
    from gip_lint.model.finding import CellChange, CellKey, Edit, Finding, Fix, Related
    from gip_lint.model.form import FormRow, FormTable, Part
    from gip_lint.model.notation import HiddenText
    from gip_lint.model.once import once
    from gip_lint.model.replace import replace
    from gip_lint.model.report import BoundCell, BoundTable, Deviation, DeviationKind, Number, Report, Section
    from gip_lint.model.result import Result
    from gip_lint.model.severity import Severity
    from gip_lint.plugins.extensions import AddedLaw, added_law, words
    from gip_lint.plugins.hookspecs import hookimpl
    from gip_lint.plugins.options import Options, option
    from gip_lint.plugins.reporter import Reporter, Style
    from gip_lint.plugins.rule import Example, Needs, Rule
    from gip_lint.prose.claims import claims_of
    from gip_lint.prose.named_figures import figures_named
    from gip_lint.prose.organs import is_government
    from gip_lint.prose.part_lists import Amount, PartList, lists_of
    from gip_lint.prose.passages import ProsePassage, passages_of
    from gip_lint.prose.percentages import shares_of
    from gip_lint.prose.periods import periods_of
    from gip_lint.prose.statement import CountedTime, Scope, Statement
    from gip_lint.prose.understanding import clause_quote, statements_of
    from gip_lint_grammar.citation import citations_in
    from gip_lint_grammar.figure import MONEY
    from gip_lint_grammar.folding import (
        fold,
        label_key,
        may_be_traditional,
        simplified,
        without_markup,
        without_pinyin,
    )
    from gip_lint_grammar.lazy import lazy_pattern
    from gip_lint_grammar.nodes import (
        ArticleReference,
        Block,
        Cell,
        Citation,
        Heading,
        Paragraph,
        Quantity,
        Span,
        Table,
    )
    from gip_lint_grammar.numerals import chinese, number_of
    from gip_lint_grammar.page_end import is_page_number
    from gip_lint_grammar.passage import Passage
    from gip_lint_grammar.words import holds_any

_HOMES = {
    "gip_lint.arithmetic.identities": "Named Outcome Place Repair",
    "gip_lint.arithmetic.plausibility": "Offence offences",
    "gip_lint.arithmetic.reconciliation": "Cause Reconciliation reconcile",
    "gip_lint.forms.edit_distance": "edit_distance",
    "gip_lint.model.bilingual": "Bilingual Text",
    "gip_lint.model.declared_check": "Comparison Term",
    "gip_lint.model.doubt": "Doubt",
    "gip_lint.model.finding": "CellChange CellKey Edit Finding Fix Related",
    "gip_lint.model.form": "FormRow FormTable Part",
    "gip_lint.model.notation": "HiddenText",
    "gip_lint.model.once": "once",
    "gip_lint.model.replace": "replace",
    "gip_lint.model.report": "BoundCell BoundTable Deviation DeviationKind Number Report Section",
    "gip_lint.model.result": "Result",
    "gip_lint.model.severity": "Severity",
    "gip_lint.plugins.extensions": "AddedLaw added_law words",
    "gip_lint.plugins.hookspecs": "hookimpl",
    "gip_lint.plugins.options": "Options option",
    "gip_lint.plugins.reporter": "Reporter Style",
    "gip_lint.plugins.rule": "Example Needs Rule",
    "gip_lint.prose.claims": "claims_of",
    "gip_lint.prose.named_figures": "figures_named",
    "gip_lint.prose.organs": "is_government",
    "gip_lint.prose.part_lists": "Amount PartList lists_of",
    "gip_lint.prose.passages": "ProsePassage passages_of",
    "gip_lint.prose.percentages": "shares_of",
    "gip_lint.prose.periods": "periods_of",
    "gip_lint.prose.statement": "CountedTime Scope Statement",
    "gip_lint.prose.understanding": "clause_quote statements_of",
    "gip_lint_grammar.citation": "citations_in",
    "gip_lint_grammar.figure": "MONEY",
    "gip_lint_grammar.folding": "fold label_key may_be_traditional simplified without_markup without_pinyin",
    "gip_lint_grammar.lazy": "lazy_pattern",
    "gip_lint_grammar.nodes": "ArticleReference Block Cell Citation Heading Paragraph Quantity Span Table",
    "gip_lint_grammar.numerals": "chinese number_of",
    "gip_lint_grammar.page_end": "is_page_number",
    "gip_lint_grammar.passage": "Passage",
    "gip_lint_grammar.words": "holds_any",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}
__all__ = [
    "MONEY", "AddedLaw", "Amount", "ArticleReference", "Bilingual", "Block", "BoundCell", "BoundTable",
    "Cause", "Cell", "CellChange", "CellKey", "Citation", "Comparison", "CountedTime", "Deviation",
    "DeviationKind",
    "Doubt", "Edit", "Example", "Finding", "Fix", "FormRow", "FormTable", "Heading", "HiddenText",
    "Named", "Needs", "Number", "Offence", "Options", "Outcome", "Paragraph", "Part", "PartList",
    "Passage", "Place", "ProsePassage", "Quantity", "Reconciliation", "Related", "Repair", "Report",
    "Reporter", "Result", "Rule", "Scope", "Section", "Severity", "Span", "Statement", "Style", "Table",
    "Term", "Text", "added_law", "chinese", "citations_in", "claims_of", "clause_quote", "edit_distance",
    "figures_named", "fold", "holds_any", "hookimpl", "is_government", "is_page_number", "label_key",
    "lazy_pattern", "lists_of", "may_be_traditional", "number_of", "offences", "once", "option",
    "passages_of", "periods_of", "reconcile", "replace", "shares_of", "simplified", "statements_of",
    "without_markup", "without_pinyin", "words",
]  # fmt: skip


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOME[name]), name)
