"""GIP601 placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli

from gip_lint.kit import Bilingual, Example, Finding, Needs, Report, Rule, Severity, Span, lazy_pattern
from gip_lint_rules.text._shared.people import people
from gip_lint_rules.text._shared.prose import Prose, prose_of
from gip_lint_rules.text._shared.wording import quoted, sentence_before

_SIGNS = (
    "x",
    "X",
    "ｘ",
    "Ｘ",
    "×",
    "_",
    "＿",
    "﹍",
    "20*",
    "20○",
    "20□",
    "20〇",
    "20?",
    "20？",
    "#R",
    "#N",
    "#V",
    "#D",
)
_SIGNS_OF_BRACKETS = (
    *(
        "此处",
        "在此",
        "该处",
        "请填",
        "请在",
        "请补",
        "请据",
        "请如",
        "待补",
        "待填",
        "待核",
        "【",
        "[",
        "{",
        "<%",
    ),
    *(
        "〕号",
        "〕 ",
        "〕\u3000",
        "名称）",
        "名称)",
        "全称）",
        "全称)",
        "数字）",
        "数字)",
        "数量）",
        "数量)",
        "填写）",
        "填写)",
        "〔单",
        "〔文",
    ),
)
_REACH = 40
_STOPS = "。；;！？\n\r"
_JOINING = 3
"""Blanks no farther apart are one place: 20xx年xx月xx日, ××市××局."""
_JOINED = lazy_pattern(r"[年月日至到\s省市县区镇乡、]{0,3}")


class Placeholder(Rule):
    """A blank of the template that nobody filled in.

    Found are years such as 20xx年 and xx年, runs of × or X before what is counted or named (XX条, ××局),
    underscores, brackets that say what to write (（此处填写…）, 【单位名称】), a document number without its
    serial (〔2023〕号), template variables and errors of a spreadsheet (#REF!).

    Names and numbers masked on purpose (张××, 138****1234, 原告××公司) are not blanks, nor is a pattern that
    the text shows (标题统一为“××局年度报告”), nor anything in an address.
    """

    code = "GIP601"
    name = "placeholder"
    severity = Severity.ERROR
    title = Bilingual(zh="占位符没有填写", en="a placeholder was left unfilled")
    description = Bilingual(
        zh="模板中的占位符（20xx年、××局、＿＿＿、（此处填写…）、〔2023〕号）没有换成实际内容就公开了。请填写实际的年份、"
        "数字或名称。有意隐去的姓名和号码不在此列。",
        en="A blank of the template was published unfilled: 20xx年, ××局, underscores, （此处填写…）, "
        "〔2023〕号. Put the year, the number or the name. What is masked on purpose is not meant.",
    )
    sources = ("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息",)
    needs = Needs.TEXT
    good = (
        Example("原告张××不服答复，诉××公司一案已经审结。\n"),
        Example("申请人电话138****1234，已逐项脱敏。\n"),
        Example("各单位年报标题统一为“××局20xx年政府信息公开工作年度报告”。\n"),
    )
    bad = (
        Example(
            "现将20xx年政府信息公开工作情况报告如下。\n", marked="20xx年", message="写明实际年份", count=1
        ),
        Example("全年主动公开信息××条，办结申请XX件。\n", count=2),
        Example("截至____年底，公开文件＿＿＿件。\n", count=2),
        Example(
            "印发了《工作要点》（云政办〔2023〕号）。\n", marked="〔2023〕号", message="缺少序号", count=1
        ),
        Example("（此处填写本单位机构概况）\n", marked="（此处填写本单位机构概况）", count=1),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for each place."""
        for blank in _blanks(prose_of(report), report.span):
            found = quoted(blank.span.text(report.text))
            yield self.finding(_message(blank.kind, found, report.year), blank.span)


class _Kind(Enum):
    YEAR = "year"
    NUMBER = "number"
    NAME = "name"
    LINE = "line"
    BRACKET = "bracket"
    SERIAL = "serial"
    VARIABLE = "variable"
    SPREADSHEET = "spreadsheet"


class _Blank(NamedTuple):
    span: Span
    kind: _Kind


_ADVICE = {
    _Kind.YEAR: Bilingual(
        "是没有填写的占位符，请写明实际年份", "is a placeholder left unfilled; put the year"
    ),
    _Kind.NUMBER: Bilingual(
        "是没有填写的占位符，请填写实际数字", "is a placeholder left unfilled; put the number"
    ),
    _Kind.NAME: Bilingual(
        "是没有填写的占位符，请写明实际名称", "is a placeholder left unfilled; put the name"
    ),
    _Kind.LINE: Bilingual("是没有填写的空白，请补上内容", "is a blank left unfilled; put what is due"),
    _Kind.BRACKET: Bilingual(
        "是模板中的填写说明，请换成实际内容", "is an instruction of the template; put what it asks for"
    ),
    _Kind.SERIAL: Bilingual(
        "缺少序号，请补全文号，如〔2023〕5号",
        "lacks the serial; complete the document number, as in 〔2023〕5号",
    ),
    _Kind.VARIABLE: Bilingual(
        "是模板变量，没有换成实际内容，请核对后重新生成",
        "is a variable of a template that was not filled in; check and generate the text again",
    ),
    _Kind.SPREADSHEET: Bilingual(
        "是电子表格的出错提示，请改为实际数字", "is an error of a spreadsheet; put the number"
    ),
}


def _message(kind: _Kind, found: str, year: int | None) -> Bilingual:
    advice = _ADVICE[kind]
    if kind is _Kind.YEAR and year is not None:
        advice = Bilingual(
            f"{advice.zh}（指报告年度的，应为 {year} 年）",
            f"{advice.en} ({year}, where the report year is meant)",
        )
    return Bilingual(f"{found}{advice.zh}", f"{found} {advice.en}")


class _Words(NamedTuple):
    units: tuple[str, ...]
    organs: tuple[str, ...]
    examples: tuple[str, ...]
    by_hand: tuple[str, ...]
    blank: re.Pattern[str]
    bracket: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomli.loads(Path(__file__).with_name("placeholders.toml").read_text(encoding="utf-8"))
    slots = "|".join(map(re.escape, data["slots"]))
    round_slots = "|".join(map(re.escape, data["round_slots"]))
    return _Words(
        tuple(data["units"]),
        tuple(data["organs"]),
        tuple(data["examples"]),
        tuple(data["by_hand"]),
        re.compile(
            r"(?P<year>(?:20|２０)\s?[xXｘＸ×]{2}(?![0-9A-Za-z])(?:\s?年度?)?"
            r"|(?:20|２０)[○〇□*?？_＿]{2}年度?|20\d[xXｘＸ×]年度?|二[〇○零][xXｘＸ×]{2}年度?)"
            r"|(?P<single>[xXｘＸ×]年[xXｘＸ×]{1,2}月(?:[xXｘＸ×]{1,2}日)?)"
            r"|(?P<run>(?:0\d{2,3}-)?[xXｘＸ×]{2,12}(?:-[xXｘＸ×]{2,12}){0,2})"
            r"|(?P<line>_{3,}|＿{2,}|﹍{2,})"
            r"|(?P<spreadsheet>#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!))"
        ),
        re.compile(
            r"(?P<serial>〔20\d\d〕[ \u3000]{0,8}号)"
            rf"|(?P<bracket>【\s?(?:{slots})\s?】|〔\s?(?:{slots})\s?〕|\[\s?(?:{slots})\s?\](?!\()"
            rf"|[（(]\s?(?:{round_slots})\s?[）)]"
            r"|[（(【\[〔<][^（()）【】\[\]〔〕<>\n]{0,12}(?:此处|在此|该处)(?:请|应|可|需)?(?:填|写|插入|补充|添加|输入|替换)"
            r"[^（()）【】\[\]〔〕<>\n]{0,40}[）)】\]〕>]"
            r"|[（(【\[〔]请(?:在此|填写本|填写具体|填入|补充填写|补充本|据实填写|如实填写)[^（()）【】\[\]〔〕\n]{0,30}[）)】\]〕])"
            r"|(?P<variable>\{\{[^{}\n]{1,40}\}\}|[$#]\{[^{}\n]{1,40}\}|<%=?[^%\n]{1,40}%>)"
        ),
    )


def _blanks(prose: Prose, within: Span) -> Iterator[_Blank]:
    """Yield the blanks of the whole text, those side by side as one."""
    text = prose.whole
    found: list[_Blank] = []
    if prose.may_hold(_SIGNS):
        for match in _words().blank.finditer(text, within.start, within.end):
            blank = _blank_of(match)
            if blank is not None:
                found.append(blank)
    if prose.may_hold(_SIGNS_OF_BRACKETS):
        for match in _words().bracket.finditer(text, within.start, within.end):
            if match.lastgroup != "bracket" or not (
                _shows_a_pattern(text, match.start()) or _is_label(text, *match.span())
            ):
                found.append(_Blank(Span(*match.span()), _Kind(match.lastgroup)))
        found.sort(key=lambda blank: blank.span.start)
    yield from _joined(found, text)


def _joined(blanks: list[_Blank], text: str) -> Iterator[_Blank]:
    last: _Blank | None = None
    for blank in blanks:
        if last is not None and last.kind not in _ALONE and blank.kind not in _ALONE:
            between = text[last.span.end : blank.span.start]
            if len(between) <= _JOINING and _JOINED.fullmatch(between):
                last = _Blank(last.span.cover(blank.span), last.kind)
                continue
        if last is not None:
            yield last
        last = blank
    if last is not None:
        yield last


_ALONE = (_Kind.BRACKET, _Kind.SERIAL, _Kind.VARIABLE, _Kind.SPREADSHEET)


def _blank_of(match: re.Match[str]) -> _Blank | None:
    """Judge a run by what stands around it; None where it is not a blank."""
    text, (start, end), group = match.string, match.span(), match.lastgroup
    if group == "spreadsheet":
        return _Blank(Span(start, end), _Kind.SPREADSHEET)
    if group == "line":
        return _Blank(Span(start, end), _Kind.LINE) if _is_to_be_filled(text, start, end) else None
    dated = match.group()[-1] in "年度月日"
    if _is_latin(text, start - 1) or (not dated and _is_latin(text, end)) or _shows_a_pattern(text, start):
        return None
    if group == "run":
        return _blank_of_run(text, start, end)
    if "*" in match.group() and "*" in _line_around(text, start, end):
        return None
    counted = not dated and text.startswith(_words().units, end)
    return _Blank(Span(start, end), _Kind.NUMBER if counted else _Kind.YEAR)


def _blank_of_run(text: str, start: int, end: int) -> _Blank | None:
    """Judge a run of x or × by what is named or counted behind it."""
    words, span = _words(), Span(start, end)
    behind = end + 1 if text.startswith((" ", "\u3000"), end) else end
    after = text[behind : behind + 12]
    if after.startswith(("年", "月")):
        return _Blank(Span(start, behind + (2 if after.startswith("年度") else 1)), _Kind.YEAR)
    if after.startswith(words.units) and not after.startswith("个人"):
        return _Blank(span, _Kind.NUMBER)
    before = text[max(0, start - 12) : start]
    if any(word in before or word in after for word in people().cases):
        return None
    if end - start <= 3 and before[-1:] in people().surnames:
        return None
    if after.startswith(words.organs):
        return _Blank(span, _Kind.NAME)
    bare = not after or after[0] in "，。；、,;:：)）》”\r\n|"
    announced = before[-1:] in _ANNOUNCING
    return _Blank(span, _Kind.NAME) if end - start >= 3 and (bare or announced) else None


_ANNOUNCING = ("", "：", ":", "为", "共", "\n", "《", "（", "(", "-", "|", " ")


def _is_to_be_filled(text: str, start: int, end: int) -> bool:
    """Return whether underscores are a blank, not a ruling line, a signature or an underlined number."""
    if any(_is_latin(text, place) or text[place : place + 1].isdigit() for place in (start - 1, end)):
        return False
    line = _line_around(text, start, end)
    if not line.strip("_＿﹍ \t\u3000-*|"):
        return False
    return not any(word in line for word in _words().by_hand)


def _shows_a_pattern(text: str, start: int) -> bool:
    """Return whether the sentence shows how something is to be written: 标题统一为“××局…”."""
    before = sentence_before(text, start, _REACH, _STOPS)
    return any(word in before for word in _words().examples)


def _is_label(text: str, start: int, end: int) -> bool:
    """Return whether a bracket opens a line and names what follows: 【机构名称】云溪市林业局."""
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    return not text[begin:start].strip() and text[start + 1 : end - 1].strip().endswith("名称")


def _line_around(text: str, start: int, end: int) -> str:
    """Return what stands on the line beside the run."""
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    stop = text.find("\n", end)
    return text[max(begin, start - 200) : start] + text[end : min(len(text) if stop < 0 else stop, end + 200)]


def _is_latin(text: str, place: int) -> bool:
    """Return whether a Latin letter, a digit or a mark of addresses and file names stands at *place*."""
    if not 0 <= place < len(text):
        return False
    character = text[place]
    return (character.isascii() and character.isalnum()) or character in "/\\@-_"
