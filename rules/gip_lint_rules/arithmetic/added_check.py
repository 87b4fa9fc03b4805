"""GIP212 added-check."""

from __future__ import annotations

from gip_lint.kit import Bilingual, CellKey, Example
from gip_lint_rules.arithmetic._shared.added import PLUGINS, accounts
from gip_lint_rules.arithmetic._shared.doubts import CheckRule

_OF_OTHER_RULES = {"stock-flow", "computed-decisions"}


class AddedCheck(CheckRule):
    """What a province, or a form of a plugin, declares to be doubtful in a row.

    A plugin declares it with ``[[table.check]]`` or ``[[addition.check]]``.
    """

    code = "GIP212"
    name = "added-check"
    title = Bilingual(zh="增补表格的数据存疑", en="figures of an added table are doubtful")
    description = Bilingual(
        zh="本地增补的核对项（插件或 --plugin 的 TOML 文件声明）发现某行的数不合常理。请对照台账核对。",
        en="A check that the province adds (declared in a plugin or a TOML file given to --plugin) finds the "
        "figures of a row doubtful. Check them against the records.",
    )
    advice = Bilingual(zh="请对照台账核对", en="check it against the records")
    sources = ("插件声明的 source",)
    good = (Example(accounts(wechat="2 1 5", weibo="1 0 3", total="3 1 8"), plugins=PLUGINS),)
    bad = (
        Example(
            accounts(wechat="7 1 5", weibo="1 0 3", total="8 1 8"),
            marked="5",
            cell=CellKey("platforms", "wechat", "in_use"),
            message="年末在用账号数小于本年新开减本年注销（5 < 7 - 1）",
            count=1,
            plugins=PLUGINS,
        ),
    )

    def reports(self, check: str) -> bool:
        """Return whether no other rule reports the checks of the key *check*."""
        return check not in _OF_OTHER_RULES
