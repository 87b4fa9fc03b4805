"""GIP202 result-total."""

from __future__ import annotations

from gip_lint.kit import Bilingual, CellKey, Example
from gip_lint_rules.arithmetic._shared.causes import IdentityRule
from gip_lint_rules.arithmetic._shared.samples import applications


class ResultTotal(IdentityRule):
    """（七）总计 must be the sum of the results above it, in every column.

    Reported here where the balance of the column holds all the same; otherwise GIP201 reports the cause. A
    row that stands for several of the form, as （六）其他处理 in many reports, counts in their place; where
    results are missing altogether nothing is said about their sum.
    """

    code = "GIP202"
    name = "result-total"
    identity = "result-total"
    title = Bilingual(zh="（七）总计与各项办理结果之和不符", en="（七）总计 is not the sum of the results")
    description = Bilingual(
        zh="表三每一列的（七）总计，应等于其上（一）至（六）各项办理结果之和。"
        "不符说明某项结果漏计、错列或合计算错。请按提示的格子更正。",
        en="In every column of table three, （七）总计 must equal the sum of the results （一） to （六） "
        "above it. A difference means that a result was left out, entered in the wrong place or added up "
        "wrongly.",
    )
    sources = (
        "国办公开办函〔2021〕30号，表三",
        "国办公开办函〔2019〕60号，表三",
        "Fellegi & Holt (1976), JASA 71 (353), 17-35",
    )
    good = (
        Example(
            applications(
                new_received="16 0 0 0 0 0 16",
                granted="4 0 0 0 0 0 4",
                unavailable_not_held="12 0 0 0 0 0 12",
                processed_total="16 0 0 0 0 0 16",
            )
        ),
    )
    bad = (
        Example(
            applications(
                new_received="16 0 0 0 0 0 16",
                granted="4 0 0 0 0 0 4",
                unavailable_not_held="21 0 0 0 0 0 12",
                processed_total="16 0 0 0 0 0 16",
            ),
            marked="21",
            cell=CellKey("applications", "unavailable_not_held", "natural_person"),
            message="表中为 21，应为 12",
            count=1,
        ),
    )
