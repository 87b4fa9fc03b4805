"""Findings for people: place, code and message, and the lines themselves, what is wrong underlined."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from typing import TextIO

from attrs import frozen

from gip_lint.finding import CellChange, Finding, Location, Related, Severity
from gip_lint.language import Language, Text
from gip_lint.reporters.base import Style
from gip_lint.reporters.columns import Underlined, columns, printable, underlined, wrapped
from gip_lint.result import Result
from gip_lint_grammar.nodes import Span

WIDTH = 100
"""The columns of output that goes to no terminal."""
MOST_NARROW = 20
MOST_NOTED = 6
"""How many of a finding's related places are drawn; a sum may have twenty terms."""
MOST_REPAIRS = 3

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
            stream.writelines(f"{line}\n" for line in drawing(result, finding, style, room))
            stream.write("\n")
        if self.summary:
            stream.write(summary(result, style.language) + "\n")


def drawing(result: Result, finding: Finding, style: Style, room: int) -> Iterator[str]:
    """Yield the lines that show one finding of *result*, in *room* columns."""
    return _Drawing(result, finding, style, room).lines()


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

    fitted: Underlined
    location: Location
    label: str = ""
    main: bool = True

    def order(self) -> tuple[int, int, bool]:
        """Where the mark stands in the drawing: by page and line, the finding's own first."""
        return self.location.page or 0, self.location.line or 0, not self.main


class _Drawing:
    """One finding, drawn."""

    def __init__(self, result: Result, finding: Finding, style: Style, room: int) -> None:
        self.result = result
        self.finding = finding
        self.language = style.language
        self.colour = style.colour
        drawn = [finding.location, *(note.location for note in finding.related[:MOST_NOTED])]
        self.gutter = max(len(str(location.line or "")) for location in drawn)
        self.room = max(MOST_NARROW, room - self.gutter - 5)
        self.said: list[Related] = []
        self.marks = sorted(self._marks(), key=_Mark.order)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the drawing."""
        finding = self.finding
        severity = _SEVERITY[finding.severity][self.language]
        where = self._paint(_BOLD, printable(finding.path) + place(finding.location, self.language))
        kind = self._paint(_COLOUR[finding.severity], f"{finding.rule} {severity}")
        colon = self._either("：", ": ")
        yield f"{where}: {kind}{colon}{self._paint(_BOLD, printable(finding.message[self.language]))}"
        yield from self._snippets()
        yield from self._notes()

    def _marks(self) -> Iterator[_Mark]:
        """Yield what is drawn; a note with no room beside its words, or on words marked before, goes below."""
        marked = {self.finding.span}
        fitted = self._fitted(self.finding.span)
        if fitted is not None:
            yield _Mark(fitted, self.finding.location)
        for note in self.finding.related[:MOST_NOTED]:
            fitted = None if note.span in marked else self._fitted(note.span)
            if fitted is None:
                self.said.append(note)
                continue
            marked.add(note.span)
            label = printable(note.message[self.language])
            if fitted.before + fitted.marked + 1 + columns(label) > self.room:
                self.said.append(note)
                label = ""
            yield _Mark(fitted, note.location, label, main=False)

    def _fitted(self, span: Span | None) -> Underlined | None:
        excerpt = None if span is None else self.result.excerpts.get((self.finding.path, span))
        if excerpt is None or not excerpt.text.strip():
            return None
        return underlined(excerpt, self.room)

    def _snippets(self) -> Iterator[str]:
        if not self.marks:
            return
        yield self._beside("")
        previous: tuple[int | None, str] | None = None
        for mark in self.marks:
            line, text = mark.location.line, mark.fitted.text
            if (line, text) != previous:
                if previous is not None and (line or 0) > (previous[0] or 0) + 1:
                    yield self._paint(_GUTTER, " " * (self.gutter + 1) + "⋮")
                yield self._beside(text, line)
            previous = (line, text)
            sign = "^" if mark.main else "-"
            colour = _COLOUR[self.finding.severity] if mark.main else _NOTE
            words = f"{sign * mark.fitted.marked} {mark.label}".rstrip()
            yield self._beside(" " * mark.fitted.before + self._paint(colour, words))

    def _beside(self, text: str, line: int | None = None) -> str:
        number = "" if line is None else str(line)
        return f"{self._paint(_GUTTER, f'{number:>{self.gutter}} {_BAR}')} {text}".rstrip()

    def _notes(self) -> Iterator[str]:
        finding = self.finding
        for note in self.said:
            where = self._where(note.location)
            yield from self._note(f"说明{where}", f"note{where}", note.message[self.language])
        more = len(finding.related) - MOST_NOTED
        if more > 0:
            yield from self._note(
                "说明", "note", self._either(f"另有 {more} 处相关", f"and {more} more places")
            )
        if finding.fix is None or len(finding.repairs) > 1:
            yield from self._repairs()
        if finding.fix is not None:
            message = finding.fix.message[self.language]
            if finding.fix.safe:
                yield from self._note("可自动修复", "fix", message, _GREEN)
            else:
                yield from self._note("可修复（需人工确认）", "fix, to be confirmed", message, _GREEN)

    def _repairs(self) -> Iterator[str]:
        repairs = self.finding.repairs
        if len(repairs) == 1:
            yield from self._note("应改", "repair", self._repair(repairs[0]), _GREEN)
            return
        for number, repair in enumerate(repairs[:MOST_REPAIRS], 1):
            yield from self._note(
                f"改法 {number}", f"repair {number} of {len(repairs)}", self._repair(repair), _GREEN
            )

        more = len(repairs) - MOST_REPAIRS
        if more > 0:
            yield from self._note("改法", "repair", self._either(f"另有 {more} 种", f"{more} more"), _GREEN)

    def _repair(self, changes: Iterable[CellChange]) -> str:
        return self._either("；", "; ").join(self._change(change) for change in changes)

    def _change(self, change: CellChange) -> str:
        cell = self.result.cells.get((self.finding.path, change.cell))
        name, where = "/".join(filter(None, (change.cell.table, change.cell.row, change.cell.column))), ""
        if cell is not None:
            name, where = cell.label, self._where(cell.location)
        found = self._either("空白", "blank") if change.found is None else f"{change.found}"
        return f"{name}{where} {found} → {change.expected}"

    def _where(self, location: Location) -> str:
        if location.line is None:
            return place(location, self.language)
        return self._either(f"（第 {location.line} 行）", f" (line {location.line})")

    def _note(self, zh: str, en: str, text: str, colour: str = _BOLD) -> Iterator[str]:
        """Yield the lines of a note under the drawing."""
        head = self._either(f"{zh}：", f"{en}: ")
        first, *more = wrapped(printable(head + text), self.room)
        indent = " " * (self.gutter + 5)
        first = self._paint(colour, head) + first[len(head) :]
        margin = self._paint(_GUTTER, " " * (self.gutter + 1) + "=") + " "
        yield margin + first
        yield from (indent + line for line in more)

    def _either(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def _paint(self, colour: str, text: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self.colour and text else text
