"""What prose says in numbers: passages, clauses and statements (``statements_of(report)``)."""

from __future__ import annotations

from gip_lint.prose.actors import is_government
from gip_lint.prose.agreement import figures_named
from gip_lint.prose.claims import Claim, claims_of
from gip_lint.prose.clauses import Clause, ProsePassage, passages_of
from gip_lint.prose.dates import StatedPeriod, periods_of
from gip_lint.prose.extract import clause_quote, statements_of
from gip_lint.prose.statement import Period, Scope, Statement

__all__ = [
    "Claim",
    "Clause",
    "Period",
    "ProsePassage",
    "Scope",
    "StatedPeriod",
    "Statement",
    "claims_of",
    "clause_quote",
    "figures_named",
    "is_government",
    "passages_of",
    "periods_of",
    "statements_of",
]
