"""What a plugin that is installed and not used costs at start-up: runs with twenty beside runs with none.

python benchmarks/plugins.py
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gip_lint.cli.scaffold import plugin_files

NUMBER, RUNS = 20, 5
COMMAND = [sys.executable, "-m", "gip_lint", "check", "--isolated", "--no-cache", "--select", "GIP201"]
REPORT = Path(__file__).parents[1] / "docs" / "samples" / "reports" / "clean-2023.txt"


def install(folder: Path, number: int) -> None:
    name, prefix = f"idle-{number}", "ID" + chr(ord("A") + number)
    for place, text in plugin_files(name, prefix).items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    described = folder / f"idle_{number}-0.1.dist-info"
    described.mkdir()
    entry = f"[gip_lint]\n{name} = idle_{number}.plugin\n"
    (described / "entry_points.txt").write_text(entry, encoding="utf-8")


def seconds(folder: str) -> float:
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": folder}
    subprocess.run([*COMMAND, str(REPORT)], env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as full, tempfile.TemporaryDirectory() as empty:
        for number in range(NUMBER):
            install(Path(full), number)
        seconds(full)
        pairs = [(seconds(empty), seconds(full)) for _ in range(RUNS)]
        each = statistics.median(1000 * (many - none) / NUMBER for none, many in pairs)
        print(f"{NUMBER} plugins: {each:.2f} ms each (median of {RUNS} pairs); bound: 5 ms")


if __name__ == "__main__":
    main()
