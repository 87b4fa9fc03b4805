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
def environment(wheel, tmp_path_factory):
    """A clean environment with the wheels of gip-lint and of the example."""
    folder = tmp_path_factory.mktemp("environment")
    wheels = [wheel, _built(EXAMPLE, folder / "example")]
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *wheels], check=True, timeout=300)
    (folder / "report.txt").write_text(report().text(), encoding="utf-8")
    lines = report().text("rows").splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("行政规范性文件"))
    lines.insert(place + 1, f"{ROW} | 7 | 0 | 9 |")
    (folder / "province.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


GUIDE, CHINESE = ROOT / "docs" / "plugins.md", ROOT / "docs" / "plugins.zh-CN.md"


def _blocks(page):
    """Return the fenced blocks of a page: language and content."""
    text = page.read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def _script(page):
    """Return the guide as a script: its commands, and its files written where their first lines say."""
    lines = ["set -euo pipefail"]
    for language, block in _blocks(page):
        path = re.match(r"# (hubei-rules/\S+)\n", block)
        if language == "sh":
            lines.append(block)
        elif path:
            lines.append(f"cat > {path[1]} <<'END'\n{block}END")
    return "\n".join(lines)


@pytest.mark.slow
def test_the_tutorial_leads_from_nothing_to_a_wheel(wheel, tmp_path):
    bin_folder = f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", _script(GUIDE)],
        cwd=tmp_path,
        env={**os.environ, "PATH": bin_folder, "PIP_FIND_LINKS": str(wheel.parent)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert done.stdout.count(" passed") == 3
    assert "HB002" in done.stdout
    assert "收到 5 件申请，予以公开为 0；请核对" in done.stdout
    assert "PASSED" in done.stdout
    assert list((tmp_path / "dist").glob("hubei_rules-*.whl"))


def test_the_chinese_guide_has_the_blocks_of_the_english_one():
    assert _blocks(CHINESE) == _blocks(GUIDE)


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
