"""Statements from prose: numbers whose clause is understood to the last word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from gip_lint.model.once import once
from gip_lint.model.report import Report
from gip_lint.prose.carries import with_carries
from gip_lint.prose.context import Context, Sentence
from gip_lint.prose.judging import judged
from gip_lint.prose.passages import Clause, ProsePassage, passages_of
from gip_lint.prose.segments import (
    before_the_rest,
    of_the_year,
    says_none,
    segments_of,
    without_other_business,
    without_ways,
)
from gip_lint.prose.statement import CountedTime, Scope, Statement
from gip_lint.prose.subjects import CARRIES, VERBS, Subject, subject_of
from gip_lint.prose.when import keep_time
from gip_lint.prose.whose import speaks_for_others, without_actor
from gip_lint.prose.word_list import DATE, NUMBER, UNKNOWN, YEAR, Token, tokens_of, written
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span
from gip_lint_grammar.words import holds_any

_RESULTS: Final = frozenset({"result", "finished", "answered", "handled"})
_COMING_IN = frozenset({"carried_over", "new", "received"})
_AMONG = lazy_pattern("(?:办结|答复|回复|办理|处理)的?[^,。]{0,16}(?:申请|[件宗])[之当]?中$")
_APPLICATIONS = lazy_pattern("信息公开[^,;。]{0,4}申请|依申请|依?申请公开|公开申请|收到和处理|申请办理")
_DISCLOSURE: Final = ("信息公开", "依申请公开")
_OF_CASES = lazy_pattern("复议|诉讼|争议|应诉|^[因涉对就围]|引[起发]|导致|产生")
_HEARS = lazy_pattern(
    "作为(?:行政)?复议机[关构]|复议机[关构](?:共|全年|依法)?(?:收|受理|办理|审理)|复议(?:职责|工作职能|办案)|复议(?:案件|申请)?(?:的)?(?:受理|审理|审结|审查)"
    "|(?:受理|新收|审理|审结|审查|立案|办理|处理|办结|承办|接收|收到|收案|听证|调解)[^,;。]{0,18}?复议",
    needs=("复议",),
)
"""The organ hears cases as a judge of others (受理行政复议案件 116 件); part four counts those against it."""
_AGAINST_US = lazy_pattern("引[发起]|[对因].{0,12}不服|参加.{0,4}复议")
_CASES = lazy_pattern("复议|诉讼")
_OF_DOCUMENTS = lazy_pattern("公文|公开属性|制[发作]|主动公开[^,。]{0,10}\\d|源头|定密")
"""A sentence that tells how documents are classed (主动公开 80 件，不予公开 8 件) tells of no
applications."""
_TELLS = lazy_pattern(r"\d|[一二三四五六七八九十两][件份宗起例条个项]|[未无没零]|不[存涉]")
_CORE: Final = VERBS | CARRIES | {"result", "cases", "outcome", "document"}
_OF_INTEREST: Final = _CORE | {"application", "bare"}
_UNREAD: Final = frozenset(
    {UNKNOWN, "stop", "approximate", "part", "other", "narrow", "other_business", "elsewhere", "past", "next"}
    | {"rest", "except"}
)
"""What makes a segment say something else than it seems to."""
_ALL: Final = lazy_pattern("[均都皆]|全部|悉数")
_ALL_ALIKE: Final = frozenset({"each", "result", "outcome", "filler", "following", "happened"})
_RETRACTED = lazy_pattern(
    "均?[与和同][^,;。]{0,16}(?:无关|没有关系|不相关)|均(?:为|属于?|系)(?![^,;。]{0,8}信息公开)[^,;。]{1,12}类|均(?:不涉及|非)"
)
"""The sentence takes back what its cases are about: 均与政府信息公开无关, 均为行政处罚类."""
_SOME_ABOUT = lazy_pattern("其中[^,;。\\d]{0,10}信息公开[^,;。\\d]{0,8}\\d")
"""Only some of the cases are about disclosure: 其中政府信息公开类 1 件."""
_NEXT_ASPECT = lazy_pattern(
    r"\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九]是|[一二三四五六七八九十\d]{1,2}[、.]"
)
"""How a paragraph opens that turns to another aspect."""
_COUNTS: Final = frozenset({"received", "new", "handled"})
_SHORT_CLAUSE: Final = 12
_TOPIC: Final = frozenset({"application", "bare", "filler", "whole", "current", "all", "vague", YEAR, DATE})


class Reading(NamedTuple):
    """What was understood of one clause."""

    clause: Clause
    statements: tuple[Statement, ...]
    whole: Statement | None
    """The applications, all of them, of which 均 in this clause would speak."""
    why: str
    """Why the rest of its numbers say nothing, by a key of ``REASONS``; empty where nothing is left."""


class _Figure(NamedTuple):
    """A number as it is told."""

    number: int | float
    unit: str | None
    span: Span
    none: bool = False
    """Whether it is a zero in words: 未收到."""


class _Reader(NamedTuple):
    report: Report

    def readings(self) -> Iterator[Reading]:
        before: Context | None = None
        heading = ""
        for passage in passages_of(self.report):
            if passage.is_heading or not holds_any(passage.text, written("of_interest")):
                continue
            context = Context()
            if before and passage.heading == heading and not _NEXT_ASPECT.match(passage.text):
                context.follow(before)
            yield from self._of_passage(passage, context)
            before, heading = context, passage.heading

    def _of_passage(self, passage: ProsePassage, context: Context) -> Iterator[Reading]:
        context.in_part = passage.part == "applications"
        context.applications = context.in_part or _APPLICATIONS.search(passage.heading) is not None
        context.about = passage.part == "review_litigation" or holds_any(
            passage.heading, ("依申请公开", "复议", "诉讼")
        )
        for start, end in passage.sentences():
            about_before = context.about
            context.begin(self._sentence(passage, start, end, context))
            if speaks_for_others(passage.text, start, end, self.report.agency):
                context.scope = Scope.UNCLEAR
            read = (
                [self._of_clause(clause, context) for clause in passage.clauses(start, end)]
                if _TELLS.search(passage.text, start, end)
                else list(self._untold(passage, start, end, context))
            )
            stated = [each for one in read for each in one.statements]
            said = judged(passage, start, end, stated, context.here)
            for one in read:
                yield one._replace(
                    statements=tuple(
                        each for each in (next(said) for _ in one.statements) if each is not None
                    )
                )
            context.about = about_before or context.applications

    @staticmethod
    def _sentence(passage: ProsePassage, start: int, end: int, context: Context) -> Sentence:
        """Return what the whole of a sentence says of its clauses."""
        text, sentence = passage.text, Sentence()
        cases = _CASES.search(text, start, end)
        sentence.about_outright = passage.part == "review_litigation"
        sentence.hears = _hears(text, start, end, context.here)
        sentence.reduced = holds_any(text, written("reduced"), start, cases.start() if cases else end)
        sentence.documents = _OF_DOCUMENTS.search(text, start, end) is not None
        sentence.retracted = _RETRACTED.search(text, start, end) is not None
        sentence.some_about = _SOME_ABOUT.search(text, start, end) is not None
        return sentence

    @staticmethod
    def _untold(passage: ProsePassage, start: int, end: int, context: Context) -> Iterator[Reading]:
        """Read a sentence that counts nothing."""
        context.applications = context.applications or bool(_APPLICATIONS.search(passage.text, start, end))
        context.about = context.about or context.applications
        for clause in passage.clauses(start, end):
            whole = context.whole
            if not _goes_on(clause.text):
                context.spoken = None
            yield Reading(clause, (), whole, "")

    def _of_clause(self, clause: Clause, context: Context) -> Reading:
        whole, context.why = context.whole, ""
        tokens = tokens_of(clause.passage.text, clause.start, clause.end)
        tokens = with_carries(tokens, self.report.year)
        kinds = {token.kind for token in tokens}
        compared = "change" in kinds
        context.clause_period = None
        if not compared:
            keep_time(clause, tokens, kinds, context, self.report.year)
        if _APPLICATIONS.search(clause.text) or "application" in kinds:
            context.name_applications()
        elif kinds & {"cases", "other_business", "information"}:
            context.name_others(counted=NUMBER in kinds and bool(kinds & {"cases", "other_business"}))
        if "application" in kinds and not kinds - _TOPIC:
            context.anchored = True
        if holds_any(clause.text, _DISCLOSURE) and _OF_CASES.search(clause.text):
            context.about = context.here.about_outright = True
        if compared:
            return Reading(clause, (), whole, "compared" if NUMBER in kinds else "")
        context.here.among = context.here.among or _AMONG.search(clause.text) is not None
        if clause.depth < context.part_depth:
            context.part, context.part_depth = False, 0
        own = of_the_year(tokens, context.here.years, self.report.year)
        if own is not None:
            tokens, context.clause_period = own, CountedTime.REPORT_YEAR
        said = tuple(
            statement
            for segment in segments_of(tokens)
            for statement in self._of_segment(clause, segment, context)
        )
        context.spoken = _spoken(clause, said, tokens, context)
        return Reading(clause, said, whole, context.why)

    def _of_segment(self, clause: Clause, segment: Sequence[Token], context: Context) -> Iterator[Statement]:
        if not {token.kind for token in segment} & {NUMBER, "negation"}:
            yield from self._all_alike(clause, segment, {token.kind for token in segment}, context)
            return
        segment = self._labels_and_number(clause, segment, context)
        kinds = {token.kind for token in segment}
        numbers = [token for token in segment if token.kind == NUMBER]
        if len(numbers) > 1 or kinds & _UNREAD:
            context.why = "unknown" if UNKNOWN in kinds else "otherwise"
            self._unread(clause, kinds, numbers, context)
            return
        number = numbers[0] if numbers else None
        if self._is_part(clause, kinds, context):
            if number and not number.vague and (kinds & {"application", "bare"} or context.counted):
                context.open_part(number.number, clause.depth)
            context.why = "part"
            return
        if number is None:
            figure = _Figure(0, None, clause.span, none=True) if says_none(segment) else None
        else:
            figure = _figure_of(number, segment, clause, context)
        if figure is None:
            return
        made = subject_of(segment, kinds, context, none=figure.none)
        if made is None and context.here.some_about and "about" in kinds and number and context.here.cases:
            made = Subject("cases", context.here.cases[-1][0], by_name=True)
        if made is None:
            context.why = "subject"
            self._unread(clause, kinds, numbers, context)
        elif not _counts(made.name, figure.unit) and not (figure.unit == context.unit and context.counted):
            context.why = "unit"
        elif not (context.here.among and made.name in _COMING_IN):
            yield Statement(
                made.name, made.rows, figure.number, figure.unit,
                context.scope, context.time, figure.span, clause,
                about_disclosure=context.about or context.applications or "about" in kinds,
                by_name=made.by_name,
                stated_none=figure.none,
                after_part=context.part,
                columns=made.columns,
                some_about="about" in kinds,
                wider=context.here.wider if made.name == "outcome" else (),
            )  # fmt: skip
            _keep_told(made, figure, context)

    def _labels_and_number(
        self, clause: Clause, segment: Sequence[Token], context: Context
    ) -> Sequence[Token]:
        """Return a segment without whoever did it, ways named together, and what is said of all."""
        kinds = {token.kind for token in segment}
        if kinds & CARRIES:
            segment = [token for token in segment if token.kind not in ("rest", "except")]
        if kinds & _OF_INTEREST:
            segment = without_actor(clause, segment, context, self.report.agency)
        segment = without_ways(segment)
        if "negation" in kinds and NUMBER not in kinds:
            segment = without_other_business(segment)
        kinds = {token.kind for token in segment}
        several = sum(token.kind == NUMBER for token in segment) > 1
        return before_the_rest(segment) if several or kinds & _UNREAD else segment

    def _all_alike(
        self, clause: Clause, segment: Sequence[Token], kinds: set[str], context: Context
    ) -> Iterator[Statement]:
        """Read 均予以公开, 均维持: what was counted before had one result."""
        if not kinds & {"result", "outcome"} or kinds - _ALL_ALIKE or not _ALL.search(clause.text):
            return
        values = tuple(dict.fromkeys(token.value for token in segment if token.kind in ("result", "outcome")))
        if len(values) != 1 or "+" in values[0]:
            return
        told = context.here.open_cases
        columns: tuple[str, ...] = values
        if "result" in kinds:
            whole = context.here.counted and not context.part and not context.divided
            told, columns = [(values, context.counted, True)] if whole else [], ()
        if columns:
            context.here.open_cases = []
        for rows, number, by_name in told:
            yield Statement(
                "outcome" if columns else "result",
                rows,
                number,
                None if columns else context.unit,
                context.scope,
                context.time,
                clause.span,
                clause,
                about_disclosure=context.about or context.applications,
                by_name=by_name,
                columns=columns,
            )

    @staticmethod
    def _is_part(clause: Clause, kinds: set[str], context: Context) -> bool:
        """Return whether a segment speaks of those who applied in one way, or of one kind of applicants."""
        if "channel" in kinds or len(kinds & {"natural", "organisation", "public"}) == 1:
            listed = "among" in kinds or clause.depth > 0 or context.here.counted
            return listed or not kinds & {"public"} or "channel" in kinds
        return False

    @staticmethod
    def _unread(clause: Clause, kinds: set[str], numbers: Sequence[Token], context: Context) -> None:
        """Keep in mind a number whose words say something that is not understood."""
        if len(numbers) != 1 or numbers[0].vague or not _counts("received", numbers[0].unit):
            return
        number = numbers[0].number
        if kinds & {"application", "bare"} or (kinds & VERBS and context.applications):
            context.open_part(number, clause.depth)
        elif context.here.counted and number <= context.counted - context.divided:
            context.divided += number
        context.here.others.append(number)


def _figure_of(number: Token, segment: Sequence[Token], clause: Clause, context: Context) -> _Figure | None:
    """Return the number of a segment; None where it is rounded, of no measure, or denied."""
    if number.vague or (number.unit is None and number is not segment[-1]):
        context.why = "rounded" if number.vague else "unit"
        return None
    if any(token.kind == "negation" for token in segment):
        return None
    return _Figure(number.number, number.unit, clause.passage.span(number.start, number.end))


def _keep_told(made: Subject, figure: _Figure, context: Context) -> None:
    """Keep in *context* what was counted, on which the next clause depends."""
    here = context.here
    context.scope_told = True
    if context.clause_period is None:
        context.told_period = context.time
    if made.name in VERBS:
        context.anchored = True
    if context.part and made.name in _RESULTS:
        context.results_of_part = True
    if made.name in ("received", "new") or (made.name == "handled" and not context.counted):
        context.count(figure.number, figure.unit)
    if made.name == "cases" and not figure.none:
        here.cases.append((made.rows, figure.number, made.by_name))
        here.open_cases.append(here.cases[-1])
    elif made.name == "outcome":
        here.open_cases.clear()


def _counts(subject: str, unit: str | None) -> bool:
    """Return whether a measure word fits what is counted."""
    if unit is None:
        return True
    if subject == "document":
        return unit in written("documents")
    loosely = subject in ("received", "new") and unit in written("loosely_counted")
    return loosely or unit in written("counted")


def _hears(text: str, start: int, end: int, before: Sentence) -> bool:
    """Return whether the organ hears the sentence's cases as a judge, or those of the one before."""
    if holds_any(text, written("sued"), start, end):
        return False
    if _HEARS.search(text, start, end):
        return True
    return before.hears and not _AGAINST_US.search(text, start, end)


