"""The hooks, run by pre-commit on a commit in a repository of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gip_lint.plugins.registry import installed_plugins
from gip_lint.testing import report

ROOT = Path(__file__).parents[2]
SHIPPED = (
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "LICENSE-OpenCC",
    "README.md",
    "gip_lint",
    "grammar",
    "hatch_build.py",
    "pyproject.toml",
    "rules",
)
GOOD = report("gip-2021", 2023).text().replace("。", "，落实关于信息公开的要求。", 1)
BAD = report("gip-2021", 2023).with_cell("applications", "new_received", "natural_person", 41).text()
CLUMSY = GOOD.replace("关于", "关于关于", 1)
"""With a doubled word, which is safe to correct."""
CONFIG = """
repos:
  - repo: {hooks}
    rev: v0
    hooks:
      - id: {hook}
"""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="pre-commit needs git"),
]

Git = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """No settings of the user's, and one home for what pre-commit installs."""
    home = tmp_path_factory.mktemp("home")
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    person = {"NAME": "Tester", "EMAIL": "tester@example.org"}
    return {
        **kept,
        **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home),
        "PYTHONUTF8": "1",
    }


def _git(folder: Path, environment: dict[str, str]) -> Git:
    def git(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=600,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    return git


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """A repository that holds gip-lint as it is here."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    git = _git(folder, environment)
    git("init", "--quiet")
    git("add", "--force", ".")
    git("commit", "--quiet", "--message", "gip-lint")
    git("tag", "v0")
    return folder


def _repository(folder: Path, hooks: Path, hook: str, environment: dict[str, str]) -> Git:
    git = _git(folder, environment)
    git("init", "--quiet")
    text = CONFIG.format(hooks=hooks, hook=hook)
    (folder / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "install"],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    return git


def test_the_hooks_look_at_every_kind_of_file_that_needs_no_other_program() -> None:
    files = re.search(r"files: &reports (.*)", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert files is not None
    passed_over = {
        suffix for suffix in installed_plugins().readers if not re.search(files[1], f"2023年年报{suffix}")
    }
    assert passed_over == {".doc", ".et", ".ods", ".odt", ".rtf", ".wps", ".xls"}


def test_a_commit_is_stopped_and_then_taken(tmp_path: Path, hooks: Path, environment: dict[str, str]) -> None:
    git = _repository(tmp_path, hooks, "gip-lint", environment)
    draft = tmp_path / "某局2023年年度报告.txt"
    draft.write_text(BAD, encoding="utf-8")
    (tmp_path / "notes.txt").write_text(BAD, encoding="utf-8")
    git("add", ".")
    stopped = git("commit", "--message", "report", check=False)
    said = stopped.stdout + stopped.stderr
    assert stopped.returncode == 1, said
    assert "GIP201" in said
    assert "notes.txt" not in said
    assert git("rev-parse", "--verify", "HEAD", check=False).returncode != 0

    draft.write_text(GOOD, encoding="utf-8")
    git("add", ".")
    taken = git("commit", "--message", "report")
    assert "Passed" in taken.stdout + taken.stderr
    assert git("log", "--format=%s").stdout == "report\n"


def test_a_commit_is_stopped_to_show_what_was_corrected(
    tmp_path: Path, hooks: Path, environment: dict[str, str]
) -> None:
    git = _repository(tmp_path, hooks, "gip-lint-fix", environment)
    draft = tmp_path / "annual-report.md"
    draft.write_text(CLUMSY, encoding="utf-8")
    git("add", ".")
    stopped = git("commit", "--message", "report", check=False)
    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    assert "files were modified by this hook" in stopped.stdout + stopped.stderr
    assert draft.read_text(encoding="utf-8") == GOOD
    git("add", ".")
    git("commit", "--message", "report")
    assert git("show", "HEAD:annual-report.md").stdout == GOOD
