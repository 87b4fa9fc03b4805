"""A configuration that comes with the reports may lower bounds and not lift them, and harms no run."""

import os
import subprocess
import sys

import pytest
from command import COMMAND, run

from gip_lint.testing import report

LIFTING = "rule-timeout = 0\n[limits]\nmax-text-characters = 90000000\nmax-pages = 7\n"
HELD = {"rule-timeout = 60.0", "max-text-characters = 2097152", "max-pages = 7"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(report("gip-2021", 2023).text(), encoding="utf-8")
    return tmp_path


def effective(folder, *flags):
    """Return the lines of the configuration that holds, without who says so."""
    lines = run("config", *flags, cwd=folder).stdout.splitlines()
    return {line.partition("#")[0].strip() for line in lines}


@pytest.mark.parametrize("name", ["gip-lint.toml", "pyproject.toml"])
def test_bounds_are_lowered_and_not_lifted(folder, name):
    head = "[tool.gip-lint]\n" if name == "pyproject.toml" else ""
    said = LIFTING.replace("[limits]", "[tool.gip-lint.limits]") if head else LIFTING
    (folder / name).write_text(head + said, encoding="utf-8")
    assert effective(folder) >= HELD
    (folder / "b.txt").write_text("行政许可，" * 450_000, encoding="utf-8")
    outcome = run("check", "--no-cache", "b.txt", cwd=folder)
    assert "2,097,152（limits.max-text-characters）" in outcome.stdout


def test_who_names_the_file_may_lift_them(folder):
    (folder / "own.toml").write_text("[limits]\nmax-text-characters = 10\n", encoding="utf-8")
    assert effective(folder, "--config", "own.toml") >= {"max-text-characters = 10"}
    assert "上限 10（" in run("check", "--no-cache", "--config", "own.toml", "a.txt", cwd=folder).stdout
    (folder / "own.toml").write_text(LIFTING, encoding="utf-8")
    (folder / "b.txt").write_text("x\n" * 1_100_000, encoding="utf-8")
    outcome = run("check", "--no-cache", "--config", "own.toml", "--select", "GIP001", "b.txt", cwd=folder)
    assert "GIP001" not in outcome.stdout


@pytest.mark.parametrize("name", ["gip-lint.toml", "pyproject.toml", "baseline.json", "plugin.toml"])
def test_a_file_without_end_is_not_read(folder, name):
    own = folder / "gip-lint.toml"
    if name == "baseline.json":
        own.write_text(f'baseline = "{name}"', encoding="utf-8")
    elif name == "plugin.toml":
        own.write_text(f'plugins = ["{name}"]', encoding="utf-8")
    with (folder / name).open("ab") as file:
        file.truncate(3 << 30)
    outcome = run("check", "--no-cache", "--lang", "en", cwd=folder)
    assert outcome.returncode == 2
    assert name in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="about devices and pipes of POSIX")
@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize("name", ["gip-lint.toml", "pyproject.toml"])
def test_what_is_no_file_is_not_waited_for(folder, name, kind):
    if kind == "pipe":
        os.mkfifo(folder / name)
    else:
        (folder / name).symlink_to("/dev/zero")
    done = subprocess.run(
        [COMMAND, "check", "--no-cache"], cwd=folder, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize(
    "said",
    [
        "absent = 1",
        "not TOML",
        'select = ["XYZ"]',
        'baseline = "absent.json"',
        'plugins = ["absent"]',
        'profile = "absent"',
    ],
)
@pytest.mark.parametrize("flags", [(), ("--jobs", "2"), ("--fix",)], ids=" ".join)
def test_one_bad_configuration_below_ends_no_run(folder, said, flags):
    below = folder / "below"
    below.mkdir()
    (below / "b.txt").write_text(report("gip-2021", 2023).text(), encoding="utf-8")
    (below / "gip-lint.toml").write_text(said, encoding="utf-8")
    bad = report("gip-2021", 2023).with_cell("applications", "granted", "total", 7)
    (folder / "a.txt").write_text(bad.text(), encoding="utf-8")
    outcome = run(
        "check", "--format", "csv", *flags, cwd=folder, env={"GIP_LINT_CACHE_DIR": str(folder / ".c")}
    )
    assert outcome.returncode == 1
    found = [
        (row.split(",")[0].lstrip("\ufeff"), row.split(",")[5]) for row in outcome.stdout.splitlines()[1:]
    ]
    assert ("below/b.txt", "GIP001") in found
    assert ("a.txt", "GIP202") in found
    assert "配置有误" in outcome.stdout
    assert run("check", "below", cwd=folder).returncode == 2
    assert run("check", "below/b.txt", cwd=folder).returncode == 2
