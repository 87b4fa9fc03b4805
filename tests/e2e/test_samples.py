"""The samples of the documentation hold the errors that their list says, and no others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
EXPECTED = tomli.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))
REPORTS: list[dict[str, Any]] = EXPECTED["report"]


def check(path: Path) -> tuple[int, dict[str, Any]]:
    command = [sys.executable, "-m", "gip_lint", "check", "--format", "json", str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(done.stdout)


def meets(finding: dict[str, Any], expected: dict[str, Any]) -> bool:
    if finding["rule"] != expected["rule"]:
        return False
    if "line" in expected and finding["location"]["line"] != expected["line"]:
        return False
    place = {key: expected[key] for key in ("table", "row", "column") if key in expected}
    cells = [finding["cell"], *(related["cell"] for related in finding["related"])]
    return not place or any(cell and place.items() <= cell.items() for cell in cells)


def test_every_report_is_listed() -> None:
    assert sorted(path.name for path in (SAMPLES / "reports").iterdir()) == sorted(r["file"] for r in REPORTS)


@pytest.mark.parametrize("expected", REPORTS, ids=lambda report: report["file"])
def test_what_is_listed_is_found_and_nothing_else(expected: dict[str, Any]) -> None:
    status, document = check(SAMPLES / "reports" / expected["file"])
    (report,) = document["reports"]
    held = [finding for finding in document["findings"] if finding["rule"] in EXPECTED["held"]]
    assert {key: report[key] for key in ("form", "year", "agency")} == {
        key: expected[key] for key in ("form", "year", "agency")
    }
    missed = [wanted for wanted in expected["finding"] if not any(meets(found, wanted) for found in held)]
    unlisted = [
        f"{found['rule']} line {found['location']['line']}: {found['message']}"
        for found in held
        if not any(meets(found, wanted) for wanted in expected["finding"])
    ]
    assert not missed
    assert not unlisted
    assert status == (1 if expected["finding"] else 0)


def test_the_clean_report_is_clean_under_every_rule() -> None:
    _, document = check(SAMPLES / "reports" / "clean-2023.txt")
    assert document["findings"] == []
