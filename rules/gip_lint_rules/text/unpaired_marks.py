"""GIP610 unpaired-marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gip_lint.kit import Bilingual, Example, Finding, Needs, Related, Report, Rule, Severity, lazy_pattern
from gip_lint_rules.text._shared.prose import Kind, Prose, prose_of
from gip_lint_rules.text._shared.wording import quoted

_CLASSES = ("（(", "【〔[", "「", "『", "“", "‘"), ("）)", "】〕]", "」", "』", "”", "’")
_CLASS_OF = {mark: number for marks in _CLASSES for number, each in enumerate(marks) for mark in each}
_OPENING = frozenset("".join(_CLASSES[0]))
_PARTNERS = {**dict(zip("（(【〔[「『“‘", "）)】〕]」』”’")), **dict(zip("）)】〕]」』”’", "（(【〔[「『“‘"))}
_QUOTES = (2, 3, 4, 5)
_FARTHEST = {True: 6, False: 2}
"""How many paragraphs a quotation, or a bracket, may go on for."""
_LONGEST_QUOTED = 24
_SHOWN = 10


class UnpairedMarks(Rule):
    """A bracket or a quotation mark without its partner.

    Marks pair within a paragraph, full width with half width if need be; a quotation may go on through
    several paragraphs. A quotation closed by a second opening mark (“放管服“) is reported as turned the wrong
    way. Ordinals such as 1), labels of tables, apostrophes, and title marks 《》 (GIP308) are left alone.

    Source: GB/T 15834—2011, 4.8 and 4.9.
    """

    code = "GIP610"
    name = "unpaired-marks"
    severity = Severity.WARNING
    title = Bilingual(zh="括号或引号不配对", en="brackets or quotation marks that do not pair")
    description = Bilingual(
        zh="括号、引号只有一半，或者方向反了，读者分不清内容到哪里为止；有时是漏抄了文字。请补上缺少的一半或改正方向。",
        en="A bracket or a quotation mark stands alone or is turned the wrong way, so that nobody can tell "
        "where it ends; words may be missing as well. Add the other half, or turn it.",
    )
    sources = ("GB/T 15834—2011《标点符号用法》4.8、4.9",)
    needs = Needs.TEXT
    good = (
        Example(
            "落实“谁公开、谁负责”要求（详见附件)，做好以下工作：1)规范流程；2）统一口径；（3）加强培训。\n"
        ),
        Example("有关规定明确：“公开应当及时。\n“公开应当准确。”\n各单位照此办理。\n"),
    )
    bad = (
        Example(
            "全年公开信息20条（其中图解5条，及时更新。\n",
            marked="（",
            message="左括号没有配对的右括号",
            count=1,
        ),
        Example("深化“放管服“改革，公开事项清单。\n", message="方向反了", count=1),
        Example("办理申请3件），均已答复。\n", marked="）", count=1),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for each paragraph with such marks."""
        prose = prose_of(report)
        by_passage: dict[int, list[_Lone]] = {}
        for lone in _lone_marks(prose):
            by_passage.setdefault(lone.passage, []).append(lone)
        for first, *others in by_passage.values():
            yield self.finding(
                _message(prose, first),
                prose.span(first.place, first.place + 1),
                related=[
                    Related(_message(prose, each), prose.span(each.place, each.place + 1))
                    for each in others[:4]
                ],
            )


class _Lone(NamedTuple):
    """A mark without partner; turned where it faces the wrong way."""

    passage: int
    place: int
    mark: str
    turned: bool = False


