"""What prose says in numbers: passages, clauses and statements (``statements_of(report)``)."""

from __future__ import annotations

from gip_lint.statements.agency import is_government
from gip_lint.statements.claims import Claim, claims_of
from gip_lint.statements.clauses import Clause, Passage, passages_of
from gip_lint.statements.dates import StatedPeriod, periods_of
from gip_lint.statements.extract import clause_quote, statements_of
from gip_lint.statements.figures import figures_named
from gip_lint.statements.statement import Period, Scope, Statement

__all__ = [
    "Claim",
    "Clause",
    "Passage",
    "Period",
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
