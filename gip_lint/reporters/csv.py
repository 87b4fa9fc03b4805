"""Findings as a table for spreadsheets: one finding a row, in UTF-8 with the mark by which Excel knows it."""

from __future__ import annotations

import csv
from typing import TextIO

from gip_lint.model.bilingual import Bilingual, Language
from gip_lint.model.result import Result
from gip_lint.plugins.reporter import Style
from gip_lint.reporters.inert import inert
from gip_lint.reporters.phrases import cell_name, repairs
from gip_lint.reporters.text import severity_name

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_COLUMNS = (
    Bilingual("文件", "file"),
    Bilingual("行", "line"),
    Bilingual("列", "column"),
    Bilingual("页", "page"),
    Bilingual("位置", "place"),
    Bilingual("规则", "rule"),
    Bilingual("名称", "name"),
    Bilingual("级别", "severity"),
    Bilingual("单元格", "cell"),
    Bilingual("问题", "message"),
    Bilingual("应改", "repair"),
    Bilingual("可自动修复", "fixable"),
)


class CsvReporter:
    """Writes a row for each finding, under a row of headings."""

    name = "csv"

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write the table; headings and messages are in the language of *style*."""
        language = style.language
        stream.write(MARK)
        table = csv.writer(stream)
        table.writerow([column[language] for column in _COLUMNS])
        for finding in result.findings:
            location, fix = finding.location, finding.fix
            cell = "" if finding.cell is None else cell_name(result, finding.path, finding.cell)
            row = (
                finding.path,
                location.line,
                location.column,
                location.page,
                location.place,
                finding.rule,
                finding.name,
                severity_name(finding.severity, language),
                cell,
                finding.message[language],
                _either(repairs(result, finding, language), language),
                "" if fix is None or not fix.applicable(unsafe=style.unsafe) else fix.message[language],
            )
            table.writerow([_guarded(value) for value in row])


def _either(ways: tuple[str, ...], language: Language) -> str:
    return (" 或 " if language == "zh" else " or ").join(ways)


def _guarded(value: object) -> object:
    if isinstance(value, str):
        return inert(value)
    return "" if value is None else value
