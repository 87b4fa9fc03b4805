"""Memory over many files: what one report needed is given back before the next."""

import os
import subprocess

import pytest
from command import COMMAND

from gip_lint.testing import report
from gip_lint.testing.notations import NOTATIONS

MANY = 1000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A thousand reports, no two alike, each with a wrong cell, and one of them alone."""
    made = tmp_path_factory.mktemp("reports")
    (made / "many").mkdir()
    texts = [
        [
            report(form, year).with_cell("applications", "new_received", "natural_person", 1).text(each.name)
            for each in NOTATIONS
        ]
        for form, year in (("gip-2019", 2019), ("gip-2021", 2023))
    ]
    for number in range(MANY):
        text = texts[number % 2][number % len(NOTATIONS)].replace("。", f"，编号{number}。", 1)
        (made / "many" / f"{number:04}.txt").write_text(text, encoding="utf-8")
    (made / "one.txt").write_text(texts[0][0], encoding="utf-8")
    return made


def peak(folder, path, form):
    """Return the largest resident size of a run."""
    command = [COMMAND, "check", "--isolated", "--no-cache", "--jobs", "1", "--format", form, path]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1
    return usage.ru_maxrss


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="the system tells the peak to a parent only under POSIX")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_thousand_reports_take_at_most_twice_the_memory_of_one(folder, form):
    assert peak(folder, "many", form) <= 2 * peak(folder, "one.txt", form)
