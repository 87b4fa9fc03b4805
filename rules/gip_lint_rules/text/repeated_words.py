"""GIP603 repeated-words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli

from gip_lint.kit import Bilingual, Edit, Example, Finding, Fix, Needs, Report, Rule, Severity
from gip_lint_rules.text._shared.prose import Kind, Prose, prose_of
from gip_lint_rules.text._shared.wording import quoted

_LONGEST = 8
_NUMERALS = frozenset("〇零○一二三四五六七八九十百千万亿两")
_ENDS = "，。；：、！？,;:!?）)》”’】〕\n…"
_BEGINS = "，。；：、！？,;:!?（(“‘【〔\n…的"


class RepeatedWords(Rule):
    """A word stands twice in a row: 关于关于, 资金资金, 的的.

    Chinese repeats for good reason too: 天天, 等等, 逐条逐条, 二〇二〇年, and wherever one word ends as the
    next begins (政务公开公开栏, 市政府政府信息公开). So a pair is reported only where it can be nothing but a
    slip. Pairs across the end of a line that a PDF broke are found as well.
    """

    code = "GIP603"
    name = "repeated-words"
    severity = Severity.WARNING
    title = Bilingual(zh="词语重复", en="a word stands twice")
    description = Bilingual(
        zh="同一个词连着写了两遍（关于关于、资金资金、的的），多为修改或粘贴时留下的，请删去重复的一个。叠词和前后两词"
        "首尾恰好相同的情形（政务公开公开栏）不报。",
        en="A word was written twice in a row, mostly left by an edit or a paste; delete one. Reduplication, "
        "and two words of which one ends as the other begins (政务公开公开栏), are not meant.",
    )
    sources = ("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息",)
    needs = Needs.TEXT
    good = (
        Example("市政府政府信息公开工作天天有人管，件件有回音，逐条逐条核对，等等。\n"),
        Example(
            "二〇二〇年，以便民为目的的服务增进了了解，信息公开工作工作人员在在线平台答复，政务公开公开栏按月更新。\n"
        ),
    )
    bad = (
        Example("印发了关于关于做好年报编制的通知。\n", marked="关于关于", message="删去一个", count=1),
        Example("公开科技计划资金资金分配结果。\n", marked="资金资金", count=1),
        Example("这是推进公开的的一项举措，工作扎实有序。全年公开信息信息。\n", marked="的的"),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for each pair, with the fix that takes the second away."""
        prose = prose_of(report)
        for start, middle, end in _repeats(prose.text):
            if prose.passage_at(start).kind is Kind.FURNITURE:
                continue
            unit = prose.text[start:middle]
            found = quoted(prose.text[start:end])
            yield self.finding(
                Bilingual(
                    f"{found}：“{unit}”重复，请删去一个", f"{found}: “{unit}” stands twice; delete one"
                ),
                prose.span(start, end),
                fix=_fix(prose, unit, middle, end),
            )


def _fix(prose: Prose, unit: str, start: int, end: int) -> Fix:
    edits = tuple(Edit(span.start, span.end, "") for span in prose.spans(start, end))
    return Fix(Bilingual(f"删去重复的“{unit}”", f"delete the second “{unit}”"), edits, safe=True)


class _Words(NamedTuple):
    never: frozenset[str]
    unless: Mapping[str, tuple[str, ...]]
    nouns: frozenset[str]
    doubled: frozenset[str]
    owners: frozenset[str]
    singles: Mapping[str, tuple[str, str]]
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomli.loads(Path(__file__).with_name("repeats.toml").read_text(encoding="utf-8"))
    lists, singles = data["lists"], data["singles"]
    return _Words(
        frozenset(data["never"]),
        {word: tuple(behind) for word, behind in data["unless"].items()},
        frozenset(lists["nouns"]),
        frozenset(lists["doubled"]),
        frozenset(lists["owners"]),
        {character: (around["before"], around["behind"]) for character, around in singles.items()},
        re.compile(
            rf"(?P<single>[{''.join(singles)}])(?P=single)+"
            rf"|(?P<unit>[一-鿿]{{2,{_LONGEST}}}?)(?P=unit)+"
            r"|(?P<year>20\d\d年度?)(?P=year)+"
        ),
    )


def _repeats(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where a slip begins, where its second word does, and where it ends."""
    words = _words()
    for match in words.pattern.finditer(text):
        start, end = match.span()
        group = match.lastgroup or ""
        unit = match.group(group)
        before, behind = text[start - 1 : start] if start else "", text[end : end + 4]
        if group == "year":
            slip = True
        elif group == "single":
            not_before, not_behind = words.singles[unit]
            slip = end - start == 2 and not (
                (before and before in not_before) or (behind and behind[0] in not_behind)
            )
        else:
            slip = _is_slip(unit, before, behind, words)
        if slip:
            yield start, start + len(unit), end


def _is_slip(unit: str, before: str, behind: str, words: _Words) -> bool:
    """Judge a pair of words of two characters and more."""
    if len(set(unit)) == 1 or _NUMERALS.issuperset(unit) or unit in words.doubled:
        return False
    ends = not behind or behind[0] in _ENDS
    if unit in words.never:
        return ends or not behind.startswith(words.unless.get(unit, ()) or ("\0",))
    if ends:
        return True
    if unit in words.owners or any(unit.endswith(owner) for owner in words.owners):
        return False
    if len(unit) > 2:
        return not unit.startswith(("一", "逐"))
    begins = not before or before in _BEGINS
    return behind[0] == "的" or (begins and unit in words.nouns)