def _message(prose: Prose, lone: _Lone) -> Bilingual:
    passage = prose.passages[lone.passage]
    if lone.mark in _OPENING and not lone.turned:
        words = prose.text[lone.place : min(passage.end, lone.place + _SHOWN)]
    else:
        words = prose.text[max(passage.start, lone.place + 1 - _SHOWN) : lone.place + 1]
    partner, opening = _PARTNERS[lone.mark], lone.mark in _OPENING
    if lone.turned:
        return Bilingual(
            f"{quoted(words)}：引号方向反了，这里应为{'右' if opening else '左'}引号",
            f"{quoted(words)}: the quotation mark is turned the wrong way; {partner} is due",
        )
    name = "引号" if _CLASS_OF[lone.mark] in _QUOTES else "括号"
    this, other = ("左", "右") if opening else ("右", "左")
    return Bilingual(
        f"{quoted(words)}：{this}{name}没有配对的{other}{name}，请补上，并看有无漏字",
        f"{quoted(words)}: {lone.mark} has no {partner}; add it, and see whether words are missing",
    )


@lru_cache(maxsize=1)
def _marks() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_CLASS_OF))}]")


_ORDINAL = lazy_pattern(
    r"(?:^|[\s，。；：、,;:！？])(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z]|[ivxIVX]{1,4}|[①-⑳])$"
)


def _lone_marks(prose: Prose) -> list[_Lone]:
    """Return the marks without partner, in order; those that pair across paragraphs left out."""
    lone: list[_Lone] = []
    for index, passage in enumerate(prose.passages):
        if passage.kind is not Kind.FURNITURE:
            following = prose.passages[index + 1].start if index + 1 < len(prose.passages) else -1
            for each in _lone_in(prose.text, passage.start, passage.end, index):
                if each.mark in "“‘「『" and following >= 0 and prose.text[following] == each.mark:
                    continue  # a quotation opens anew with each of its paragraphs
                lone.append(each)
    waiting: dict[int, list[_Lone]] = {}
    paired: set[int] = set()
    for each in lone:
        if each.turned:
            continue
        kind = _CLASS_OF[each.mark]
        if each.mark in _OPENING:
            waiting.setdefault(kind, []).append(each)
            continue
        opened = waiting.get(kind)
        if opened and each.passage - opened[-1].passage <= _FARTHEST[kind in _QUOTES]:
            paired.update((each.place, opened.pop().place))
    return [each for each in lone if each.place not in paired]


def _lone_in(text: str, start: int, end: int, passage: int) -> list[_Lone]:
    """Return the marks between *start* and *end* that have no partner there."""
    opened: dict[int, list[int]] = {}
    lone: list[_Lone] = []
    for match in _marks().finditer(text, start, end):
        place, mark = match.start(), match.group()
        kind = _CLASS_OF[mark]
        if mark in _OPENING:
            opened.setdefault(kind, []).append(place)
        elif opened.get(kind):
            opened[kind].pop()
        elif not _is_no_bracket(text, start, place, mark):
            lone.append(_Lone(passage, place, mark))
    for places in opened.values():
        lone.extend(_Lone(passage, place, text[place]) for place in places)
    lone.sort(key=lambda each: each.place)
    return _turned(text, lone)


def _is_no_bracket(text: str, start: int, place: int, mark: str) -> bool:
    """Return whether a closing mark needs no partner: an ordinal 1), an apostrophe, a smiley."""
    before = text[max(start, place - 6) : place]
    if mark == "’":
        return before[-1:].isascii()
    return mark in "）)" and _ORDINAL.search(before) is not None


def _turned(text: str, lone: list[_Lone]) -> list[_Lone]:
    """Join two quotation marks that face the same way into one that is turned."""
    kept: list[_Lone] = []
    for each in lone:
        last = kept[-1] if kept else None
        if (
            last is not None
            and not last.turned
            and each.mark == last.mark
            and _CLASS_OF[each.mark] in _QUOTES
            and each.place - last.place <= _LONGEST_QUOTED
            and not re.search("[。！？\n]", text[last.place : each.place])
        ):
            wrong = each if each.mark in _OPENING else last
            kept[-1] = _Lone(each.passage, wrong.place, wrong.mark, turned=True)
        else:
            kept.append(each)
    return kept
