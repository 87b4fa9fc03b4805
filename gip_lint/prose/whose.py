"""Whose figures a sentence gives: which words say so, and how far they reach.

| said | whose | how far |
|---|---|---|
| 我局, 本机关, the organ's own name | its own | until another is named |
| 全市, 各部门; 我市 in a department's report; 市政府 in its territory's | a territory's | the same |
| 局机关, 下属…, any other organ | unclear | the same |
| …局 with which a sentence opens, 我局（含下属中心） | unclear | the same |

A scope for which nothing was counted ends with its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gip_lint.prose.context import Context
from gip_lint.prose.organs import is_government, is_organ, is_own, is_territory, opening_organ
from gip_lint.prose.passages import Clause
from gip_lint.prose.statement import Scope
from gip_lint.prose.subjects import CARRIES, VERBS
from gip_lint.prose.word_list import NUMBER, UNKNOWN, Token
from gip_lint_grammar.lazy import lazy_pattern

_CORE: Final = VERBS | CARRIES | {"result", "cases", "outcome", "document", NUMBER, "application", "negation"}
_WITH_OTHERS = lazy_pattern(
    r"\((?:含|包括)([^()\d]{1,30}(?:局|中心|单位|机构|部门|系统|海关|办公室|[所站队会]))等?\)",
    needs=("(含", "(包括"),
)
"""我局（含下属中心）: the figures are those of several organs."""
_IN_OWN_NAME = lazy_pattern("(?:代表|以)[我本][局委办厅院署县市区镇乡街省州单机部](?:位|关|门|道)?(?:名义)?$")
_ACTORS: Final = frozenset({"narrow", "territory", "whole", "stop"})
_LONGEST_ACTOR: Final = 24
_TERRITORIES: Final = tuple(
    f"{level}{name}" for level in "省市区县州盟旗" for name in ("", "人民政府", "政府")
)


def speaks_for_others(text: str, start: int, end: int, agency: str | None) -> bool:
    """Return whether a sentence opens with another organ's name, or counts that of others in."""
    organ = opening_organ(text[start:end])
    several = _WITH_OTHERS.search(text, start, end)
    return bool(several and not is_own(several[1], agency)) or bool(organ and not is_own(organ, agency))


def without_actor(
    clause: Clause, segment: Sequence[Token], context: Context, agency: str | None
) -> Sequence[Token]:
    """Take off whoever is said to have done it, and keep in mind whose figures they are."""
    core = next(
        (n for n, token in enumerate(segment) if token.kind in _CORE),
        None,
    )
    if core is None:
        return segment
    before = segment[:core]
    odd = [n for n, token in enumerate(before) if token.kind in (UNKNOWN, *_ACTORS)]
    if not odd:
        return segment
    words = clause.passage.text[before[odd[0]].start : before[odd[-1]].end]
    kinds = {before[n].kind for n in odd}
    if kinds == {"whole"}:
        elsewhere = is_territory(words) and not is_government(agency)
        context.scope = Scope.TERRITORY if elsewhere and agency else Scope.WHOLE
    elif kinds == {"territory"}:
        context.scope = Scope.TERRITORY
    elif len(words) <= _LONGEST_ACTOR and is_own(words.lstrip("我本"), agency):
        context.scope = Scope.TERRITORY if _one_of_many(words, agency) else Scope.WHOLE
        if context.scope is Scope.TERRITORY and any(token.kind == "document" for token in segment):
            context.scope = Scope.UNCLEAR
    elif _IN_OWN_NAME.search(words):
        context.scope = Scope.WHOLE
    elif "narrow" in kinds or is_organ(words):
        context.scope = Scope.UNCLEAR
    else:
        return segment
    return [token for n, token in enumerate(segment) if n not in odd]


def _one_of_many(words: str, agency: str | None) -> bool:
    """Return whether *words* (市政府) may be the government alone in a report for its whole territory."""
    return words.endswith("政府") and (agency or "").endswith(_TERRITORIES)
