"""Findings for people: place, code and message, and the lines themselves, what is wrong underlined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import groupby
from typing import NamedTuple, TextIO

from gip_lint.model.bilingual import Bilingual, Language
from gip_lint.model.excerpt import Excerpt
from gip_lint.model.finding import CellChange, Finding, Location, Related
from gip_lint.model.printable import printable
from gip_lint.model.result import Result, Totals
from gip_lint.model.severity import Severity
from gip_lint.plugins.reporter import Pieces, Style
from gip_lint.reporters.fitting import fit, fits_together
from gip_lint.reporters.terminal import columns, wrapped
from gip_lint_grammar.nodes import Span

WIDTH = 100
"""The columns of output that goes to no terminal."""
MOST_NARROW = 20
MOST_NOTED = 6
"""How many of a finding's related places are drawn; a sum may have twenty terms."""
MOST_REPAIRS = 3

_SEVERITY = {
    Severity.ERROR: Bilingual("错误", "error"),
    Severity.WARNING: Bilingual("警告", "warning"),
    Severity.INFO: Bilingual("提示", "info"),
}
_COLOUR = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_GUTTER, _BOLD, _NOTE, _GREEN = "34", "1", "36", "32"
_BAR = "│"
MARK = "[*]"
"""What stands beside a finding that ``--fix`` would fix."""


class TextReporter:
    """Draws findings as compilers do, for a terminal or a file."""

    name = "text"

    def __init__(self, *, summary: bool = True) -> None:
        self.summary = summary

    def write(self, result: Result, stream: TextIO, style: Style, room: int | None = None) -> None:
        """Write every finding with its lines, and at the end how many there are."""
        room = columns_of(stream) if room is None else room
        for finding in result.findings:
            stream.writelines(f"{line}\n" for line in drawing(result, finding, style, room))
            stream.write("\n")
        self._summarise(result.totals, stream, style)

    def pieces(self, result: Result, style: Style, columns: int) -> tuple[str, ...]:
        """Draw the findings of one file."""
        stream = StringIO()
        TextReporter(summary=False).write(result, stream, style, columns)
        return (stream.getvalue(),)

    def assemble(self, drawn: Pieces, stream: TextIO, style: Style) -> None:
        """Write what was drawn of every file, and at the end how many findings there are."""
        stream.writelines(drawn.pieces(0))
        self._summarise(drawn.totals, stream, style)

    def _summarise(self, totals: Totals, stream: TextIO, style: Style) -> None:
        if self.summary:
            stream.write(summary(totals, style.language) + "\n")
            stream.writelines(f"{line}\n" for line in fixable(totals, style))


def columns_of(stream: TextIO) -> int:
    """Return the columns of a terminal, or of output that goes to none."""
    if not stream.isatty():
        return WIDTH
    from shutil import get_terminal_size  # noqa: PLC0415 - most output of a pipeline goes to none

    return get_terminal_size().columns


def drawing(result: Result, finding: Finding, style: Style, room: int) -> Iterator[str]:
    """Yield the lines that show one finding of *result*, in *room* columns."""
    return _Drawing(result, finding, style, room).lines()


def severity_name(severity: Severity, language: Language) -> str:
    """Return the word for a severity."""
    return _SEVERITY[severity][language]


def summary(totals: Totals, language: Language) -> str:
    """Return in one line how many files were checked and what was found."""
    counts = {severity: totals.count(severity) for severity in reversed(Severity)}
    if language == "zh":
        unit = {Severity.INFO: "条"}
        said = "，".join(f"{n} {unit.get(s, '个')}{_SEVERITY[s].zh}" for s, n in counts.items() if n)
        known = f"（另有 {totals.baselined} 个已在基线中）" if totals.baselined else ""
        unsure = f"；{totals.unsure} 个数读不准，没有核对" if totals.unsure else ""
        return f"检查了 {totals.files} 个文件：{said or '没有发现问题'}{known}{unsure}"
    said = ", ".join(_counted(n, _SEVERITY[s].en) for s, n in counts.items() if n)
    known = f" ({totals.baselined} more in the baseline)" if totals.baselined else ""
    figures = _counted(totals.unsure, "figure")
    unsure = f"; {figures} not known for sure and not checked" if totals.unsure else ""
    return f"checked {_counted(totals.files, 'file')}: {said or 'nothing found'}{known}{unsure}"


