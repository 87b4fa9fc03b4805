"""Claims that all applications are done: 均已办结, 全部办理完毕, 办结率 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gip_lint.model.once import once
from gip_lint.model.report import Report
from gip_lint.prose.passages import Clause, passages_of
from gip_lint.prose.statement import Scope, Statement
from gip_lint.prose.understanding import statements_of
from gip_lint.prose.word_list import NUMBER, UNKNOWN, Token, tokens_of, word_list
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.words import holds_any

_OF_INTEREST = ("办结", "办理完", "处理完", "答复", "回复", "办理到位", "办复", "办理率", "办理结束")
_NOT_DONE = (
    *("其余", "剩余", "转下", "转至", "正在", "尚未", "尚在", "未办结", "未到期", "待办"),
    *("到期", "届满", "届期", "符合", "办理中", "在办", "继续办理", "结转", "撤回", "撤销", "终止"),
    *(due + done for due in ("应", "应予", "应当") for done in ("办结", "答复", "回复")),
)
_EXCEPTION = lazy_pattern("除[^,。]{0,30}外", needs=("除",))
_CARRIED_OVER = lazy_pattern("上一?年度?(?:遗留)?结转")
_ALL_OF_THEM = lazy_pattern(r"\s*(?:达到?|均?为|均达?到?|是|:)?(?:了)?(?:100(?:\.0{1,2})?%|百分之百)")
_IN_TIME = lazy_pattern("目前|至今|[按如限准]时|[按如限]期|期限|时限|规定时间|工作日|法定")
_ANSWERED_IN_TIME = lazy_pattern(
    "(?:按时|按期|如期|及时|限|时间内|期内|工作日内)[^,]{0,8}(?:答复|回复|办结|办理)"
)
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
    told: dict[tuple[int, int], list[Statement]] = {}
    for statement in statements_of(report):
        told.setdefault((id(statement.clause.passage), statement.clause.start), []).append(statement)
    for passage in passages_of(report):
        if (
            passage.is_heading
            or not holds_any(passage.text, _OF_INTEREST)
            or "申请" not in passage.text + passage.heading
        ):
            continue
        spoken: Statement | None = None
        """The applications spoken of last, where they are all of them."""
        unclear = False
        for start, end in passage.sentences():
            timely = False
            clauses = list(passage.clauses(start, end))
            sentence = passage.text[start:end]
            after = report.year is not None and f"{report.year + 1}年" in sentence
            excepted = after or _excepted(sentence, told, clauses)
            for clause in clauses:
                here = told.get((id(passage), clause.start), [])
                unclear = unclear or any(not statement.comparable for statement in here)
                if not unclear:
                    word = _word_of(clause)
                    explicit = word is not None and _subject(clause, word, bool(here))
                    if (
                        word is not None
                        and explicit is not None
                        and (explicit or (spoken is not None and not clause.depth))
                        and not excepted
                    ):
                        if timely and word.startswith(("答复率", "回复率")):
                            continue
                        in_time = timely or _IN_TIME.search(clause.text) is not None
                        yield Claim(clause, spoken.scope if spoken else Scope.WHOLE, word, spoken, in_time)
                timely = timely or _ANSWERED_IN_TIME.search(clause.text) is not None
                spoken = _spoken(clause, here, spoken)


def _spoken(clause: Clause, here: list[Statement], before: Statement | None) -> Statement | None:
    """Return what 均 in the next clause would speak of."""
    counts = [s for s in here if s.subject in _COUNTS and s.comparable and s.number > 0]
    if counts:
        return counts[-1]
    if here or re.search(r"\d|其中|[件份]", clause.text):
        same = [
            s for s in here if s.subject in ("finished", "answered") and before and s.number == before.number
        ]
        return before if same else None
    goes_on = len(clause.text) <= 12 or holds_any(clause.text, ("申请", "答复", "办理", "办结"))
    return before if goes_on else None


def _excepted(sentence: str, told: dict[tuple[int, int], list[Statement]], clauses: list[Clause]) -> bool:
    """Return whether the sentence itself tells of some that are not done."""
    here = [statement for clause in clauses for statement in told.get((id(clause.passage), clause.start), [])]
    forward = [statement for statement in here if statement.subject in ("carried_forward", "carried")]
    if forward:
        return any(statement.number for statement in forward)
    if any(statement.subject == "carried_over" for statement in here):
        sentence = _CARRIED_OVER.sub("", sentence)
    return holds_any(sentence, _NOT_DONE) or _EXCEPTION.search(sentence) is not None


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
    timely = any(word in text for word in done["in_time"])
    for word in done["completed"]:
        at = text.find(word)
        if timely and ("答复" in word or "回复" in word):
            continue
        if at > 0 and not _goes_on(text, at + len(word)):
            return word
    if timely:
        return None
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
