"""GIP506 all-answered."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import (
    Bilingual,
    Example,
    Finding,
    Report,
    Rule,
    Scope,
    Severity,
    claims_of,
    clause_quote,
    is_government,
)
from gip_lint_rules.narrative._shared.against_table import Figure, broken_at, figure_of, related
from gip_lint_rules.narrative._shared.samples import told


class AllAnswered(Rule):
    """The text says that all applications are done, and table three does not bear it out.

    It does not where applications are carried forward (第四项), or where fewer results are counted (总计)
    than applications came in and were carried over. 均按时答复 may be meant of those that fell due, so it is
    a warning. 按期办结率 100% claims nothing of the rest, and a passage that names the exception itself (除 1
    件结转外, 结转下年度 1 件) is right.

    Source: 国办公开办函〔2021〕30号, table three: 第一项加第二项之和，等于第三项加第四项之和.
    """

    code = "GIP506"
    name = "all-answered"
    severity = Severity.ERROR
    title = Bilingual(zh="文字称全部办结，表中仍有未办结的", en="text says all are done, the table does not")
    description = Bilingual(
        zh="文字部分写“均已办结”“全部答复”“办结率100%”，表三却有结转下年度的申请，"
        "或者办理结果总计少于应办件数。有结转的，请改写为“除结转下年度的×件外，其余均已办结”；"
        "确已全部办结的，请更正表格。",
        en="The text says that all applications are done (均已办结, 办结率100%) while table three carries "
        "some forward or counts fewer results than applications. Name the exception in the text, or "
        "correct the table.",
    )
    sources = ("国办公开办函〔2021〕30号，表三第三项（七）、第四项", "国办公开办函〔2019〕60号，表三")
    good = (
        Example(told("全年收到政府信息公开申请5件，均已办结。", new_received=5, granted=5)),
        Example(
            told("收到政府信息公开申请5件，按期办结率100%。", new_received=5, granted=4, carried_forward=1),
            note=Bilingual(
                zh="“按期办结率”指到期的申请；未到期的一件结转下年度，并不矛盾。",
                en="A rate of those in time is one of those that fell due; one did not.",
            ),
        ),
        Example(
            told(
                "收到政府信息公开申请5件，除1件结转下年度外，其余均已办结。",
                new_received=5,
                granted=4,
                carried_forward=1,
            )
        ),
        Example(told("做到所有申请均办结归档。", new_received=5, granted=4, carried_forward=1)),
    )
    bad = (
        Example(
            told("全年收到政府信息公开申请5件，均按时答复。", new_received=5, granted=4, carried_forward=1),
            marked="均按时答复",
            count=1,
            note=Bilingual(
                zh="或许只指到期的申请，按警告提示。",
                en="Those that fell due may be meant: a warning.",
            ),
        ),
        Example(
            told("全年收到政府信息公开申请5件，均已办结。", new_received=5, granted=4, carried_forward=1),
            marked="均已办结",
            message="结转 1 件",
            count=1,
        ),
        Example(
            told("共受理政府信息公开申请5件，办结率100%。", new_received=5, granted=3),
            marked="办结率100%",
            message="总计 × 总计”为 3",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every claim that the table contradicts."""
        claims = claims_of(report)
        table = report.applications
        if not claims or table is None:
            return
        rows = ("new_received", "carried_over", "processed_total", "carried_forward")
        new, over, done, forward = (figure_of(report, table, (row,)) for row in rows)
        told: tuple[Bilingual, Figure] | None = None
        if forward is not None and forward.value > 0 and min(forward.readings) > 0:
            told = (
                Bilingual(
                    f"表格“{forward.label.zh}”却结转 {forward.value} 件",
                    f"{forward.label.en} carries {forward.value} forward",
                ),
                forward,
            )
        elif new and over and done and max(done.readings) < min(new.readings) + min(over.readings):
            due = new.value + over.value
            told = (
                Bilingual(
                    f"应办 {due} 件（新收 {new.value}、上年结转 {over.value}），"
                    f"表格“{done.label.zh}”为 {done.value}",
                    f"of {due} due ({new.value} new, {over.value} carried over) {done.label.en} counts "
                    f"{done.value}",
                ),
                done,
            )
        if told is None:
            return
        what, figure = told
        broken = broken_at(report, table, figure.cells)
        for claim in claims:
            if claim.scope is Scope.TERRITORY and not is_government(report.agency):
                continue
            if claim.of and claim.of.subject == "handled" and done and claim.of.number in done.readings:
                continue
            quote, span = clause_quote(claim.clause, report)
            hint = (
                Bilingual(
                    "；表三本身也不平，宜先核表", "; the sums of table three fail too: see to them first"
                )
                if broken
                else Bilingual("", "")
            )
            yield self.finding(
                Bilingual(
                    f"文字写“{quote}”，{what.zh}{hint.zh}；请在文字中写明未办结的件数，或更正表格",
                    f"the text says “{quote}”, but {what.en}{hint.en}; name those not done in the text,"
                    f" or correct "
                    "the table",
                ),
                span,
                cell=figure.key,
                related=related(table, figure.cells),
                severity=Severity.WARNING if claim.scope is Scope.TERRITORY or claim.in_time else None,
            )
