"""Claims that all applications are done: 均已办结, 全部办理完毕, 办结率 100%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from gip_lint.model.once import once
from gip_lint.model.report import Report
from gip_lint.prose.passages import Clause, ProsePassage
from gip_lint.prose.statement import Scope, Statement
from gip_lint.prose.understanding import Reading, readings_of
from gip_lint.prose.word_list import NUMBER, UNKNOWN, Token, tokens_of, word_list, written
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.words import holds_any

_EXCEPTION = lazy_pattern("除[^,。]{0,30}外", needs=("除",))
_CARRIED_OVER = lazy_pattern("上一?年度?(?:遗留)?结转")
_ALL_OF_THEM = lazy_pattern(r"\s*(?:达到?|均?为|均达?到?|是|:)?(?:了)?(?:100(?:\.0{1,2})?%|百分之百)")
_IN_TIME = lazy_pattern("目前|至今|[按如限准]时|[按如限]期|期限|时限|规定|工作日|法定|依法|及时")
_LAST_CARRIES = 4
_CASES = lazy_pattern("行政复议|行政诉讼")
_LATER = lazy_pattern("截[至止][^,;。]{0,4}报告|报告(?:发布|公布|编制|印发)之?[日时]|截[至止](?:目前|发稿)")
"""By the day of the report, which is after the year."""
_SUBSET = frozenset(
    {"channel", "natural", "organisation", "narrow", "stop", "among", "cases", "document", "result"}
)
_COUNTS = frozenset({"received", "new", "handled"})
_FOLLOWING = ("率", "期限", "时限", "情况", "工作", "数")
"""What makes words of completion speak of something else: 办结率, 答复期限."""


class Claim(NamedTuple):
    """A clause that says that every application of the report year is dealt with."""

    clause: Clause
    scope: Scope
    word: str
    """The words of completion: 办结, 答复率 100%."""
    of: Statement | None = None
    """The applications of which it is said, where a number was given before."""
    in_time: bool = False
    """Whether it says that they were done in time, which may speak only of those that fell due, or are done
    by now, which may be after the year."""


@once
def claims_of(report: Report) -> tuple[Claim, ...]:
    """Return every claim that all applications received are done, in order."""
    return tuple(_claims(report))


def _claims(report: Report) -> Iterator[Claim]:
    before: ProsePassage | None = None
    forward: list[Statement] = []
    """The carries that the passage has told so far."""
    for (passage, start), group in groupby(readings_of(report), _sentence_of):
        readings = list(group)
        if passage is not before:
            before, forward = passage, []
        said = [each for reading in readings for each in reading.statements]
        forward += [each for each in said if each.subject in ("carried_forward", "carried")]
        sentence = passage.text[start : readings[-1].clause.end]
        if not holds_any(sentence, written("of_completion")):
            continue
        after = report.year is not None and f"{report.year + 1}年" in sentence
        if after or _LATER.search(sentence) or _excepted(sentence, said, forward):
            continue
        if "申请" not in passage.heading and "申请" not in passage.text:
            continue
        claim = next(_claimed(readings), None)
        if claim is not None:
            yield claim


def _claimed(readings: Sequence[Reading]) -> Iterator[Claim]:
    """Yield the clauses of a sentence that say that all is done."""
    for reading in readings:
        clause, whole = reading.clause, reading.whole
        word = _word_of(clause)
        explicit = word is not None and _subject(clause, word, bool(reading.statements))
        if word is None or explicit is None:
            continue
        if explicit or (whole is not None and not clause.depth):
            counts = [each for each in reading.statements if each.subject in _COUNTS]
            of = counts[-1] if counts else whole
            if of is None or of.comparable:
                in_time = _IN_TIME.search(clause.text) is not None
                yield Claim(clause, of.scope if of else _scope(readings), word, of, in_time)


def _sentence_of(reading: Reading) -> tuple[ProsePassage, int]:
    return reading.clause.passage, reading.clause.sentence


def _scope(readings: Sequence[Reading]) -> Scope:
    """Return whose applications a sentence without a number speaks of."""
    return next((each.scope for reading in readings for each in reading.statements), Scope.WHOLE)


def _excepted(sentence: str, said: Sequence[Statement], forward: Sequence[Statement]) -> bool:
    """Return whether the sentence, or a carry told before its end, names some that are not done."""
    if forward:
        return any(each.number for each in forward[-_LAST_CARRIES:])
    if any(each.subject == "carried_over" for each in said):
        sentence = _CARRIED_OVER.sub("", sentence)
    cases = _CASES.search(sentence)
    sentence = sentence[: cases.start()] if cases else sentence
    return holds_any(sentence, written("not_done")) or _EXCEPTION.search(sentence) is not None


def _word_of(clause: Clause) -> str | None:
    """Return the words by which the clause says that all is done."""
    text, done = clause.text, word_list().done
    for rate in done["rate"]:
        at = text.find(rate)
        if at >= 0:
            match = _ALL_OF_THEM.match(text, at + len(rate))
            timely = any(text[:at].endswith(word) for word in (*done["in_time"], "时", "期", "限", "内"))
            return text[at : match.end()] if match and not timely else None
    if not any(word in text for word in done["all"]):
        return None
    for word in done["completed"]:
        at = text.find(word)
        if at > 0 and not _goes_on(text, at + len(word)):
            return word
    for word in sorted(done["answered"], key=len, reverse=True):
        at = text.find(word)
        if at > 0 and not _goes_on(text, at + len(word)):
            return word
    return None


def _goes_on(text: str, at: int) -> bool:
    """Return whether words of completion that end at *at* belong to what follows them."""
    return text.startswith(_FOLLOWING, at) or (text.startswith("的", at) and at + 1 < len(text))


def _subject(clause: Clause, word: str, counted: bool) -> bool | None:
    """Return whether all applications are named in the clause (True), or nothing is (False); None for other
    things."""
    at = clause.text.find(word)
    before = clause.text[:at]
    quantified = word.endswith(("%", "百")) or any(mark in before for mark in word_list().done["all"])
    if not quantified:
        return None
    tokens = list(_understood(clause, clause.start + at))
    kinds = {token.kind for token in tokens}
    if (
        UNKNOWN in kinds
        or kinds & _SUBSET
        or kinds & {"carried_over", "carried_forward", "carried", "negation"}
    ):
        return None
    if kinds & {"part", "other", "approximate", "change"}:
        return None
    if kinds & {"application", "bare"}:
        universal = any(
            mark in before for mark in ("所有", "全部", "以上", "上述", "全年", "本年", "收到的", "受理的")
        )
        if NUMBER in kinds:
            return True if counted else None
        return True if universal or word.endswith(("%", "百")) or "均" in before else None
    return None if NUMBER in kinds and not counted else counted


@lru_cache(maxsize=1)
def _manner() -> tuple[str, ...]:
    """Return the words that tell how it was done, the longest first."""
    done = word_list().done
    return tuple(sorted({*done["manner"], *done["all"]}, key=len, reverse=True))


def _understood(clause: Clause, end: int) -> Iterator[Token]:
    """Yield the tokens before *end*; words that tell how it was done are passed over."""
    for token in tokens_of(clause.passage.text, clause.start, end):
        if token.kind in (UNKNOWN, "stop", "part", "handled", "answered", "finished", "following", "each"):
            rest = token.value if token.kind == UNKNOWN else clause.passage.text[token.start : token.end]
            for word in _manner():
                rest = rest.replace(word, "")
            if rest and token.kind in (UNKNOWN, "stop"):
                yield token
            continue
        yield token
