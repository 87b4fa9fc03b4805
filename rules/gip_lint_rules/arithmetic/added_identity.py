"""GIP211 added-identity."""

from __future__ import annotations

from gip_lint.kit import Bilingual, CellKey, Example
from gip_lint_rules.arithmetic._shared.added import PLUGINS, accounts
from gip_lint_rules.arithmetic._shared.causes import IdentityRule

_OF_OTHER_RULES = {"balance", "result-total", "applicant-total", "case-total"}


class AddedIdentity(IdentityRule):
    """A sum that a province, or a form of a plugin, adds must hold as those of the official form.

    A plugin declares it with ``[[table.identity]]`` or ``[[addition.identity]]``. A cell that breaks sums of
    the official form as well is reported by the rule of those, once.
    """

    code = "GIP211"
    name = "added-identity"
    title = Bilingual(zh="增补表格的勾稽关系不成立", en="a sum of an added table does not hold")
    description = Bilingual(
        zh="本地增补的表格、行列（插件或 --plugin 的 TOML 文件声明）中，应当相等的两边不等。"
        "请按提示的格子对照台账更正。",
        en="In a table, row or column that the province adds (declared in a plugin or a TOML file given to "
        "--plugin) two sides differ that must be equal. Check the cells named against the records.",
    )
    sources = ("插件声明的 source", "Fellegi & Holt (1976), JASA 71 (353), 17-35")
    good = (Example(accounts(wechat="2 0 5", weibo="1 1 3", total="3 1 8"), plugins=PLUGINS),)
    bad = (
        Example(
            accounts(wechat="2 0 5", weibo="1 1 3", total="3 1 9"),
            marked="9",
            cell=CellKey("platforms", "all", "in_use"),
            message="各类账号总计 × 年末在用账号数：表中为 9，应为 8",
            count=1,
            plugins=PLUGINS,
        ),
    )

    def reports(self, identity: str) -> bool:
        """Return whether no other rule reports the causes filed under *identity*."""
        return identity not in _OF_OTHER_RULES
