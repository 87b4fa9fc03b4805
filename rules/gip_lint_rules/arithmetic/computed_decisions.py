"""GIP209 computed-decisions."""

from __future__ import annotations

from gip_lint.kit import Bilingual, CellKey, Example
from gip_lint_rules.arithmetic._shared.doubts import CheckRule
from gip_lint_rules.arithmetic._shared.samples import disclosure_2019


class ComputedDecisions(CheckRule):
    """Form of 2019: decisions that are the items of the year before plus the change.

    The first two columns count kinds of business, 处理决定数量 the cases decided in the year. The sum of the
    first two is a number of kinds; where the decisions equal it, they were most likely computed, not counted.
    """

    code = "GIP209"
    name = "computed-decisions"
    title = Bilingual(zh="处理决定数量疑似由项目数算出", en="decisions computed from items")
    description = Bilingual(
        zh="“上一年项目数量”“本年增/减”数的是事项，“处理决定数量”数的是全年办件，两者没有加减关系。"
        "处理决定数量恰好等于前两栏之和，多半是把它当成了本年项目数，请按办件台账填写。",
        en="The items of the year before and the change count kinds of business; the decisions count "
        "cases of the year. Decisions that are just the sum of the two were most likely taken for this "
        "year’s items: give the number of cases.",
    )
    advice = Bilingual(
        zh="此栏应填全年作出的处理决定件数，请按办件台账核对",
        en="this column counts the decisions of the year, so check the record of cases",
    )
    sources = ("国办公开办函〔2019〕60号，表二",)
    good = (
        Example(disclosure_2019(licensing="45 增81 10233")),
        Example(
            disclosure_2019(licensing="31 0 31"),
            note=Bilingual(
                zh="没有增减时相等，可能只是巧合。",
                en="With no change the two may be equal by chance.",
            ),
        ),
    )
    bad = (
        Example(
            disclosure_2019(licensing="45 增81 126", penalties="237 减少58 179"),
            cell=CellKey("disclosure", "penalties", "decisions"),
            message="179 = 237 - 58",
            count=2,
        ),
    )
