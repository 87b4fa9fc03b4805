"""Marks of markup inside a plain text: what each stands for, with the way back to it.

Tags that set type or part blocks, spans of pandoc's (``[text]{.class}``), character references and
backslashes before punctuation are no text, in prose as little as in a cell; nor are the marks of headings in
AsciiDoc, MediaWiki, Textile and Jira, and in a cell any tag and the marks of strong type. Other tags in prose
stay to be seen: a link may be all that gives away who put it there.
"""

from __future__ import annotations

import re
from html import unescape

from gip_lint.readers.notation.writing import BARS, STAND_IN_FOR_BAR, Piece
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

_SETTING = frozenset(
    ("span", "strong", "b", "em", "i", "u", "font", "sub", "sup", "small", "big", "mark", "center", "o:p")
)
_BREAKING = frozenset(
    ("br", "p", "div", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")
) | {f"h{level}" for level in range(1, 7)}
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_ATTRIBUTE = r"""(?:[#.][^\s{}"=]{1,200}|[\w:-]{1,60}=(?:"[^"{}\r\n]{0,2000}"|[^\s"{}]{1,200}))"""
_END_OF_SPAN = rf"\]\{{{_ATTRIBUTE}(?:\s{{1,8}}{_ATTRIBUTE}){{0,20}}\}}"
_BRACKET = lazy_pattern(rf"\\.|(?P<opening>\[)|(?P<closing>{_END_OF_SPAN})|\]", needs=("]{",))
_MARK = lazy_pattern(
    r"</?(?P<tag>[a-zA-Z][\w:-]{0,20})(?:\s[^<>]{0,2000})?/?>"
    r"|(?P<reference>&(?:#\d{1,8}|#[xX][\da-fA-F]{1,7}|[a-zA-Z][a-zA-Z\d]{1,31});)"
    r"|\\(?:(?P<escaped>[!-/:-@\[-`{-~])|(?=[\r\n]))"
    r"|(?P<strong>\*\*)"
    rf"|(?P<bracket>\[|{_END_OF_SPAN})"
    r"|(?m:^)={1,6}[ \t]+(?=[^\s=])"
    r"|(?m:^)h[1-6](?:\([^()\r\n]{0,200}\))?\.[ \t]+(?:\{anchor:[^{}\r\n]{0,200}\})?"
    r"|(?<=\S)[ \t]={2,6}[ \t]*(?m:$)",
    needs=("<", "&", "\\", "**", "]{", "= ", "=\t", " ==", "\t==", *_HEADINGS),
)
_BAR = lazy_pattern(f"[{''.join(sorted(BARS))}]")
_LINE_END = lazy_pattern(r"[\r\n]")


def pieces_of(text: str, start: int, end: int, *, cell: bool = False) -> list[Piece]:
    """Return what *text* says from *start* to *end*, in a *cell* or in lines, some of them rows.

    A tag that breaks a line does so in prose only.
    """
    pieces: list[Piece] = []
    place = start
    line_end = start if not cell else end
    in_cell = cell
    brackets = _brackets_of_spans(text, start, end)
    for mark in _MARK.finditer(text, start, end):
        if mark.start() >= line_end and not cell:
            line_end, in_cell = _line(text, mark.start(), end)
        said = _said(mark, brackets, in_cell=in_cell)
        if said is None:
            continue
        if place < mark.start():
            pieces.append(Piece(text[place : mark.start()], Span(place, mark.start())))
        if said:
            pieces.append(Piece(said, Span(*mark.span())))
        place = mark.end()
    if place < end:
        pieces.append(Piece(text[place:end], Span(place, end)))
    return pieces


def _line(text: str, place: int, end: int) -> tuple[int, bool]:
    """Return where the line around *place* ends, and whether bars part it."""
    match = _LINE_END.search(text, place, end)
    line_end = match.start() if match else end
    start = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
    return line_end, _BAR.search(text, start, line_end) is not None


def _brackets_of_spans(text: str, start: int, end: int) -> frozenset[int]:
    """Return where the brackets stand around what has attributes behind it."""
    brackets: list[int] = []
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, start, end):
        if bracket["opening"]:
            opened.append(bracket.start())
        elif bracket.group()[0] == "]" and opened:
            opening = opened.pop()
            if bracket["closing"]:
                brackets += opening, bracket.start()
    return frozenset(brackets)


def _said(mark: re.Match[str], brackets: frozenset[int], *, in_cell: bool) -> str | None:
    """Return what a mark stands for, a bracket only if it is one of *brackets*; None where for itself."""
    if (tag := mark["tag"]) is not None:
        if tag.lower() in _BREAKING:
            return " " if in_cell else "\n"
        return "" if in_cell or tag.lower() in _SETTING else None
    if (reference := mark["reference"]) is not None:
        said = unescape(reference)
        return None if said == reference else " " if said.isspace() else said
    if (escaped := mark["escaped"]) is not None:
        return STAND_IN_FOR_BAR if escaped in BARS else escaped
    if mark["bracket"] is not None:
        return "" if mark.start() in brackets else None
    if mark["strong"] is not None:
        return "" if in_cell else None
    return ""
