"""Findings for people: place, code and message, and the lines themselves, what is wrong underlined."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from typing import TextIO

from attrs import frozen

from gip_lint.excerpt import Excerpt
from gip_lint.finding import CellChange, Finding, Location, Severity
from gip_lint.language import Language, Text
from gip_lint.reporters.base import Style
from gip_lint.reporters.columns import printable, underlined
from gip_lint.result import Result
from gip_lint_grammar.nodes import Span

WIDTH = 100
"""The columns of output that goes to no terminal."""
MOST_NOTED = 6
"""How many of a finding's related places are drawn; a sum may have twenty terms."""

_SEVERITY = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.INFO: Text("提示", "info"),
}
_COLOUR = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_GUTTER, _BOLD, _NOTE, _GREEN = "34", "1", "36", "32"
_BAR = "│"


class TextReporter:
    """Draws findings as compilers do, for a terminal or a file."""

    name = "text"

    def __init__(self, *, summary: bool = True) -> None:
        self.summary = summary

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write every finding with its lines, and at the end how many there are."""
        room = shutil.get_terminal_size().columns if stream.isatty() else WIDTH
        for finding in result.findings:
            for line in _Drawing(result, finding, style, room).lines():
                stream.write(line + "\n")
            stream.write("\n")
        if self.summary:
            stream.write(summary(result, style.language) + "\n")


def severity_name(severity: Severity, language: Language) -> str:
    """Return the word for a severity."""
    return _SEVERITY[severity][language]


def summary(result: Result, language: Language) -> str:
    """Say in one line how many files were checked and what was found."""
    counts = {severity: result.count(severity) for severity in reversed(Severity)}
    if language == "zh":
        unit = {Severity.INFO: "条"}
        said = "，".join(f"{n} {unit.get(s, '个')}{_SEVERITY[s].zh}" for s, n in counts.items() if n)
        return f"检查了 {result.files} 个文件：{said or '没有发现问题'}"
    said = ", ".join(_counted(n, _SEVERITY[s].en) for s, n in counts.items() if n)
    return f"checked {_counted(result.files, 'file')}: {said or 'nothing found'}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"


def place(location: Location, language: Language) -> str:
    """Say where something is: ``:91:1``, or page and place in words where the file has no lines."""
    if location.line is not None:
        return f":{location.line}" + (f":{location.column}" if location.column is not None else "")
    words = []
    if location.page is not None:
        words.append(f"第 {location.page} 页" if language == "zh" else f"page {location.page}")
    if location.place is not None:
        words.append(location.place)
    if not words:
        return ""
    return f"（{'，'.join(words)}）" if language == "zh" else f" ({', '.join(words)})"


@frozen
class _Mark:
    """A place to be drawn: the finding's own, or one related to it."""

    excerpt: Excerpt
    location: Location
    label: str = ""
    main: bool = True


