"""Whether what a rule yields is a finding of its own that can stand: in the text, of the form, with words."""

from __future__ import annotations

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.finding import CellChange, CellKey, Edit, Finding, Fix, Related
from gip_lint.model.nearest import did_you_mean
from gip_lint.model.report import Report
from gip_lint.model.severity import Severity
from gip_lint.plugins.rule import Rule
from gip_lint.plugins.validation.hooks import shown
from gip_lint_grammar.nodes import Span


class UnsoundFindingError(Exception):
    """A rule yields what is not a finding of its own in this text; ``message`` names its author's mistake."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Bilingual(zh, en)


def require_sound(report: Report, rule: Rule, finding: object) -> None:
    """Raise UnsoundFindingError where *finding* is none that *rule* may yield of *report*."""
    if not isinstance(finding, Finding):
        raise UnsoundFindingError(
            f"check() 产生了 {shown(finding)}，它不是 Finding；请用 self.finding(…) 构造",
            f"check() yields {shown(finding)}, which is not a Finding; make it with self.finding(…)",
        )
    if finding.rule != rule.code:
        raise UnsoundFindingError(
            f"check() 产生了规则 {finding.rule} 的问题，不是本规则 {rule.code} 的",
            f"check() yields a finding of {finding.rule}, not of {rule.code}",
        )
    require_words(finding)
    require_parts(finding)
    for span in (finding.span, *(note.span for note in finding.related), *finding.concealed):
        if span is not None:
            _require_span(report, span)
    if finding.fix is not None:
        for edit in finding.fix.edits:
            _require_span(report, Span(edit.start, edit.end))
    for cell in (finding.cell, *(note.cell for note in finding.related)):
        if cell is not None:
            _require_cell(report, cell)


def require_words(finding: Finding) -> None:
    """Raise UnsoundFindingError where a finding says nothing, or is of no severity."""
    _require_text("message", finding.message)
    if not isinstance(finding.severity, Severity):
        raise UnsoundFindingError(
            f"问题的 severity 应为 Severity，实为 {finding.severity!r}",
            f"the severity of a finding must be a Severity, not {finding.severity!r}",
        )


def _require_text(name: str, message: object) -> None:
    if not isinstance(message, Bilingual) or not (str(message.zh).strip() and str(message.en).strip()):
        raise UnsoundFindingError(
            f"问题的 {name} 应为中英文俱全的 Bilingual，实为 {shown(message)}",
            f"the {name} of a finding must be a Bilingual with words in both languages, not {shown(message)}",
        )
    for words in (message.zh, message.en):
        if not isinstance(words, str) or any("\ud800" <= character <= "\udfff" for character in words):
            raise UnsoundFindingError(
                f"问题的 {name} 含有无法写出的字符：{words!a}",
                f"the {name} of a finding holds characters that cannot be written: {words!a}",
            )


def require_parts(finding: Finding) -> None:
    """Raise UnsoundFindingError where a note, a repair, a fix or a cell is none."""
    for name, values, kind in (
        ("related", finding.related, Related),
        ("concealed", finding.concealed, Span),
    ):
        if not (isinstance(values, tuple) and all(isinstance(each, kind) for each in values)):
            raise _none_such(name, values, f"由 {kind.__name__} 组成的元组", f"a tuple of {kind.__name__}")
    if not (isinstance(finding.repairs, tuple) and all(map(_is_repair, finding.repairs))):
        raise _none_such(
            "repairs", finding.repairs, "由 CellChange 元组组成的元组", "a tuple of tuples of CellChange"
        )
    for note in finding.related:
        _require_text("related", note.message)
    if finding.fix is not None:
        if not isinstance(finding.fix, Fix):
            raise _none_such("fix", finding.fix, " Fix", "a Fix")
        _require_text("fix", finding.fix.message)
        edits = finding.fix.edits
        if not (isinstance(edits, tuple) and all(map(_is_edit, edits))):
            raise _none_such("fix.edits", edits, "由 Edit 组成的元组", "a tuple of Edit")
    for cell in (finding.cell, *(note.cell for note in finding.related)):
        if cell is not None and not isinstance(cell, CellKey):
            raise _none_such("cell", cell, " CellKey（如 cell.key）", "a CellKey, such as cell.key")


def _is_repair(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(change, CellChange) for change in value)


def _is_edit(value: object) -> bool:
    return (
        isinstance(value, Edit)
        and isinstance(value.start, int)
        and isinstance(value.end, int)
        and isinstance(value.text, str)
        and 0 <= value.start <= value.end
    )


def _none_such(name: str, value: object, zh: str, en: str) -> UnsoundFindingError:
    return UnsoundFindingError(
        f"问题的 {name} 应为{zh}，实为 {shown(value)}",
        f"{name} of a finding must be {en}, not {shown(value)}",
    )


def _require_span(report: Report, span: object) -> None:
    if not isinstance(span, Span):
        raise UnsoundFindingError(f"{shown(span)} 不是 Span", f"{shown(span)} is not a Span")
    length = len(report.text)
    if not (isinstance(span.start, int) and isinstance(span.end, int)):
        raise UnsoundFindingError(f"{span} 的两端应为整数", f"{span} must have whole numbers at both ends")
    if span.end < span.start:
        raise UnsoundFindingError(f"{span} 的终点在起点之前", f"{span} ends before it starts")
    if span.start < 0 or span.end > length:
        raise UnsoundFindingError(
            f"{span} 超出全文（共 {length} 字）；位置应从 report.text 起算，而不是从某一段、某一格起算",
            f"{span} lies outside; the text has {length} characters. Count from the start of report.text, "
            "not of a passage or a cell",
        )


def _require_cell(report: Report, cell: CellKey) -> None:
    table = report.form.tables.get(cell.table)
    if table is None:
        zh, en = did_you_mean(cell.table, report.form.tables)
        raise UnsoundFindingError(
            f"格式 {report.form.key} 没有表 {cell.table}{zh}",
            f"form {report.form.key} has no table {cell.table}{en}",
        )
    if cell.row is not None and cell.row not in table.rows:
        zh, en = did_you_mean(cell.row, table.rows)
        raise UnsoundFindingError(
            f"表 {cell.table} 没有行 {cell.row}{zh}", f"table {cell.table} has no row {cell.row}{en}"
        )
    if cell.column is not None:
        blocks = table.blocks if cell.row is None else (table.block_of[cell.row],)
        columns = [column.key for block in blocks for column in block.columns]
        if cell.column not in columns:
            zh, en = did_you_mean(cell.column, columns)
            raise UnsoundFindingError(
                f"表 {cell.table} 没有列 {cell.column}{zh}",
                f"table {cell.table} has no column {cell.column}{en}",
            )
