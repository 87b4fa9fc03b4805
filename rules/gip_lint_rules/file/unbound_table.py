"""GIP004 unbound-table."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Report, Rule, Severity

_LEAD = "某县2023年政府信息公开工作年度报告\n一、总体情况\n主动公开信息20条。\n二、主动公开政府信息情况\n"


class UnboundTable(Rule):
    """A table in a statutory part that is none of the form's tables, or one of them for a second time.

    Either the organ added a table of its own, or one of the statutory tables is so damaged that it cannot be
    recognised, or a statutory table stands there more than once, of which the first is checked. The figures
    of such a table are not checked in any case.
    """

    code = "GIP004"
    name = "unbound-table"
    severity = Severity.WARNING
    title = Bilingual(zh="表格与规定格式对不上", en="a table that fits no table of the form")
    description = Bilingual(
        zh="规定部分里有一张表，与格式规定的三张表都对不上，其中的数字没有检查。"
        "若是自行增加的表，请移到正文相应位置并加说明；若是规定的表，请按格式恢复行名和列名。",
        en="A table in a statutory part fits none of the form’s three tables, and its figures were not "
        "checked. If it is a table of the organ’s own, see whether it belongs there; if it is a "
        "statutory one, restore its labels.",
    )
    good = (
        Example(
            _LEAD + "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n| 规章 | 0 | 0 | 0 |\n"
            "| 行政规范性文件 | 1 | 0 | 3 |\n"
        ),
    )
    bad = (
        Example(
            _LEAD + "| 公开渠道 | 数量 |\n| 门户网站 | 120 |\n| 政务微博 | 35 |\n| 政务微信 | 60 |\n",
            message="主动公开政府信息情况",
            count=1,
        ),
    )
    sources = ("国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号")

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every table that was bound to nothing."""
        for table in report.unbound:
            part = report.form.part_of.get(table.part or "")
            zh, en = (f"“{part.title}”中的", f" in {part.title}") if part else ("", "")
            if table.repeats is not None:
                title = report.form.tables[table.repeats].title
                yield self.finding(
                    Bilingual(
                        f"{zh}《{title.zh}》不止一张，只检查了第一张；这一张请核对后删去，"
                        "部门、下级的数据请另附",
                        f"the table of {title.en}{en} stands here once more; only the first was checked. "
                        "Take this one out, or report the figures of other bodies elsewhere",
                    ),
                    table.span,
                )
                continue
            yield self.finding(
                Bilingual(
                    f"{zh}这张表与{report.form.name.zh}规定的表都对不上，未检查",
                    f"this table{en} fits no table of the {report.form.name.en}; it was not checked",
                ),
                table.span,
            )
