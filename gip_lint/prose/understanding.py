"""Statements from prose: numbers whose clause is understood to the last word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from gip_lint.model.once import once
from gip_lint.model.report import Report
from gip_lint.prose.context import Context
from gip_lint.prose.organs import is_government, is_organ, is_own, is_territory, opening_organ
from gip_lint.prose.passages import Clause, ProsePassage, passages_of
from gip_lint.prose.segments import before_the_rest, says_none, segments_of
from gip_lint.prose.statement import CountedTime, Scope, Statement
from gip_lint.prose.subjects import CARRIES, VERBS, subject_of
from gip_lint.prose.word_list import DATE, NUMBER, UNKNOWN, YEAR, Token, tokens_of
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span
from gip_lint_grammar.words import holds_any

_SUBJECT_OF_INTEREST: Final = (
    *("申请", "依申", "结转", "转下", "转入", "转至", "复议", "诉讼", "规范性文件", "规章", "办结"),
    *("予以公开", "不予公开", "部分公开", "无法提供", "不予处理", "其他处理", "重复申请", "不掌握"),
)
_COMING_IN = frozenset({"carried_over", "new", "received"})
_AMONG = lazy_pattern("(?:办结|答复|回复|办理|处理)的?[^,。]{0,16}(?:申请|[件宗])[之当]?中$")
_APPLICATIONS = lazy_pattern("信息公开[^,;。]{0,4}申请|依申请|依?申请公开|公开申请|收到和处理|申请办理")
_DISCLOSURE: Final = ("信息公开", "依申请公开")
_OF_CASES = lazy_pattern("复议|诉讼|^[因涉对就围]|引[起发]")
_HEARS = lazy_pattern(
    "作为(?:行政)?复议机[关构]|复议机[关构](?:共|全年|依法)?(?:收|受理|办理|审理)|复议(?:职责|工作职能|办案)|复议(?:案件|申请)?(?:的)?(?:受理|审理|审结|审查)"
    "|(?:受理|新收|审理|审结|审查|立案|办理|处理|办结|承办|接收|收到|收案|听证|调解)[^,;。]{0,18}?复议",
    needs=("复议",),
)
"""The organ hears cases as a judge of others (受理行政复议案件 116 件); part four counts those against it."""
_SUED: Final = ("被申请", "被申诉", "被提起", "被复议", "被诉", "涉诉", "答复通知", "作为被")
_AGAINST_US = lazy_pattern("引[发起]|[对因].{0,12}不服|参加.{0,4}复议")
_WITH_OTHERS = lazy_pattern(
    r"\((?:含|包括)[^()\d]{1,30}(?:局|中心|单位|机构|部门|系统|海关|[所站队会])等?\)", needs=("(含", "(包括")
)
"""我局（含下属中心）: the figures are those of several organs."""
_CASES = lazy_pattern("复议|诉讼")
_REDUCED: Final = ("剔除", "去除", "扣除", "去重", "除去", "排除", "合并", "归并", "撤回", "撤销")
"""The sentence counts in two ways, with and without what is taken off: neither is held to the table."""
_OTHER_BUSINESS: Final = frozenset(
    {
        *("信访", "投诉", "举报", "咨询", "建议", "提案", "热线"),
        *("许可", "来电", "留言", "信箱", "仲裁", "网民", "申诉"),
    }
)
_OF_DOCUMENTS = lazy_pattern("公文|公开属性|制[发作]|主动公开[^,。]{0,10}\\d|源头|定密")
"""A sentence that tells how documents are classed (主动公开 80 件，不予公开 8 件) tells of no
applications."""
_TELLS = lazy_pattern(r"\d|[一二三四五六七八九十两][件份宗起例条个项]|[未无没零]")
_CORE: Final = VERBS | CARRIES | {"result", "cases", "outcome", "document"}
_COUNTED: Final = frozenset({"件", "件次", "份", "宗", "起", "例", "笔", None})
_LOOSELY_COUNTED: Final = _COUNTED | {"条", "个", "项"}
"""Units that only a verb of receiving makes clear: 收到依申请公开 3 条."""
_DOCUMENT_UNITS: Final = frozenset({"件", "份", "个", "部", "篇", "项", "条", None})
_RELATIVE: Final = frozenset({"全年", "全年度", "年内", "当年", "一年来", "年度", "年度内"})
"""Words for the year spoken of, whichever it is."""
_TOPIC: Final = frozenset({"application", "bare", "filler", "whole", "current", "all", YEAR, DATE})
_ACTORS: Final = frozenset({"narrow", "territory", "whole", "stop"})
_LONGEST_ACTOR: Final = 24
_TERRITORIES: Final = tuple(
    f"{level}{name}" for level in "省市区县州盟旗" for name in ("", "人民政府", "政府")
)


class _Reader(NamedTuple):
    report: Report

    def statements(self) -> Iterator[Statement]:
        for passage in passages_of(self.report):
            if not passage.is_heading and holds_any(passage.text, _SUBJECT_OF_INTEREST):
                yield from self._of_passage(passage)

    def _of_passage(self, passage: ProsePassage) -> Iterator[Statement]:
        context = Context()
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
            context.group = ()
            context.hears = self._hears(passage, start, end, context)
            cases = _CASES.search(passage.text, start, end)
            context.reduced = holds_any(passage.text, _REDUCED, start, cases.start() if cases else end)
            context.named_documents = ()
            context.documents = _OF_DOCUMENTS.search(passage.text, start, end) is not None
            about_before = context.about
            organ = opening_organ(passage.text[start:end])
            several = _WITH_OTHERS.search(passage.text, start, end)
            if several or (organ and not is_own(organ, self.report.agency)):
                context.scope = Scope.UNCLEAR
            if not _TELLS.search(passage.text, start, end):
                context.applications = context.applications or bool(
                    _APPLICATIONS.search(passage.text, start, end)
                )
                context.about = context.about or context.applications
                continue
            for clause in passage.clauses(start, end):
                yield from self._of_clause(clause, context)
            context.about = about_before or context.applications

    def _of_clause(self, clause: Clause, context: Context) -> Iterator[Statement]:
        text = clause.passage.text
        tokens = tokens_of(text, clause.start, clause.end)
        compared = any(token.kind == "change" for token in tokens)
        kinds = {token.kind for token in tokens}
        if not compared:
            self._keep_time(tokens, kinds, context)
        if _APPLICATIONS.search(clause.text) or "application" in kinds:
            context.applications = True
            context.elsewhere = False
        elif NUMBER in kinds and any(
            token.kind == "cases" or token.value in _OTHER_BUSINESS for token in tokens
        ):
            context.elsewhere = True
        if "application" in kinds and not kinds - _TOPIC:
            context.anchored = True
        if holds_any(clause.text, _DISCLOSURE) and _OF_CASES.search(clause.text):
            context.about = context.about_outright = True
        if compared:
            return
        context.among = context.among or _AMONG.search(clause.text) is not None
        if kinds & {"channel", "natural", "organisation"} and not {"natural", "organisation"} <= kinds:
            context.part, context.part_depth = True, clause.depth
        elif clause.depth < context.part_depth:
            context.part, context.part_depth = False, 0
        if (
            not kinds & _CORE
            and "application" not in kinds
            and not (context.named_documents and "made" in kinds)
        ):
            return
        for segment in segments_of(tokens):
            yield from self._of_segment(clause, segment, context)

    @staticmethod
    def _hears(passage: ProsePassage, start: int, end: int, context: Context) -> bool:
        """Return whether the organ hears the sentence's cases as a judge, or those of the one before."""
        if holds_any(passage.text, _SUED, start, end):
            return False
        if _HEARS.search(passage.text, start, end):
            return True
        return context.hears and not _AGAINST_US.search(passage.text, start, end)

    def _keep_time(self, tokens: Sequence[Token], kinds: set[str], context: Context) -> None:
        """Take the time that a clause names for what follows, years that belong to a carry excepted."""
        period: CountedTime | None = None
        for token in tokens:
            if token.kind in (YEAR, DATE) and not kinds & CARRIES:
                here = self._period_of(token)
            elif token.kind == "current" and token.value in _RELATIVE and context.time is CountedTime.OTHER:
                here = CountedTime.OTHER
            elif token.kind in ("current", "other", "part"):
                here = {
                    "current": CountedTime.REPORT_YEAR,
                    "other": CountedTime.OTHER,
                    "part": CountedTime.PART_OF_YEAR,
                }[token.kind]
            else:
                continue
            if period in (None, CountedTime.REPORT_YEAR):
                period = here
        if period is not None:
            context.sentence_period = period
            if not context.opened:
                context.period = period
            context.opened = True

    def _period_of(self, token: Token) -> CountedTime:
        if token.number and self.report.year is not None and token.number != self.report.year:
            return CountedTime.OTHER
        return CountedTime.PART_OF_YEAR if token.value == "part" else CountedTime.REPORT_YEAR

    def _of_segment(self, clause: Clause, segment: Sequence[Token], context: Context) -> Iterator[Statement]:
        if not {token.kind for token in segment} & {NUMBER, "negation"}:
            return
        segment = self._without_actor(clause, segment, context)
        numbers = [token for token in segment if token.kind == NUMBER]
        kinds = {token.kind for token in segment}
        if len(numbers) > 1 or kinds & {UNKNOWN, "stop", "approximate", "part", "other", "narrow"}:
            segment = before_the_rest(segment)
            kinds = {token.kind for token in segment}
            numbers = [token for token in segment if token.kind == NUMBER]
            if len(numbers) != 1 or kinds & {UNKNOWN, "stop", "approximate", "part", "other", "narrow"}:
                if kinds & VERBS and (kinds & {"application", "bare"} or context.applications) and numbers:
                    context.part, context.part_depth = True, clause.depth
                return
        if "channel" in kinds or len(kinds & {"natural", "organisation"}) == 1:
            return
        period = context.time
        if numbers:
            number = numbers[0]
            at = segment.index(number)
            if number.vague or (number.unit is None and at != len(segment) - 1):
                return
            span = clause.passage.span(number.start, number.end)
            value, unit, none = number.number, number.unit, False
            if "negation" in kinds:
                return
        else:
            if not says_none(segment):
                return
            span, value, unit, none = clause.span, 0, None, True
        made = subject_of(segment, kinds, context, self.report.year, none=none)
        if made is None:
            return
        subject, rows, columns, by_name = made
        if context.among and subject in _COMING_IN:
            return
        units = {"document": _DOCUMENT_UNITS, "received": _LOOSELY_COUNTED, "new": _LOOSELY_COUNTED}
        if unit not in units.get(subject, _COUNTED):
            return
        yield Statement(
            subject, rows, value, unit, context.scope, period, span, clause,
            about_disclosure=context.about or context.applications,
            by_name=by_name,
            stated_none=none,
            after_part=context.part,
            columns=columns,
        )  # fmt: skip
        context.told_period = period
        if subject in VERBS:
            context.anchored = True

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
        elif "narrow" in kinds or is_organ(words):
            context.scope = Scope.UNCLEAR
        else:
            return segment
        return [token for n, token in enumerate(segment) if n not in odd]

    def _one_of_many(self, words: str) -> bool:
        """Return whether *words* (市政府) may be the government alone in a report for its whole territory."""
        agency = self.report.agency or ""
        return words.endswith("政府") and agency.endswith(_TERRITORIES)


@once
def statements_of(report: Report) -> tuple[Statement, ...]:
    """Return what the prose of *report* states, in order."""
    return tuple(_Reader(report).statements())


def clause_quote(clause: Clause, report: Report) -> tuple[str, Span]:
    """Return a clause as it is to be quoted, without line breaks, and its place."""
    written = clause.passage.whole[clause.start : clause.end]
    return (written if len(written) <= 48 else f"{written[:32]}…{written[-14:]}"), clause.span
