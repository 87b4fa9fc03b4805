"""Selection and ``gip-lint config``, by the installed command."""

import json

import pytest
import tomli
from command import run

from gip_lint.testing import report

REPORT = "一、总体情况\n关于关于做好公开工作。\n"


def folder(tmp_path):
    (tmp_path / "2019").mkdir()
    (tmp_path / "2019" / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "gip-lint.toml").write_text(
        'profile = "publish"\nselect = ["GIP6"]\nlang = "en"\n'
        '[per-file-ignores]\n"2019/*" = ["GIP603"]\n[rules.GIP604]\nwords = ["某药房"]\n',
        encoding="utf-8",
    )
    return tmp_path


def found(*arguments, cwd):
    result = run("check", "--format", "json", *arguments, cwd=cwd)
    assert result.returncode in {0, 1}, result.stderr
    return [(each["path"], each["rule"], each["severity"]) for each in json.loads(result.stdout)["findings"]]


def test_flags_go_over_the_file_and_the_file_over_the_profile(tmp_path):
    here = folder(tmp_path)
    assert found(cwd=here) == [("b.txt", "GIP603", "error")]
    assert found("--ignore", "repeated-words", cwd=here) == []
    assert found("--per-file-ignores", "b.*:GIP6", cwd=here) == []
    assert found("--isolated", "--select", "GIP603", cwd=here) == [
        ("2019/a.txt", "GIP603", "warning"),
        ("b.txt", "GIP603", "warning"),
    ]
    assert found("--exclude", "b.txt", "--extend-select", "GIP105", cwd=here) == []
    assert found("--exclude", "b.txt", "--force-exclude", "b.txt", cwd=here) == []


def test_what_is_no_selection_is_wrong_usage(tmp_path):
    for arguments in (
        ["--per-file-ignores", "GIP6"],
        ["--profile", "publsh"],
        ["--select", "GPI6"],
        ["--extend-select", ","],
    ):
        result = run(
            "check", *arguments, cwd=folder(tmp_path) if not (tmp_path / "2019").exists() else tmp_path
        )
        assert result.returncode == 2
        assert "Traceback" not in result.stderr


def test_config_tells_what_holds_and_who_says_so(tmp_path):
    here = folder(tmp_path)
    result = run("config", "2019/a.txt", "--format", "json", "--fail-on", "info", cwd=here)
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    keys = told["keys"]
    file = str(here / "gip-lint.toml")
    assert told["file"] == file
    assert (keys["fail-on"]["value"], keys["fail-on"]["from"]) == ("info", "--fail-on")
    assert [each["from"] for each in keys["fail-on"]["given"]] == ["profile publish: fail-on", "--fail-on"]
    assert (keys["lang"]["value"], keys["lang"]["from"]) == ("en", f"{file}: lang")
    assert (keys["blank"]["value"], keys["blank"]["from"]) == ("zero", "default")
    assert keys["rules"]["value"]["GIP603"] == {"severity": "error"}
    rules = {rule["code"]: rule for rule in told["rules"]}
    assert (rules["GIP603"]["on"], rules["GIP603"]["from"]) == (
        False,
        f"{file}: per-file-ignores",
    )
    assert (rules["GIP101"]["on"], rules["GIP101"]["from"]) == (False, f"{file}: select")
    assert rules["GIP604"]["options"] == {"words": ["某药房"]}
    assert rules["GIP602"]["severity"] == "error"


def test_config_as_text_is_itself_a_configuration(tmp_path):
    here = folder(tmp_path)
    result = run("config", cwd=here)
    assert result.returncode == 0, result.stderr
    table = tomli.loads(result.stdout)
    assert table["select"] == ["GIP6"]
    assert table["rules"]["GIP604"] == {"words": ["某药房"]}
    assert "profile publish: fail-on" in result.stdout
    (here / "again.toml").write_text(result.stdout, encoding="utf-8")
    assert run("config", "--config", "again.toml", cwd=here).returncode == 0