def fixable(totals: Totals, style: Style) -> Iterator[str]:
    """Return in one line how many findings ``--fix`` would fix, where there are any."""
    shown = totals.fixable if style.unsafe else totals.safely_fixable
    hidden = totals.fixable - shown
    flags = "--fix --unsafe-fixes" if style.unsafe else "--fix"
    if not shown and not hidden:
        return
    if style.language == "zh":
        some = f"{MARK} {shown} 处可用 {flags} 自动修复" if shown else ""
        more = f"{hidden} 处可用 --fix --unsafe-fixes 修复，须人工核对" if hidden else ""
        yield "；".join(filter(None, (some, f"另有 {more}" if some and more else more)))
    else:
        some = f"{MARK} {shown} can be fixed with {flags}" if shown else ""
        can = "more" if shown else "can be fixed"
        more = f"{hidden} {can} with --fix --unsafe-fixes, to be confirmed" if hidden else ""
        yield "; ".join(filter(None, (some, more)))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"


def place(location: Location, language: Language) -> str:
    """Return where something is: ``:91:1``, or page and place in words."""
    lines = "".join(f":{at}" for at in (location.line, location.column) if at is not None)
    words = []
    if location.page is not None:
        words.append(f"第 {location.page} 页" if language == "zh" else f"page {location.page}")
    if location.place is not None:
        words.append(printable(location.place))
    if not words:
        return lines
    return lines + (f"（{'，'.join(words)}）" if language == "zh" else f" ({', '.join(words)})")


class _Mark(NamedTuple):
    """A place to be drawn: the finding's own, or one related to it."""

    excerpt: Excerpt
    location: Location
    place: int
    """Where it begins in the notation: of a file without lines, nothing else tells the order."""
    note: Related | None = None
    """What is said beside it; None for the finding's own place."""

    @property
    def span(self) -> tuple[int, int]:
        """What is marked, in characters of the excerpt."""
        return self.excerpt.start, self.excerpt.end

    @property
    def line(self) -> tuple[int, int, str]:
        """The line in which it stands: marks of one line are drawn under it together."""
        return self.location.page or 0, self.location.line or 0, self.excerpt.text


def _start(span: Span | None) -> int:
    return 0 if span is None else span.start


class _Stroke(NamedTuple):
    """A mark under a printed line."""

    before: int
    width: int
    label: str
    main: bool


