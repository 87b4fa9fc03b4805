"""GIP203 applicant-total."""

from __future__ import annotations

from gip_lint.kit import Bilingual, Example
from gip_lint_rules.arithmetic._shared.causes import IdentityRule
from gip_lint_rules.arithmetic._shared.samples import applications


class ApplicantTotal(IdentityRule):
    """总计 must be the sum of the six kinds of applicant, in every row.

    Reported here where every column adds up: totals of rows that were never filled in, or filled in wrongly
    all the way down. A single wrong total breaks its column too and is reported by GIP201 or GIP202.
    """

    code = "GIP203"
    name = "applicant-total"
    identity = "applicant-total"
    title = Bilingual(zh="总计与各类申请人之和不符", en="总计 is not the sum of the applicants")
    description = Bilingual(
        zh="表三每一行的总计，应等于自然人和五类法人或其他组织之和。"
        "不符多因合计没有填写，或数字错填一列。请按提示的格子更正。",
        en="In every row of table three, 总计 must equal natural persons and the five kinds of organisation "
        "together. Mostly the sum was never filled in, or a figure stands one column off.",
    )
    sources = (
        "国办公开办函〔2021〕30号，表三",
        "国办公开办函〔2019〕60号，表三",
        "Fellegi & Holt (1976), JASA 71 (353), 17-35",
    )
    good = (
        Example(
            applications(
                new_received="7 2 0 0 0 0 9", granted="7 2 0 0 0 0 9", processed_total="7 2 0 0 0 0 9"
            )
        ),
    )
    bad = (
        Example(
            applications(
                new_received="7 2 0 0 0 0 0", granted="7 2 0 0 0 0 0", processed_total="7 2 0 0 0 0 0"
            ),
            message="一、本年新收政府信息公开申请数量 × 总计：表中为 0，应为 9",
            count=1,
        ),
    )
