"""Arguments that mean nothing end with status 2 and one line in the user's language."""

import re

import pytest
from command import run

from gip_lint.cli.catalogue import COMMANDS
from gip_lint.cli.parser import parser
from gip_lint.reporters.terminal import columns


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "错误：请写明要做什么，如 gip-lint check 报告.txt（用法见 gip-lint --help）"),
        (["chek"], "错误：没有命令 chek，是否想写 check？"),
        (["chek", "--lang", "en"], "error: no command chek; did you mean check? (usage: gip-lint --help)"),
        (
            ["check", "--yaer", "2020"],
            "错误：没有这个参数：--yaer，是否想写 --year？（用法见 gip-lint check --help）",
        ),
        (
            ["check", "--year", "12"],
            "错误：--year：'12' 不是四位数的年份，如 2024（用法见 gip-lint check --help）",
        ),
        (["check", "--year=12", "--lang=en"], "error: argument --year: '12' is not a year such as 2024"),
        (["check", "--config"], "错误：--config：后面要写一个值"),
        (["check", "--config", "a.toml", "--isolated"], "错误：--isolated：不能与 --config 同用"),
        (["check", "--fail-on", "errors"], "错误：--fail-on：没有 errors，是否想写 error？"),
        (["check", "--fail-on", "?"], "错误：--fail-on：没有 ?；可用：error、warning、info、never"),
        (["check", "--select", ","], "错误：--select：请写规则代码或其开头，如 GIP2,GIP301"),
        (["explain"], "错误：缺少参数：CODE（用法见 gip-lint explain --help）"),
    ],
)
def test_a_wrong_argument_is_said_in_one_line(arguments, said):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_is_in_the_language_asked_for(command):
    chinese = run(*command, "--help", env={"COLUMNS": "80"}).stdout
    english = run(*command, "--help", "--lang", "en", env={"COLUMNS": "80"}).stdout
    assert chinese.startswith("用法： gip-lint")
    assert "选项：" in chinese
    assert "show" not in chinese
    assert english.startswith("usage: gip-lint")
    assert "显示" not in english
    assert all(columns(line) <= 80 for line in chinese.splitlines())


def test_every_argument_is_described_in_both_languages():
    for chinese in (True, False):
        (commands,) = (each for each in parser(chinese=chinese)._actions if each.dest == "command")
        for name, below in commands.choices.items():
            for action in below._actions:
                written = re.sub("《.*?》|国务院令第711号", "", action.help)
                assert (re.search("[\u4e00-\u9fff]", written) is not None) == chinese, (name, action.dest)
