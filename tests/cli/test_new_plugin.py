"""What new-plugin and new-rule write passes its own tests and overwrites nothing."""

import os
import subprocess
import sys

from gip_lint.cli import main


def test_a_new_plugin_passes_its_own_tests_and_nothing_is_overwritten(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["new-plugin", "hubei-rules", "--prefix", "HB"]) == 0
    folder = tmp_path / "hubei-rules"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert "6 passed" in done.stdout, done.stdout
    assert main(["new-plugin", "hubei-rules"]) == 2
    assert main(["new-rule", "HB002", "short-title"]) == 0
    assert main(["new-rule", "HB002", "short-title"]) == 2
    assert main(["new-rule", "GIP002", "other"]) == 2
