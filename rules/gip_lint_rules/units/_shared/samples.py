"""Short tables for the examples of the unit rules."""

from __future__ import annotations


def part_two_2019(*, fees: str = "2 | 0", procurement: str = "3 | 35万元") -> str:
    """Write the last two blocks of part two in the form of 2019."""
    return (
        "云溪市林业局2020年政府信息公开工作年度报告\n"
        "二、主动公开政府信息情况\n"
        "| 第二十条第（八）项 |  |  |\n"
        "| 信息内容 | 上一年项目数量 | 本年增/减 |\n"
        f"| 行政事业性收费 | {fees} |\n"
        "| 第二十条第（九）项 |  |  |\n"
        "| 信息内容 | 采购项目数量 | 采购总金额 |\n"
        f"| 政府集中采购 | {procurement} |\n"
    )


def part_two_2021(*, licensing: str = "120", fees: str = "0") -> str:
    """Write two blocks of part two in the form of 2021."""
    return (
        "云溪市林业局2023年政府信息公开工作年度报告\n"
        "二、主动公开政府信息情况\n"
        "| 第二十条第（五）项 |  |\n"
        "| 信息内容 | 本年处理决定数量 |\n"
        f"| 行政许可 | {licensing} |\n"
        "| 第二十条第（八）项 |  |\n"
        "| 信息内容 | 本年收费金额（单位：万元） |\n"
        f"| 行政事业性收费 | {fees} |\n"
    )


def changes_2019(licensing: str, services: str, penalties: str) -> str:
    """Write rows of part two in the form of 2019 with these changes."""
    return (
        "云溪市林业局2020年政府信息公开工作年度报告\n"
        "二、主动公开政府信息情况\n"
        "| 第二十条第（五）项 |  |  |  |\n"
        "| 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n"
        f"| 行政许可 | 90 | {licensing} | 31 |\n"
        f"| 其他对外管理服务事项 | 90 | {services} | 32 |\n"
        "| 第二十条第（六）项 |  |  |  |\n"
        "| 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n"
        f"| 行政处罚 | 90 | {penalties} | 33 |\n"
        "| 行政强制 | 0 | 0 | 0 |\n"
    )
