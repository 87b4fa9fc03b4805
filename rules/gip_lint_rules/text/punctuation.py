"""GIP607 punctuation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from gip_lint.kit import Bilingual, Edit, Example, Finding, Fix, Needs, Related, Report, Rule, Severity
from gip_lint_rules.text._shared.prose import END_MARKS, Kind, Prose, prose_of
from gip_lint_rules.text._shared.wording import around, quoted

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_NAMES = {
    ",": Bilingual("逗号", "commas"),
    ";": Bilingual("分号", "semicolons"),
    ":": Bilingual("冒号", "colons"),
    "?": Bilingual("问号", "question marks"),
    "!": Bilingual("叹号", "exclamation marks"),
    ".": Bilingual("句号", "full stops"),
    "(": Bilingual("括号", "brackets"),
    '"': Bilingual("引号", "quotation marks"),
}
_MOST_NOTES = 4
_ORDINALS = "〇零一二三四五六七八九十"


class Punctuation(Rule):
    """Half-width marks in Chinese text, marks doubled, and marks where none can stand.

    Scrapers and keyboards turn Chinese marks into half-width ones, often all of them; so that is one finding
    for the text, with the number of each kind and a fix. Marks between digits, in addresses and in Latin
    words are right as they are. Doubled (。。 ，，) and misplaced marks (、。, a comma that begins a
    paragraph) are one more finding.

    Source: GB/T 15834—2011, 标点符号用法.
    """

    code = "GIP607"
    name = "punctuation"
    severity = Severity.INFO
    title = Bilingual(zh="标点符号不规范", en="punctuation is not as it should be")
    description = Bilingual(
        zh="中文里用了半角标点，或者标点连用（。。、，，）、放错位置（、。、段首逗号）。中文应使用全角标点，半角的可以自动改正；"
        "连用和错位的请逐处核对，可能漏了字。",
        en="Half-width marks in Chinese text, doubled marks (。。), or marks out of place (、。, a paragraph "
        "that begins with a comma). Widths can be mended by machine; look at the others, a word may be "
        "missing.",
    )
    sources = ("GB/T 15834—2011《标点符号用法》",)
    needs = Needs.TEXT
    good = (
        Example("全年公开信息1,234条，其中：网站1,000条（见www.yunxi.gov.cn）；按时办结率98.5%。\n"),
        Example("做到“谁公开、谁负责。”办理时限由20:00延至20:30，比例为3:1，使用LED, PDF等形式……\n"),
    )
    bad = (
        Example(
            "根据条例要求,全年公开信息20条;收到申请3件(已办结).\n",
            marked=",",
            message="4 处半角标点",
            count=1,
        ),
        Example("扎实推进公开。。做好解读，，及时回应、。\n", marked="。。", message="3 处", count=1),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for half-width marks and one for marks doubled or misplaced."""
        prose = prose_of(report)
        yield from self._half_width(prose)
        yield from self._misplaced(prose)

    def _half_width(self, prose: Prose) -> Iterator[Finding]:
        found = list(_half_width_marks(prose))
        if not found:
            return
        counts = Counter(mark if mark != ")" else "" for _, mark, _ in found)
        del counts[""]
        listed = counts.most_common()
        zh = "、".join(f"{_NAMES[mark].zh} {number}" for mark, number in listed)
        en = ", ".join(f"{_NAMES[mark].en} {number}" for mark, number in listed)
        total, places = sum(counts.values()), [place for place, _, _ in found]
        yield self.finding(
            Bilingual(
                f"正文有 {total} 处半角标点（{zh}），中文应使用全角标点",
                f"half-width marks in Chinese text: {total} ({en}); full width is due",
            ),
            prose.span(places[0], places[0] + 1),
            related=_notes(prose, [(place, place + 1) for place in places[1:]]),
            fix=Fix(
                Bilingual("改为全角标点", "make the marks full width"),
                tuple(_edit(prose, place, full) for place, _, full in found),
                safe=True,
            ),
        )

    def _misplaced(self, prose: Prose) -> Iterator[Finding]:
        found = sorted({*_doubled(prose), *_leading(prose)})
        if not found:
            return
        (start, end), number = found[0], len(found)
        words = quoted(around(prose.text, start, end))
        zh = f"{words}处标点连用或错位" + (f"，全文共 {number} 处" if number > 1 else "")
        en = f"{words}: marks doubled or misplaced" + (f", {number} places in all" if number > 1 else "")
        yield self.finding(
            Bilingual(
                f"{zh}，请核对改正，并看有无漏字", f"{en}; put them right and see whether a word is missing"
            ),
            prose.span(start, end),
            related=_notes(prose, found[1:]),
        )


