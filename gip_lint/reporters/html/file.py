"""One file of the page: its findings as a list, and its reports with what is wrong marked in place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from gip_lint.arithmetic.identities import Place, Tally, Verdict
from gip_lint.model.bilingual import Language
from gip_lint.model.finding import CellKey, Finding, Related
from gip_lint.model.report import BoundTable, Report
from gip_lint.model.result import Result
from gip_lint.model.severity import Severity
from gip_lint.plugins.reporter import Style
from gip_lint.reporters.html.markup import element, text
from gip_lint.reporters.html.places import Places, places_of
from gip_lint.reporters.html.tables import TableDrawing, cell_id
from gip_lint.reporters.phrases import cell_name, change, place_in_words
from gip_lint.reporters.text import MARK, severity_name
from gip_lint_grammar.nodes import Heading, Span, Table

MOST_REPAIRS = 3


def drawn(result: Result, reports: Sequence[Report], style: Style) -> tuple[str, str]:
    """Draw one file; beside it return what the summary says of it, as JSON."""
    return _File(result, reports, style).drawn()


class _File:
    def __init__(self, result: Result, reports: Sequence[Report], style: Style) -> None:
        self.result = result
        self.reports = reports
        self.style = style
        self.language: Language = style.language
        paths = [*(head.path for head in result.reports), *(finding.path for finding in result.findings)]
        self.path = paths[0] if paths else ""
        self.id = "f" + blake2b(self.path.encode("utf-8", "replace"), digest_size=6).hexdigest()
        self.numbered = list(enumerate(result.findings, 1))
        self.by_number: Mapping[int, Finding] = dict(self.numbered)
        self.anchored: set[int] = set()
        """The findings whose first place was drawn: that one has the id."""
        self._sums: dict[int, Mapping[str, Sequence[frozenset[Place]]]] = {}

    def drawn(self) -> tuple[str, str]:
        places = [places_of(report, self.numbered) for report in self.reports] if self.numbered else []
        bodies = "".join(
            self._report(number, *each)
            for number, each in enumerate(zip(self.reports, places, strict=True) if places else ())
        )
        listed = "".join(self._finding(number, finding) for number, finding in self.numbered)
        content = self._header()
        if listed:
            content += element("ol", listed, class_="findings", aria_label=self._either("问题", "findings"))
        if bodies:
            summary = element("summary", self._either("报告原文与表格", "the report and its tables"))
            content += element("details", summary + bodies, class_="body")
        counts = {severity: result_count(self.result, severity) for severity in Severity}
        section = ""
        if self.numbered:
            section = element("section", content, id=self.id, class_="file", data_path=self.path.lower())
        rules: dict[str, list[str | int]] = {}
        for finding in self.result.findings:
            entry = rules.setdefault(finding.rule, [finding.name, finding.severity.value, 0])
            entry[2] = int(entry[2]) + 1
        head = self.result.reports[0] if self.result.reports else None
        record = {
            "path": self.path,
            "id": self.id if self.numbered else None,
            "agency": head.agency if head else None,
            "year": head.year if head else None,
            "counts": [counts[severity] for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)],
            "rules": rules,
        }
        return section + "\n", json.dumps(record, ensure_ascii=False)

    def _either(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def _header(self) -> str:
        heads = []
        for head in self.result.reports:
            year = f"{head.year}" + self._either("年", "") if head.year else None
            form = next(
                (r.form.name[self.language] for r in self.reports if r.form.key == head.form), head.form
            )
            heads.append(" · ".join(part for part in (head.agency, year, form) if part))
        said = element("p", "<br>".join(text(head) for head in heads if head), class_="about")
        return element("header", element("h2", text(self.path)) + said)

    # What is listed

    def _finding(self, number: int, finding: Finding) -> str:
        place = finding.location
        where = place_in_words(finding, self.language)
        if place.line is not None:
            line = f"{place.line}:{place.column}" if place.column is not None else f"{place.line}"
            where = self._either(f"第 {line.replace(':', ' 行第 ')} 列", f"line {line}")
            if place.column is None:
                where = self._either(f"第 {place.line} 行", f"line {place.line}")
        badge = element("span", severity_name(finding.severity, self.language), class_="badge")
        code = element("span", text(finding.rule), class_="code", title=finding.name)
        link = element("span", text(where), class_="where")
        if number in self.anchored:
            where = where or self._either("看位置", "place")
            link = element("a", text(where), href=f"#{self.id}-p{number}", class_="where")
        count = element("span", str(number), class_="number")
        head = element("div", count + badge + code + link, class_="head")
        said = element("p", text(finding.message[self.language]), class_="message")
        content = head + said + self._notes_under(finding)
        return element(
            "li",
            content,
            id=f"{self.id}-n{number}",
            class_=f"finding {finding.severity.value}",
            tabindex=0,
            value=number,
            data_severity=finding.severity.value,
            data_rule=finding.rule,
            data_cells=" ".join(self._involved(finding)) or None,
        )

    def _notes_under(self, finding: Finding) -> str:
        notes = [self._related(finding, note) for note in finding.related]
        ways = finding.repairs[:MOST_REPAIRS]
        for number, repair in enumerate(ways, 1):
            head = self._either("应改", "repair")
            if len(finding.repairs) > 1:
                head = self._either(f"改法 {number}", f"repair {number} of {len(finding.repairs)}")
            said = self._either("；", "; ").join(
                change(self.result, finding.path, each, self.language) for each in repair
            )
            notes.append(self._note(head, text(said), "repair"))
        if finding.fix is not None:
            applicable = finding.fix.applicable(unsafe=self.style.unsafe)
            head = self._either("修复", "fix") + (f" {MARK}" if applicable else "")
            notes.append(self._note(head, text(finding.fix.message[self.language]), "repair"))
        return element("ul", "".join(notes), class_="notes") if notes else ""

    def _related(self, finding: Finding, note: Related) -> str:
        head = self._either("说明", "note")
        if note.cell is not None:
            head = cell_name(self.result, finding.path, note.cell)
        return self._note(head, text(note.message[self.language]), "related")

    def _note(self, head: str, content: str, kind: str) -> str:
        return element("li", element("b", text(head)) + " " + content, class_=kind)

    def _involved(self, finding: Finding) -> Iterator[str]:
        """Yield the ids of the cells on which a finding bears, each once: of broken sums every cell."""
        keys = [finding.cell, *(note.cell for note in finding.related)]
        keys += [each.cell for repair in finding.repairs[:1] for each in repair]
        ids: dict[str, None] = {}
        for number, report in enumerate(self.reports):
            for table in report.tables.values():
                own = [key for key in keys if key is not None and key.table == table.form.key]
                for row, column in _bearing(table, own, self._broken(number)) if own else ():
                    ids[cell_id(self._prefix(number), CellKey(table.form.key, row, column))] = None
        return iter(ids)

    def _broken(self, number: int) -> Mapping[str, Sequence[frozenset[Place]]]:
        """Return the cells of each broken sum of a report, by table."""
        if number not in self._sums:
            report = self.reports[number]
            self._sums[number] = {
                key: [
                    frozenset(outcome.sum.places)
                    for outcome in Tally(table, report.blank_as).outcomes
                    if outcome.verdict is Verdict.BROKEN
                ]
                for key, table in report.tables.items()
            }
        return self._sums[number]

    def _prefix(self, number: int) -> str:
        return f"{self.id}-{number}"

    # What is marked in place

    def _report(self, number: int, report: Report, places: Places) -> str:
        drawn_tables: set[str] = set()
        parts = []
        blocks = [b for b in report.document.blocks if report.span.start <= b.span.start < report.span.end]
        places.gather([b.span for b in blocks if not _of_table(report, b.span)])
        for block in blocks:
            tables = [table for table in report.tables.values() if _within(table.span, block.span)]
            for table in tables:
                if table.form.key not in drawn_tables:
                    drawn_tables.add(table.form.key)
                    drawing = TableDrawing(
                        table, places, self._prefix(number), self.language, self._links, self._worst
                    )
                    parts.append(drawing.drawn())
            if tables:
                continue
            if isinstance(block, Table):
                rows = (
                    element(
                        "tr", "".join(element("td", self._marked(report, c.span, places)) for c in row.cells)
                    )
                    for row in block.rows
                )
                parts.append(element("div", element("table", "".join(rows)), class_="scroll other"))
            else:
                tag = "h3" if isinstance(block, Heading) else "p"
                titled = report.title_span is not None and _within(report.title_span, block.span)
                words = self._marked(report, block.span, places)
                parts.append(element(tag, words, class_="title" if titled else None))
        return element("article", "".join(parts), lang="zh-CN")

    def _other_table(self, report: Report, table: Table, places: Places) -> str:
        """Draw a table that is none of the form's as it stands."""
        rows = [
            "".join(element("td", self._marked(report, cell.span, places)) for cell in row.cells)
            for row in table.rows
        ]
        drawn_rows = "".join(element("tr", row) for row in rows)
        return element("div", element("table", drawn_rows), class_="scroll other")

    def _marked(self, report: Report, span: Span, places: Places) -> str:
        """Return the words of a span with what is wrong in them marked."""
        inside = [(at, n) for at, n in places.prose if at.start <= span.end and at.end >= span.start]
        inside = [
            (Span(max(at.start, span.start), min(at.end, span.end)), n)
            for at, n in inside
            if min(at.end, span.end) > max(at.start, span.start) or at.start == at.end
        ]
        if not inside:
            return text(span.text(report.text).strip())
        edges = sorted({span.start, span.end, *(edge for at, _ in inside for edge in (at.start, at.end))})
        points: dict[int, list[int]] = {at.start: [] for at, _ in inside if at.start == at.end}
        for at, n in inside:
            if at.start == at.end:
                points[at.start].append(n)
        parts = [self._mark("", points[edges[0]])] if edges[0] in points else []
        for start, end in zip(edges, edges[1:]):
            numbers = [n for at, n in inside if at.start <= start and end <= at.end and at.start < at.end]
            ends = [n for at, n in inside if at.end == end and at.start < at.end]
            parts.append(self._mark(Span(start, end).text(report.text), numbers, ends))
            if end in points:
                parts.append(self._mark("", points[end]))
        return "".join(parts)

    def _mark(self, words: str, numbers: Sequence[int], ending: Sequence[int] | None = None) -> str:
        if not numbers:
            return text(words)
        notes = self._links(numbers if ending is None else ending)
        return element(
            "mark",
            text(words) + notes,
            class_=f"flag {self._worst(numbers).value}" + ("" if words else " point"),
            data_findings=" ".join(map(str, numbers)),
        )

    def _links(self, numbers: Sequence[int]) -> str:
        """Draw the numbers of findings as links to them, the first time as what they link back to."""
        drawn_links = []
        for number in dict.fromkeys(numbers):
            finding = self.by_number[number]
            new = number not in self.anchored
            self.anchored.add(number)
            tip = element("span", text(self._tip(finding)), class_="tip", role="tooltip")
            link = element(
                "a",
                str(number),
                href=f"#{self.id}-n{number}",
                aria_label=self._either(f"第 {number} 项问题", f"finding {number}"),
            )
            drawn_links.append(
                element(
                    "sup",
                    link + tip,
                    class_=f"ref {finding.severity.value}",
                    id=f"{self.id}-p{number}" if new else None,
                    data_rule=finding.rule,
                    data_severity=finding.severity.value,
                    data_finding=number,
                )
            )
        return "".join(drawn_links)

    def _tip(self, finding: Finding) -> str:
        """Return in the page what a cell's finding says, with the sums that are broken."""
        said = [f"{finding.rule} {finding.message[self.language]}"]
        said += [note.message[self.language] for note in finding.related]
        return "\n".join(said)

    def _worst(self, numbers: Sequence[int]) -> Severity:
        return max(self.by_number[number].severity for number in numbers)


def _bearing(
    table: BoundTable, keys: Sequence[CellKey], broken: Mapping[str, Sequence[frozenset[Place]]]
) -> Iterator[Place]:
    """Yield the cells that *keys* name: with their broken sums, or else whole lines where a line is named."""
    named = {(key.row, key.column) for key in keys if key.row and key.column}
    sums = [places for places in broken[table.form.key] if not named.isdisjoint(places)]
    for place in table.cells:
        row, column = place
        lines = not sums and any(
            key.row in {None, row} and key.column in {None, column} and (key.row or key.column)
            for key in keys
        )
        if place in named or lines or any(place in places for places in sums):
            yield place


def result_count(result: Result, severity: Severity) -> int:
    """Return how many findings of a file are of that severity."""
    return sum(finding.severity is severity for finding in result.findings)


def _of_table(report: Report, span: Span) -> bool:
    return any(_within(table.span, span) for table in report.tables.values())


def _within(outer: Span, inner: Span) -> bool:
    return max(outer.start, inner.start) < min(outer.end, inner.end)
