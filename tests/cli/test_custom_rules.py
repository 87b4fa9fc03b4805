"""Rules without code in a project's configuration: checked, explained, tested, named where wrong."""

import json

import pytest

from gip_lint.cli.main import main
from gip_lint.testing import report

pytest_plugins = ["pytester"]

HEAD = "某县2023年政府信息公开工作年度报告\\n一、总体情况\\n"
TAIL = "\\n二、主动公开政府信息情况\\n见下表。\\n"
RULE = f"""
code = "HB007"
name = "no-praise"
kind = "forbidden-phrase"
title = {{ zh = "自我评价", en = "self-praise" }}
phrases = ["圆满完成"]
good = ["{HEAD}完成了任务。{TAIL}"]
bad = [{{ text = "{HEAD}圆满完成了任务。{TAIL}", marked = "圆满完成", message = "删去", count = 1 }}]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = report().with_prose("overview", "圆满完成了任务。").text()
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "table"), [("pyproject.toml", "tool.gip-lint.custom-rules"), ("gip-lint.toml", "custom-rules")]
)
def test_rules_of_a_configuration_are_checked_and_explained(folder, file, table, capsys):
    (folder / file).write_text(f"[[{table}]]{RULE}", encoding="utf-8")
    assert main(["check", "--select", "HB007", "--format", "json", "report.txt"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert (found["rule"], found["severity"]) == ("HB007", "warning")
    assert main(["explain", "HB007", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "“圆满完成” must not stand here" in shown
    assert "完成了任务。" in shown.partition("Good")[2]


@pytest.mark.parametrize("file", ["pyproject.toml", "gip-lint.toml"])
@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("phrases =", "phrase =", "phrase"),
        ('marked = "圆满完成"', "marked = 3", r"bad[1].marked"),
        ("marked =", "mark =", r"bad[1].mark is not a key of an example; did you mean marked?"),
        ("{ text =", "{ note =", r"bad[1].text is missing"),
        ("count = 1", "count = 0", r"bad[1].count"),
        ("count = 1", 'cell = { row = "granted" }', r"bad[1].cell"),
        ("good = [", "good = [3, ", r"good[1]"),
        ("good = [", "good = 3 #", r"good must be a list"),
    ],
)
def test_what_is_wrong_in_a_declaration_is_named_by_file_and_key(folder, file, old, new, key, capsys):
    table = "tool.gip-lint.custom-rules" if file == "pyproject.toml" else "custom-rules"
    assert old in RULE
    (folder / file).write_text(f"[[{table}]]{RULE.replace(old, new, 1)}", encoding="utf-8")
    assert main(["check", "report.txt", "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert file in said
    assert "HB007" in said
    assert key in said
    assert "Traceback" not in said


def test_the_examples_are_collected_as_tests(folder, pytester):
    (pytester.path / "city.toml").write_text(f"[[custom-rules]]{RULE}", encoding="utf-8")
    (pytester.path / "test_city.py").write_text(
        "from gip_lint.testing import Examples\nrules = Examples('city.toml')\n", encoding="utf-8"
    )
    pytester.runpytest_inprocess("-p", "no:cacheprovider", pytester.path).assert_outcomes(passed=2)
    text = (pytester.path / "city.toml").read_text(encoding="utf-8")
    (pytester.path / "city.toml").write_text(text.replace('marked = "圆', 'marked = "美'), encoding="utf-8")
    done = pytester.runpytest_inprocess("-p", "no:cacheprovider", pytester.path)
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["no finding with mark “美满完成”*", "^ “圆满完成” HB007: *"])


@pytest.mark.parametrize(
    "wrong", ["custom-rules = 5", "custom-rules = 'x'", "custom-rules = [5]", "[custom-rules]\ncode = 'HB1'"]
)
def test_what_is_no_list_of_tables_is_told(folder, wrong, capsys):
    (folder / "city.toml").write_text(wrong, encoding="utf-8")
    assert main(["check", "--plugin", "city.toml", "report.txt", "--lang", "en"]) == 2
    assert "city.toml: custom-rules must be" in capsys.readouterr().err


BOUND = """[[custom-rules]]
code = "HB008"
name = "few"
kind = "bound"
title = "件数"
table = "applications"
row = "granted"
column = "total"
at-least = 9
at-most = 4
"""


def test_bounds_that_no_number_keeps_are_refused(folder, capsys):
    (folder / "city.toml").write_text(BOUND, encoding="utf-8")
    assert main(["check", "--plugin", "city.toml", "report.txt", "--lang", "en"]) == 2
    assert "at-least is 9, more than at-most, 4" in capsys.readouterr().err


def test_two_rules_of_one_file_that_claim_one_name_are_told_apart(folder, capsys):
    again = RULE.replace("HB007", "HB009")
    (folder / "city.toml").write_text(f"[[custom-rules]]{RULE}[[custom-rules]]{again}", encoding="utf-8")
    assert main(["check", "--plugin", "city.toml", "report.txt", "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "HB007 no-praise" in said
    assert "HB009 no-praise" in said


def test_a_phrase_missing_anywhere_is_told_in_one_language(folder, capsys):
    required = RULE.partition("good =")[0].replace("forbidden-phrase", "required-phrase")
    (folder / "city.toml").write_text(
        f"[[custom-rules]]{required.replace('圆满完成', '从未写过')}", encoding="utf-8"
    )
    for language, words in (
        ("en", "the report does not say “从未写过”"),
        ("zh", "报告全文中没有写明“从未写过”"),
    ):
        main(["check", "--plugin", "city.toml", "--select", "HB", "report.txt", "--lang", language])
        assert words in capsys.readouterr().out
