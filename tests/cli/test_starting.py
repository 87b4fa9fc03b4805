"""``init``, ``completion``, ``--stats`` and ``--explain``, by the installed command."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import tomli
from command import run

from gip_lint.cli.commands.init import template
from gip_lint.config.layers import load_config
from gip_lint.config.profiles import PROFILES
from gip_lint.config.schema import KEYS

TWICE = "一、总体情况\n关于关于公开的工作。\n关于关于申请的工作。\n全年资金资金充足。\n"


@pytest.mark.parametrize("profile", [None, *PROFILES])
def test_what_init_writes_holds_and_sets_nothing_but_the_profile(tmp_path, profile):
    arguments = [] if profile is None else ["--profile", profile]
    result = run("init", *arguments, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    path = tmp_path / "gip-lint.toml"
    assert tomli.loads(path.read_text("utf-8")) == ({} if profile is None else {"profile": profile})
    assert run("config", cwd=tmp_path).returncode == 0


def test_every_line_that_init_offers_holds_when_it_is_used(tmp_path):
    text = template()
    for key in KEYS.values():
        assert key.name in text
        for meaning in (key.meaning.zh, key.meaning.en):
            assert "".join(meaning.split()) in re.sub(r"\s|^# ?", "", text, flags=re.M)
    used = re.sub(r"^#(?! )", "", text, flags=re.M)
    table = tomli.loads(used)
    assert {name for name in KEYS if not KEYS[name].is_table} <= set(table)
    path = tmp_path / "gip-lint.toml"
    used = used.replace('baseline = "', '# baseline = "').replace("\nplugins = ", "\n# plugins = ")
    path.write_text(used, encoding="utf-8")
    load_config(path)
    result = run("config", "--select", "GIP2", "--extend-select", "GIP3", cwd=tmp_path)
    assert "XY1" in result.stderr


def test_the_manual_tells_of_every_key_with_default_and_example():
    page = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text("utf-8")
    for key in KEYS.values():
        _, found, rest = page.partition(f"### `{key.name}`\n")
        assert found, f"docs/configuration.md says nothing of {key.name}"
        section = rest.partition("\n### ")[0]
        for due in (key.meaning.zh, key.meaning.en, key.example, key.default):
            assert due in section, f"{key.name}: docs/configuration.md lacks: {due}"


def test_init_overwrites_nothing(tmp_path):
    path = tmp_path / "gip-lint.toml"
    path.write_text("year = 2023\n", encoding="utf-8")
    assert run("init", cwd=tmp_path).returncode == 2
    assert path.read_text("utf-8") == "year = 2023\n"
    assert run("init", "absent", cwd=tmp_path).returncode == 2
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "pyproject.toml").write_text("[tool.gip-lint]\nlang = 'en'\n", encoding="utf-8")
    assert "pyproject.toml" in run("init", "beside", cwd=tmp_path).stderr
    assert [path.name for path in beside.iterdir()] == ["pyproject.toml"]
    assert run("init", "--profile", "publsh", cwd=tmp_path).returncode == 2


def test_stats_count_findings_and_files_by_rule(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TWICE, encoding="utf-8")
    flags = ["check", "--select", "GIP603,GIP002", "--stats", "--lang", "en"]
    result = run(*flags, cwd=tmp_path)
    assert result.returncode == 1
    first, second, *_ = result.stdout.splitlines()
    assert first.split()[:5] == ["6", "GIP603", "warning", "2", "files"]
    assert second.split()[:5] == ["2", "GIP002", "error", "2", "files"]
    document = json.loads(run(*flags, "--format", "json", cwd=tmp_path).stdout)
    assert document["rules"][0] == {
        "rule": "GIP603",
        "name": "repeated-words",
        "severity": "warning",
        "findings": 6,
        "files": 2,
    }
    assert document["summary"]["warnings"] == 6
    assert run(*flags, "--format", "sarif", cwd=tmp_path).returncode == 2
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    nothing = run("check", "a.txt", "--select", "GIP603", "--stats", "--lang", "en", cwd=tmp_path)
    assert nothing.stdout == "checked 1 file: nothing found\n"


def test_explain_says_once_for_each_rule_why(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TWICE, encoding="utf-8")
    result = run("check", "--select", "GIP603,GIP002", "--explain", "--lang", "en", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout.count("┆ why: ") == 2
    assert result.stdout.count("GIP603 warning") == 6
    assert "┆ source: " in result.stdout
    assert "checked 2 files" in result.stdout
    assert run("check", "--explain", "--format", "json", cwd=tmp_path).returncode == 2
    assert run("check", "--explain", "--stats", cwd=tmp_path).returncode == 2


def script(tmp_path, shell):
    result = run("completion", shell, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    path = tmp_path / f"completion.{shell}"
    path.write_text(result.stdout, encoding="utf-8")
    return path


CASES = [
    (["gip-lint", ""], {"check", "config", "init", "completion"}),
    (["gip-lint", "check", "--format", ""], {"text", "json", "sarif"}),
    (["gip-lint", "check", "--select", "GIP40"], {"GIP401", "GIP404"}),
    (["gip-lint", "explain", "GIP40"], {"GIP401", "GIP404"}),
    (["gip-lint", "check", "--profile", ""], {"publish", "audit"}),
    (["gip-lint", "check", "--fail"], {"--fail-on"}),
]


@pytest.mark.parametrize(("words", "due"), CASES)
def test_bash_completes(tmp_path, words, due):
    quoted = " ".join(f"'{word}'" for word in words)
    code = f"""
source {script(tmp_path, "bash")}
function=$(complete -p gip-lint | sed 's/.*-F \\([^ ]*\\).*/\\1/')
COMP_WORDS=({quoted}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
"$function" gip-lint "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD-1]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    said = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert due <= set(said.stdout.split()), said


@pytest.mark.fish
@pytest.mark.parametrize(("words", "due"), CASES)
def test_fish_completes(tmp_path, words, due):
    code = f"source {script(tmp_path, 'fish')}; complete -C '{' '.join(words)}'"
    said = subprocess.run(
        ["fish", "--no-config", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert due <= {line.partition("\t")[0] for line in said.stdout.splitlines()}, said


@pytest.mark.zsh
def test_zsh_takes_the_script(tmp_path):
    folder = tmp_path / "functions"
    folder.mkdir()
    script(tmp_path, "zsh").rename(folder / "_gip-lint")
    code = "fpath=(functions $fpath); autoload -Uz compinit; compinit -u -d dump; print $_comps[gip-lint]"
    said = subprocess.run(
        ["zsh", "-f", "-c", f"{code}; autoload +X _gip-lint"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert said.stdout.strip() == "_gip-lint"
    assert said.stderr == ""
    known = (folder / "_gip-lint").read_text("utf-8")
    assert {"GIP404", "sarif", "publish"} <= set(re.findall(r"[\w-]+", known))
