"""Statements from prose: numbers whose clause is understood to the last word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from attrs import evolve

from gip_lint.model.once import once
from gip_lint.model.report import Report
from gip_lint.prose.carries import with_carries
from gip_lint.prose.context import Context
from gip_lint.prose.organs import is_government, is_organ, is_own, is_territory, opening_organ
from gip_lint.prose.passages import Clause, ProsePassage, passages_of
from gip_lint.prose.segments import before_the_rest, says_none, segments_of, without_other_business
from gip_lint.prose.statement import CountedTime, Scope, Statement
from gip_lint.prose.subjects import CARRIES, VERBS, Subject, subject_of
from gip_lint.prose.word_list import DATE, NUMBER, UNKNOWN, YEAR, Token, tokens_of
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span
from gip_lint_grammar.words import holds_any

_SUBJECT_OF_INTEREST: Final = (
    *("申请", "依申", "结转", "转下", "转入", "转至", "复议", "诉讼", "规范性文件", "规章", "办结"),
    *("予以公开", "不予公开", "部分公开", "无法提供", "不予处理", "其他处理", "重复申请", "不掌握"),
)
_OF_WHICH: Final = ("其中", "含", "包括", "包含")
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
_SUED: Final = (
    "被申请",
    "被申诉",
    "被提起",
    "被复议",
    "被诉",
    "涉诉",
    "答复通知",
    "作为被",
    "收到因",
    "接到因",
    "收到的因",
)
_AGAINST_US = lazy_pattern("引[发起]|[对因].{0,12}不服|参加.{0,4}复议")
_WITH_OTHERS = lazy_pattern(
    r"\((?:含|包括)([^()\d]{1,30}(?:局|中心|单位|机构|部门|系统|海关|办公室|[所站队会]))等?\)",
    needs=("(含", "(包括"),
)
"""我局（含下属中心）: the figures are those of several organs."""
_CASES = lazy_pattern("复议|诉讼")
_REDUCED: Final = ("剔除", "去除", "扣除", "去重", "除去", "排除", "合并", "归并")
"""The sentence counts in two ways, with and without what is taken off: neither is held to the table."""
_OF_DOCUMENTS = lazy_pattern("公文|公开属性|制[发作]|主动公开[^,。]{0,10}\\d|源头|定密")
"""A sentence that tells how documents are classed (主动公开 80 件，不予公开 8 件) tells of no
applications."""
_TELLS = lazy_pattern(r"\d|[一二三四五六七八九十两][件份宗起例条个项]|[未无没零]|不[存涉]")
_CORE: Final = VERBS | CARRIES | {"result", "cases", "outcome", "document"}
_OF_INTEREST: Final = _CORE | {"application", "bare"}
_COUNTED: Final = frozenset({"件", "件次", "份", "宗", "起", "例", "笔", None})
_LOOSELY_COUNTED: Final = _COUNTED | {"条", "个", "项"}
"""Units that only a verb of receiving makes clear: 收到依申请公开 3 条."""
_DOCUMENT_UNITS: Final = frozenset({"件", "份", "个", "部", "篇", "项", "条", None})
_RELATIVE: Final = frozenset({"全年", "全年度", "年内", "当年", "一年来", "年度", "年度内"})
"""Words for the year spoken of, whichever it is."""
_UNREAD: Final = frozenset(
    {UNKNOWN, "stop", "approximate", "part", "other", "narrow", "other_business", "elsewhere", "past", "next"}
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
_MOST_PARTS: Final = 20
"""So many numbers of a sentence that are not understood are kept in mind."""
_VOID = lazy_pattern(
    "(?:无效|作废|不符合要求的?|不符合条件的?)申请?(?:共|为|有)?(\\d{1,9})", needs=("无效", "作废", "不符合")
)
_IN_OWN_NAME = lazy_pattern("(?:代表|以)[我本][局委办厅院署县市区镇乡街省州单机部](?:位|关|门|道)?(?:名义)?$")
_TOPIC: Final = frozenset({"application", "bare", "filler", "whole", "current", "all", "vague", YEAR, DATE})
_TIMES: Final = {
    "current": CountedTime.REPORT_YEAR,
    "past": CountedTime.OTHER,
    "next": CountedTime.OTHER,
    "other": CountedTime.OTHER,
    "ever": CountedTime.OTHER,
    "part": CountedTime.PART_OF_YEAR,
}
_OPENING: Final = frozenset({YEAR, DATE, "past", "current", "other", "part", "whole", "filler"})
"""A clause of these alone, with which a passage opens, gives it its time: 2022年，…."""
_ACTORS: Final = frozenset({"narrow", "territory", "whole", "stop"})
_LONGEST_ACTOR: Final = 24
_TERRITORIES: Final = tuple(
    f"{level}{name}" for level in "省市区县州盟旗" for name in ("", "人民政府", "政府")
)


class Reading(NamedTuple):
    """What was understood of one clause."""

    clause: Clause
    statements: tuple[Statement, ...]
    whole: Statement | None
    """The applications, all of them, of which 均 in this clause would speak."""
    why: str
    """Why the rest of its numbers say nothing, by a key of ``REASONS``; empty where nothing is left."""


class _Reader(NamedTuple):
    report: Report

    def readings(self) -> Iterator[Reading]:
        before: Context | None = None
        heading = ""
        for passage in passages_of(self.report):
            if passage.is_heading or not holds_any(passage.text, _SUBJECT_OF_INTEREST):
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
            context.sentence_period = None
            context.about_outright = passage.part == "review_litigation"
            context.part, context.part_depth = False, 0
            context.among = False
            context.group = context.wider = ()
            context.outcome_told = False
            context.hears = self._hears(passage, start, end, context)
            cases = _CASES.search(passage.text, start, end)
            context.reduced = holds_any(passage.text, _REDUCED, start, cases.start() if cases else end)
            context.named_documents = ()
            context.documents = _OF_DOCUMENTS.search(passage.text, start, end) is not None
            about_before = context.about
            context.elsewhere_said = False
            if not context.scope_told:
                context.scope = Scope.WHOLE
            context.scope_told = False
            organ = opening_organ(passage.text[start:end])
            several = _WITH_OTHERS.search(passage.text, start, end)
            if several and is_own(several[1], self.report.agency):
                several = None
            if several or (organ and not is_own(organ, self.report.agency)):
                context.scope = Scope.UNCLEAR
            context.retracted = _RETRACTED.search(passage.text, start, end) is not None
            context.some_about = _SOME_ABOUT.search(passage.text, start, end) is not None
            context.others.clear()
            context.cases.clear()
            context.open_cases.clear()
            context.counted_here = False
            read = (
                [self._of_clause(clause, context) for clause in passage.clauses(start, end)]
                if _TELLS.search(passage.text, start, end)
                else list(self._untold(passage, start, end, context))
            )
            said = iter(
                self._judged(passage, start, end, [each for one in read for each in one.statements], context)
            )
            for one in read:
                yield one._replace(
                    statements=tuple(
                        each for each in (next(said) for _ in one.statements) if each is not None
                    )
                )
            context.about = about_before or context.applications

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
        compared = any(token.kind == "change" for token in tokens)
        context.clause_period = None
        kinds = {token.kind for token in tokens}
        if not compared:
            self._keep_time(clause, tokens, kinds, context)
        if _APPLICATIONS.search(clause.text) or "application" in kinds:
            context.applications = True
            context.elsewhere = context.elsewhere_said = False
        elif kinds & {"cases", "other_business", "information"}:
            context.elsewhere_said = context.elsewhere_said or not context.counted_here
            if "information" not in kinds or "other_business" in kinds:
                context.elsewhere = context.elsewhere or (NUMBER in kinds and not context.counted_here)
        if "application" in kinds and not kinds - _TOPIC:
            context.anchored = True
        if holds_any(clause.text, _DISCLOSURE) and _OF_CASES.search(clause.text):
            context.about = context.about_outright = True
        if compared:
            return Reading(clause, (), whole, "compared" if NUMBER in kinds else "")
        context.among = context.among or _AMONG.search(clause.text) is not None
        if clause.depth < context.part_depth:
            context.part, context.part_depth = False, 0
        said = tuple(
            statement
            for segment in segments_of(tokens)
            for statement in self._of_segment(clause, segment, context)
        )
        context.spoken = _spoken(clause, said, tokens, context)
        return Reading(clause, said, whole, context.why)

    @staticmethod
    def _hears(passage: ProsePassage, start: int, end: int, context: Context) -> bool:
        """Return whether the organ hears the sentence's cases as a judge, or those of the one before."""
        if holds_any(passage.text, _SUED, start, end):
            return False
        if _HEARS.search(passage.text, start, end):
            return True
        return context.hears and not _AGAINST_US.search(passage.text, start, end)

    def _keep_time(self, clause: Clause, tokens: Sequence[Token], kinds: set[str], context: Context) -> None:
        """Take the time that a clause names for what follows, years that belong to a carry excepted."""
        period: CountedTime | None = None
        for token in tokens:
            if token.kind in (YEAR, DATE):
                here = self._period_of(token)
            elif token.kind == "current" and token.value in _RELATIVE and context.time is CountedTime.OTHER:
                here = CountedTime.OTHER
            elif token.kind in _TIMES:
                here = _TIMES[token.kind]
            else:
                continue
            if period in (None, CountedTime.REPORT_YEAR):
                period = here
        if period is not None:
            if "ever" in kinds and NUMBER in kinds:
                context.clause_period = period
                return
            context.sentence_period = period
            ahead = any(token.number > (self.report.year or 0) for token in tokens if token.kind == YEAR)
            if clause.start == 0 and not ahead and kinds <= _OPENING:
                context.period = period

    def _period_of(self, token: Token) -> CountedTime:
        if token.number and self.report.year is not None and token.number != self.report.year:
            return CountedTime.OTHER
        return CountedTime.PART_OF_YEAR if token.value == "part" else CountedTime.REPORT_YEAR

    def _of_segment(self, clause: Clause, segment: Sequence[Token], context: Context) -> Iterator[Statement]:
        kinds = {token.kind for token in segment}
        if not kinds & {NUMBER, "negation"}:
            yield from self._all_alike(clause, segment, kinds, context)
            return
        if kinds & CARRIES:
            segment = [token for token in segment if token.kind not in ("rest", "except")]
        if kinds & _OF_INTEREST:
            segment = self._without_actor(clause, segment, context)
        segment = _without_ways(segment)
        if "negation" in kinds and NUMBER not in kinds:
            segment = without_other_business(segment)
        numbers = [token for token in segment if token.kind == NUMBER]
        kinds = {token.kind for token in segment}
        if len(numbers) > 1 or kinds & _UNREAD | kinds & {"rest", "except"}:
            segment = before_the_rest(segment)
            kinds = {token.kind for token in segment}
            numbers = [token for token in segment if token.kind == NUMBER]
            if len(numbers) != 1 or kinds & _UNREAD | kinds & {"rest", "except"}:
                context.why = "unknown" if UNKNOWN in kinds else "otherwise"
                self._unread(clause, kinds, numbers, context)
                return
        if self._is_part(clause, kinds, context):
            if numbers and not numbers[0].vague and (kinds & {"application", "bare"} or context.counted):
                context.open_part(numbers[0].number, clause.depth)
            context.why = "part"
            return
        period = context.time
        if numbers:
            number = numbers[0]
            at = segment.index(number)
            if number.vague or (number.unit is None and at != len(segment) - 1):
                context.why = "rounded" if number.vague else "unit"
                return
            span = clause.passage.span(number.start, number.end)
            value, unit, none = number.number, number.unit, False
            if "negation" in kinds:
                return
        else:
            if not says_none(segment):
                return
            span, value, unit, none = clause.span, 0, None, True
        made = subject_of(segment, kinds, context, none=none)
        if made is None and context.some_about and "about" in kinds and numbers and context.cases:
            made = Subject("cases", context.cases[-1][0], by_name=True)
        if made is None:
            context.why = "subject"
            self._unread(clause, kinds, numbers, context)
            return
        subject, rows, columns, by_name = made
        if context.among and subject in _COMING_IN:
            return
        units = {"document": _DOCUMENT_UNITS, "received": _LOOSELY_COUNTED, "new": _LOOSELY_COUNTED}
        if unit not in units.get(subject, _COUNTED) and not (unit == context.unit and context.counted):
            context.why = "unit"
            return
        if subject in ("result", "finished", "answered", "handled") and context.part:
            context.results_of_part = True
        yield Statement(
            subject, rows, value, unit, context.scope, period, span, clause,
            about_disclosure=context.about or context.applications or "about" in kinds,
            by_name=by_name,
            stated_none=none,
            after_part=context.part,
            columns=columns,
            some_about="about" in kinds,
            wider=context.wider if subject == "outcome" else (),
        )  # fmt: skip
        context.scope_told = True
        if context.clause_period is None:
            context.told_period = period
        if subject in VERBS:
            context.anchored = True
        if subject in ("received", "new") or (subject == "handled" and not context.counted):
            context.count(value, unit)
            context.counted_here = True
        if subject == "cases" and not none:
            context.cases.append((rows, value, by_name))
            context.open_cases.append((rows, value, by_name))
        elif subject == "outcome":
            context.open_cases.clear()

    def _all_alike(
        self, clause: Clause, segment: Sequence[Token], kinds: set[str], context: Context
    ) -> Iterator[Statement]:
        """Read 均予以公开, 均维持: what was counted before had one result."""
        if not kinds & {"result", "outcome"} or kinds - _ALL_ALIKE or not _ALL.search(clause.text):
            return
        values = tuple(dict.fromkeys(token.value for token in segment if token.kind in ("result", "outcome")))
        if len(values) != 1 or "+" in values[0]:
            return
        told = context.open_cases
        columns: tuple[str, ...] = values
        if "result" in kinds:
            whole = context.counted_here and not context.part and not context.divided
            told, columns = [(values, context.counted, True)] if whole else [], ()
        if columns:
            context.open_cases = []
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
            listed = "among" in kinds or clause.depth > 0 or context.counted_here
            return listed or not kinds & {"public"} or "channel" in kinds
        return False

    @staticmethod
    def _unread(clause: Clause, kinds: set[str], numbers: Sequence[Token], context: Context) -> None:
        """Keep in mind a number whose words say something that is not understood."""
        if len(numbers) != 1 or numbers[0].vague or numbers[0].unit not in _LOOSELY_COUNTED:
            return
        number = numbers[0].number
        if kinds & {"application", "bare"} or (kinds & VERBS and context.applications):
            context.open_part(number, clause.depth)
        elif context.counted_here and number <= context.counted - context.divided:
            context.divided += number
        context.others.append(number)

    def _judged(
        self, passage: ProsePassage, start: int, end: int, said: Sequence[Statement], context: Context
    ) -> Iterator[Statement | None]:
        """Yield what a sentence states, as all of it is to be understood; None for what it takes back."""
        parts = tuple(context.others[:_MOST_PARTS])
        void = _VOID.search(passage.text, start, end)
        struck = int(void[1]) if void else 0
        others = {statement.subject for statement in said if statement.scope is Scope.UNCLEAR}
        for at, statement in enumerate(said):
            of_cases = statement.subject in ("cases", "outcome")
            if of_cases and (context.retracted or (context.some_about and not statement.some_about)):
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

    def _without_actor(self, clause: Clause, segment: Sequence[Token], context: Context) -> Sequence[Token]:
        """Take off whoever is said to have done it, and keep in mind whose figures they are."""
        core = next(
            (
                n
                for n, token in enumerate(segment)
                if token.kind in _CORE | {NUMBER, "application", "negation"}
            ),
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
            elsewhere = is_territory(words) and not is_government(self.report.agency)
            context.scope = Scope.TERRITORY if elsewhere and self.report.agency else Scope.WHOLE
        elif kinds == {"territory"}:
            context.scope = Scope.TERRITORY
        elif len(words) <= _LONGEST_ACTOR and is_own(words.lstrip("我本"), self.report.agency):
            context.scope = Scope.TERRITORY if self._one_of_many(words) else Scope.WHOLE
            if context.scope is Scope.TERRITORY and any(token.kind == "document" for token in segment):
                context.scope = Scope.UNCLEAR
        elif _IN_OWN_NAME.search(words):
            context.scope = Scope.WHOLE
        elif "narrow" in kinds or is_organ(words):
            context.scope = Scope.UNCLEAR
        else:
            return segment
        return [token for n, token in enumerate(segment) if n not in odd]

    def _one_of_many(self, words: str) -> bool:
        """Return whether *words* (市政府) may be the government alone in a report for its whole territory."""
        agency = self.report.agency or ""
        return words.endswith("政府") and agency.endswith(_TERRITORIES)


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


def _within(whole: Statement, part: Statement) -> bool:
    """Return whether *part* is told of what *whole* counts: （含部分公开 2 件）, 其中部分公开 2 件."""
    if whole.subject != "result" or part.subject != "result" or part.number > whole.number:
        return False
    deeper = part.clause.depth > whole.clause.depth
    return deeper or (part.clause is not whole.clause and part.clause.text.startswith(_OF_WHICH))


def _without_ways(segment: Sequence[Token]) -> Sequence[Token]:
    """Leave out ways of applying that are named together, none of them apart: 通过网站、邮寄等渠道."""
    channels = [n for n, token in enumerate(segment) if token.kind == "channel"]
    if len(channels) < 2 or not any(token.value in ("等", "各渠道") for token in segment):
        return segment
    return [
        token
        for n, token in enumerate(segment)
        if not (token.kind in ("channel", "link", UNKNOWN) and channels[0] <= n <= channels[-1] + 2)
    ]


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
