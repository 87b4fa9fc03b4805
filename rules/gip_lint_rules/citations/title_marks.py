"""GIP308 title-marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gip_lint.kit import (
    Bilingual,
    Edit,
    Example,
    Finding,
    Fix,
    Needs,
    Passage,
    Report,
    Rule,
    Severity,
    lazy_pattern,
)
from gip_lint_rules.citations._shared.register import register

_MARKS = lazy_pattern("[《》〈〉<>。]")
_TITLE_LIKE = lazy_pattern("[一-鿿0-9（）()、—]{4,60}")
_MOST = 20
"""Marks alone that are reported in one passage; more of them are not prose."""
_SHOWN = 12
"""Characters of the text that a message quotes behind a mark."""


class TitleMarks(Rule):
    """Title marks 《 》 that do not pair, or nest in the wrong way.

    A title inside a title stands between single marks: 《关于印发〈2019年政务公开工作要点〉的通知》. A title
    does not run over the end of a sentence, so a mark left open is reported where it stands.
    """

    code = "GIP308"
    name = "title-marks"
    severity = Severity.WARNING
    title = Bilingual(zh="书名号不成对或嵌套不当", en="title marks unbalanced or wrongly nested")
    description = Bilingual(
        zh="书名号缺前或缺后、单双混用，或书名号内又用双书名号。"
        "里层用单书名号〈〉，外层用双书名号《》，应成对出现。",
        en="A title mark is missing, single and double marks are mixed, or double marks stand inside double"
        " ones. Outside stand 《》, inside 〈〉, always in pairs.",
    )
    sources = ("GB/T 15834—2011 标点符号用法 4.15",)
    needs = Needs.TEXT
    good = (
        Example("落实《国务院办公厅关于印发〈2019年政务公开工作要点〉的通知》要求。\n"),
        Example("今年以来，我局认真贯彻落实《中华人民共和国政府\n信息公开条例》，各项工作有序推进。\n"),
    )
    bad = (
        Example(
            "落实《国务院办公厅关于印发《2019年政务公开工作要点》的通知》要求。\n",
            marked="《2019年政务公开工作要点》",
            message="单书名号",
            count=1,
        ),
        Example(
            "认真学习《中华人民共和国政府信息公开条例，完善制度。\n", marked="《", message="缺“》”", count=1
        ),
        Example("落实《某县政务公开实施方案〉要求。\n", marked="〉", message="应为“》”", count=1),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every mark, or pair of marks, that is wrong."""
        for passage in report.passages:
            if _MARKS.search(passage.text):
                for fault in _faults(passage.text):
                    yield self._finding(passage, fault)

    def _finding(self, passage: Passage, fault: _Fault) -> Finding:
        edits = []
        for start, end, text in fault.edits:
            span = passage.span(start, end)
            edits.append(Edit(span.start, span.end, text))
        fix = Fix(fault.advice, tuple(edits), safe=True) if edits else None
        return self.finding(fault.message, passage.span(fault.start, fault.end), fix=fix)


class _Fault(NamedTuple):
    """What is wrong in a passage, where, and the edits that put it right."""

    start: int
    end: int
    message: Bilingual
    advice: Bilingual
    edits: tuple[tuple[int, int, str], ...] = ()


class _Pair(NamedTuple):
    start: int
    end: int
    depth: int
    """How many pairs stand around it."""
    opening: str
    closing: str


def _faults(text: str) -> list[_Fault]:
    pairs, alone = _paired(text)
    faults = [_unpaired(text, position) for position in alone[:_MOST]]
    outer: _Pair | None = None
    for pair in pairs:
        if outer is not None and _hugs(outer, pair):
            faults.append(_doubled(outer))
        elif fault := _mistaken(text, pair):
            faults.append(fault)
        outer = pair
    return sorted(faults, key=lambda fault: fault.start)


def _hugs(outer: _Pair, inner: _Pair) -> bool:
    """Return whether nothing but *inner* stands between the marks of *outer*: 《《条例》》."""
    marks = outer.opening + inner.opening + inner.closing + outer.closing
    adjacent = (outer.start + 1, outer.end - 1) == (inner.start, inner.end)
    return adjacent and outer.depth == 0 and marks == "《《》》"


