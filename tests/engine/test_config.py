import pytest

from gip_lint.config import Config, Configurations, Flags, load_config
from gip_lint.errors import ConfigError


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
