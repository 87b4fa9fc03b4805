"""What the tests of the installed command share."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel of gip-lint, as it is published."""
    folder, root = tmp_path_factory.mktemp("wheel"), Path(__file__).parents[2]
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, root]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (built,) = folder.glob("*.whl")
    return built
