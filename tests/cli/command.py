"""The installed command, run as its user runs it."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = Path(sys.executable).with_name("gip-lint")


def run(*arguments, cwd=None, stdin=None, env=None, text=True, begin=None):
    """Run ``gip-lint``; the environment is the caller's without what steers colours, and *env*.

    The process does what *begin* says before it becomes the command.
    """
    clean = {
        key: value
        for key, value in os.environ.items()
        if key not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING"}
    }
    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        env={**clean, **(env or {})},
        capture_output=True,
        encoding="utf-8" if text else None,
        timeout=60,
        check=False,
        preexec_fn=begin,
    )
