"""LJ001 training-told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Report, Rule, Severity

_TRAINED = re.compile(r"培训[^。；]{0,40}?\d+\s*(?:人次|人|场次|场|次|期)")
_PARTS = "一、总体情况\n{}\n二、主动公开政府信息情况\n见下表。\n"


class TrainingTold(Rule):
    """Part one says in numbers how the staff were trained.

    A sentence such as 举办政务公开培训3场、120人次 is enough; that 未举办培训 is a statement too.
    """

    code = "LJ001"
    name = "training-told"
    severity = Severity.WARNING
    title = Bilingual(zh="总体情况没有写明培训情况", en="part one does not tell of training")
    description = Bilingual(
        zh="本省要求在总体情况中用数字写明全年培训情况，如“举办培训3场、120人次”；没有举办的，写明未举办。",
        en="The province asks part one to give the year's training in numbers, or to say there was none.",
    )
    sources = ("澜江省政务公开考核办法（示例）",)
    good = (
        Example("某县2023年政府信息公开工作年度报告\n" + _PARTS.format("全年举办政务公开培训3场、120人次。")),
        Example("某县2023年政府信息公开工作年度报告\n" + _PARTS.format("全年未举办培训。")),
    )
    bad = (
        Example(
            "某县2023年政府信息公开工作年度报告\n" + _PARTS.format("主动公开信息20条。"),
            marked="总体情况",
            message="补写",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding, at the title of part one, where it gives no number and no denial."""
        overview = report.section("overview")
        if overview is None:
            return
        told = overview.span.text(report.text)
        if _TRAINED.search(told) or re.search("[未没][有曾]?(?:举办|组织|开展)[^。；]{0,12}培训", told):
            return
        yield self.finding(
            Bilingual(
                "总体情况没有写明全年培训情况；请补写举办的场次和人次，没有举办的写明未举办",
                "part one does not tell of training; give sessions and people, or say there were none",
            ),
            overview.title_span,
        )