def _notes(prose: Prose, places: list[tuple[int, int]]) -> Iterator[Related]:
    for start, end in places[:_MOST_NOTES]:
        words = quoted(around(prose.text, start, end))
        yield Related(Bilingual(words, words), prose.span(start, end))


def _edit(prose: Prose, place: int, full: str) -> Edit:
    span = prose.span(place, place + 1)
    return Edit(span.start, span.end, full)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile("[,;:?!.]"),
        re.compile(r"\(([^()\n]{1,120})\)"),
        re.compile(r'"([^"\n]{1,60})"'),
        re.compile("[，。；：、！？,;:.!?](?:[，。；：、,;:.!?])+|[（《“][，。；：、]|[，；：、][）》]"),
    )


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or (character != "" and character in "《》“”（）〔〕〈〉‘’【】")


def _half_width_marks(prose: Prose) -> Iterator[tuple[int, str, str]]:
    """Yield the place of each half-width mark in Chinese text, the mark, and what it has to be."""
    text = prose.text
    marks, brackets, quotes, _ = _patterns()
    found: list[tuple[int, str, str]] = []
    for match in marks.finditer(text):
        place, mark = match.start(), match.group()
        before, behind = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
        if mark == ".":
            closed = before == ")" and _is_chinese(text[place - 2 : place - 1])
            wrong = (_is_chinese(before) or closed) and (behind in ("", "\n") or _is_chinese(behind))
            wrong = wrong and not _is_ordinal(text, place)
        else:
            wrong = _is_chinese(before) or (_is_chinese(behind) and not before.isspace())
        if wrong:
            found.append((place, mark, _FULL[mark]))
    for match in brackets.finditer(text):
        start, end = match.span()
        beside = text[start - 1 : start] if start else ""
        if beside != "]" and (_is_chinese(beside) or any(map(_is_chinese, match.group(1)))):
            found += [(start, "(", "（"), (end - 1, ")", "）")]
    for match in quotes.finditer(text):
        if any(map(_is_chinese, match.group(1))):
            found += [(match.start(), '"', "“"), (match.end() - 1, '"', "”")]
    furniture = [passage for passage in prose.passages if passage.kind is Kind.FURNITURE]
    for each in sorted(found):
        if not furniture or prose.passage_at(each[0]).kind is not Kind.FURNITURE:
            yield each


def _is_ordinal(text: str, place: int) -> bool:
    """Return whether the full stop at *place* stands behind an ordinal that opens a line: 一.总体情况."""
    begin = max(text.rfind("\n", 0, place) + 1, place - 4)
    return all(character in _ORDINALS for character in text[begin:place])


def _doubled(prose: Prose) -> Iterator[tuple[int, int]]:
    for match in _patterns()[3].finditer(prose.text):
        marks = match.group()
        if "、" in marks and (set(marks) <= set("、，,；;") or (len(marks) == 2 and marks[1] == "、")):
            continue  # GIP602 dropped-words speaks of these
        if marks.isascii() and not (
            match.start() and _is_chinese(prose.text[match.start() - 1]) and set(marks) != {"."}
        ):
            continue
        if prose.passage_at(match.start()).kind is not Kind.FURNITURE:
            yield match.span()


def _leading(prose: Prose) -> Iterator[tuple[int, int]]:
    """Yield the marks with which a paragraph begins, where the one before it is complete."""
    for index, passage in enumerate(prose.passages):
        if passage.kind is Kind.PARAGRAPH and prose.text[passage.start] in "，。；：、！？":
            last = prose.text[prose.passages[index - 1].end - 1] if index else "。"
            if last in END_MARKS:
                yield passage.start, passage.start + 1
