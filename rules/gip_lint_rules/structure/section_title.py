"""GIP104 section-title."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Edit, Example, Finding, Fix, Part, Report, Rule, Severity, Span
from gip_lint_rules.structure._shared.labels import closeness, difference, is_traditional
from gip_lint_rules.structure._shared.samples import PARTS, report

_CERTAIN = 0.5


class SectionTitle(Rule):
    """The title of every part is the form's, word for word.

    A part is known by what its title says, so it is found, and reported here, when the title is misspelt,
    reworded or carries extra words. Script, width, spaces and punctuation make no difference, nor does text
    that runs on behind the title.

    Source: the form of the report year, 附件.
    """

    code = "GIP104"
    name = "section-title"
    severity = Severity.WARNING
    title = Bilingual(zh="部分的标题与格式不一致", en="a part's title differs from the form's")
    description = Bilingual(
        zh="六个部分的标题由格式规定，改换说法会让读者和汇总系统找不到这一部分。请改用规定的标题。",
        en="The form fixes the titles of the six parts; reworded, a part is lost on readers and on systems "
        "that look for it. Use the form's title.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (
        Example(report()),
        Example(
            report(other_matters="六、其他需要报告的 事项：\n无\n"),
            note=Bilingual(zh="空格和标点不算改动标题。", en="Spaces and punctuation change no title."),
        ),
        Example(report(other_matters="六、其他需要報告的事項\n未收取信息处理费。\n")),
    )
    bad = (
        Example(
            report(problems=PARTS["problems"].replace("改进情况", "改进措施")),
            marked="存在的主要问题及改进措施",
            message="应为“存在的主要问题及改进情况”",
            count=1,
        ),
        Example(
            report(problems="五、工作中存在的问题和整改措施\n公开不够及时，已加强培训。\n"),
            marked="工作中存在的问题和整改措施",
            message="应为“存在的主要问题及改进情况”",
            count=1,
        ),
        Example(
            report(other_matters="六、其他情况\n未收取信息处理费。\n"),
            marked="其他情况",
            message="应为“其他需要报告的事项”",
            count=1,
        ),
        Example(
            report(other_matters="六、其他需要报告事项\n未收取信息处理费。\n"),
            marked="其他需要报告事项",
            message="缺“的”",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each part with another title."""
        for section in report.sections:
            if not section.exact:
                yield self._finding(report, section.part, section.title_span)

    def _finding(self, report: Report, part: Part, span: Span) -> Finding:
        found, due = span.text(report.text).strip(), part.title
        told = difference(found, due)
        zh, en = (f"（{told.zh}）", f" ({told.en})") if told else ("", "")
        fix = Fix(
            Bilingual(f"标题改为“{due}”", f"write the title “{due}”"),
            (Edit(span.start, span.end, due),),
            safe=closeness(found, due) >= _CERTAIN,
        )
        return self.finding(
            Bilingual(
                f"标题“{found}”应为“{due}”{zh}；请改用格式规定的标题",
                f"the title “{found}” must be “{due}”{en}; use the form's",
            ),
            span,
            fix=None if is_traditional(found) else fix,
        )
