"""The rules about units and amounts: a text that must fire, and one close to it that must not."""

import pytest
from linting import fixed, told

from gip_lint_rules.units._shared.samples import changes_2019, part_two_2019, part_two_2021

BOUGHT = part_two_2019(procurement="3 | 35.3万元")
CHARGED = part_two_2021(fees="35.3")


@pytest.mark.parametrize(
    ("code", "text", "silent"),
    [
        ("GIP401", part_two_2019(procurement="3 | 353000元"), part_two_2019(procurement="3 | 35.3 万元")),
        ("GIP401", part_two_2021(fees="353000元"), part_two_2021(fees="0元")),
        ("GIP402", part_two_2019(fees="2万元 | 0"), part_two_2019(fees="2项 | 0")),
        (
            "GIP407",
            BOUGHT + "政府集中采购金额500000元。\n",
            BOUGHT + "政府采购金额（含分散采购）500000元。\n",
        ),
        ("GIP402", part_two_2021(licensing="12万元"), part_two_2021(licensing="12件")),
        ("GIP403", part_two_2019(procurement="3 | 35.3"), part_two_2019(procurement="3 | 35.3万元")),
        ("GIP403", part_two_2019(procurement="3 | 35.3"), part_two_2019(procurement="3 | 0")),
        ("GIP403", part_two_2019(procurement="3 | 35.3"), part_two_2021(fees="35.3")),
        ("GIP404", part_two_2021(fees="353000"), part_two_2021(fees="353000元")),
        ("GIP404", part_two_2019(procurement="6 | 3530000"), part_two_2019(procurement="6 | 3530")),
        ("GIP404", part_two_2019(procurement="6 | 353元"), part_two_2019(procurement="6 | 353万元")),
        ("GIP405", part_two_2019(procurement="电脑（1台）书柜（4组） | 3万元"), BOUGHT),
        ("GIP406", changes_2019("增81", "减少58", "0"), changes_2019("增81", "减58", "0")),
        ("GIP406", changes_2019("增0", "增13", "0"), changes_2019("0", "增13", "0")),
        ("GIP406", changes_2019("+2", "5", "0"), changes_2019("2", "5", "0")),
        ("GIP407", CHARGED + "全年行政事业性收费共计35.3元。\n", CHARGED + "行政事业性收费353000元。\n"),
        ("GIP407", CHARGED + "全年行政事业性收费共计35.3元。\n", CHARGED + "行政事业性收费减少35.3元。\n"),
        ("GIP407", CHARGED + "全年行政事业性收费共计35.3元。\n", CHARGED + "收取信息处理费35.3元。\n"),
        ("GIP407", BOUGHT + "政府集中采购总金额353元。\n", BOUGHT + "政府集中采购总金额35万元。\n"),
    ],
)
def test_fires_there_and_only_there(code, text, silent):
    assert told(text, code)
    assert told(silent, code) == []


def test_a_notation_of_change_is_told_once_for_a_report():
    assert len(told(changes_2019("增81", "减少58", "+3"), "GIP406")) == 1


def test_no_change_is_put_right_by_machine_and_nothing_else():
    text = changes_2019("增0", "增13", "0")
    assert fixed(text, "GIP406") == text.replace("增0", "0")
    assert fixed(changes_2019("增81", "减少58", "0"), "GIP406") == changes_2019("增81", "减少58", "0")


def test_a_doubtful_amount_says_what_it_would_be_in_yuan():
    (said,) = told(part_two_2021(fees="353000"), "GIP404")
    assert "35.3 万元" in said
