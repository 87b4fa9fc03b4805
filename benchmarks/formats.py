"""Reports per second and peak memory, format by format, on the same made reports.

    python benchmarks/formats.py [--reports 20] [--formats text html docx pdf xlsx]

Each format is checked in a process of its own, all rules included, once to warm up and then ``--reports``
reports ``--rounds`` times, of which the fastest counts; the ratio is to plain text in the same run. Peak
memory is the process's and, after the plus, that of the process that parses PDF. Bounds: HTML 2, DOCX 4.
Linux only, as memory is read from /proc.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BOUNDS = {"html": 2.0, "docx": 4.0}
FORMATS = ("text", "html", "docx", "xlsx", "pdf")


def write(folder: Path, kind: str, reports: int) -> None:
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    import documents  # noqa: PLC0415 - the writers that the tests use

    writers = {
        "html": lambda built: documents.as_html(built.draft()).encode(),
        "docx": lambda built: documents.as_docx(built.draft()),
        "xlsx": lambda built: documents.as_xlsx(built.draft()),
        "pdf": lambda built: documents.as_pdf(built.draft()),
        "text": lambda built: built.text("rows-leading").encode(),
    }
    for seed in range(reports):
        data = writers[kind](documents.made("gip-2021", seed))
        (folder / f"{seed}.{'txt' if kind == 'text' else kind}").write_bytes(data)


def measure(folder: Path, rounds: int) -> None:
    """Check every file of a folder; print the seconds of the fastest round and the peaks of memory in MiB."""
    from gip_lint.api import check  # noqa: PLC0415 - in the measured process only

    paths = sorted(folder.iterdir())
    check(paths[0], isolated=True)
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        check(paths, isolated=True)
        seconds.append(time.perf_counter() - start)
    print(min(seconds), *map(peak, [os.getpid(), *children()]))


def children() -> list[int]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [int(process) for process in listed.split()]


def peak(process: int) -> int:
    """Return the most memory that a process has had, in MiB; what it had before exec does not count."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) // 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        measure(args.measure, args.rounds)
        return
    floor = None
    failed = False
    print("format  reports/s  ratio  peak MiB")
    for kind in dict.fromkeys(("text", *args.formats)):
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), kind, args.reports)
            command = [sys.executable, __file__, "--measure", folder, "--rounds", str(args.rounds)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        first, *memory = done.stdout.split()
        seconds = float(first)
        floor = floor or seconds
        ratio = seconds / floor
        over = ratio > BOUNDS.get(kind, float("inf"))
        failed |= over
        note = "  over its bound" if over else ""
        print(f"{kind:6}  {args.reports / seconds:9.1f}  {ratio:5.2f}  {' + '.join(memory):>8}{note}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
