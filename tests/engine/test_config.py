import pytest
import tomli

from gip_lint.api import check
from gip_lint.config.configuration import Config
from gip_lint.config.configurations import Configurations, Flags
from gip_lint.config.layers import load_config
from gip_lint.config.profiles import PROFILES
from gip_lint.config.schema import KEYS
from gip_lint.model.errors import ConfigError, UsageError
from gip_lint.model.severity import Severity


def write(folder, text, name="gip-lint.toml"):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_is_read(tmp_path):
    config = load_config(
        write(
            tmp_path,
            'select = ["gip2"]\nignore = ["GIP205"]\nlang = "en"\nfail-on = "warning"\n'
            'year = 2023\nform = "gip-2021"\nblank = "unknown"\n',
        )
    )
    assert config.lang == "en"
    assert config.fail_on == "warning"
    assert config.year == 2023
    assert config.form == "gip-2021"
    assert config.blank == "unknown"
    assert config.selection.enables("GIP201")
    assert not config.selection.enables("GIP205")


def test_pyproject_holds_a_table(tmp_path):
    assert load_config(write(tmp_path, '[tool.gip-lint]\nlang = "en"\n', "pyproject.toml")).lang == "en"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('selct = ["GIP2"]', ["gip-lint.toml", "selct", "select"]),
        ("fail_on = 'error'", ["fail_on", "fail-on"]),
        ("zzzzzz = 1", ["zzzzzz"]),
        ('year = "2023"', ["year", "'2023'"]),
        ("year = true", ["year", "True"]),
        ("year = 23", ["year", "23"]),
        ('select = "GIP2"', ["select", "GIP2"]),
        ("select = [1]", ["select"]),
        ('lang = "fr"', ["lang", "fr", "zh", "en"]),
        ('fail-on = ["error"]', ["fail-on", "never"]),
        ("form = 2021", ["form"]),
        ("blank = false", ["blank", "unknown"]),
        ("preview = 1", ["preview", "true"]),
        ('exclude = "x"', ["exclude", "drafts"]),
        ("exclude = ['']", ["exclude"]),
        ("per-file-ignores = ['x']", ["per-file-ignores", "drafts"]),
        ("[per-file-ignores]\nx = 'GIP1'", ["per-file-ignores", '"x" = ["GIP1"]']),
        ("profile = 'publsh'", ["publsh", "publish", "audit"]),
        ("require-reason = 'yes'", ["require-reason"]),
        ("year = ", ["TOML"]),
    ],
)
def test_what_means_nothing_is_an_error_that_names_it(tmp_path, text, words):
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    for word in [*words, str(path)]:
        assert word in caught.value.message.zh
        assert word in caught.value.message.en


def test_missing_file_and_no_utf8_are_errors(tmp_path):
    with pytest.raises(ConfigError):
        load_config(tmp_path / "absent.toml")
    path = tmp_path / "gip-lint.toml"
    path.write_bytes(b'lang = "\xff"')
    with pytest.raises(ConfigError):
        load_config(path)


def test_the_nearest_configuration_above_a_file_is_used(tmp_path):
    write(tmp_path, 'lang = "en"')
    write(tmp_path / "a" / "b", "year = 2020")
    write(tmp_path / "a", "[project]\nname = 'x'\n[tool.other]\n", "pyproject.toml")
    configurations = Configurations()
    assert configurations.of(tmp_path / "a" / "b" / "x.txt").year == 2020
    assert configurations.of(tmp_path / "a" / "x.txt").lang == "en"
    assert configurations.of(tmp_path / "a").lang == "en"
    assert configurations.of(tmp_path / "a" / "b" / ".." / "x.txt").lang == "en"


def test_gip_lint_toml_goes_before_pyproject(tmp_path):
    write(tmp_path, "year = 2020")
    write(tmp_path, "[tool.gip-lint]\nyear = 2021\n", "pyproject.toml")
    assert Configurations().of(tmp_path / "x.txt").year == 2020


def test_flags_win_and_isolated_reads_nothing(tmp_path):
    write(tmp_path, 'year = 2020\nlang = "en"\nignore = ["GIP2"]')
    flags = Flags(year=2022, select=("GIP201",))
    config = Configurations(flags).of(tmp_path / "x.txt")
    assert (config.year, config.lang) == (2022, "en")
    assert config.selection.enables("GIP201")
    assert Configurations(isolated=True).of(tmp_path / "x.txt") == Config()
    assert Configurations(flags, isolated=True).of(tmp_path / "x.txt").year == 2022


def test_a_file_given_outright_is_used_everywhere(tmp_path):
    given = write(tmp_path / "conf", "year = 2020", "other.toml")
    write(tmp_path, "year = 2021")
    assert Configurations(file=given).of(tmp_path / "x.txt").year == 2020