class _Drawing:
    """One finding, drawn."""

    def __init__(self, result: Result, finding: Finding, style: Style, room: int) -> None:
        self.result = result
        self.finding = finding
        self.language = style.language
        self.colour = style.colour
        marks = list(self._marks())
        self.marks = sorted(marks, key=lambda mark: (mark.location.page or 0, mark.location.line or 0))
        self.gutter = max((len(str(mark.location.line or "")) for mark in marks), default=0)
        self.room = max(20, room - self.gutter - 4)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the drawing."""
        finding = self.finding
        severity = _SEVERITY[finding.severity][self.language]
        where = self._paint(_BOLD, printable(finding.path) + place(finding.location, self.language))
        kind = self._paint(_COLOUR[finding.severity], f"{finding.rule} {severity}")
        colon = self._either("：", ": ")
        yield f"{where}: {kind}{colon}{self._paint(_BOLD, printable(finding.message[self.language]))}"
        yield from self._snippets()
        for note in self._notes():
            yield self._paint(_GUTTER, " " * (self.gutter + 1) + "=") + " " + note

    def _marks(self) -> Iterator[_Mark]:
        excerpt = self._excerpt(self.finding.span)
        if excerpt is not None:
            yield _Mark(excerpt, self.finding.location)
        for note in self.finding.related[:MOST_NOTED]:
            excerpt = self._excerpt(note.span)
            if excerpt is not None:
                yield _Mark(excerpt, note.location, note.message[self.language], main=False)

    def _excerpt(self, span: Span | None) -> Excerpt | None:
        excerpt = None if span is None else self.result.excerpts.get((self.finding.path, span))
        return excerpt if excerpt is not None and excerpt.text.strip() else None

    def _snippets(self) -> Iterator[str]:
        if not self.marks:
            return
        yield self._beside("")
        previous: tuple[int | None, str] | None = None
        for mark in self.marks:
            fitted = underlined(mark.excerpt, self.room)
            line = mark.location.line
            if (line, fitted.text) != previous:
                if (
                    previous is not None
                    and line is not None
                    and previous[0] is not None
                    and line > previous[0] + 1
                ):
                    yield self._paint(_GUTTER, " " * (self.gutter + 1) + "⋮")
                yield self._beside(fitted.text, line)
            previous = (line, fitted.text)
            sign = "^" if mark.main else "-"
            colour = _COLOUR[self.finding.severity] if mark.main else _NOTE
            label = f" {printable(mark.label)}" if mark.label else ""
            yield self._beside(" " * fitted.before + self._paint(colour, sign * fitted.marked + label))

    def _beside(self, text: str, line: int | None = None) -> str:
        number = "" if line is None else str(line)
        return f"{self._paint(_GUTTER, f'{number:>{self.gutter}} {_BAR}')} {text}".rstrip()

    def _notes(self) -> Iterator[str]:
        finding = self.finding
        drawn = {mark.label for mark in self.marks if not mark.main}
        for note in finding.related[:MOST_NOTED]:
            message = note.message[self.language]
            if message not in drawn:
                yield self._note("说明", "note", printable(message) + place(note.location, self.language))
        more = len(finding.related) - MOST_NOTED
        if more > 0:
            yield self._note("说明", "note", self._either(f"另有 {more} 处相关", f"and {more} more places"))
        yield from self._repairs()
        if finding.fix is not None:
            message = printable(finding.fix.message[self.language])
            if finding.fix.safe:
                yield self._note("可自动修复", "fix", message, _GREEN)
            else:
                yield self._note("可修复（需人工确认）", "fix, to be confirmed", message, _GREEN)

    def _repairs(self) -> Iterator[str]:
        repairs = self.finding.repairs
        if len(repairs) == 1:
            yield self._note("应改", "repair", self._repair(repairs[0]), _GREEN)
        for number, repair in enumerate(repairs if len(repairs) > 1 else (), 1):
            yield self._note(
                f"改法 {number}", f"repair {number} of {len(repairs)}", self._repair(repair), _GREEN
            )

    def _repair(self, changes: Iterable[CellChange]) -> str:
        return self._either("；", "; ").join(self._change(change) for change in changes)

    def _change(self, change: CellChange) -> str:
        cell = self.result.cells.get((self.finding.path, change.cell))
        name = "/".join(filter(None, (change.cell.table, change.cell.row, change.cell.column)))
        line = None
        if cell is not None:
            name, line = cell.label, cell.location.line
        where = "" if line is None else self._either(f"（第 {line} 行）", f" (line {line})")
        blank = self._either("空白", "blank")
        found = blank if change.found is None else f"{change.found}"
        return f"{printable(name)}{where} {found} → {change.expected}"

    def _note(self, zh: str, en: str, text: str, colour: str = _BOLD) -> str:
        return self._paint(colour, self._either(f"{zh}：", f"{en}: ")) + text

    def _either(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def _paint(self, colour: str, text: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self.colour and text else text
