"""What tests do where a program is missing that pip cannot bring."""

import os
import subprocess
import sys
from pathlib import Path

from programs import PROGRAMS

HERE = Path(__file__).parent
SHELLS = "cli/test_starting.py"


def run(folder, *flags):
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", SHELLS, "-m", "zsh or fish", *flags]
    env = {**os.environ, "PATH": str(folder), "PYTEST_ADDOPTS": ""}
    return subprocess.run(command, cwd=HERE, env=env, capture_output=True, text=True, check=False)


def test_what_is_left_out_is_said_in_a_line_with_the_command_that_installs_it(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout
    lines = [line for line in done.stdout.splitlines() if line.startswith("SKIPPED")]
    assert [line.rpartition(": ")[2] for line in lines] == [
        "no fish (apt-get install fish)",
        "no zsh (apt-get install zsh)",
    ]
    assert "passed" not in done.stdout.splitlines()[-1]


def test_where_programs_are_required_nothing_runs_without_them(tmp_path):
    done = run(tmp_path, "--require-programs")
    assert done.returncode == 4
    assert all(
        program.install in done.stderr for program in PROGRAMS.values() if "apt-get" in program.install
    )