def test_python_beside_a_report_is_not_run(tmp_path, monkeypatch):
    write(tmp_path, "raise SystemExit('run')", "gip_lint_rules.py")
    write(tmp_path, "raise SystemExit('run')", "conftest.py")
    monkeypatch.chdir(tmp_path)
    assert Configurations().of(None) == Config()


def test_what_a_profile_says_lies_below_the_file_and_the_file_below_the_flags(tmp_path):
    write(tmp_path, 'profile = "audit"\nlang = "en"\n')
    report = tmp_path / "x.txt"
    config = Configurations().of(report)
    assert (config.fail_on, config.require_reason, config.lang) == ("warning", True, "en")
    write(tmp_path, 'profile = "audit"\nfail-on = "info"\nrequire-reason = false')
    config = Configurations().of(report)
    assert (config.fail_on, config.require_reason, config.profile) == ("info", False, "audit")
    assert Configurations(Flags(fail_on="never")).of(report).fail_on == "never"
    config = Configurations(Flags(profile="publish")).of(report)
    assert (config.profile, config.fail_on) == ("publish", "info")
    assert Configurations(Flags(profile="audit"), isolated=True).of(report).fail_on == "warning"
    with pytest.raises(UsageError):
        Configurations(Flags(profile="nothing")).of(report)


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_is_a_configuration_that_holds(tmp_path, name):
    path = write(tmp_path, f'profile = "{name}"')
    assert check("一、总体情况\n", config=path).files == 1


def test_the_severities_of_a_profile_give_way_to_the_files(tmp_path):
    text = "一、总体情况\n关于关于做好公开工作。\n"
    profile = 'select = ["GIP603"]\nprofile = "publish"\n'
    (found,) = check(text, config=write(tmp_path, profile)).findings
    assert found.severity is Severity.ERROR
    (found,) = check(text, config=write(tmp_path, profile + '[rules.GIP603]\nseverity = "info"')).findings
    assert found.severity is Severity.INFO


def test_rules_are_off_in_the_files_of_a_pattern(tmp_path):
    write(tmp_path, '[per-file-ignores]\n"2019/**" = ["GIP603", "not-a-report"]\n"*.md" = ["GIP6"]')
    text = "关于关于做好公开工作。\n"
    for name in ("2019/a.txt", "2020/a.txt", "2020/b.md"):
        write(tmp_path / name[:4], text, name[5:])
    found = {finding.path[len(str(tmp_path)) + 1 :]: [] for finding in check(tmp_path).findings}
    for finding in check(tmp_path).findings:
        found[finding.path[len(str(tmp_path)) + 1 :]].append(finding.rule)
    assert found == {"2020/a.txt": ["GIP002", "GIP603"], "2020/b.md": ["GIP002"]}
    flags = Flags(per_file_ignores=(("*", ("GIP2",)),))
    assert not Configurations(flags).of(tmp_path / "2019" / "a.txt").selection.enables("GIP201")


def test_a_pattern_names_known_rules_only(tmp_path):
    write(tmp_path, '[per-file-ignores]\n"*" = ["GPI6"]')
    with pytest.raises(ConfigError) as caught:
        check(write(tmp_path, "x", "a.txt"))
    assert "GPI6" in caught.value.message.en


def test_what_is_excluded_is_passed_over_in_a_search_and_taken_where_it_is_named(tmp_path):
    write(tmp_path, 'exclude = ["drafts", "2019/*.md"]\n')
    for name in ("drafts/a.txt", "2019/a.md", "2019/a.txt", "x/drafts/b.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [head.path for head in check(tmp_path).reports] == [str(tmp_path / "2019" / "a.txt")]
    named = [tmp_path / "drafts", tmp_path / "2019" / "a.md"]
    assert check(named).files == 2
    write(tmp_path, 'exclude = ["drafts", "2019/*.md"]\nforce-exclude = true\n')
    assert check(named).files == 0
    assert check(tmp_path / "2019" / "a.txt").files == 1


@pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: key.name)
def test_every_key_is_described_with_a_default_and_an_example_that_hold(tmp_path, key):
    assert key.meaning.zh.strip() and key.meaning.en.strip()
    if key.is_table:
        header = "[rules.GIP404]" if key.name == "rules" else f"[{key.name}]"
        text = f"{header}\n{key.example}\n"
    else:
        text = f"{key.name} = {key.example}\n"
    assert load_config(write(tmp_path, text)) != Config(origin=tmp_path / "gip-lint.toml")
    if key.default:
        default = tomli.loads(f"value = {key.default}")["value"]
        held = () if key.name == "limits" else getattr(Config(), key.attribute, None)
        assert (held or key.read(default)) == key.read(default)
