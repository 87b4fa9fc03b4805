"""Statements from prose: numbers whose clause is understood to the last word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from gip_lint.model.once import once
from gip_lint.model.report import Report
from gip_lint.prose.organs import is_government, is_organ, is_own, is_territory, opening_organ
from gip_lint.prose.passages import Clause, ProsePassage, passages_of
from gip_lint.prose.statement import CountedTime, Scope, Statement
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
_VERBS: Final = frozenset({"new", "received", "handled", "finished", "answered"})
_CARRIES: Final = frozenset({"carried_over", "carried_forward", "carried"})
_CORE: Final = _VERBS | _CARRIES | {"result", "cases", "outcome", "document"}
_COUNTED: Final = frozenset({"件", "件次", "份", "宗", "起", "例", "笔", None})
_LOOSELY_COUNTED: Final = _COUNTED | {"条", "个", "项"}
"""Units that only a verb of receiving makes clear: 收到依申请公开 3 条."""
_DOCUMENT_UNITS: Final = frozenset({"件", "份", "个", "部", "篇", "项", "条", None})
_HARMLESS: Final = frozenset(
    {"filler", "link", "current", YEAR, DATE, "whole", "among", "application", "bare"}
)
_RELATIVE: Final = frozenset({"全年", "全年度", "年内", "当年", "一年来", "年度", "年度内"})
"""Words for the year spoken of, whichever it is."""
_TOPIC: Final = frozenset({"application", "bare", "filler", "whole", "current", "all", YEAR, DATE})
_ACTORS: Final = frozenset({"narrow", "territory", "whole", "stop"})
_LONGEST_ACTOR: Final = 24
_COUNT_WORDS: Final = frozenset({"量", "数", "数量", "总数", "总量", "件数", "数量为", "数为"})
_TERRITORIES: Final = tuple(
    f"{level}{name}" for level in "省市区县州盟旗" for name in ("", "人民政府", "政府")
)


class _State:
    """What a passage has said so far of whose figures and which time it speaks."""

    scope: Scope = Scope.WHOLE
    period: CountedTime = CountedTime.REPORT_YEAR
    sentence_period: CountedTime | None = None
    told_period: CountedTime = CountedTime.REPORT_YEAR
    """The time of the last statement."""
    applications: bool = False
    about: bool = False
    about_outright: bool = False
    """Whether the sentence, or the statutory part it stands in, says that its cases are about disclosure."""
    part: bool = False
    """Whether a part of the applications was named last."""
    part_depth: int = 0
    """How many brackets that stood in: behind its bracket the whole is spoken of again."""
    group: tuple[str, ...] = ()
    """The group of part four named last."""
    opened: bool = False
    hears: bool = False
    """Whether the passage tells of cases that the organ hears, not of those against it."""
    outcome_told: bool = False
    """Whether an outcome was told since cases were counted last."""
    elsewhere: bool = False
    """Whether other business than applications was counted last (热线工单, 复议案件), so that a bare verb
    after it (受理 88 件) is said of that."""
    reduced: bool = False
    """Whether the sentence takes something off what it counts."""
    named_documents: tuple[str, ...] = ()
    """The kind of documents that the sentence named last (规范性文件), to which 废止 1 件 belongs."""
    documents: bool = False
    """Whether the sentence tells how documents are classed."""
    in_part: bool = False
    """Whether the passage stands in part three."""
    among: bool = False
    """Whether what follows in the sentence are told of those dealt with: 办结的申请中，有 3 件为上年结转."""
    anchored: bool = False
    """Whether applications of the whole organ were counted before in the passage."""


class _Reader(NamedTuple):
    report: Report

    def statements(self) -> Iterator[Statement]:
        for passage in passages_of(self.report):
            if not passage.is_heading and holds_any(passage.text, _SUBJECT_OF_INTEREST):
                yield from self._of_passage(passage)

    def _of_passage(self, passage: ProsePassage) -> Iterator[Statement]:
        state = _State()
        state.in_part = passage.part == "applications"
        state.applications = state.in_part or _APPLICATIONS.search(passage.heading) is not None
        state.about = passage.part == "review_litigation" or holds_any(
            passage.heading, ("依申请公开", "复议", "诉讼")
        )
        for start, end in passage.sentences():
            state.sentence_period = None
            state.about_outright = passage.part == "review_litigation"
            state.part, state.part_depth = False, 0
            state.among = False
            state.group = ()
            state.hears = self._hears(passage, start, end, state)
            cases = _CASES.search(passage.text, start, end)
            state.reduced = holds_any(passage.text, _REDUCED, start, cases.start() if cases else end)
            state.named_documents = ()
            state.documents = _OF_DOCUMENTS.search(passage.text, start, end) is not None
            about_before = state.about
            organ = opening_organ(passage.text[start:end])
            several = _WITH_OTHERS.search(passage.text, start, end)
            if several or (organ and not is_own(organ, self.report.agency)):
                state.scope = Scope.UNCLEAR
            if not _TELLS.search(passage.text, start, end):
                state.applications = state.applications or bool(
                    _APPLICATIONS.search(passage.text, start, end)
                )
                state.about = state.about or state.applications
                continue
            for clause in passage.clauses(start, end):
                yield from self._of_clause(clause, state)
            state.about = about_before or state.applications

    def _of_clause(self, clause: Clause, state: _State) -> Iterator[Statement]:
        text = clause.passage.text
        tokens = tokens_of(text, clause.start, clause.end)
        compared = any(token.kind == "change" for token in tokens)
        kinds = {token.kind for token in tokens}
        if not compared:
            self._keep_time(tokens, kinds, state)
        if _APPLICATIONS.search(clause.text) or "application" in kinds:
            state.applications = True
            state.elsewhere = False
        elif NUMBER in kinds and any(
            token.kind == "cases" or token.value in _OTHER_BUSINESS for token in tokens
        ):
            state.elsewhere = True
        if "application" in kinds and not kinds - _TOPIC:
            state.anchored = True
        if holds_any(clause.text, _DISCLOSURE) and _OF_CASES.search(clause.text):
            state.about = state.about_outright = True
        if compared:
            return
        state.among = state.among or _AMONG.search(clause.text) is not None
        if kinds & {"channel", "natural", "organisation"} and not {"natural", "organisation"} <= kinds:
            state.part, state.part_depth = True, clause.depth
        elif clause.depth < state.part_depth:
            state.part, state.part_depth = False, 0
        if (
            not kinds & _CORE
            and "application" not in kinds
            and not (state.named_documents and "made" in kinds)
        ):
            return
        for segment in _segments(tokens):
            yield from self._of_segment(clause, segment, state)

    @staticmethod
    def _hears(passage: ProsePassage, start: int, end: int, state: _State) -> bool:
        """Say whether the sentence tells of cases that the organ hears as a judge, as the one before may."""
        if holds_any(passage.text, _SUED, start, end):
            return False
        if _HEARS.search(passage.text, start, end):
            return True
        return state.hears and not _AGAINST_US.search(passage.text, start, end)

    def _keep_time(self, tokens: Sequence[Token], kinds: set[str], state: _State) -> None:
        """Take the time that a clause names for what follows, years that belong to a carry excepted."""
        period: CountedTime | None = None
        for token in tokens:
            if token.kind in (YEAR, DATE) and not kinds & _CARRIES:
                here = self._period_of(token)
            elif (
                token.kind == "current"
                and token.value in _RELATIVE
                and self._told(state) is CountedTime.OTHER
            ):
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
            state.sentence_period = period
            if not state.opened:
                state.period = period
            state.opened = True

    @staticmethod
    def _told(state: _State) -> CountedTime:
        """Return the time of which the passage speaks where a clause names none of its own."""
        return state.sentence_period or (
            state.told_period if state.told_period is not CountedTime.REPORT_YEAR else state.period
        )

    def _period_of(self, token: Token) -> CountedTime:
        if token.number and self.report.year is not None and token.number != self.report.year:
            return CountedTime.OTHER
        return CountedTime.PART_OF_YEAR if token.value == "part" else CountedTime.REPORT_YEAR

    def _of_segment(self, clause: Clause, segment: Sequence[Token], state: _State) -> Iterator[Statement]:
        if not {token.kind for token in segment} & {NUMBER, "negation"}:
            return
        segment = self._without_actor(clause, segment, state)
        numbers = [token for token in segment if token.kind == NUMBER]
        kinds = {token.kind for token in segment}
        if len(numbers) > 1 or kinds & {UNKNOWN, "stop", "approximate", "part", "other", "narrow"}:
            segment, kinds = self._before_the_rest(segment)
            numbers = [token for token in segment if token.kind == NUMBER]
            if len(numbers) != 1 or kinds & {UNKNOWN, "stop", "approximate", "part", "other", "narrow"}:
                if kinds & _VERBS and (kinds & {"application", "bare"} or state.applications) and numbers:
                    state.part, state.part_depth = True, clause.depth
                return
        if "channel" in kinds or len(kinds & {"natural", "organisation"}) == 1:
            return
        period = self._told(state)
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
            if not _says_none(segment):
                return
            span, value, unit, none = clause.span, 0, None, True
        made = self._subject(segment, kinds, state, none)
        if made is None:
            return
        subject, rows, columns, by_name = made
        if state.among and subject in _COMING_IN:
            return
        units = {"document": _DOCUMENT_UNITS, "received": _LOOSELY_COUNTED, "new": _LOOSELY_COUNTED}
        if unit not in units.get(subject, _COUNTED):
            return
        yield Statement(
            subject, rows, value, unit, state.scope, period, span, clause,
            about_disclosure=state.about or state.applications,
            by_name=by_name,
            stated_none=none,
            after_part=state.part,
            columns=columns,
        )  # fmt: skip
        state.told_period = period
        if subject in _VERBS:
            state.anchored = True

    def _without_actor(self, clause: Clause, segment: Sequence[Token], state: _State) -> Sequence[Token]:
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
            state.scope = Scope.TERRITORY if elsewhere and self.report.agency else Scope.WHOLE
        elif kinds == {"territory"}:
            state.scope = Scope.TERRITORY
        elif len(words) <= _LONGEST_ACTOR and is_own(words.lstrip("我本"), self.report.agency):
            state.scope = Scope.TERRITORY if self._one_of_many(words) else Scope.WHOLE
            if state.scope is Scope.TERRITORY and any(token.kind == "document" for token in segment):
                state.scope = Scope.UNCLEAR
        elif "narrow" in kinds or is_organ(words):
            state.scope = Scope.UNCLEAR
        else:
            return segment
        return [token for n, token in enumerate(segment) if n not in odd]

    def _one_of_many(self, words: str) -> bool:
        """Say whether *words* (市政府) may be the government alone in a report for its whole territory."""
        agency = self.report.agency or ""
        return words.endswith("政府") and agency.endswith(_TERRITORIES)

    def _before_the_rest(self, segment: Sequence[Token]) -> tuple[Sequence[Token], set[str]]:
        """Leave out what is said of all that was counted: 收到申请 5 件 | 均为自然人提出."""
        at = next((n for n, token in enumerate(segment) if token.kind == NUMBER), None)
        if at is not None:
            rest = next(
                (
                    n
                    for n in range(at + 1, len(segment))
                    if segment[n].kind in ("following", "each", "all")
                    or segment[n].value
                    in ("已", "已经", "全部", "按时", "按期", "依法", "及时", "均", "都", "并", "且")
                ),
                None,
            )
            if rest is not None:
                segment = segment[:rest]
        return segment, {token.kind for token in segment}

    def _subject(
        self, segment: Sequence[Token], kinds: set[str], state: _State, none: bool
    ) -> tuple[str, tuple[str, ...], tuple[str, ...], bool] | None:
        named = "application" in kinds or (state.in_part and {"new", "bare"} <= kinds and not state.elsewhere)
        if "each" in kinds and not none and not _all_alike(segment):
            return None
        if "cases" in kinds:
            return self._cases(segment, kinds, state, named)
        if "document" in kinds or ("made" in kinds and state.named_documents):
            made = _values(segment, "made")
            documents = _values(segment, "document") or state.named_documents
            state.named_documents = documents
            if len(made) == 1 and len(documents) == 1 and not kinds & (_VERBS | _CARRIES | {"result"}):
                return "document", documents, made, True
            return None
        if "outcome" in kinds:
            return self._outcome(segment, kinds, state)
        if not (named or state.applications) or kinds & {"made", "about"} - ({"about"} if named else set()):
            return None
        carries = kinds & _CARRIES
        if carries:
            if "result" in kinds or len(carries) > 1 or kinds & {"new", "received"}:
                return None
            (carry,) = carries
            if carry != "carried_forward" and kinds & {"finished", "answered"}:
                return None
            direction = self._direction(carry, segment)
            return None if direction is None else (direction, (), (), named)
        if "result" in kinds:
            if kinds & {"new", "received"} or not self._of_applications(kinds, state, named):
                return None
            rows = tuple(
                dict.fromkeys(row for value in _values(segment, "result") for row in value.split("+"))
            )
            return "result", rows, (), named
        return self._intake(segment, kinds, state, named, none)

    def _of_applications(self, kinds: set[str], state: _State, named: bool) -> bool:
        """Say whether results are those of applications: counted before, named here, or told in part
        three."""
        if state.documents or ("information" in kinds and not named):
            return False
        return named or state.anchored or state.in_part

    def _intake(
        self, segment: Sequence[Token], kinds: set[str], state: _State, named: bool, none: bool
    ) -> tuple[str, tuple[str, ...], tuple[str, ...], bool] | None:
        verbs = kinds & _VERBS
        if state.reduced or ("information" in kinds and not named):
            return None
        if none:
            if named and not verbs - {"new", "received"}:
                return "received", (), (), True
            return None
        if state.elsewhere and not named:
            return None
        if not verbs:
            return ("received", (), (), True) if _counts_applications(segment) else None
        if "among" in kinds and "received" in verbs:
            return None
        subject = next(iter(verbs)) if len(verbs) == 1 else "handled"
        return subject, (), (), named

    def _direction(self, carry: str, segment: Sequence[Token]) -> str | None:
        year = self.report.year
        years = [int(token.number) for token in segment if token.kind in (YEAR, DATE)]
        if carry != "carried" or not years:
            return carry
        if year is not None and years in ([year - 1], [year + 1]):
            return "carried_over" if years[0] < year else "carried_forward"
        return None

    def _cases(
        self, segment: Sequence[Token], kinds: set[str], state: _State, named: bool
    ) -> tuple[str, tuple[str, ...], tuple[str, ...], bool] | None:
        if state.hears or kinds & (_VERBS - {"new"}) or kinds & {"result", "made"} or kinds & _CARRIES:
            return None
        if named and any(a.kind == "application" and b.kind == "link" for a, b in pairwise(segment)):
            return None
        rows = tuple(dict.fromkeys(row for value in _values(segment, "cases") for row in value.split("+")))
        if "litigation_direct" in rows or "litigation_after_reconsideration" in rows:
            rows = tuple(row for row in rows if row not in ("litigation", "reconsideration"))
        both_kinds = {*state.group, *rows} == {"litigation_direct", "litigation_after_reconsideration"}
        state.group = () if both_kinds and not state.outcome_told else rows
        state.outcome_told = False
        if "outcome" in kinds:
            return "outcome", rows, _values(segment, "outcome"), state.about_outright
        return "cases", rows, (), state.about_outright

    def _outcome(
        self, segment: Sequence[Token], kinds: set[str], state: _State
    ) -> tuple[str, tuple[str, ...], tuple[str, ...], bool] | None:
        if state.hears or not state.group or kinds & (_VERBS | _CARRIES | {"result", "application", "made"}):
            return None
        state.outcome_told = True
        return "outcome", state.group, _values(segment, "outcome"), state.about_outright


def _values(segment: Sequence[Token], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.value for token in segment if token.kind == kind))


def _all_alike(segment: Sequence[Token]) -> bool:
    """Say whether 均 or 各 tells of noughts: 均为 0 件 says the same of each and of all."""
    return all(token.number == 0 for token in segment if token.kind == NUMBER)


def _counts_applications(segment: Sequence[Token]) -> bool:
    """Say whether applications are counted without a verb: 政府信息公开申请数量为 12 件."""
    return any(
        a.kind == "application" and a.value.endswith("申请") and b.value in _COUNT_WORDS
        for a, b in pairwise(segment)
    ) and not any(token.kind in ("among", "link") for token in segment)


def _says_none(segment: Sequence[Token]) -> bool:
    """Say whether a clause without a number says that there were none, from its negation to its last word."""
    at = next((n for n, token in enumerate(segment) if token.kind == "negation"), None)
    if at is None:
        return False
    before = {token.kind for token in segment[:at]}
    return not before - _HARMLESS - {"about", "each"} and at < len(segment) - 1


def _segments(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Part a clause behind each number that another label follows: 予以公开 9 件、部分公开 2 件.

    Labels that share 分别 are given their numbers one by one.
    """
    parts: list[list[Token]] = [[]]
    has_number = False
    for token in tokens:
        if token.kind == "link" and has_number:
            parts.append([])
            has_number = False
            continue
        parts[-1].append(token)
        has_number = has_number or token.kind == NUMBER
    if len(parts) > 1 and any(token.value == "分别" for token in parts[0]):
        yield from _respectively(parts)
        return
    yield from parts


def _respectively(parts: Sequence[Sequence[Token]]) -> Iterator[Sequence[Token]]:
    at = next(n for n, token in enumerate(parts[0]) if token.value == "分别")
    labels: list[list[Token]] = [[]]
    for token in parts[0][:at]:
        if token.kind == "link":
            labels.append([])
        else:
            labels[-1].append(token)
    numbers = [[token for token in part if token.kind == NUMBER] for part in parts]
    rest = [token for part in parts[1:] for token in part if token.kind not in (NUMBER, "filler")]
    if len(labels) == len(parts) and all(len(found) == 1 for found in numbers) and not rest:
        for label, found in zip(labels, numbers):
            yield [*label, *found]


@once
def statements_of(report: Report) -> tuple[Statement, ...]:
    """Return what the prose of *report* states, in order."""
    return tuple(_Reader(report).statements())


def clause_quote(clause: Clause, report: Report) -> tuple[str, Span]:
    """Return a clause as it is to be quoted, without line breaks, and its place."""
    written = clause.passage.whole[clause.start : clause.end]
    return (written if len(written) <= 48 else f"{written[:32]}…{written[-14:]}"), clause.span
