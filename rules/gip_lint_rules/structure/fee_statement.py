"""GIP114 fee-statement."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import (
    Bilingual,
    Example,
    Finding,
    Related,
    Report,
    Rule,
    Section,
    Severity,
    Span,
    lazy_pattern,
)
from gip_lint_rules.structure._shared.contents import paragraphs_of, prose_of
from gip_lint_rules.structure._shared.samples import report

_FEE_FROM = 2021
"""The fee was regulated with effect from 1 January of this year (国办函〔2020〕109号)."""
_FEE = lazy_pattern(r"处理费|收费|收取|收缴|缴纳|费用|[零\d]{1,20}万?元")
"""What speaks of the fee at all; whether it was charged (收取0元, 未收取, 不涉及) makes no difference."""
_FEE_ELSEWHERE = lazy_pattern("信息(?:公开)?(?:信息)?处理费")


class FeeStatement(Rule):
    """In the form of 2021, part six reports the information-processing fee, also when none was charged.

    收取0元, 未收取, 没有发生收费, 不涉及信息处理费 are statements all the same; 无 alone is none. A part six
    that is absent is GIP101.

    Source: 国办公开办函〔2021〕30号, 附件, part six; 国办函〔2020〕109号 (in force 2021-01-01).
    """

    code = "GIP114"
    name = "fee-statement"
    severity = Severity.WARNING
    title = Bilingual(zh="没有报告信息处理费", en="part six does not report the processing fee")
    description = Bilingual(
        zh="2021年起，第六部分要报告收取信息处理费的情况，没有收取的也要写明。请补一句，如“本年度未收取信息处理费”。",
        en="From 2021 on part six reports the fee charged for processing information, also when there was "
        "none. Add a sentence such as 本年度未收取信息处理费.",
    )
    sources = (
        "国办公开办函〔2021〕30号，附件第六部分",
        "国办函〔2020〕109号《政府信息公开信息处理费管理办法》",
    )
    good = (
        Example(report()),
        Example(report(other_matters="六、其他需要报告的事项\n收取信息处理费0元。\n")),
        Example(report(other_matters="六、其他需要报告的事项\n没有发生政府信息公开收费。\n")),
    )
    bad = (
        Example(
            report(other_matters="六、其他需要报告的事项\n无\n"),
            marked="六、其他需要报告的事项",
            message="没有报告信息处理费",
            count=1,
        ),
        Example(report(other_matters="六、其他需要报告的事项\n全年办理提案8件，均已公开答复。\n"), count=1),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding where part six says nothing of the fee."""
        section = report.section("other_matters")
        year = report.form.first_year if report.year is None else report.year
        if section is None or year < _FEE_FROM or _FEE.search(prose_of(report, section)):
            return
        elsewhere = _elsewhere(report, section)
        advice = (
            Bilingual(
                "请补写，没有收取的写“未收取信息处理费”",
                "say so, also where none was charged (未收取信息处理费)",
            )
            if elsewhere is None
            else Bilingual("请把别处写的收费情况移到这里", "move here what another part says of it")
        )
        yield self.finding(
            Bilingual(
                f"第六部分没有报告信息处理费的收取情况；{advice.zh}",
                f"part six does not report the processing fee; {advice.en}",
            ),
            section.heading_span,
            related=[Related(Bilingual("这里提到了信息处理费", "the fee is spoken of here"), elsewhere)]
            if elsewhere
            else (),
        )


def _elsewhere(report: Report, section: Section) -> Span | None:
    """Return the paragraph of another part that speaks of the fee."""
    for other in report.sections:
        if other is not section:
            for block in paragraphs_of(report, other):
                if _FEE_ELSEWHERE.search("".join(block.text.split())):
                    return block.span
    return None
