"""GIP605 web-furniture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gip_lint.kit import Bilingual, Edit, Example, Finding, Fix, Needs, Report, Rule, Severity, Span, Table
from gip_lint_rules.text._shared.furniture import is_empty_enclosure, is_furniture
from gip_lint_rules.text._shared.prose import blocks_of, prose_of
from gip_lint_rules.text._shared.wording import quoted

_FILLERS = "-–—_*·•.|<> \t　\u00a0"


class WebFurniture(Rule):
    """What belongs to the web page and not to the report: buttons, links, counters, footers.

    A line counts only when the whole of it is furniture (关联稿件、扫一扫在手机打开当前页、【打印】【关闭】、
    当前位置：首页 > …), so a sentence that speaks of such things is left alone. Lines that follow one another
    are one finding; those at the end of the text can be taken away by machine.

    Source: 政府网站发展指引 asks for page functions beside the text, not in it.
    """

    code = "GIP605"
    name = "web-furniture"
    severity = Severity.WARNING
    title = Bilingual(zh="混入网页上的附属文字", en="page furniture copied along")
    description = Bilingual(
        zh="整行都是网页上的按钮、链接、计数或页脚（扫一扫…、关联稿件、打印本页、上一篇），是从网页复制正文时带进来的，"
        "不属于报告。请删除；在文末的可以自动删除。“附件：”后面没有内容的，请补上附件名称或删去。",
        en="A whole line is a button, a link, a counter or a footer of the web page, copied along with the "
        "text. Delete it; at the end of the text that can be done by machine. Where 附件： names no "
        "enclosure, name one or take it out.",
    )
    sources = ("国办发〔2017〕47号《政府网站发展指引》",)
    needs = Needs.TEXT
    good = (
        Example("本报告电子版可在县政府网站下载，手机用户可扫描页面右侧的二维码查看。\n"),
        Example("六、其他需要报告的事项\n无。\n附件：公开信息分类统计表\n"),
    )
    bad = (
        Example(
            "没有其他需要报告的事项。\n关联稿件：\n-\n扫一扫在手机打开当前页\n",
            count=1,
            message="“关联稿件：”",
        ),
        Example("当前位置：首页 > 信息公开 > 年报\n一、总体情况\n本年度工作有序开展。\n", count=1),
        Example("没有其他需要报告的事项。\n【打印本页】 【关闭窗口】\n", marked="【打印本页】 【关闭窗口】"),
        Example("没有其他需要报告的事项。\n附件：\n", marked="附件：", message="没有列出附件"),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every run of such lines."""
        whole = prose_of(report).whole
        for run in _runs(report, whole):
            lines = [span.text(report.text).strip() for span in run.lines]
            span = run.lines[0].cover(run.lines[-1])
            if run.empty:
                yield self.finding(
                    Bilingual(
                        f"{quoted(lines[0])}后面没有列出附件，请补上附件名称，没有附件的请删去这一行",
                        f"{quoted(lines[0])} names no enclosure; name it, or delete the line",
                    ),
                    span,
                )
                continue
            number = len(lines)
            lines_zh, lines_en = (f"等 {number} 行", f" ({number} lines)") if number > 1 else ("", "")
            yield self.finding(
                Bilingual(
                    f"{quoted(lines[0])}{lines_zh}是网页上的附属文字，不属于报告，请删除",
                    f"{quoted(lines[0])}{lines_en}: "
                    "this belongs to the web page, not to the report; delete it",
                ),
                span,
                fix=_deletion(report, span) if run.at_end and span.start > report.span.start else None,
            )


class _Run(NamedTuple):
    lines: tuple[Span, ...]
    at_end: bool
    empty: bool = False


def _runs(report: Report, whole: str) -> Iterator[_Run]:
    """Yield runs of lines that are furniture, with nothing but blank lines and strokes between."""
    run: list[Span] = []
    for span in _lines(report):
        line = span.text(whole)
        if is_furniture(line):
            run.append(span)
        elif not (run and not line.strip(_FILLERS)):
            if run:
                yield _Run(tuple(run), at_end=False)
                run = []
            if is_empty_enclosure(line):
                yield _Run((span,), at_end=False, empty=True)
    if run:
        yield _Run(tuple(run), at_end=True)


def _lines(report: Report) -> Iterator[Span]:
    """Yield the lines outside the statutory tables."""
    tables = [table.span for table in report.tables.values()]
    for block in blocks_of(report):
        span = block.span
        if not isinstance(block, Table):
            yield span
        elif not any(table.start <= span.start and span.end <= table.end for table in tables):
            rows = [row.span for row in block.rows]
            for table in tables:
                rows = [row for row in rows if not table.start <= row.start < table.end]
            yield from rows


def _deletion(report: Report, span: Span) -> Fix:
    """Take everything away from the line of *span* to the end."""
    start = max(report.text.rfind("\n", 0, span.start), report.text.rfind("\r", 0, span.start)) + 1
    return Fix(
        Bilingual("删除文末的网页附属文字", "delete the page furniture at the end"),
        (Edit(start, report.span.end, ""),),
        safe=True,
    )