def _spoken(
    clause: Clause, said: Sequence[Statement], tokens: Sequence[Token], context: Context
) -> Statement | None:
    """Return the applications of which 均 in the next clause would speak."""
    counts = [each for each in said if each.subject in _COUNTS and each.comparable and each.number]
    if counts:
        return counts[-1]
    before = context.spoken
    if before is None:
        return None
    numbers = [token for token in tokens if token.kind == NUMBER and token.unit != "%" and token.number]
    if not numbers:
        return before if _goes_on(clause.text) else None
    if said:
        same = all(
            each.subject == "carried_over"
            or (each.subject in ("finished", "answered") and each.number == before.number)
            for each in said
        )
        return before if same else None
    return before if context.part or context.divided else None


def _goes_on(text: str) -> bool:
    return (
        len(text) <= _SHORT_CLAUSE
        or text.startswith("截")
        or holds_any(text, ("申请", "答复", "办理", "办结"))
    )


@once
def statements_of(report: Report) -> tuple[Statement, ...]:
    """Return what the prose of *report* states, in order."""
    return tuple(statement for reading in readings_of(report) for statement in reading.statements)


@once
def readings_of(report: Report) -> tuple[Reading, ...]:
    """Return what was understood of each clause that may count what the tables hold, in order."""
    return tuple(_Reader(report).readings())


def clause_quote(clause: Clause, report: Report) -> tuple[str, Span]:
    """Return a clause as it is to be quoted, without line breaks, and its place."""
    written = clause.passage.whole[clause.start : clause.end]
    return (written if len(written) <= 48 else f"{written[:32]}…{written[-14:]}"), clause.span