class _Drawing:
    """One finding, drawn."""

    def __init__(self, result: Result, finding: Finding, style: Style, room: int) -> None:
        self.result = result
        self.finding = finding
        self.language = style.language
        self.colour = style.colour
        self.unsafe = style.unsafe
        places = [finding.location, *(note.location for note in finding.related[:MOST_NOTED])]
        self.gutter = max(len(str(location.line or "")) for location in places)
        self.room = max(MOST_NARROW, room - self.gutter - 5)
        self.said: list[Related] = []
        """The notes that stand under the drawing."""

    def lines(self) -> Iterator[str]:
        """Yield the lines of the drawing."""
        finding = self.finding
        severity = _SEVERITY[finding.severity][self.language]
        where = self._paint(_BOLD, printable(finding.path) + place(finding.location, self.language))
        kind = self._paint(_COLOUR[finding.severity], f"{finding.rule} {severity}")
        if finding.fix is not None and finding.fix.applicable(unsafe=self.unsafe):
            kind += f" {self._paint(_NOTE, MARK)}"
        colon = self._either("：", ": ")
        yield f"{where}: {kind}{colon}{self._paint(_BOLD, printable(finding.message[self.language]))}"
        yield from self._snippets()
        yield from self._notes()

    def _marks(self) -> list[_Mark]:
        """Return what is drawn, by line; a note on words that are marked already is said below."""
        finding = self.finding
        marks: list[_Mark] = []
        excerpt = self._excerpt(finding.span)
        if excerpt is not None:
            marks.append(_Mark(excerpt, finding.location, _start(finding.span)))
        marked = {finding.span}
        for note in finding.related[:MOST_NOTED]:
            excerpt = None if note.span in marked else self._excerpt(note.span)
            if excerpt is None:
                self.said.append(note)
            else:
                marks.append(_Mark(excerpt, note.location, _start(note.span), note))
                marked.add(note.span)
        return sorted(marks, key=lambda mark: (*mark.line[:2], mark.place))

    def _excerpt(self, span: Span | None) -> Excerpt | None:
        excerpt = None if span is None else self.result.excerpts.get((self.finding.path, span))
        return excerpt if excerpt is not None and excerpt.text.strip() else None

    def _snippets(self) -> Iterator[str]:
        """Yield the lines in question, each with its marks under it."""
        previous: int | None = None
        for (_, line, _), group in groupby(self._marks(), key=lambda mark: mark.line):
            if previous is None:
                yield self._beside("")
            elif line > previous + 1:
                yield self._paint(_GUTTER, " " * (self.gutter + 1) + "⋮")
            previous = line
            marks = list(group)
            together = fits_together(marks[0].excerpt, [mark.span for mark in marks], self.room)
            for shown in [marks] if together else [[mark] for mark in marks]:
                fitted = fit(shown[0].excerpt, [mark.span for mark in shown], self.room)
                yield self._beside(fitted.text, line or None)
                strokes = [self._stroke(*at) for at in zip(shown, fitted.marks, strict=True)]
                for row in _rows(strokes):
                    yield self._beside(self._drawn(row))

    def _stroke(self, mark: _Mark, place: tuple[int, int]) -> _Stroke:
        """Return how a mark is drawn; a note that is too long to stand beside it is said below."""
        before, width = place
        label = "" if mark.note is None else printable(mark.note.message[self.language])
        if mark.note is not None and before + width + 1 + columns(label) > self.room:
            self.said.append(mark.note)
            label = ""
        return _Stroke(before, width, label, main=mark.note is None)

    def _drawn(self, strokes: Iterable[_Stroke]) -> str:
        drawn, used = "", 0
        for stroke in strokes:
            words = f"{('^' if stroke.main else '-') * stroke.width} {stroke.label}".rstrip()
            colour = _COLOUR[self.finding.severity] if stroke.main else _NOTE
            drawn += " " * (stroke.before - used) + self._paint(colour, words)
            used = stroke.before + stroke.width
        return drawn

    def _beside(self, text: str, line: int | None = None) -> str:
        number = "" if line is None else str(line)
        return f"{self._paint(_GUTTER, f'{number:>{self.gutter}} {_BAR}')} {text}".rstrip()

    def _notes(self) -> Iterator[str]:
        finding = self.finding
        for note in sorted(self.said, key=finding.related.index):
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
            if not finding.fix.edits:
                yield from self._note("改法（需手工修改）", "fix, by hand", message, _GREEN)
            elif finding.fix.safe:
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


def _rows(strokes: Iterable[_Stroke]) -> Iterator[list[_Stroke]]:
    """Yield the strokes of one line row by row: those without words side by side, then each of the others."""
    plain: list[_Stroke] = []
    others: list[_Stroke] = []
    for stroke in sorted(strokes, key=lambda stroke: (stroke.before, not stroke.main)):
        apart = not plain or plain[-1].before + plain[-1].width <= stroke.before
        (plain if apart and not stroke.label else others).append(stroke)
    if plain:
        yield plain
    yield from ([stroke] for stroke in others)
