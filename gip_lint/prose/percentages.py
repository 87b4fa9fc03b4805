"""Percentages and the numbers they follow from: 占 94.3%, 较 2022 年的 28 件增长 25%."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from gip_lint.model.report import Report
from gip_lint.prose.part_lists import Amount, amounts_in, lists_of
from gip_lint.prose.passages import ProsePassage, passages_of
from gip_lint_grammar.figure import COUNTER
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

_NEAR = 300
"""A number farther away than this is not the one meant."""
_BEFORE = r"(?:20\d\d年|上年|去年|上一年)(?:度|同期)?的?"
_CHANGE = "(增长|增加|上升|提高|下降|减少|降低)"
_GROWTH = lazy_pattern(
    rf"[较比]{_BEFORE}\(?(\d{{1,9}})({COUNTER})\)?[,]?(?:同比)?{_CHANGE}了?(\d{{1,4}}(?:\.\d{{1,4}})?)%"
)
_STEP = lazy_pattern(
    rf"[较比](?:20\d\d年|上年|去年|上一年)(?:度|同期)?{_CHANGE}了?(\d{{1,9}})({COUNTER})[,、](?:同比)?(?:增长|增幅|下降|降幅|增加|减少)了?(?:为|达|达到)?(\d{{1,4}}(?:\.\d{{1,4}})?)%"
)
_PAIR = lazy_pattern(
    rf"(?<![\d.])(\d{{1,9}}){COUNTER}[^\d,;。()%]{{0,8}}[,(]?(?:约)?占比?[^\d,、;。()]{{0,14}}?(\d{{1,3}}(?:\.\d{{1,4}})?)%"
)
_MOST_PAIRS = 12
"""A sentence with more shares than this is a table in words."""
_FALLS = frozenset({"下降", "减少", "降低"})


class Share(NamedTuple):
    """A percentage with the two numbers that it is to follow from."""

    passage: ProsePassage
    written: str
    """The percentage as written, without its sign."""
    due: float
    """What the numbers give."""
    formula: str
    span: Span
    quote: str

    @property
    def follows(self) -> bool:
        """Whether it follows, rounded or cut off after the digits shown."""
        return _agrees(self.written, self.due)


def _agrees(written: str, due: float) -> bool:
    decimals = len(written.partition(".")[2])
    return abs(float(written) - due) < 0.1**decimals + 1e-9


def shares_of(report: Report) -> Iterator[Share]:
    """Yield the percentages that are said of numbers given beside them."""
    seen: set[Span] = set()
    for share in (*_of_lists(report), *_of_pairs(report)):
        if share.span not in seen:
            seen.add(share.span)
            yield share
    for passage in passages_of(report):
        if not passage.is_heading and "%" in passage.text and re.search("[较比]", passage.text):
            for start, end in passage.sentences():
                yield from _of_changes(passage, start, end)


def _of_lists(report: Report) -> Iterator[Share]:
    for listed in lists_of(report):
        if listed.total.vague or not listed.total.value:
            continue
        bases = {
            amount.value
            for amount in amounts_in(listed.passage.text, max(0, listed.start - _NEAR), listed.end)
        }
        for part in listed.parts:
            amount, share = part.amount, part.share
            if share is None or amount.vague or amount.half or listed.total.half:
                continue
            if any(
                base >= amount.value and base and _agrees(share, 100 * amount.value / base) for base in bases
            ):
                continue
            yield Share(
                listed.passage,
                share,
                100 * amount.value / listed.total.value,
                f"{amount.value:g} ÷ {listed.total.value:g}",
                listed.passage.span(*part.share_at),
                listed.passage.whole[amount.start : part.share_at[1]],
            )


def _of_pairs(report: Report) -> Iterator[Share]:
    """Yield shares that fit no number before them, where others of their sentence fit one: 6 件，占 60%；4
    件，占 46%."""
    bases: list[Amount] = []
    for passage in passages_of(report):
        if passage.is_heading:
            bases = []
            continue
        before, bases = bases, [*amounts_in(passage.text, 0, len(passage.text))]
        if "%" not in passage.text:
            continue
        starts = [base.start for base in bases]
        for start, end in passage.sentences():
            pairs = list(_PAIR.finditer(passage.text, start, end))
            if not 2 <= len(pairs) <= _MOST_PAIRS:
                continue
            first, last = (bisect_left(starts, place) for place in (start - _NEAR, end))
            near = [*before[-_MOST_PAIRS:], *bases[first:last]]
            amounts = {float(pair[1]) for pair in pairs}
            wholes = {base.value for base in near if not base.vague and not base.half} - amounts - {0.0}
            for pair in pairs:
                amount, written = float(pair[1]), pair[2]
                fitting = {
                    whole
                    for whole in wholes
                    if whole >= amount
                    and sum(_fits(other, whole) for other in pairs if other is not pair) == len(pairs) - 1
                }
                if len(fitting) != 1 or any(
                    whole >= amount and _agrees(written, 100 * amount / whole) for whole in wholes
                ):
                    continue
                (whole,) = fitting
                yield Share(
                    passage,
                    written,
                    100 * amount / whole,
                    f"{amount:g} ÷ {whole:g}",
                    passage.span(pair.start(2), pair.end(2) + 1),
                    passage.whole[pair.start() : pair.end()],
                )


def _fits(pair: re.Match[str], whole: float) -> bool:
    return float(pair[1]) <= whole and _agrees(pair[2], 100 * float(pair[1]) / whole)


def _of_changes(passage: ProsePassage, start: int, end: int) -> Iterator[Share]:
    for pattern in (_GROWTH, _STEP):
        for match in pattern.finditer(passage.text, start, end):
            number, unit = (match[1], match[2]) if pattern is _GROWTH else (match[2], match[3])
            word, written = (match[3], match[4]) if pattern is _GROWTH else (match[1], match[4])
            now = [
                amount
                for amount in amounts_in(passage.text, max(start, match.start() - _NEAR), match.start())
                if amount.unit == unit
            ]
            if len(now) != 1 or now[0].vague or now[0].half:
                continue
            value, other = now[0].value, float(number)
            falls = word in _FALLS
            before = other if pattern is _GROWTH else value + other * (1 if falls else -1)
            if before <= 0:
                continue
            due = (before - value if falls else value - before) / before * 100
            if due < 0:
                continue
            yield Share(
                passage,
                written,
                due,
                f"({max(value, before):g} - {min(value, before):g}) ÷ {before:g}",
                passage.span(match.start(), match.end()),
                passage.whole[now[0].start : match.end()],
            )
