"""The statistical periods that a report states for itself: 统计期限 2023年1月1日至12月31日."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gip_lint.model.once import once
from gip_lint.model.report import Report
from gip_lint.prose.passages import ProsePassage, passages_of
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span
from gip_lint_grammar.numerals import number_of
from gip_lint_grammar.words import holds_any

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_N = "[0-9十]"
_DAY = rf"({_N}{{4}})[年.\-/]({_N}{{1,2}})[月.\-/]({_N}{{1,3}})日?"
_PERIOD = lazy_pattern(
    rf"{_DAY}(?:0时|起|开始)?,?(?:至|到|-|—|–|~|―){{1,3}}(?:({_N}{{4}})[年.\-/]|(?:当|同|本)年)?({_N}{{1,2}})[月.\-/]({_N}{{1,3}})日?"
)
"""A period in a text whose Chinese digits are made Arabic ones, all but 十."""
_STATISTICS = (
    "统计",
    "所列数据",
    "数据起止",
    "数据时间",
    "数据期限",
    "数据截至",
    "数据截止",
    "报告反映",
    "报告涵盖",
    "报告覆盖",
)
_YEAR_ONLY = lazy_pattern(r"统计(?:期限|时限|时间|周期|区间)(?:为|是|:)(20\d\d)年(?:全年|度)?(?=[,;)]|$)")
_FOUNDED = (
    *("成立", "组建", "挂牌", "设立", "新设", "合并"),
    *("划转", "机构改革", "撤销", "更名", "移交", "转隶"),
)
_OTHER_PERIOD = ("下载", "查阅", "浏览", "公示期", "有效期", "考核期", "测评期", "评估期", "审计")


class StatedPeriod(NamedTuple):
    """The period for which the report says it counts."""

    passage: ProsePassage
    start: tuple[int, int, int]
    end: tuple[int, int, int]
    span: Span
    written: str
    founded: bool
    """Whether the passage tells that the body was set up, merged or wound up: its year may be shorter."""

    @property
    def year(self) -> int | None:
        """The year that the period lies in; None where it lies in several."""
        return self.start[0] if self.start[0] == self.end[0] else None

    @property
    def whole(self) -> bool:
        """Whether it is 1 January to 31 December of one year."""
        return self.year is not None and self.start[1:] == (1, 1) and self.end[1:] == (12, 31)


@once
def periods_of(report: Report) -> tuple[StatedPeriod, ...]:
    """Return the statistical periods that *report* states, in order."""
    return tuple(_periods(report))


def _periods(report: Report) -> Iterator[StatedPeriod]:
    for passage in passages_of(report):
        text = passage.text
        if not holds_any(text, _STATISTICS):
            continue
        in_digits = text.translate(_DIGITS)
        for start, end in passage.sentences():
            if not holds_any(text, _STATISTICS, start, end):
                continue
            year_only = _YEAR_ONLY.search(text, start, end)
            if year_only:
                year = int(year_only[1])
                yield StatedPeriod(
                    passage,
                    (year, 1, 1),
                    (year, 12, 31),
                    passage.span(year_only.start(1), year_only.end()),
                    passage.whole[year_only.start(1) : year_only.end()],
                    holds_any(text, _FOUNDED),
                )
                continue
            for match in _PERIOD.finditer(in_digits, start, end):
                before = text[max(start, match.start() - 24) : match.start()]
                if not holds_any(before, _STATISTICS) or holds_any(before, _OTHER_PERIOD):
                    continue
                numbers = [number_of(text[slice(*match.span(n))]) for n in range(1, _PERIOD.groups + 1)]
                first, month, day, until, last_month, last_day = numbers
                if None in (first, month, day, last_month, last_day):
                    continue
                assert first is not None and month is not None and day is not None
                assert last_month is not None and last_day is not None
                yield StatedPeriod(
                    passage,
                    (first, month, day),
                    (until or first, last_month, last_day),
                    passage.span(match.start(), match.end()),
                    passage.whole[match.start() : match.end()],
                    holds_any(text, _FOUNDED),
                )
