"""Totals and the parts listed after them: 发布 120 条，其中政策 20 条、动态 100 条（图文 60 条、视频 40
条）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, islice
from typing import NamedTuple

from attrs import frozen

from gip_lint.model.once import once
from gip_lint.model.report import Report
from gip_lint.prose.passages import ProsePassage, passages_of
from gip_lint.prose.word_list import written
from gip_lint_grammar.figure import COUNTER
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span
from gip_lint_grammar.words import holds_any

_SCALE = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_DEEPEST = 3
"""Lists within lists are read so many deep."""
_LONGEST_REST = 120
"""How far behind the last part of an inner list its bracket may close."""
_LONGEST_SUM = 120
"""How far before a total another may stand that the same parts divide."""
_AMOUNT = lazy_pattern(
    rf"(?<![\d.年月第〔\[])(\d{{1,3}}(?:,\d{{3}}){{1,4}}(?!\d)|\d{{1,12}})(\.\d{{1,6}})?([余多])?([百千万亿]?)([余多])?({COUNTER}|元)"
)
_LEAD = lazy_pattern(
    r"(?:[,;:。]?\(?(其中|其中包括|其中包含|内有|其中有|内含|包括|包含|含|分别为|分别是|具体为|具体是)(?:有|包括)?[:,]?|[:(])"
)
_LABEL = lazy_pattern(r"([^\d,;:()。!?]{1,36}?(?:\([^()\d]{1,12}\))?)(?:[共计为有达约近]{0,2})(?=\d)")
_BEHIND = lazy_pattern(r"([^\d,、;:()。!?]{1,30})(?=[,、;。)]|$)")
"""What is counted by a number that stands before it: 3 件予以公开."""
_NESTED = lazy_pattern("[,、](其中|内有|其中有|包括|含)(?:有|包括)?[:,]?")
_JOINT = lazy_pattern(r"[,、;]?(?:和|及|以及|与)?")
_TAIL = lazy_pattern(r"[^\d,、;:()。!?]{0,6}(?=[,、;:()。!?]|$)")
_SHARE = lazy_pattern(r"[,(、]?(?:约)?占比?[^\d,、;。()]{0,14}?(\d{1,3}(?:\.\d{1,4})?)%\)?")
_ABOUT = lazy_pattern("(?:[约近超逾多]|(?<!其)余)[共计为有达]{0,2}$|大约|左右")
_DONE = (
    "收到|办结|答复|回复|办理|完成|占|超过?|举办|召开|开展|组织(?!机构|领导|人事|架构|建设)|培训|受理|转发|结转"
    "|未|均(?!衡)|全部|已|每|至少|同时|并|另外?|此外|还有?|总计?|合计|共计?"
)
_NO_PART = lazy_pattern(
    f"^(?:{_DONE})|(?:收到|办结|答复|回复|办理|完成|受理|转发|结转|每|至少)(?:了|数|量)?$"
    "|同比|[较比]上|[较比]20|增加|增长|减少|下降|累计|平均|人均|阅读|点击|浏览|访问|粉丝|今年|本年|当年|新增|评为|荣获|获得"
    "|上半年|下半年|其中|季度|[月份]月|重复|同一|总[数量]|总共"
)
"""What is no name of a part: it says what was done, or counts some of the same again."""
_ALONGSIDE = lazy_pattern("同步|同时|转载|分发|联合")
"""The same thing once more."""
_FOLLOWERS = lazy_pattern("(?:关注|订阅|点赞|评论|观看|播放)[量数]?$")
_REST = ("其余", "剩余", "其它均", "余下")
_CHANNEL = lazy_pattern(
    "通过|依托|利用|在.{2,12}(?:网|号|平台|栏)|.{0,12}(?:网站?|公众号|微博|微信|抖音|头条|报纸?|专栏|[公宣告]?[开示传告]栏|客户端)(?:发布|公开|推送|刊发)?$"
)


_FAMILIES = ("channels", "applicants", "results")
"""What the parts of one division are called, by a key of ``word_list.toml``."""


class Amount(NamedTuple):
    """A number with its unit."""

    value: float
    unit: str
    half: float
    """Half of the last place shown; zero for an exact count."""
    start: int
    end: int
    written: str
    vague: bool


class ListedPart(NamedTuple):
    """One item of a list."""

    label: str
    amount: Amount
    share: str | None = None
    """The percentage that is said of it, as written."""
    share_at: tuple[int, int] = (0, 0)


@frozen(eq=False)
class PartList:
    """A total with the parts that follow it."""

    passage: ProsePassage
    total: Amount
    parts: tuple[ListedPart, ...]
    lead: str
    """The word that opens the list: 其中, 分别为; empty for a bracket or a colon."""
    complete: bool = True
    """Whether the list goes on to the end of its sentence or bracket."""
    start: int = 0
    end: int = 0

    @property
    def sum(self) -> float:
        """The sum of the parts."""
        return sum(part.amount.value for part in self.parts)

    @property
    def tolerance(self) -> float:
        """By how much total and sum may differ by rounding."""
        return self.total.half + sum(part.amount.half for part in self.parts) + 1e-6

    @property
    def exhaustive(self) -> bool:
        """Whether the words say that nothing but these parts makes up the total."""
        labels = [part.label for part in self.parts]
        if any("等" in label for label in labels):
            return False
        if labels[-1].startswith(tuple(written("others"))):
            return True
        if self.lead.startswith(("分别", "具体")) or any(holds_any(label, _REST) for label in labels):
            return True
        return any(holds_any(label, ("自然人", "公民", "个人")) for label in labels) and any(
            "法人" in label for label in labels
        )

    @property
    def one_division(self) -> bool:
        """Whether the parts belong to one division of the total, as far as their names tell.

        What is published on a website and again in a paper is counted on both; so channels of publication,
        and a part that is the whole, make no division.
        """
        families = [
            next((n for n, family in enumerate(_FAMILIES) if holds_any(part.label, written(family))), None)
            for part in self.parts
        ]
        names = [part.label for part in self.parts]
        known = {
            family for family, label in zip(families, names) if not label.startswith(tuple(written("others")))
        }
        nested = any(a != b and a in b for a in names for b in names if len(a) > 1)
        everywhere = any(part.amount.value == self.total.value for part in self.parts)
        channels = sum(_CHANNEL.match(name) is not None for name in names) > 1 and 0 not in known
        if everywhere or channels or any(_ALONGSIDE.search(name) for name in names):
            return False
        return len(known) <= 1 and len(set(names)) == len(names) and not nested

    @property
    def joint_totals(self) -> Iterator[float]:
        """The total together with the amounts before it in its sentence, one more each time: 新收 30 件，上年
        结转 2 件，其中…"""
        text, stop = self.passage.text, self.total.start
        start = max(text.rfind("。", 0, stop) + 1, stop - _LONGEST_SUM)
        before = [each for each in amounts_in(text, start, stop) if each.unit == self.total.unit]
        values = (each.value for each in reversed(before))
        return islice(accumulate(values, initial=self.total.value), 1, None)

    @property
    def carried_over(self) -> bool:
        """Whether the total is what was carried over."""
        text, stop = self.passage.text, self.total.start
        return "结转" in text[max(text.rfind(mark, 0, stop) for mark in ",、;:。(") + 1 : stop]

    @property
    def span(self) -> Span:
        """From the total to the last part, in the notation text."""
        return self.passage.span(self.start, self.end)

    @property
    def quote(self) -> str:
        """The list as written."""
        written = self.passage.whole[self.start : self.end]
        return written if len(written) <= 70 else f"{written[:46]}…{written[-22:]}"


def amounts_in(text: str, start: int, end: int) -> Iterator[Amount]:
    """Yield the numbers with units between *start* and *end*."""
    for match in _AMOUNT.finditer(text, start, end):
        yield _amount(text, match)


def _amount(text: str, match: re.Match[str]) -> Amount:
    scale = _SCALE[match[4]]
    decimals = len(match[2]) - 1 if match[2] else 0
    value = float(match[1].replace(",", "") + (match[2] or "")) * scale
    half = 0.5 * scale / 10**decimals if match[2] or match[4] else 0.0
    vague = (
        bool(match[3] or match[5])
        or _ABOUT.search(text[max(0, match.start() - 4) : match.start()]) is not None
    )
    return Amount(value, match[6], half, match.start(), match.end(), match.group(), vague)


@once
def lists_of(report: Report) -> tuple[PartList, ...]:
    """Return every total with listed parts, in order."""
    return tuple(
        found
        for passage in passages_of(report)
        if not passage.is_heading
        for start, end in passage.sentences()
        for found in _lists_in(passage, start, end)
    )


def _lists_in(passage: ProsePassage, start: int, end: int) -> Iterator[PartList]:
    at = start
    while True:
        match = _AMOUNT.search(passage.text, at, end)
        if match is None:
            return
        total = _amount(passage.text, match)
        at = match.end()
        until = end
        if at == end and passage.text.startswith("。其中", at):
            until = next((stop for start, stop in passage.sentences() if start == at + 1), end)
        lead = _LEAD.match(passage.text, at, until)
        if lead is None:
            continue
        found: list[PartList] = []
        stop = _read_list(passage, total, lead, until, found, _DEEPEST)
        yield from found
        at = max(at, stop)


def _read_list(
    passage: ProsePassage,
    total: Amount,
    lead: re.Match[str],
    end: int,
    found: list[PartList],
    depth: int,
    *,
    inner_list: bool = False,
) -> int:
    """Read the parts behind *lead*, inner lists first; return where reading stopped.

    A list within a list ends where its parts make up its total.
    """
    text, at = passage.text, lead.end()
    bracket = "(" in lead.group()
    parts: list[ListedPart] = []
    last = total.end
    named = text[max(text.rfind(mark, 0, total.start) for mark in ",、;:。(") + 1 : total.start]
    of_results = holds_any(named, written("results"))
    if _AMOUNT.match(text, at, end):
        return _read_behind(passage, total, lead, end, found)
    while at < end:
        label = _LABEL.match(text, at, end)
        amount = _AMOUNT.match(text, label.end(), end) if label else None
        if label is None or amount is None:
            break
        part = _amount(text, amount)
        name = label[1].strip("共计为有达的“”")
        mixed = {part.unit, total.unit} <= set(written("information")) and "其中" in lead.group()
        if not (part.unit == total.unit or mixed):
            break
        if not name or _NO_PART.search(label[1]) or _FOLLOWERS.search(name):
            break
        if (
            parts
            and name.startswith(tuple(written("ways")))
            and not parts[0].label.startswith(tuple(written("ways")))
        ):
            break
        at = last = amount.end()
        tail = _TAIL.match(text, at, end)
        if tail and not _NO_PART.search(tail.group()):
            at = tail.end()
        share, share_at = None, (0, 0)
        inner = _LEAD.match(text, at, end) if text[at : at + 1] == "(" else None
        nested = _NESTED.match(text, at, end) if depth and not inner else None
        shared = _SHARE.match(text, at, end)
        if shared:
            share, share_at = shared[1], (shared.start(1), shared.end(1) + 1)
            at = last = shared.end()
        elif inner:
            stop = _read_list(passage, part, inner, end, found, depth - 1) if depth else inner.end()
            closing = text.find(")", stop, min(end, stop + _LONGEST_REST))
            if closing < 0:
                break
            at = closing + 1
        elif nested:
            at = last = _read_list(passage, part, nested, end, found, 0, inner_list=True)
            if text[at : at + 1] != ";":
                parts.append(ListedPart(name, part))
                break
        parts.append(ListedPart(name, part, share, share_at))
        if inner_list and sum(each.amount.value for each in parts) >= total.value:
            break
        joint = _JOINT.match(text, at, end)
        if of_results and joint and ";" in joint.group():
            break
        at = joint.end() if joint and joint.end() > at else at
        if joint is None or joint.end() == joint.start():
            break
        if text.startswith("其中", at):
            break
    complete = at >= end or (bracket and text[at : at + 1] == ")") or text[last : last + 1] == ";"
    if len(parts) >= 2:
        found.append(PartList(passage, total, tuple(parts), lead[1] or "", complete, total.start, last))
    return max(last, lead.end())


def _read_behind(
    passage: ProsePassage, total: Amount, lead: re.Match[str], end: int, found: list[PartList]
) -> int:
    """Read parts whose numbers stand before their names: 其中 3 件予以公开，2 件无法提供."""
    text, at = passage.text, lead.end()
    parts: list[ListedPart] = []
    last = at
    while at < end:
        amount = _AMOUNT.match(text, at, end)
        label = _BEHIND.match(text, amount.end(), end) if amount else None
        if amount is None or label is None or "其中" in label[1] or _NO_PART.search(label[1]):
            break
        part = _amount(text, amount)
        if part.unit != total.unit:
            break
        parts.append(ListedPart(label[1], part))
        last = label.end()
        joint = _JOINT.match(text, last, end)
        at = joint.end() if joint else last
        if at == last:
            break
    if len(parts) >= 2:
        found.append(PartList(passage, total, tuple(parts), lead[1] or "", False, total.start, last))
    return max(last, lead.end())