def test_config_knows_the_plugins_of_its_flags(tmp_path):
    (tmp_path / "city.toml").write_text(
        '[[custom-rules]]\ncode = "HB010"\nname = "hotline"\nkind = "required-phrase"\n'
        'title = { zh = "未写明热线电话", en = "no hotline is given" }\nphrases = ["热线电话"]\n',
        encoding="utf-8",
    )
    result = run("config", "--plugin", "city.toml", "--select", "HB", "--format", "json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert (told["keys"]["plugins"]["value"], told["keys"]["plugins"]["from"]) == (["city.toml"], "--plugin")
    assert [rule["code"] for rule in told["rules"] if rule["on"] and rule["code"] > "GIP009"] == ["HB010"]


def test_config_of_nothing_and_under_a_wrong_file_is_an_error(tmp_path):
    assert run("config", "absent", cwd=tmp_path).returncode == 2
    (tmp_path / "gip-lint.toml").write_text("[rules.GIP404]\nfaktor = 2\n", encoding="utf-8")
    result = run("config", cwd=tmp_path)
    assert result.returncode == 2
    assert "factor" in result.stderr


def test_what_is_excluded_besides_adds_up_and_what_is_excluded_is_replaced(tmp_path):
    for name in ("a", "b", "c", "d"):
        (tmp_path / f"{name}.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "gip-lint.toml").write_text(
        'select = ["GIP603"]\nexclude = ["a.txt"]\nextend-exclude = ["b.txt"]\n', encoding="utf-8"
    )

    def paths(*arguments):
        return [path for path, _, _ in found(*arguments, cwd=tmp_path)]

    assert paths() == ["c.txt", "d.txt"]
    assert paths("--extend-exclude", "c.txt") == ["d.txt"]
    assert paths("--exclude", "c.txt") == ["a.txt", "d.txt"]
    assert paths("--extend-exclude", "c.txt", "--force-exclude", "c.txt", "d.txt") == ["d.txt"]
    told = run("config", "--format", "json", "--extend-exclude", "c.txt", cwd=tmp_path)
    assert json.loads(told.stdout)["keys"]["extend-exclude"]["value"] == ["b.txt", "c.txt"]


def test_what_is_off_in_some_files_adds_up_and_has_to_be_a_rule(tmp_path):
    here = folder(tmp_path)
    (here / "gip-lint.toml").write_text('[per-file-ignores]\n"2019/*" = ["GIP603"]\n', encoding="utf-8")
    flags = ("--per-file-ignores", "2019/*:personal-data", "--per-file-ignores", "2020/*:GIP1")
    told = json.loads(run("config", "2019/a.txt", "--format", "json", *flags, cwd=here).stdout)
    off = {rule["code"]: rule["from"] for rule in told["rules"] if not rule["on"]}
    file = str(here / "gip-lint.toml")
    assert off == {"GIP603": f"{file}: per-file-ignores", "GIP608": "--per-file-ignores"}
    assert told["keys"]["per-file-ignores"]["value"] == {
        "2019/*": ["GIP603", "PERSONAL-DATA"],
        "2020/*": ["GIP1"],
    }
    checked = run("check", "2019/a.txt", *flags, cwd=here)
    assert "GIP603" not in checked.stdout
    (here / "gip-lint.toml").write_text('[per-file-ignores]\n"none/*" = ["GIP9999"]\n', encoding="utf-8")
    wrong = run("check", "2019/a.txt", cwd=here)
    assert wrong.returncode == 2
    assert f"{file}: per-file-ignores" in wrong.stderr and "GIP9999" in wrong.stderr


@pytest.mark.parametrize("name", ["gip-lint.toml", "ours.toml", "ours.conf"])
def test_rules_without_code_stand_in_a_configuration_of_any_name(tmp_path, name):
    here = folder(tmp_path)
    (here / "2019" / "a.txt").write_text(report("gip-2021", 2023).text(), encoding="utf-8")
    rule = 'code = "HB001"\nname = "fee"\nkind = "forbidden-phrase"\ntitle = "禁"\nphrases = ["公开"]\n'
    (here / name).write_text(f'profile = "publish"\n[[custom-rules]]\n{rule}', encoding="utf-8")
    checked = run("check", "--config", name, "2019/a.txt", cwd=here)
    assert "HB001" in checked.stdout, checked.stderr
    told = run("config", "--config", name, "2019/a.txt", cwd=here).stdout
    assert tomli.loads(told)["custom-rules"] == [tomli.loads(rule)]


def test_what_is_reported_whatever_is_selected_is_told_to_be_on(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"nothing")
    checked = run("check", "--isolated", "--select", "GIP2", "a.docx", cwd=tmp_path)
    assert "GIP001" in checked.stdout
    for flags, on in ((("--select", "GIP2"), True), (("--ignore", "GIP001"), False)):
        told = json.loads(run("config", "--isolated", "--format", "json", *flags, cwd=tmp_path).stdout)
        assert {rule["code"]: rule["on"] for rule in told["rules"]}["GIP001"] is on


def test_what_is_suppressed_is_reported_on_demand(tmp_path):
    (tmp_path / "a.txt").write_text(f"<!-- gip-lint: ignore-file -->\n{REPORT}", encoding="utf-8")
    assert found("--isolated", cwd=tmp_path) == []
    rules = [rule for _, rule, _ in found("--isolated", "--no-suppressions", cwd=tmp_path)]
    assert rules == ["GIP002", "GIP603"]


def test_what_is_unfixable_is_reported_and_not_fixed(tmp_path):
    text = "关于关于公开的的工作。\n按照国办公开办函[2021]30号办理。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "gip-lint.toml").write_text('unfixable = ["repeated-words"]\n', encoding="utf-8")
    before = json.loads(run("check", "--format", "json", "a.txt", cwd=tmp_path).stdout)["findings"]
    assert {each["rule"]: each["fix"] is None for each in before} == {
        "GIP002": True,
        "GIP305": False,
        "GIP603": True,
    }
    assert run("check", "--diff", "--unfixable", "GIP3", "a.txt", cwd=tmp_path).stdout == ""
    run("check", "--fix", "--unsafe-fixes", "a.txt", cwd=tmp_path)
    fixed = (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert fixed == text.replace("[2021]", "〔2021〕")
    told = json.loads(run("config", "--unfixable", "GIP3", "--format", "json", cwd=tmp_path).stdout)
    assert told["keys"]["unfixable"]["value"] == ["REPEATED-WORDS", "GIP3"]
    wrong = run("check", "--unfixable", "GIP9999", "a.txt", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "--unfixable" in wrong.stderr
