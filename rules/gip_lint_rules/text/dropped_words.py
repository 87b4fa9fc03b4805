"""GIP602 dropped-words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli

from gip_lint.kit import Bilingual, Example, Finding, Needs, Report, Rule, Severity, holds_any
from gip_lint_rules.text._shared.prose import Kind, prose_of
from gip_lint_rules.text._shared.wording import around, quoted

_MISSING = {
    "item": Bilingual("标点之间缺少词语", "a word is missing between the marks"),
    "organ": Bilingual("后面缺少“政府”等字样", "a word such as 政府 is missing behind it"),
    "noun": Bilingual("这里缺少词语", "a word is missing here"),
    "number": Bilingual("量词前缺少数字", "the number is missing before the measure word"),
    "ordinal": Bilingual("“第”后面缺少序号", "the number is missing behind 第"),
    "contact": Bilingual("冒号后面没有号码或地址", "nothing stands behind the colon"),
    "year": Bilingual("“年”前面缺少年份", "the year is missing before 年"),
    "brackets": Bilingual("括号、引号或书名号里没有内容", "there is nothing between the marks"),
}


class DroppedWords(Rule):
    """Words are gone, and marks of it are left.

    Word filters and scrapers take names, organs and numbers out of a text and leave what stood around them:
    省、、市, 党、，, 县委、县的统一部署, 共件, 第条, （）. Only such marks are reported; where a sentence
    still reads well, nobody can tell.

    Source: GB/T 15834—2011 on the use of 、 and 和 in a list.
    """

    code = "GIP602"
    name = "dropped-words"
    severity = Severity.WARNING
    title = Bilingual(zh="文字有脱漏", en="words are missing")
    description = Bilingual(
        zh="文中有词语被过滤或漏抄留下的痕迹：顿号连用（省、、市）、“和”后面没有内容、量词前没有数字（共件）、“第条”、空括号。"
        "请对照原稿补全；网站有敏感词过滤的，请一并检查过滤设置。",
        en="Something was filtered or lost and left a mark: enumeration commas with nothing between "
        "(省、、市), a measure word without its number (共件), 第条, empty brackets. Restore it from the "
        "original, and look at the word filter of the site.",
    )
    sources = (
        "GB/T 15834—2011《标点符号用法》",
        "《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息",
    )
    needs = Needs.TEXT
    good = (
        Example("在省、市、县三级部门和有关单位的支持下，全年公开信息120条。\n"),
        Example("合计项、总计项均已核对，依申请公开件办结率有所提高。\n"),
    )
    bad = (
        Example("按照省、、市工作要求，扎实推进各项任务。\n", marked="、、", message="省、、市", count=1),
        Example("贯彻党、，省和、市的决策部署。\n", count=2),
        Example("全年通过网站发布信息条，办理共件。\n", count=2, message="量词前缺少数字"),
        Example("按照县委、县的统一部署开展工作。\n", marked="县委、县", count=1),
        Example("根据《条例》第条的规定予以答复（）。\n", count=2),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for each mark."""
        prose = prose_of(report)
        found: list[tuple[int, int, str]] = []
        for mark in _marks():
            if holds_any(prose.text, filter(prose.characters.issuperset, mark.signs)):
                found.extend((*place, mark.kind) for place in mark.places(prose.text))
        last = -1
        for start, end, kind in sorted(found):
            if start < last or prose.passage_at(start).kind is Kind.FURNITURE:
                continue
            last = end
            words, missing = quoted(around(prose.text, start, end)), _MISSING[kind]
            yield self.finding(
                Bilingual(
                    f"{words}：{missing.zh}，疑似被过滤或漏抄，请对照原稿补全",
                    f"{words}: {missing.en}, filtered or lost; restore it from the original",
                ),
                prose.span(start, end),
            )


class _Mark(NamedTuple):
    kind: str
    signs: tuple[str, ...]
    """Without any of these in the text the pattern need not be tried."""
    pattern: str
    has: str

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        for match in _compiled(self.pattern).finditer(text):
            if self.has in match.group():
                yield match.span("at" if "at" in match.re.groupindex else 0)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=1)
def _marks() -> tuple[_Mark, ...]:
    data = tomli.loads(Path(__file__).with_name("dropped.toml").read_text(encoding="utf-8"))
    return tuple(
        _Mark(each["kind"], tuple(each["signs"]), each["pattern"], each.get("has", ""))
        for each in data["mark"]
    )
