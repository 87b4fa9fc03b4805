"""What was understood of each sentence that counts something, and why not of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from gip_lint.model.bilingual import Bilingual, Language
from gip_lint.model.report import Report
from gip_lint.prose.named_figures import cells_of
from gip_lint.prose.statement import CountedTime, Scope, Statement
from gip_lint.prose.understanding import Reading, readings_of

REASONS: Final = {
    "unknown": Bilingual("有不认识的词", "words that are not known"),
    "otherwise": Bilingual("另有所指（范围、时间、约数或例外）", "it speaks of another scope, time or case"),
    "part": Bilingual("只说其中一部分", "of a part only"),
    "rounded": Bilingual("约数", "a rounded number"),
    "unit": Bilingual("量词不是件数", "another measure word"),
    "subject": Bilingual("看不出数的是什么", "what is counted is not clear"),
    "compared": Bilingual("同比或比较", "a comparison"),
}
_SCOPES: Final = {
    Scope.WHOLE: Bilingual("本机关", "the organ's own"),
    Scope.TERRITORY: Bilingual("全域", "a whole territory's"),
    Scope.UNCLEAR: Bilingual("别处或不明", "another's, or not clear whose"),
}
_TIMES: Final = {
    CountedTime.REPORT_YEAR: Bilingual("报告年度", "report year"),
    CountedTime.PART_OF_YEAR: Bilingual("部分时段", "part of the year"),
    CountedTime.OTHER: Bilingual("其他年份", "another year"),
}
_SUBJECTS: Final = {
    "new": Bilingual("新收", "new"),
    "received": Bilingual("收到", "received"),
    "handled": Bilingual("办理", "handled"),
    "finished": Bilingual("办结", "finished"),
    "answered": Bilingual("答复", "answered"),
    "carried_over": Bilingual("上年结转", "carried over"),
    "carried_forward": Bilingual("结转下年度", "carried forward"),
    "carried": Bilingual("结转", "carried"),
    "result": Bilingual("办理结果", "result"),
    "cases": Bilingual("复议诉讼", "cases"),
    "outcome": Bilingual("复议诉讼结果", "outcome of cases"),
    "document": Bilingual("文件", "documents"),
}


def drawn_statements(report: Report, language: Language) -> Iterator[str]:
    """Yield lines: each sentence with its place, and below it what each number says and is held against."""
    for sentence in _sentences(report):
        clause = sentence[0].clause
        place = report.source.location(clause.span)
        end = sentence[-1].clause.end
        yield f"{place.line or place.page or '-'}  {clause.passage.whole[clause.start : end]}"
        for reading in sentence:
            for statement in reading.statements:
                yield f"    {_said(report, statement, language)}"
            if reading.why:
                yield f"    ? {reading.clause.text}: {REASONS[reading.why][language]}"


def statement_values(report: Report) -> list[dict[str, Any]]:
    """Return the same as plain values; spans are ``[start, end]`` in characters of the notation."""
    return [
        {
            "text": reading.clause.text,
            "span": list(reading.clause.span),
            "not_understood": reading.why or None,
            "statements": [_value(report, statement) for statement in reading.statements],
        }
        for sentence in _sentences(report)
        for reading in sentence
    ]


def _sentences(report: Report) -> Iterator[list[Reading]]:
    """Yield the clauses of each sentence of which a number was understood or looked at."""
    grouped = groupby(
        readings_of(report), lambda reading: (id(reading.clause.passage), reading.clause.sentence)
    )
    for _, group in grouped:
        sentence = list(group)
        if any(reading.statements or reading.why for reading in sentence):
            yield sentence


def _said(report: Report, statement: Statement, language: Language) -> str:
    about = [_SCOPES[statement.scope], _TIMES[statement.period]]
    if statement.after_part:
        about.append(REASONS["part"])
    held = " + ".join(
        f"{report.tables[cell.table].name(cell)}: {value.raw or '-'}"
        for cell in cells_of(report, statement)
        if (value := report.tables[cell.table][cell.row or "", cell.column or ""]) is not None
    )
    told = f"{_SUBJECTS[statement.subject][language]} {statement.number}"
    told += f" ({', '.join(each[language] for each in about)})"
    return f"{told}  =>  {held}" if held and statement.comparable and not statement.after_part else told


def _value(report: Report, statement: Statement) -> dict[str, Any]:
    return {
        "subject": statement.subject,
        "rows": list(statement.rows),
        "columns": list(statement.columns),
        "number": statement.number,
        "scope": statement.scope.value,
        "period": statement.period.value,
        "of_a_part": statement.after_part,
        "includes": list(statement.includes),
        "cells": [
            {"table": cell.table, "row": cell.row, "column": cell.column}
            for cell in cells_of(report, statement)
        ],
    }
