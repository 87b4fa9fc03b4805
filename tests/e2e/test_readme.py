"""The READMEs and rule pages show what the product really does, and the files that they name exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (
    "README.md",
    "README.zh-CN.md",
    "docs/samples/README.md",
    "docs/index.md",
    "docs/guides/clerk.md",
    "docs/guides/office.md",
)


@pytest.mark.parametrize("script", ["screens.py", "rule_pages.py"])
def test_what_is_made_of_the_product_is_current(script: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / script, "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert links
    assert not [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]


def test_the_configuration_shown_is_read(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    (tmp_path / "gip-lint.toml").write_text(shown[1], encoding="utf-8")
    report = tmp_path / "report.txt"
    report.write_bytes((ROOT / "docs/samples/reports/clean-2023.txt").read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "gip_lint", "check", report],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_library_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    (tmp_path / "report.txt").write_bytes((ROOT / "docs/samples/reports/cells-2020.txt").read_bytes())
    monkeypatch.chdir(tmp_path)
    exec(compile(shown[1], "README.md", "exec"), {})
