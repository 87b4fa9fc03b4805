"""The example plugin as its users have it: a wheel beside that of gip-lint, and gone again."""

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from gip_lint.testing import report

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "plugin-example"
ROW = "其他主动公开文件"


def _built(source, folder):
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A clean environment with the wheels of gip-lint and of the example."""
    folder = tmp_path_factory.mktemp("environment")
    wheels = [_built(source, folder / name) for source, name in ((ROOT, "own"), (EXAMPLE, "example"))]
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *wheels], check=True, timeout=300)
    (folder / "report.txt").write_text(report().text(), encoding="utf-8")
    lines = report().text("rows").splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("行政规范性文件"))
    lines.insert(place + 1, f"{ROW} | 7 | 0 | 9 |")
    (folder / "province.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _commands(page):
    """Return the shell commands of a page, block by block."""
    return re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_every_command_of_the_tutorial_works(environment, tmp_path):
    blocks = _commands(ROOT / "docs" / "plugins.md")
    assert "new-plugin" in blocks[0]
    folder = environment / "venv" / "bin"
    subprocess.run([folder / "python", "-m", "pip", "install", "--quiet", "pytest"], check=True, timeout=120)
    own = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "VIRTUAL_ENV": str(folder.parent)}
    said = ""
    for block in blocks:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block],
            cwd=tmp_path,
            env={**os.environ, **own},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
        said += done.stdout
    assert "6 passed" in said
    assert "HB001" in said
    assert list((tmp_path / "dist").glob("hubei_rules-*.whl"))
    assert (tmp_path / "hubei-rules" / "hubei_rules" / "short_title.py").is_file()


def _run(environment, *arguments):
    command = [environment / "venv" / "bin" / "gip-lint", *arguments, "--lang", "zh"]
    return subprocess.run(
        command,
        cwd=environment,
        env={"GIP_LINT_CACHE_DIR": str(environment / "cache"), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def _disclosure(environment):
    done = _run(environment, "extract", "province.txt")
    assert done.returncode == 0, done.stderr
    (read,) = json.loads(done.stdout)["reports"]
    return read["tables"]["disclosure"]


@pytest.mark.slow
def test_the_example_works_from_its_wheel_and_is_gone_with_it(environment):
    listed = _run(environment, "plugins").stdout
    assert "lanjiang" in listed
    assert "LJ001" in listed
    assert "LJ010" in listed

    found = _run(environment, "check", "--select", "LJ", "--format", "checklist", "report.txt")
    assert found.returncode == 0, found.stderr
    assert "LJ001 总体情况没有写明全年培训情况" in found.stdout
    assert "LJ010" in found.stdout
    assert "LJ011" not in found.stdout
    assert found.stdout.startswith("- [ ] report.txt:")

    explained = _run(environment, "explain", "LJ001").stdout
    assert "training-told" in explained
    assert "政务公开考核办法" in explained

    assert _disclosure(environment)["other_documents"]["issued"]["value"] == 7
    assert ROW not in _run(environment, "check", "--select", "GIP1", "province.txt").stdout

    python = environment / "venv" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "uninstall", "--quiet", "--yes", "lanjiang-rules"], check=True, timeout=120
    )
    assert "lanjiang" not in _run(environment, "plugins").stdout
    gone = _run(environment, "check", "--select", "LJ", "report.txt")
    assert (gone.returncode, "LJ" in gone.stderr) == (2, True)
    assert (
        "没有输出格式 checklist" in _run(environment, "check", "--format", "checklist", "report.txt").stderr
    )
    assert "LJ001" not in _run(environment, "check", "report.txt").stdout
    assert "other_documents" not in _disclosure(environment)
    assert ROW in _run(environment, "check", "--select", "GIP1", "province.txt").stdout


def test_the_example_passes_its_own_tests():
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            EXAMPLE,
            EXAMPLE / "tests",
        ],
        cwd=EXAMPLE,
        env={"PYTHONPATH": str(EXAMPLE), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
