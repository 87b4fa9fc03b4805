"""GIP511 fee-in-prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gip_lint.kit import (
    Bilingual,
    CellKey,
    Example,
    Finding,
    ProsePassage,
    Related,
    Report,
    Rule,
    Severity,
    lazy_pattern,
    passages_of,
)
from gip_lint_rules.narrative._shared.against_table import figure_of, related
from gip_lint_rules.narrative._shared.samples import told_at_the_end

_ROW = "other_overdue_fee"
_NOTICE = "(?:收费通知|缴费通知|收取信息处理费的?通知)"
_NO_NOTICE = lazy_pattern(
    rf"(?:未|没有|无|不存在|从未)[^,。;\d]{{0,8}}{_NOTICE}|{_NOTICE}书?[^,。;\d]{{0,6}}(?:0|零)[件份次笔]",
    needs=("通知",),
)
_UNPAID = lazy_pattern(
    rf"{_NOTICE}[^。;]{{0,30}}?(?:逾期|未)[^。;]{{0,10}}?(?:缴|交)|(?:逾期|未)[^,。;]{{0,12}}?(?:缴纳?|交)[^。;]{{0,20}}?不再处理",
    needs=("缴", "交"),
)
_NOT_CHARGED = lazy_pattern(
    r"(?:未|没有|无|不|从未|零)[^,。;\d]{0,12}(?:收取|收费|收缴|产生|发生)[^,。;\d]{0,16}"
    r"|(?:收取|处理费)[^,。;\d]{0,10}(?<![\d.])0(?:\.0{1,2})?万?元",
    needs=("收", "产生", "发生", "处理费"),
)
_CHARGED = lazy_pattern(
    r"(?<!未)(?<!没有)(?:收取|收缴|收到)[^,。;\d]{0,16}处理费[^,。;\d]{0,8}(\d{1,9}(?:\.\d{1,4})?)万?元",
    needs=("处理费",),
)
_YEAR = lazy_pattern(r"(20\d\d)年")
_OTHER_TIME = lazy_pattern("上年|去年|往年|以来|累计|历年|标准")
_STOP = lazy_pattern("[,;:()]")


class _Said(NamedTuple):
    passage: ProsePassage
    match: re.Match[str]

    @property
    def quote(self) -> str:
        return self.passage.whole[self.match.start() : self.match.end()]


class FeeInProse(Rule):
    """What part six says of the fee contradicts the row of unpaid fees, or an amount that the text gives.

    An application is closed as 逾期未按收费通知要求缴纳费用 only after a notice was sent: no notice and a
    figure in that row cannot both be right, nor unpaid notices and none in the row. That no fee was received
    agrees with unpaid notices. 未收取 and an amount received in the same year exclude each other.

    Source: 国办公开办函〔2021〕30号, table three, （六）2; 国办函〔2020〕109号.
    """

    code = "GIP511"
    name = "fee-in-prose"
    severity = Severity.ERROR
    title = Bilingual(zh="收费情况前后矛盾", en="statements on the fee contradict each other")
    description = Bilingual(
        zh="第六部分关于信息处理费的说明，与表三“逾期未按收费通知要求缴纳费用”一行或文中的收费金额相矛盾。"
        "没有发出收费通知，就不会有因逾期未缴费而不再处理的申请。请核对后统一。",
        en="What part six says of the processing fee contradicts the row 逾期未按收费通知要求缴纳费用 of "
        "table three or an amount in the text. Without a notice no application is closed for not paying.",
    )
    sources = (
        "国办公开办函〔2021〕30号，表三（六）2",
        "国办函〔2020〕109号《政府信息公开信息处理费管理办法》",
    )
    good = (
        Example(
            told_at_the_end("本年度发出收费通知1件，未收取信息处理费。", new_received=1, other_overdue_fee=1)
        ),
        Example(told_at_the_end("本年度未发出收费通知，未收取信息处理费。", new_received=1, granted=1)),
    )
    bad = (
        Example(
            told_at_the_end("本年度未发出收费通知。", new_received=1, other_overdue_fee=1),
            marked="未发出收费通知",
            cell=CellKey("applications", _ROW, "total"),
            message="却有 1 件",
            count=1,
        ),
        Example(
            told_at_the_end("向2名申请人发出收费通知，1人逾期未缴费。", new_received=1, granted=1),
            message="为 0",
            count=1,
        ),
        Example(
            told_at_the_end("未收取信息处理费。全年收取信息处理费200元。", new_received=1, granted=1),
            marked="收取信息处理费200元",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each statement of part six that the row or an amount contradicts."""
        told = [
            passage
            for passage in passages_of(report)
            if passage.part == "other_matters" and not passage.is_heading
        ]
        yield from self._of_notices(report, told)
        free = next((said for said in _said(report, told, _NOT_CHARGED)), None)
        charged = next(
            (said for said in _said(report, passages_of(report), _CHARGED) if float(said.match[1]) > 0), None
        )
        if free and charged:
            yield self.finding(
                Bilingual(
                    f"“{charged.quote}”与“{free.quote}”矛盾；请核对是否收取过信息处理费",
                    f"“{charged.quote}” contradicts “{free.quote}”: was a fee charged?",
                ),
                charged.passage.span(*charged.match.span()),
                related=[
                    Related(
                        Bilingual(f"这里写“{free.quote}”", f"here “{free.quote}”"),
                        free.passage.span(*free.match.span()),
                    )
                ],
            )

    def _of_notices(self, report: Report, told: list[ProsePassage]) -> Iterator[Finding]:
        table = report.applications
        if table is None or _ROW not in table.form.rows:
            return
        figure = figure_of(report, table, (_ROW,))
        if figure is None:
            return
        none = next(_said(report, told, _NO_NOTICE), None)
        unpaid = next(_said(report, told, _UNPAID), None)
        if figure.value and min(figure.readings) > 0 and none and unpaid is None:
            said, zh, en = none, f"却有 {figure.value} 件", f"counts {figure.value}"
        elif max(figure.readings) == 0 and unpaid and none is None:
            said, zh, en = unpaid, "为 0", "counts none"
        else:
            return
        yield self.finding(
            Bilingual(
                f"第六部分写“{said.quote}”，表格“{figure.label.zh}”{zh}；请核对收费通知和不再处理的申请",
                f"part six says “{said.quote}”, {figure.label.en} {en}: check the notices and the "
                "applications closed",
            ),
            said.passage.span(*said.match.span()),
            cell=figure.key,
            related=related(table, figure.cells),
        )


def _said(report: Report, passages: Iterable[ProsePassage], pattern: re.Pattern[str]) -> Iterator[_Said]:
    """Yield where sentences about the report's own year say what *pattern* looks for."""
    for passage in passages:
        if passage.is_heading:
            continue
        for start, end in passage.sentences():
            for match in pattern.finditer(passage.text, start, end):
                before = passage.text[start : match.end()]
                years = {int(year) for year in _YEAR.findall(before)[-1:]}
                if years <= {report.year} and not _OTHER_TIME.search(_STOP.split(before)[-1]):
                    yield _Said(passage, match)
