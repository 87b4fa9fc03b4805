"""What new-plugin and new-rule write passes its own tests and overwrites nothing; odd names are refused."""

import os
import subprocess
import sys

import pytest

from gip_lint.cli.main import main


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_tests(folder):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout


def test_a_new_plugin_passes_its_own_tests_and_nothing_is_overwritten(folder):
    assert main(["new-plugin", "hubei-rules", "--prefix", "HB"]) == 0
    assert "6 passed" in run_tests(folder / "hubei-rules")
    assert main(["new-plugin", "hubei-rules"]) == 2
    assert main(["new-rule", "HB002", "short-title"]) == 0
    assert main(["new-rule", "HB002", "short-title"]) == 2
    assert main(["new-rule", "GIP002", "other"]) == 2


@pytest.mark.parametrize(
    "name", ["Hubei Rules", "hubei.rules", "HUBEI_RULES", "1-hubei-rules", "-hubei--rules-"]
)
def test_a_name_that_will_not_do_is_told_one_that_will(folder, name, capsys):
    assert main(["new-plugin", "--lang", "en", "--", name]) == 2
    likely = capsys.readouterr().err.split()[-1]
    assert main(["new-plugin", likely]) == 0


@pytest.mark.parametrize(
    "name",
    [
        "",
        "湖北规则",
        "../evil",
        "a/b",
        "/tmp/evil",
        "x" * 300,
        "class",
        "json",
        "tests",
        "gip-lint",
        "builtin",
    ],
)
def test_a_name_that_cannot_be_a_package_is_refused(folder, name, capsys):
    assert main(["new-plugin", name, "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "is not a name for a plugin" in said
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["text", "rule", "report", "a1-2b"])
def test_a_rule_of_any_good_name_works(folder, name):
    assert main(["new-rule", "HB002", name, "--into", "city.py"]) == 0
    text = "from gip_lint.testing import Examples\nimport city\n"
    classes = "[each for each in vars(city).values() if getattr(each, '__module__', '') == 'city']"
    (folder / "test_city.py").write_text(
        f"{text}(rule,) = {classes}\nrules = Examples(rule)\n", encoding="utf-8"
    )
    assert "3 passed" in run_tests(folder)


@pytest.mark.parametrize("arguments", [["class"], ["long", "--into", "a b.py"], ["long", "--into", "rule"]])
def test_a_file_that_cannot_be_a_module_is_refused(folder, arguments, capsys):
    assert main(["new-rule", "HB002", *arguments, "--lang", "en"]) == 2
    assert "not a module of Python" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
