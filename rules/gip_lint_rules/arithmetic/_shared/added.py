"""A report with the table of ``added.toml``, for the examples of the rules about what provinces add."""

from __future__ import annotations

from pathlib import Path

PLUGINS = (str(Path(__file__).with_name("added.toml")),)


def accounts(*, wechat: str, weibo: str, total: str) -> str:
    """Write part two with the province's table; of each row the figures with spaces between."""
    rows = {"政务微信公众号": wechat, "政务微博账号": weibo, "各类账号总计": total}
    lines = (f"| {label} | {' | '.join(figures.split())} |\n" for label, figures in rows.items())
    return (
        "云溪市林业局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
        "| 账号类型 | 本年新开账号数 | 本年注销账号数 | 年末在用账号数 |\n" + "".join(lines)
    )
