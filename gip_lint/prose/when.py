"""When what a sentence counts happened: which words say so, and how far they reach.

A time reaches to the end of its sentence; one with which a passage opens (2022年，…) to the end of the
passage, and so does the time of what was counted last. 历年共收到 88 件 is the time of its clause alone. The
years of a carry set none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gip_lint.prose.context import Context
from gip_lint.prose.passages import Clause
from gip_lint.prose.statement import CountedTime
from gip_lint.prose.word_list import DATE, NUMBER, YEAR, Token

_RELATIVE: Final = frozenset({"全年", "全年度", "年内", "当年", "一年来", "年度", "年度内"})
"""Words for the year spoken of, whichever it is."""
_TIMES: Final = {
    "current": CountedTime.REPORT_YEAR,
    "past": CountedTime.OTHER,
    "next": CountedTime.OTHER,
    "other": CountedTime.OTHER,
    "ever": CountedTime.OTHER,
    "part": CountedTime.PART_OF_YEAR,
}
_THROUGH: Final = frozenset({"至", "到", "-", "—"})
_LONGEST_RANGE: Final = 10
_OPENING: Final = frozenset({YEAR, DATE, "past", "current", "other", "part", "whole", "filler"})
"""A clause of these alone, with which a passage opens, gives it its time: 2022年，…."""


def keep_time(
    clause: Clause, tokens: Sequence[Token], kinds: set[str], context: Context, year: int | None
) -> None:
    """Keep in *context* the time that a clause names; *year* is that of the report."""
    period: CountedTime | None = None
    _keep_years(tokens, context.here.years)
    for token in tokens:
        if token.kind in (YEAR, DATE):
            here = _period_of(token, year)
        elif token.kind == "current" and token.value in _RELATIVE and context.time is CountedTime.OTHER:
            here = CountedTime.OTHER
        elif token.kind in _TIMES:
            here = _TIMES[token.kind]
        else:
            continue
        if period in (None, CountedTime.REPORT_YEAR):
            period = here
    if period is None:
        return
    if "ever" in kinds and NUMBER in kinds:
        context.clause_period = period
        return
    context.here.period = period
    ahead = any(token.number > (year or 0) for token in tokens if token.kind == YEAR)
    if clause.start == 0 and not ahead and kinds <= _OPENING:
        context.period = period


def _keep_years(tokens: Sequence[Token], years: list[int]) -> None:
    """Add the years that *tokens* name, all those of a range, to *years*."""
    through = False
    for token in tokens:
        if token.kind == YEAR:
            named = int(token.number)
            first = years[-1] + 1 if through and years and 0 < named - years[-1] < _LONGEST_RANGE else named
            years.extend(range(first, named + 1))
        through = token.value in _THROUGH


def _period_of(token: Token, year: int | None) -> CountedTime:
    if token.number and year is not None and token.number != year:
        return CountedTime.OTHER
    return CountedTime.PART_OF_YEAR if token.value == "part" else CountedTime.REPORT_YEAR
