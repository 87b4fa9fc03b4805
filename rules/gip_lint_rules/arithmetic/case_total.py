"""GIP204 case-total."""

from __future__ import annotations

from gip_lint.kit import Bilingual, CellKey, Example
from gip_lint_rules.arithmetic._shared.causes import IdentityRule
from gip_lint_rules.arithmetic._shared.samples import review


class CaseTotal(IdentityRule):
    """总计 must be the sum of the four outcomes, in each of the three groups of part four.

    A group is one sum and no other crosses it, so the sums alone seldom prove which of its five figures is
    wrong: the likeliest comes first, a total left at 0 before all others.
    """

    code = "GIP204"
    name = "case-total"
    identity = "case-total"
    title = Bilingual(zh="复议、诉讼总计与各项结果之和不符", en="总计 is not the sum of the four outcomes")
    description = Bilingual(
        zh="表四行政复议、未经复议直接起诉、复议后起诉三组，"
        "每组总计应等于结果维持、结果纠正、其他结果、尚未审结之和。请核对案件台账后更正。",
        en="In each group of table four, 总计 must equal the cases upheld, corrected, otherwise ended and "
        "pending. Check the record of cases and correct the figure.",
    )
    sources = ("国办公开办函〔2021〕30号，表四", "国办公开办函〔2019〕60号，表四")
    good = (Example(review("10 1 0 0 11")),)
    bad = (
        Example(
            review("10 1 0 0 0"),
            cell=CellKey("review_litigation", "reconsideration", "total"),
            message="行政复议 × 总计：表中为 0，应为 11",
            count=1,
        ),
        Example(
            review("0 0 0 0 0", after="5 0 0 0 0"),
            cell=CellKey("review_litigation", "litigation_after_reconsideration", "total"),
            message="有 2 种改法：① 复议后起诉 × 总计：表中为 0，应为 5；② ",
            count=1,
        ),
    )
