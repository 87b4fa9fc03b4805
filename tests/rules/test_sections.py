"""The rules about parts, each with a text that must fire and one as close to it that must not."""

import pytest

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.model.severity import Severity
from gip_lint.plugins.registry import installed_plugins
from gip_lint_rules.structure._shared.samples import PARTS, report

ASPECTS = (
    "一、总体情况\n主动公开信息20条。收到公开申请3件。政府信息管理方面修订了目录。"
    "网站改版1次。{supervision}\n"
)
PROBLEMS = "五、存在的主要问题及改进情况\n"
OTHER = "六、其他需要报告的事项\n"


def found(code, text):
    engine = Engine(Configurations(Flags(select=(code,)), isolated=True), installed_plugins())
    return [finding for finding in engine.check_text(text).findings if finding.rule == code]


def renamed(part, old, new):
    return report(**{part: PARTS[part].replace(old, new, 1)})


def unnumbered(text):
    for ordinal in "一二三四五六":
        text = text.replace(f"\n{ordinal}、", "\n## ")
    return text


@pytest.mark.parametrize(
    ("code", "text", "silent"),
    [
        ("GIP103", renamed("problems", "五、", "四、"), renamed("problems", "五、", "第五部分 ")),
        ("GIP103", renamed("problems", "五、", ""), renamed("problems", "五、", "五、\n")),
        ("GIP103", renamed("problems", "五、", "六、"), renamed("problems", "五、", "五．")),
        ("GIP104", renamed("overview", "总体情况", "总体概况"), renamed("overview", "总体情况", "總體 情況")),
        (
            "GIP104",
            renamed("problems", "改进情况", "改进措施"),
            renamed("problems", "改进情况", "改进情况："),
        ),
        ("GIP105", report(problems=PROBLEMS + "\n　\n"), report(problems=PROBLEMS + "无\n")),
        (
            "GIP113",
            report(overview=ASPECTS.format(supervision="")),
            report(overview=ASPECTS.format(supervision="开展社会评议。")),
        ),
        ("GIP113", report(overview=ASPECTS.format(supervision="")), report(*list(PARTS)[1:])),
        ("GIP114", report(other_matters=OTHER + "无\n"), report(other_matters=OTHER + "收取0元\n")),
        (
            "GIP114",
            report(other_matters=OTHER + "没有其他需要报告的事项。\n"),
            report(other_matters=OTHER + "没有收取信息处理费，没有其他需要报告的事项。\n"),
        ),
        ("GIP115", report(title=""), report(title="云溪市林业局2023年政府信息公开工作年度报告\n")),
        (
            "GIP115",
            report(title="2023年政府信息公开工作年度报告\n"),
            report(title="云溪市林业局\n2023年政府信息公开工作年度报告\n"),
        ),
        ("GIP116", report(problems=PROBLEMS + "无\n"), report()),
        (
            "GIP116",
            report(problems=PROBLEMS + "（一）存在的主要问题\n无\n（二）改进情况\n无\n"),
            report(
                problems=PROBLEMS + "（一）存在的主要问题\n更新不够及时。\n（二）改进情况\n每月检查一次。\n"
            ),
        ),
    ],
)
def test_fires_on_the_one_and_not_on_the_other(code, text, silent):
    assert len(found(code, text)) == 1
    assert found(code, silent) == []


def test_a_report_with_no_ordinals_is_told_once_and_mildly():
    (finding,) = found("GIP103", unnumbered(report()))
    assert finding.severity is Severity.INFO


def test_numbering_that_restarts_is_told_part_by_part():
    text = report(overview=PARTS["overview"] + "二、工作机制\n设专人。\n三、申请工作\n按期答复。\n")
    for due, old in (("一", "二、主动"), ("二", "三、收到"), ("三", "四、政府")):
        text = text.replace(old, due + old[1:])
    assert [finding.location.line for finding in found("GIP103", text)] == [8, 13, 16]


def test_parts_that_close_up_behind_a_missing_one_are_told_together():
    text = report(*[part for part in PARTS if part != "problems"]).replace("六、", "五、")
    (finding,) = found("GIP103", text)
    assert "五、存在的主要问题及改进情况" in finding.message.zh
    assert finding.fix is not None and not finding.fix.safe


def test_fixes_put_ordinal_and_title_right():
    for code, text in (
        ("GIP103", renamed("problems", "五、", "四、")),
        ("GIP103", renamed("problems", "五、", "")),
        ("GIP104", renamed("problems", "改进情况", "改进措施")),
    ):
        (finding,) = found(code, text)
        assert finding.fix is not None and finding.fix.safe
        (edit,) = finding.fix.edits
        assert text[: edit.start] + edit.text + text[edit.end :] == report()
