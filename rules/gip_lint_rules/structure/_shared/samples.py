"""A short report for the examples of the structure rules."""

from __future__ import annotations

PARTS = {
    "overview": "一、总体情况\n全年主动公开信息20条，答复申请3件。\n",
    "disclosure": (
        "二、主动公开政府信息情况\n"
        "| 第二十条第（六）项 |  |\n"
        "| 信息内容 | 本年处理决定数量 |\n"
        "| 行政处罚 | 3 |\n"
        "| 行政强制 | 0 |\n"
    ),
    "applications": (
        "三、收到和处理政府信息公开申请情况\n"
        "| 一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |\n"
        "| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    ),
    "review_litigation": (
        "四、政府信息公开行政复议、行政诉讼情况\n"
        "| 行政复议 | 行政诉讼 |\n"
        "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |\n"
        "| 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    ),
    "problems": "五、存在的主要问题及改进情况\n公开的及时性不足，下一步加强培训。\n",
    "other_matters": "六、其他需要报告的事项\n本年度未收取信息处理费。\n",
}
TITLE = "云溪市林业局2023年政府信息公开工作年度报告\n"


def report(*parts: str, title: str = TITLE, **texts: str) -> str:
    """Write the parts named, in that order, or all of them; *texts* replaces a part's text."""
    return title + "".join({**PARTS, **texts}[part] for part in (parts or PARTS))
