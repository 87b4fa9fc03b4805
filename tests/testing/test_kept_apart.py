from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPORT = Path(__file__).parents[2] / "docs" / "samples" / "reports" / "clean-2023.txt"


def test_the_kit_is_not_imported_when_gip_lint_runs() -> None:
    program = (
        "import sys; from gip_lint.cli.main import main; main(sys.argv[1:]);"
        "sys.exit(any(name.startswith('gip_lint.testing') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, "check", REPORT], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
