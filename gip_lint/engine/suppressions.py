"""Suppressions: what a file says, in comments, that it is not to be told.

``gip-lint: ignore GIP104, GIP2 -- reason`` is for the heading, paragraph or table that follows, or for what
the comment stands on (:class:`gip_lint.model.notation.Comment`); ``gip-lint: ignore-file …`` for the file.
Codes are codes, their beginnings or names of rules; without any, all rules are meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from attrs import define, field

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.finding import Edit, Finding, Fix
from gip_lint.model.nearest import did_you_mean
from gip_lint.model.notation import Comment
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Document, Paragraph, Span
from gip_lint_grammar.passage import passages

IGNORE, IGNORE_FILE = "ignore", "ignore-file"
_BODY = lazy_pattern(r"\s{0,80}gip-lint\s{0,20}[:：]\s*", re.I)
_REASON = lazy_pattern(r"(?:^|(?<=[\s\w,，、]))(?:--|—)[-—]*")
_SEPARATORS = lazy_pattern(r"[\s,，、;；:：]+")
_LIKE_A_CODE = lazy_pattern(r"[A-Z]+-?\d+")
_SHOWN = 40
MOST = 1_000
"""So many directives of a file are read; more would be no exceptions any more."""


class Directive(NamedTuple):
    """What one comment asks for."""

    comment: Comment
    verb: str
    codes: tuple[str, ...]
    """Upper case; empty for all rules."""
    reason: str

    @property
    def for_file(self) -> bool:
        """Whether it is for the whole file."""
        return self.verb == IGNORE_FILE

    @property
    def sound(self) -> bool:
        """Whether it is whole and asks for something that there is."""
        return self.comment.closed and self.verb in {IGNORE, IGNORE_FILE}


def read_directive(comment: Comment) -> Directive:
    """Read what a comment says; what cannot be read gives a directive that is not sound."""
    said = _BODY.sub("", comment.text, count=1)
    match = _REASON.search(said)
    reason = "" if match is None else said[match.end() :].strip()
    verb, *codes = [
        word for word in _SEPARATORS.split(said if match is None else said[: match.start()]) if word
    ] or [""]
    return Directive(comment, verb.lower(), tuple(dict.fromkeys(code.upper() for code in codes)), reason)


class Complaint(NamedTuple):
    """What is wrong with a suppression: for the rules about suppressions to report."""

    span: Span
    message: Bilingual
    fix: Fix | None = None


@define(eq=False)
class _Active:
    """A suppression at work."""

    directive: Directive
    scope: Span | None
    """None for the whole file, an impossible stretch where nothing follows."""
    used: set[str] = field(factory=set)


class Suppressions:
    """The suppressions of one file, and which of them were of use."""

    def __init__(self, comments: Iterable[Comment], document: Document, names: Mapping[str, str]) -> None:
        """Take the comments of a file up; *names* gives the code of every rule by its name in upper case."""
        self._document = document
        self._names = names
        self._codes = frozenset(names.values())
        comments = tuple(comments)
        self._left_over = comments[MOST:]
        self._directives = [read_directive(comment) for comment in comments[:MOST]]
        blocks = _Blocks(document)
        self._active = [
            _Active(each, None if each.for_file else blocks.scope(each.comment.span))
            for each in self._directives
            if each.sound
        ]

    def keep(self, findings: Iterable[Finding], exempt: Collection[str]) -> Iterator[Finding]:
        """Yield the findings that nothing suppresses; those of the *exempt* codes are never suppressed."""
        for finding in findings:
            if finding.rule in exempt or not self._suppresses(finding):
                yield finding

    def _suppresses(self, finding: Finding) -> bool:
        """Return whether anything suppresses *finding*, and mark all that does as used."""
        found = False
        for active in self._active:
            if active.scope is not None and not _stands_in(finding.span, active.scope):
                continue
            codes = active.directive.codes or ("",)
            fitting = [code for code in codes if self._means(code, finding.rule)]
            active.used.update(fitting)
            found = found or bool(fitting)
        return found

    def _means(self, code: str, rule: str) -> bool:
        return self._names.get(code) == rule or rule.startswith(code)

    def unused(self, ran: Collection[str], there_are: Collection[str]) -> Iterator[Complaint]:
        """Yield what suppressed nothing, where of the rules that *there are* all that it is for *ran*."""
        for active in self._active:
            directive = active.directive
            judged = []
            for code in directive.codes or ("",):
                meant = [rule for rule in there_are if self._means(code, rule)]
                if meant and all(rule in ran for rule in meant):
                    judged.append(code)
            idle = [code for code in judged if code not in active.used]
            if not idle:
                continue
            listed = "、".join(self._shown(code) for code in idle if code)
            listed_en = ", ".join(self._shown(code) for code in idle if code)
            place = (
                Bilingual("全文", "the file")
                if directive.for_file
                else Bilingual("所指之处", "what it is for")
            )
            yield Complaint(
                _place(directive.comment),
                Bilingual(
                    f"豁免{f' {listed} ' if listed else '全部规则'}的指令没有用到："
                    f"{place.zh}没有这样的问题，请删去",
                    f"this suppression of {listed_en or 'all rules'} suppresses nothing: {place.en} has no "
                    "such finding; delete it",
                ),
                self._removal(directive) if len(idle) == len(directive.codes or ("",)) else None,
            )

    def wrong(self, *, require_reason: bool) -> Iterator[Complaint]:
        """Yield what cannot be read or names no rule and, where it is asked for, what gives no reason."""
        for comment in self._left_over[:1]:
            yield Complaint(
                _place(comment),
                Bilingual(
                    f"豁免指令超过 {MOST:,} 条，从这里起不再读取；请改正问题，或改用基线",
                    f"more than {MOST:,} suppressions; from here on none is read: use a baseline instead",
                ),
            )
        for directive in self._directives:
            span = _place(directive.comment)
            if not directive.comment.closed:
                yield Complaint(
                    span,
                    Bilingual(
                        "豁免指令没有以 --> 结束，不起作用；请在指令末尾补上 -->",
                        "this suppression is not closed and does nothing: end it with -->",
                    ),
                )
                continue
            if not directive.sound:
                verb = directive.verb[:_SHOWN]
                zh, en = (
                    did_you_mean(verb, (IGNORE_FILE if "file" in verb else IGNORE,)) if verb else ("", "")
                )
                yield Complaint(
                    span,
                    Bilingual(
                        f"指令“{verb}”不认识{zh or '，'}可写 ignore 或 ignore-file，后接规则代码",
                        f"there is no directive “{verb}”{f'{en} Write' if en else '; write'} ignore "
                        "or ignore-file and codes of rules",
                    ),
                )
                continue
            words = []
            for code in directive.codes:
                if code in self._names or any(rule.startswith(code) for rule in self._codes):
                    continue
                shown = self._shown(code)[:_SHOWN]
                zh, en = did_you_mean(shown, (*self._codes, *(name.lower() for name in self._names)))
                if zh or _LIKE_A_CODE.fullmatch(code):
                    yield Complaint(
                        span,
                        Bilingual(
                            f"豁免的规则 {shown} 不存在{zh}", f"there is no rule {shown} to suppress{en}"
                        ),
                    )
                else:
                    words.append(code.lower())
            if words:
                said = " ".join(words)[:_SHOWN]
                yield Complaint(
                    span,
                    Bilingual(
                        f"“{said}”不是规则的代码或名称；若是理由，请写在“--”之后",
                        f"“{said}” is not a rule; write a reason after “--”",
                    ),
                )
            if require_reason and not directive.reason:
                yield Complaint(
                    span,
                    Bilingual(
                        "豁免没有写明理由，请在代码之后用“-- 理由”写明",
                        "this suppression gives no reason: write one behind the codes, “-- reason”",
                    ),
                )

    def _shown(self, code: str) -> str:
        return code.lower() if code in self._names else code

    def _removal(self, directive: Directive) -> Fix | None:
        """Return the fix that takes a directive out of a text, its line with it where it stands alone."""
        written = directive.comment.written
        if written is None:
            return None
        text = self._document.text
        start, end = written.start, written.end
        if directive.comment.span.start == directive.comment.span.end:
            start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
            end = directive.comment.span.end
            end += 2 if text.startswith("\r\n", end) else 1 if end < len(text) else 0
        else:
            while start > 0 and text[start - 1] in " \t":
                start -= 1
        return Fix(Bilingual("删去这条指令", "delete the directive"), (Edit(start, end, ""),), safe=True)


def _place(comment: Comment) -> Span:
    return comment.written or comment.span


def _stands_in(span: Span | None, scope: Span) -> bool:
    if span is None:
        return False
    return scope.start <= span.start < scope.end or (span.start == span.end == scope.end)


class _Blocks:
    """The blocks of a document, to find the one behind a place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = sorted(document.blocks, key=lambda block: block.span.start)
        self._starts = [block.span.start for block in self._blocks]
        self._passages: dict[int, int] | None = None

    def scope(self, span: Span) -> Span:
        """Return what a comment is for: its stretch, or the block behind it where that is empty."""
        if span.start < span.end:
            return span
        number = bisect_left(self._starts, span.start)
        if number == len(self._blocks):
            return Span(span.end, span.end - 1)
        block = self._blocks[number]
        end = self._passage_end(block.span) if isinstance(block, Paragraph) else block.span.end
        return Span(block.span.start, max(end, block.span.end))

    def _passage_end(self, span: Span) -> int:
        """Return where the paragraph ends of which the line at *span* is the first."""
        if self._passages is None:
            whole = Span(0, len(self._document.text))
            self._passages = {
                passage.starts[0]: passage.span(0, len(passage.text)).end
                for passage in passages(self._document, whole)
                if passage.text
            }
        line = span.text(self._document.text)
        return self._passages.get(span.start + len(line) - len(line.lstrip()), span.end)
