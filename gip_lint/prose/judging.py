"""Statements as all of their sentence is to be understood: 均与…无关, 其中…类 1 件, （含部分公开 2 件）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from gip_lint.prose.context import Sentence
from gip_lint.prose.passages import ProsePassage
from gip_lint.prose.statement import Scope, Statement
from gip_lint_grammar.lazy import lazy_pattern

_OF_WHICH: Final = ("其中", "含", "包括", "包含")
_VOID = lazy_pattern(
    "(?:无效|作废|不符合要求的?|不符合条件的?)申请?(?:共|为|有)?(\\d{1,9})", needs=("无效", "作废", "不符合")
)
_MOST_PARTS: Final = 20
"""So many numbers of a sentence that are not understood are kept in mind."""


def judged(
    passage: ProsePassage, start: int, end: int, said: Sequence[Statement], sentence: Sentence
) -> Iterator[Statement | None]:
    """Yield what a sentence states, as all of it is to be understood; None for what it takes back."""
    parts = tuple(sentence.others[:_MOST_PARTS])
    void = _VOID.search(passage.text, start, end)
    struck = int(void[1]) if void else 0
    others = {statement.subject for statement in said if statement.scope is Scope.UNCLEAR}
    for at, statement in enumerate(said):
        of_cases = statement.subject in ("cases", "outcome")
        if of_cases and (sentence.retracted or (sentence.some_about and not statement.some_about)):
            yield None
            continue
        later = said[at + 1] if at + 1 < len(said) else None
        beside = statement.scope is Scope.TERRITORY and statement.subject in others
        yield evolve(
            statement,
            scope=Scope.UNCLEAR if beside else statement.scope,
            sentence=start,
            parts=parts,
            struck=struck,
            includes=later.rows if later and _within(statement, later) else (),
        )


def _within(whole: Statement, part: Statement) -> bool:
    """Return whether *part* is told of what *whole* counts: （含部分公开 2 件）, 其中部分公开 2 件."""
    if whole.subject != "result" or part.subject != "result" or part.number > whole.number:
        return False
    deeper = part.clause.depth > whole.clause.depth
    return deeper or (part.clause is not whole.clause and part.clause.text.startswith(_OF_WHICH))