def _paired(text: str) -> tuple[list[_Pair], list[int]]:
    """Pair the marks of *text*, in order of their beginning; the others stand alone.

    Half-width < > count inside a title only. Of marks that follow one another alone the first is given.
    """
    matched: list[tuple[int, int]] = []
    alone: list[int] = []
    opened: list[int] = []
    for match in _MARKS.finditer(text):
        mark, position = match.group(), match.start()
        if mark == "。":
            alone += opened
            opened = []
        elif mark in "《〈" or (mark == "<" and opened):
            opened.append(position)
        elif mark in "》〉":
            while opened and text[opened[-1]] == "<":
                opened.pop()
            if opened:
                matched.append((opened.pop(), position))
            else:
                alone.append(position)
        elif mark == ">" and opened and text[opened[-1]] == "<":
            matched.append((opened.pop(), position))
    lonely = sorted(position for position in alone + opened if text[position] != "<")
    first = [place for place, before in zip(lonely, [-2, *lonely], strict=False) if place != before + 1]
    return _nested(text, sorted(matched)), first


def _nested(text: str, matched: list[tuple[int, int]]) -> list[_Pair]:
    pairs: list[_Pair] = []
    around: list[int] = []
    for start, end in matched:
        while around and around[-1] < start:
            around.pop()
        pairs.append(_Pair(start, end + 1, len(around), text[start], text[end]))
        around.append(end)
    return pairs


def _doubled(pair: _Pair) -> _Fault:
    return _Fault(
        pair.start,
        pair.end,
        Bilingual("书名号重复，应删去一层", "title marks doubled; take one pair away"),
        Bilingual("删去一层书名号", "take one pair away"),
        ((pair.start, pair.start + 1, ""), (pair.end - 1, pair.end, "")),
    )


def _mistaken(text: str, pair: _Pair) -> _Fault | None:
    """Judge the two marks of a pair by their depth; deeper than the second level nothing is said."""
    if pair.depth > 1 or (pair.depth == 0 and pair.opening == "<"):
        return None
    opening, closing = "《》" if pair.depth == 0 else "〈〉"
    if (pair.opening, pair.closing) == (opening, closing):
        return None
    if pair.depth == 0 and (pair.opening, pair.closing) == ("〈", "〉") and not _is_title(text, pair):
        return None
    edits = []
    if pair.opening != opening:
        edits.append((pair.start, pair.start + 1, opening))
    if pair.closing != closing:
        edits.append((pair.end - 1, pair.end, closing))
    found = f"{pair.opening}{pair.closing}"
    due = f"{opening}{closing}"
    advice = Bilingual(f"改为“{due}”", f"write {due}")
    if len(edits) == 1:
        start, end, mark = edits[0]
        wrong = text[start:end]
        message = Bilingual(
            f"书名号前后不一致：“{wrong}”应为“{mark}”", f"title marks do not match: {wrong} should be {mark}"
        )
        return _Fault(start, end, message, advice, tuple(edits))
    where, where_en = (
        ("外层应使用双书名号", "outside") if pair.depth == 0 else ("里层应使用单书名号", "inside a title")
    )
    message = Bilingual(f"{where}“{due}”，此处用了“{found}”", f"{where_en} {due} is due, not {found}")
    return _Fault(pair.start, pair.end, message, advice, tuple(edits))


def _is_title(text: str, pair: _Pair) -> bool:
    return _TITLE_LIKE.fullmatch(text[pair.start + 1 : pair.end - 1]) is not None


def _unpaired(text: str, position: int) -> _Fault:
    mark = text[position]
    lacking = {"《": "》", "》": "《", "〈": "〉", "〉": "〈"}[mark]
    near = (
        text[position : position + _SHOWN]
        if mark in "《〈"
        else text[max(0, position - _SHOWN + 1) : position + 1]
    )
    message = Bilingual(
        f"书名号不成对：“{near}”缺“{lacking}”，请补上",
        f"title marks do not pair: {near} lacks {lacking}; add it",
    )
    place = _place_of_registered_title(text, position)
    advice = Bilingual(f"补“{lacking}”", f"add {lacking}")
    return _Fault(
        position, position + 1, message, advice, () if place is None else ((place, place, lacking),)
    )


def _place_of_registered_title(text: str, position: int) -> int | None:
    """Return where the mark is lacking, which is certain only where a registered title has but one mark."""
    titles = [name for instrument in register().field() for name in (instrument.title, *instrument.names)]
    if text[position] == "《":
        ends = [position + 1 + len(title) for title in titles if text.startswith(title, position + 1)]
        return max(ends, default=None)
    if text[position] == "》":
        starts = [position - len(title) for title in titles if text.endswith(title, 0, position)]
        return min(starts, default=None)
    return None
