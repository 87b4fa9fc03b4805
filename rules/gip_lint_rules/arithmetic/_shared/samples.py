"""Short reports for the examples of the arithmetic rules: one table, all zeros but what is named."""

from __future__ import annotations

_APPLICANTS = 7
_ROWS = {
    "new_received": "一、本年新收政府信息公开申请数量",
    "carried_over": "二、上年结转政府信息公开申请数量",
    "granted": "三、本年度办理结果 | （一）予以公开",
    "partially_granted": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "denied_state_secret": "（三）不予公开 | 1.属于国家秘密",
    "denied_prohibited_by_law": "2.其他法律行政法规禁止公开",
    "denied_safety_stability": "3.危及“三安全一稳定”",
    "denied_third_party": "4.保护第三方合法权益",
    "denied_internal_affairs": "5.属于三类内部事务信息",
    "denied_process_information": "6.属于四类过程性信息",
    "denied_enforcement_files": "7.属于行政执法案卷",
    "denied_administrative_query": "8.属于行政查询事项",
    "unavailable_not_held": "（四）无法提供 | 1.本机关不掌握相关政府信息",
    "unavailable_needs_creation": "2.没有现成信息需要另行制作",
    "unavailable_unclear": "3.补正后申请内容仍不明确",
    "rejected_petition": "（五）不予处理 | 1.信访举报投诉类申请",
    "rejected_repeat": "2.重复申请",
    "rejected_publication": "3.要求提供公开出版物",
    "rejected_excessive": "4.无正当理由大量反复申请",
    "rejected_reissue": "5.要求行政机关确认或重新出具已获取信息",
    "other_overdue_correction": "（六）其他处理 | "
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "other_overdue_fee": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other_misc": "3.其他",
    "processed_total": "（七）总计",
    "carried_forward": "四、结转下年度继续办理",
}


def applications(**rows: str) -> str:
    """Write part three in the form of 2021; each row named gives its seven figures, or fewer, with spaces."""
    lines = [
        "云溪市林业局2023年政府信息公开工作年度报告",
        "三、收到和处理政府信息公开申请情况",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况",
        " | 自然人 | 法人或其他组织 | 总计",
        " | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他",
    ]
    for key, label in _ROWS.items():
        figures = rows.get(key, " ".join("0" * _APPLICANTS)).split(" ")
        lines.append(" | ".join([label, *figures]))
    return "\n".join(f"| {line} |" if "|" in line else line for line in lines) + "\n"


def review(reconsideration: str, direct: str = "0 0 0 0 0", after: str = "0 0 0 0 0") -> str:
    """Write part four; each group of five figures with spaces."""
    figures = " | ".join(f"{reconsideration} {direct} {after}".split(" "))
    outcomes = " | ".join(["结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"] * 3)
    return (
        "云溪市林业局2023年政府信息公开工作年度报告\n"
        "四、政府信息公开行政复议、行政诉讼情况\n"
        "| 行政复议 | 行政诉讼 |\n"
        "| 未经复议直接起诉 | 复议后起诉 |\n"
        f"| {outcomes} |\n"
        f"| {figures} |\n"
    )


def disclosure(
    *,
    agency: str = "云溪市林业局",
    regulations: str = "0 0 0",
    normative_documents: str = "0 0 0",
    licensing: str = "0",
    penalties: str = "0",
    compulsory_measures: str = "0",
    fees: str = "0",
) -> str:
    """Write part two in the form of 2021."""
    rows = (
        "第二十条第（一）项",
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数",
        _row("规章", regulations),
        _row("行政规范性文件", normative_documents),
        "第二十条第（五）项",
        "信息内容 | 本年处理决定数量",
        _row("行政许可", licensing),
        "第二十条第（六）项",
        "信息内容 | 本年处理决定数量",
        _row("行政处罚", penalties),
        _row("行政强制", compulsory_measures),
        "第二十条第（八）项",
        "信息内容 | 本年收费金额（单位：万元）",
        _row("行政事业性收费", fees),
    )
    return _part_two(agency, 2023, rows)


def disclosure_2019(
    *,
    agency: str = "云溪市林业局",
    regulations: str = "0 0 0",
    normative_documents: str = "0 0 0",
    licensing: str = "0 0 0",
    other_services: str = "0 0 0",
    penalties: str = "0 0 0",
    compulsory_measures: str = "0 0 0",
    fees: str = "0 0",
    procurement: str = "0 0万元",
) -> str:
    """Write part two in the form of 2019."""
    items = "信息内容 | 上一年项目数量 | 本年增/减"
    rows = (
        "第二十条第（一）项",
        "信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量",
        _row("规章", regulations),
        _row("规范性文件", normative_documents),
        "第二十条第（五）项",
        f"{items} | 处理决定数量",
        _row("行政许可", licensing),
        _row("其他对外管理服务事项", other_services),
        "第二十条第（六）项",
        f"{items} | 处理决定数量",
        _row("行政处罚", penalties),
        _row("行政强制", compulsory_measures),
        "第二十条第（八）项",
        items,
        _row("行政事业性收费", fees),
        "第二十条第（九）项",
        "信息内容 | 采购项目数量 | 采购总金额",
        _row("政府集中采购", procurement),
    )
    return _part_two(agency, 2020, rows)


def _row(label: str, figures: str) -> str:
    return " | ".join([label, *figures.split(" ")])


def _part_two(agency: str, year: int, rows: tuple[str, ...]) -> str:
    title = f"{agency}{year}年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
    return title + "".join(f"| {row} |\n" for row in rows)
