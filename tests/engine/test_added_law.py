"""Entries that plugins add to the register of law: cited, looked up, and named where they are wrong."""

import pytest

from gip_lint.cli.main import main
from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.model.errors import PluginError
from gip_lint.plugins.registry import installed_plugins, load_plugins
from gip_lint.plugins.sources import NamedPlugin

LAW = """
[[instrument]]
title = "澜江省政务公开考核办法"
category = "文件"
complete = true
field = true
source = "澜江省人民政府公报"
numbers = [{ number = "澜政发〔2020〕14号", issued = "2020-05-01", replaced = "2021-06-01" }]
"""


@pytest.fixture
def city(tmp_path):
    path = tmp_path / "city.toml"
    path.write_text(LAW, encoding="utf-8")
    return path


def found(text, *plugins):
    flags = Flags(select=("GIP302", "GIP304", "GIP009"), plugins=tuple(map(str, plugins)))
    result = Engine(Configurations(flags, isolated=True), installed_plugins()).check_text(text)
    return [(finding.rule, finding.span.text(text)) for finding in result.findings]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("根据《澜江省政务公开考核办法》编制。\n", []),
        ("根据《政府信息公开条例》（澜政发〔2020〕14号）编制。\n", [("GIP302", "澜政发〔2020〕14号")]),
    ],
)
def test_an_added_instrument_is_judged_while_its_plugin_is_loaded(city, text, due):
    assert found(text, city) == due
    assert found(text) == []


def test_an_added_instrument_is_looked_up(city, capsys):
    assert main(["law", "澜政发〔2020〕14号", "--plugin", str(city)]) == 0
    assert "澜江省政务公开考核办法" in capsys.readouterr().out
    assert main(["law", "国务院令第711号", "--plugin", str(city)]) == 0
    assert "政府信息公开条例" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "澜江省政务公开考核办法"', "", "instrument 1: title is missing"),
        (
            "complete = true",
            "complet = true",
            "instrument 1: complet is not a key here; did you mean complete",
        ),
        ("complete = true", "complete = 1", "instrument 1: complete must be true or false"),
        ("2020-05-01", "2020-13-01", "instrument 1, numbers 1: issued must be a day"),
        ("澜政发〔2020〕14号", "澜政发(2020)14", "instrument 1, numbers 1: number must be a document number"),
        ("numbers = [{", "numbers = [3, {", "instrument 1, numbers 1 must be a table"),
        ("[[instrument]]", "[instrument]", "instrument must be a list of tables"),
    ],
)
def test_what_is_wrong_in_an_entry_is_named_by_file_and_key(city, old, new, said):
    assert old in LAW
    city.write_text(LAW.replace(old, new), encoding="utf-8")
    with pytest.raises(PluginError) as raised:
        assert load_plugins().also([NamedPlugin("city.toml", city.parent)]).extensions
    assert str(city) in str(raised.value)
    assert said in str(raised.value)


def test_two_entries_of_one_title_are_refused(city):
    city.write_text(LAW + LAW, encoding="utf-8")
    with pytest.raises(PluginError, match="澜江省政务公开考核办法 is claimed twice"):
        assert load_plugins().also([NamedPlugin("city.toml", city.parent)]).extensions
