"""GIP201 balance-identity."""

from __future__ import annotations

from gip_lint.kit import Bilingual, CellKey, Example
from gip_lint_rules.arithmetic._shared.causes import IdentityRule
from gip_lint_rules.arithmetic._shared.samples import applications


class BalanceIdentity(IdentityRule):
    """Received and carried over must equal processed and carried forward, in every column.

    The finding names the cell that is wrong where the sums of the table leave one answer only, and the
    possible answers where they do not. A wrong figure often breaks a sum of results or of applicants as
    well: these stand under the finding as notes and are not reported again by GIP202 or GIP203.
    """

    code = "GIP201"
    name = "balance-identity"
    identity = "balance"
    title = Bilingual(zh="收、办、结不平衡", en="intake and outcome do not balance")
    description = Bilingual(
        zh="表三每一列中，本年新收加上年结转，应等于（七）总计加结转下年度。"
        "不平衡说明申请漏登、办理结果漏计或结转填错。请按提示的格子对照登记台账更正。",
        en="In every column of table three, applications received and carried over must equal those "
        "processed and carried forward. A difference means that applications were not entered, results not "
        "counted or the carry mistaken. Check the cells named against the register.",
    )
    sources = (
        "国办公开办函〔2021〕30号，表三左上角注",
        "国办公开办函〔2019〕60号，表三左上角注",
        "Fellegi & Holt (1976), JASA 71 (353), 17-35",
    )
    good = (
        Example(
            applications(
                new_received="5 0 0 0 0 0 5",
                granted="3 0 0 0 0 0 3",
                processed_total="3 0 0 0 0 0 3",
                carried_forward="2 0 0 0 0 0 2",
            )
        ),
    )
    bad = (
        Example(
            applications(
                new_received="6 0 0 0 0 0 5",
                granted="3 0 0 0 0 0 3",
                processed_total="3 0 0 0 0 0 3",
                carried_forward="2 0 0 0 0 0 2",
            ),
            marked="6",
            cell=CellKey("applications", "new_received", "natural_person"),
            message="一、本年新收政府信息公开申请数量 × 自然人：表中为 6，应为 5",
            count=1,
        ),
        Example(
            applications(new_received="2 0 0 0 0 0 2"),
            message="有 2 种改法",
            count=1,
            note=Bilingual(
                zh="两种改法一样少：两件结转下年度没有填，或者两件都是误填。",
                en="Two repairs are equally small: two cases carried forward were left out, or none came in.",
            ),
        ),
    )
