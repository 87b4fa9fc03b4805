"""GIP305 number-format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gip_lint.kit import (
    Bilingual,
    Edit,
    Example,
    Finding,
    Fix,
    Needs,
    Report,
    Rule,
    Severity,
    Span,
    fold,
    lazy_pattern,
)
from gip_lint_rules.citations._shared.document_numbers import DocumentNumber, read_number
from gip_lint_rules.citations._shared.register import register

_WRITTEN = lazy_pattern(
    r"(?P<issuer>[^0-9]{0,100}?)\s{0,20}(?P<open>[〔\[(【〖{])\s*\d{4}\s*(?P<shut>[〕\])】〗}])\s*\d+\s*号"
)
"""Issuer, year in brackets of some kind, number: the right order."""
_SHORTEST_ISSUER = 2


class NumberFormat(Rule):
    """A document number whose year stands in other brackets than 〔〕, or in another order.

    国办发〔2019〕14号 is due: issuer, year in 〔〕, number without 第 and without zeros before it. Of
    numbers that the register does not hold only the brackets are judged. Orders have no year.
    """

    code = "GIP305"
    name = "number-format"
    severity = Severity.WARNING
    title = Bilingual(zh="文号格式不规范", en="document number badly written")
    description = Bilingual(
        zh="发文字号由机关代字、年份、序号组成，年份用六角括号〔〕括起，序号不编虚位、不加“第”字。"
        "写成［］、（）、【】或次序颠倒的，请改正。",
        en="A document number is made of the issuer's mark, the year in 〔〕 and the number, without 第 and"
        " without leading zeros. Put other brackets, or another order, right.",
    )
    sources = ("GB/T 9704—2012 党政机关公文格式 7.2.5",)
    needs = Needs.TEXT
    good = (Example("按照国办公开办函〔2021〕30号、国务院令第711号和某政办发〔2022〕5号办理。\n"),)
    bad = (
        Example(
            "按照国办公开办函[2021]30号办理。\n",
            marked="国办公开办函[2021]30号",
            message="应写作“国办公开办函〔2021〕30号”",
            count=1,
        ),
        Example("按照某政办发（2022）5号办理。\n", marked="某政办发（2022）5号", message="六角括号", count=1),
        Example("按照国办发14号〔2019〕办理。\n", message="应写作“国办发〔2019〕14号”", count=1),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every number that is not written as it is due."""
        for citation in report.citations():
            span = citation.number_span
            number = read_number(citation.number) if citation.number else None
            if span is None or number is None or number.is_order or len(number.issuer) < _SHORTEST_ISSUER:
                continue
            finding = self._judge(report, span, number)
            if finding is not None:
                yield finding

    def _judge(self, report: Report, span: Span, number: DocumentNumber) -> Finding | None:
        written = span.text(report.text)
        in_order = _WRITTEN.fullmatch(fold(written))
        if in_order is None:
            known = register().numbered(number) is not None
            due = str(number)
            edits: tuple[Edit, ...] = (Edit(span.start, span.end, due),)
            if not known or _same(written, due):
                return None
        else:
            edits = tuple(
                Edit(span.start + in_order.start(group), span.start + in_order.end(group), mark)
                for group, mark in (("open", "〔"), ("shut", "〕"))
                if in_order[group] != mark
            )
            if not edits:
                return None
            due = _with(written, span.start, edits)
        what = "年份应使用六角括号" if in_order else "次序或写法不规范"
        what_en = "the year belongs in 〔〕" if in_order else "parts out of order or badly written"
        fix = (
            None
            if "\n" in written
            else Fix(Bilingual(f"改为{due}", f"write {due}"), edits, safe=bool(in_order))
        )
        return self.finding(
            Bilingual(f"文号“{written}”{what}，应写作“{due}”", f"{written}: {what_en}; write {due}"),
            span,
            fix=fix,
        )


def _same(written: str, due: str) -> bool:
    return re.sub(r"\s+", "", fold(written)) == due


def _with(written: str, start: int, edits: tuple[Edit, ...]) -> str:
    """Return *written*, which begins at *start*, with single characters put in."""
    characters = list(written)
    for edit in edits:
        characters[edit.start - start] = edit.text
    return "".join(characters)
