"""Every sink: whatever stands in files, names and configurations, what is printed steers nothing."""

import csv
import io
import json
import re
import shutil
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from command import run

from gip_lint.plugins.registry import installed_plugins
from gip_lint.testing import report

STEERING = "\x1b]0;P\x07\u202e\u2028\x9b\x7f\ufffe##[group]a##vso[task.x]"
UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
)
COMMAND = re.compile(r"##[a-z]*\[|^[^\S\n]*::", re.M)
NAME = "\n::error file=app.js::b\x1b[31m\u202e##[x].txt"
FORMATS = sorted(installed_plugins().reporters)
CUSTOM = """
[[custom-rules]]
code = "XY001"
name = "made-up"
kind = "forbidden-phrase"
title = "a\\u001b[31m\\u202eb\\n::error::c##[group]"
phrases = ["公开"]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stranger")
    text = report("gip-2021", 2023).with_cell("applications", "granted", "total", 7).text()
    text = text.replace("行政许可", f"行政許{STEERING}可", 1).replace(
        "一、总体情况\n", f"一、总体情况\n::error::的的{STEERING}。\n", 1
    )
    (folder / NAME).write_text(text, encoding="utf-8")
    (folder / "unreadable.txt").write_bytes(b"\xff\xff\xff")
    (folder / "a.html").write_text(
        f"<table><tr><td>行政许可{STEERING}</td><td>=1{STEERING}</td></tr></table>"
    )
    (folder / "a.csv").write_text(f"行政许可{STEERING}\x1b,0\n＝1,－2\n", encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.title = "a\u202e\u2028"
    book.active.append(["行政许可\u202e##[x]", "五"])
    book.active.append(["＝行政处罚", "=2"])
    book.save(folder / "a.xlsx")
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr(NAME, text)
        archive.writestr("../\x1b/b.txt", b"\xff\xff\xff")
    (folder / "gip-lint.toml").write_text(CUSTOM, encoding="utf-8")
    return folder


def printed(outcome, *, commands=False):
    """Return what a run printed, which steers nothing."""
    for stream in (outcome.stdout, outcome.stderr):
        assert UNSEEN.findall(stream.replace("\r\n", "\n").removeprefix("\ufeff")) == []
        assert commands or COMMAND.findall(stream) == []
    assert outcome.returncode in (0, 1, 2)
    assert "Traceback" not in outcome.stderr
    return outcome.stdout


def checked(folder, *arguments):
    return printed(run("check", "--no-cache", *arguments, cwd=folder), commands="github" in arguments)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format(folder, form):
    written = checked(folder, "--format", form, "--lang", "en")
    assert "GIP603" in written
    if form == "json":
        paths = {each["path"] for each in json.loads(written)["findings"]}
        assert {NAME, f"a.zip/{NAME}"} <= paths
    elif form == "junit":
        assert ElementTree.fromstring(written).tag == "testsuites"
    elif form == "csv":
        fields = [field for row in csv.reader(io.StringIO(written)) for field in row]
        assert not [field for field in fields if field.startswith(("=", "＝", "@", "＠"))]
    elif form == "github":
        lines = written.splitlines()
        assert all(re.match(r"::(error|warning|notice) title=(GIP|XY)\d{3} [a-z-]+,", line) for line in lines)
        assert not [line for line in lines if "##[" in line]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--explain",),
        ("--stats",),
        ("--stats", "--format", "json"),
        ("--verbose",),
        ("--write-baseline", "base\x1bline.json"),
    ],
    ids=lambda arguments: arguments[0].strip("-"),
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_way_to_check(folder, tmp_path, arguments, language):
    here = shutil.copytree(folder, tmp_path / "copy")
    checked(here, "--lang", language, *arguments)
    for baseline in here.glob("base*"):
        assert UNSEEN.findall(baseline.read_text(encoding="utf-8")) == []


def test_what_is_said_of_fixes(folder, tmp_path):
    here = shutil.copytree(folder, tmp_path / "copy")
    outcome = run("check", "--no-cache", "--fix", "--unsafe-fixes", cwd=here)
    assert "修复了" in outcome.stderr
    printed(outcome)


@pytest.mark.parametrize(
    "command",
    [
        ("extract",),
        ("extract", "--format", "csv"),
        ("config",),
        ("config", "--format", "json"),
        ("plugins",),
        ("rules",),
        ("rules", "--format", "json"),
        *(
            ("parse", *flags, name)
            for flags in ((), ("--format", "json"), ("--notation",))
            for name in (NAME, "a.csv", "a.xlsx")
        ),
        ("parse", "unreadable.txt"),
        ("check", "absent\x1b\n::error::b"),
        ("parse", "absent\x1b\n::error::b"),
        ("config", "absent\x1b\n::error::b"),
        ("explain", "XY\x1b\n::error::b"),
        ("check", "--select", "XY\x1b\n::error::b"),
        ("check", "--fail-on", "XY\x1b\n::error::b"),
        ("\x1b\n::error::b##[x]", "b"),
    ],
    ids=lambda command: " ".join(command[:2]).encode("unicode_escape").decode()[:20],
)
def test_every_command(folder, command):
    printed(run(*command, cwd=folder))


@pytest.mark.parametrize(
    "said",
    [
        '"\\u001b]0;P\\u0007\\n::error file=app.js::pwned" = 1',
        '[rules."\\u001b\\n::error::"]\na = 1',
        'select = ["\\u001b\\n::error::"]',
        'profile = "\\u001b\\n::error::"',
        'plugins = ["\\u001b\\n::error::"]',
        'lang = "\\u001b\\n::error::"',
        '[limits]\n"\\u001b\\n::error::" = 1',
        CUSTOM.replace("XY001", "\\u001b\\n::error::"),
    ],
)
def test_a_configuration_that_means_nothing(tmp_path, said):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "gip-lint.toml").write_text(said, encoding="utf-8")
    for flags in ((), ("--verbose",)):
        outcome = run("check", "--no-cache", *flags, cwd=tmp_path)
        assert UNSEEN.findall(outcome.stderr + outcome.stdout) == []
        assert COMMAND.findall(outcome.stderr + outcome.stdout) == []
        assert "\\x1b" in outcome.stderr + outcome.stdout
