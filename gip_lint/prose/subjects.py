"""What a segment of a clause counts: applications, their results, cases or documents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from gip_lint.prose.context import Context
from gip_lint.prose.word_list import DATE, NUMBER, YEAR, Token

VERBS: Final = frozenset({"new", "received", "handled", "finished", "answered"})
"""What is done with applications."""
CARRIES: Final = frozenset({"carried_over", "carried_forward", "carried"})
"""How applications pass from one year into the next."""
_BARELY_COUNTED: Final = frozenset({"application", NUMBER, "current", "whole", YEAR, DATE})
_COUNT_WORDS: Final = frozenset({"量", "数", "数量", "总数", "总量", "件数", "数量为", "数为"})


class Subject(NamedTuple):
    """What is counted, and in which rows and columns of the tables."""

    name: str
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    by_name: bool = False
    """Whether the segment itself names it, and not only what was said before."""


def subject_of(segment: Sequence[Token], kinds: set[str], context: Context, *, none: bool) -> Subject | None:
    """Return what a segment with one figure counts, or says there is none of; None where that is not clear.

    *kinds* are those of its tokens.
    """
    named = "application" in kinds or (context.in_part and {"new", "bare"} <= kinds and not context.elsewhere)
    if "each" in kinds and not none and not _all_alike(segment):
        return None
    if "cases" in kinds:
        return _cases(segment, kinds, context, named)
    if "document" in kinds or ("made" in kinds and context.here.named_documents):
        made = _values(segment, "made")
        documents = _values(segment, "document") or context.here.named_documents
        context.here.named_documents = documents
        if len(made) == 1 and len(documents) == 1 and not kinds & (VERBS | CARRIES | {"result"}):
            return Subject("document", documents, made, by_name=True)
        return None
    if "outcome" in kinds:
        return _outcome(segment, kinds, context)
    told = context.anchored and "result" in kinds
    if not (named or context.applications or told) or kinds & {"made", "about"} - (
        {"about"} if named else set()
    ):
        return None
    of_cases = context.here.cases and not named and not context.here.counted
    carries = kinds & CARRIES
    if carries:
        if (
            of_cases
            or (context.of_others and not named)
            or "result" in kinds
            or len(carries) > 1
            or kinds & {"new", "received"}
        ):
            return None
        (carry,) = carries
        if carry != "carried_forward" and kinds & {"finished", "answered"}:
            return None
        return Subject(carry, by_name=named)
    if "result" in kinds:
        if kinds & {"new", "received"} or not _of_applications(kinds, context, named):
            return None
        return Subject("result", _rows(segment), by_name=named)
    if (kinds & {"vague"} and not named) or of_cases:
        return None
    return _intake(segment, kinds, context, named, none)


def _rows(segment: Sequence[Token]) -> tuple[str, ...]:
    """Return the rows that are named; a reason (本机关不掌握) narrows the group it stands with (无法提供)."""
    rows = dict.fromkeys(row for value in _values(segment, "result") for row in value.split("+"))
    return tuple(row for row in rows if not any(other.startswith(f"{row}_") for other in rows))


def _of_applications(kinds: set[str], context: Context, named: bool) -> bool:
    """Return whether results are those of applications: counted before, named or told in part three."""
    if context.here.documents or ("information" in kinds and not named):
        return False
    if context.of_others and not named:
        return False
    return named or context.anchored or context.in_part


def _intake(
    segment: Sequence[Token], kinds: set[str], context: Context, named: bool, none: bool
) -> Subject | None:
    verbs = kinds & VERBS
    if context.here.reduced or ("information" in kinds and not named):
        return None
    if none:
        if named and not verbs - {"new", "received"}:
            return Subject("received", by_name=True)
        return None
    if context.of_others and not named:
        return None
    if not verbs:
        here = context.here
        counted = _counts_applications(segment) and not (here.counted or here.documents)
        return Subject("received", by_name=True) if counted else None
    if "among" in kinds and "received" in verbs:
        return None
    subject = next(iter(verbs)) if len(verbs) == 1 else "handled"
    return Subject(subject, by_name=named)


def _cases(segment: Sequence[Token], kinds: set[str], context: Context, named: bool) -> Subject | None:
    if (
        context.here.hears
        or kinds & (VERBS - {"new", "received"})
        or kinds & {"result", "made"}
        or kinds & CARRIES
    ):
        return None
    if named and any(a.kind == "application" and b.kind == "link" for a, b in pairwise(segment)):
        return None
    rows = tuple(dict.fromkeys(row for value in _values(segment, "cases") for row in value.split("+")))
    if "litigation_direct" in rows or "litigation_after_reconsideration" in rows:
        rows = tuple(row for row in rows if row not in ("litigation", "reconsideration"))
    both_kinds = {*context.here.group, *rows} == {"litigation_direct", "litigation_after_reconsideration"}
    context.here.wider = (
        () if context.here.outcome_told else tuple(dict.fromkeys((*context.here.wider, *rows)))
    )
    context.here.group = () if both_kinds and not context.here.outcome_told else rows
    context.here.outcome_told = False
    if "outcome" in kinds:
        return Subject("outcome", rows, _values(segment, "outcome"), context.here.about_outright)
    return Subject("cases", rows, by_name=context.here.about_outright)


def _outcome(segment: Sequence[Token], kinds: set[str], context: Context) -> Subject | None:
    if (
        context.here.hears
        or not context.here.group
        or kinds & (VERBS | CARRIES | {"result", "application", "made"})
    ):
        return None
    context.here.outcome_told = True
    return Subject("outcome", context.here.group, _values(segment, "outcome"), context.here.about_outright)


def _values(segment: Sequence[Token], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.value for token in segment if token.kind == kind))


def _all_alike(segment: Sequence[Token]) -> bool:
    """Return whether 均 or 各 tells of zeros: 均为 0 件 says the same of each and of all."""
    return all(token.number == 0 for token in segment if token.kind == NUMBER)


def _counts_applications(segment: Sequence[Token]) -> bool:
    """Return whether applications are counted without a verb: 政府信息公开申请数量为 12 件."""
    if {token.kind for token in segment} <= _BARELY_COUNTED:
        return any(
            a.kind == "application" and a.value.endswith("申请") and b.kind == NUMBER
            for a, b in pairwise(segment)
        )
    return any(a.kind == "application" and b.value in _COUNT_WORDS for a, b in pairwise(segment)) and not any(
        token.kind in ("among", "link") for token in segment
    )
