"""Standard input under the name of a file (``--stdin-filename``), as editors and hooks hand it over."""

import json

import pytest
from command import run

REPORT = "一、总体情况\n关于关于做好公开工作。\n"
ROWS = "规章,0,0,0\n行政规范性文件,1,2,3\n"


def found(*arguments, cwd, stdin=REPORT):
    result = run("check", "--format", "json", "--select", "GIP6", *arguments, cwd=cwd, stdin=stdin)
    assert result.returncode in {0, 1}, result.stderr
    return [(each["path"], each["rule"]) for each in json.loads(result.stdout)["findings"]]


def test_a_name_chooses_configuration_reader_and_path(tmp_path):
    (tmp_path / "2019").mkdir()
    (tmp_path / "gip-lint.toml").write_text('[per-file-ignores]\n"*.md" = ["GIP603"]\n', encoding="utf-8")
    (tmp_path / "2019" / "gip-lint.toml").write_text(
        '[per-file-ignores]\n"*" = ["GIP603"]\n', encoding="utf-8"
    )
    assert found("-", cwd=tmp_path) == [("<stdin>", "GIP603")]
    assert found("--stdin-filename", "new/a.txt", "-", cwd=tmp_path) == [("new/a.txt", "GIP603")]
    assert found("--stdin-filename", "a.txt", cwd=tmp_path) == [("a.txt", "GIP603")]
    assert found("--stdin-filename", "a.md", "-", cwd=tmp_path) == []
    assert found("--stdin-filename", "2019/a.txt", "-", cwd=tmp_path) == []
    as_rows = run("parse", "-", "--notation", "--stdin-filename", "a.csv", cwd=tmp_path, stdin=ROWS)
    assert as_rows.stdout.splitlines()[0].startswith("| 规章 |")
    as_text = run("parse", "-", "--notation", "--stdin-filename", "a.txt", cwd=tmp_path, stdin=ROWS)
    assert as_text.stdout == ROWS


def test_fixes_go_to_standard_output_and_the_file_of_that_name_stays(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("另外的内容\n", encoding="utf-8")
    fixed = run("check", "--fix", "--stdin-filename", "a.txt", "-", cwd=tmp_path, stdin=REPORT)
    assert "关于做好公开工作" in fixed.stdout
    assert "关于关于" not in fixed.stdout
    assert file.read_text(encoding="utf-8") == "另外的内容\n"
    diff = run("check", "--diff", "--stdin-filename", "a.txt", "-", cwd=tmp_path, stdin=REPORT)
    assert diff.stdout.startswith("--- a.txt\n")


def test_what_is_excluded_comes_back_as_it_was(tmp_path):
    (tmp_path / "gip-lint.toml").write_text('exclude = ["drafts"]\nforce-exclude = true\n', encoding="utf-8")
    name = ["--stdin-filename", "drafts/a.txt", "-"]
    assert found(*name, cwd=tmp_path) == []
    fixed = run("check", "--fix", "--quiet", *name, cwd=tmp_path, stdin=REPORT)
    assert (fixed.returncode, fixed.stdout, fixed.stderr) == (0, REPORT, "")


def test_a_baseline_knows_standard_input_by_its_name(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    assert run("check", "--write-baseline", "known.json", "a.txt", cwd=tmp_path).returncode == 0
    name = ["--baseline", "known.json", "--stdin-filename", "a.txt", "-"]
    assert found(*name, cwd=tmp_path) == []
    assert found("--baseline", "known.json", "-", cwd=tmp_path) == [("<stdin>", "GIP603")]


def test_figures_of_standard_input_bear_the_name(tmp_path):
    result = run("extract", "--stdin-filename", "a.txt", "-", cwd=tmp_path, stdin=REPORT)
    assert [each["path"] for each in json.loads(result.stdout)["reports"]] == ["a.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--stdin-filename", "a.txt", "b.txt"],
        ["check", "--stdin-filename", ""],
        ["check", "--stdin-filename", "a/", "-"],
        ["parse", "--stdin-filename", "a.txt", "b.txt"],
    ],
)
def test_a_name_without_standard_input_is_wrong_usage(tmp_path, arguments):
    (tmp_path / "b.txt").write_text(REPORT, encoding="utf-8")
    for language in ("zh", "en"):
        result = run(*arguments, "--lang", language, cwd=tmp_path, stdin=REPORT)
        assert (result.returncode, result.stdout) == (2, "")
        assert "stdin-filename" in result.stderr
