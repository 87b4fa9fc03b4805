"""Every promise of speed and memory as a ratio, measured in one run against a peer or a floor.

    make bench
    python benchmarks/speed.py [--runs 5] [--only cold,parse,growth,cache,jobs,memory]

Commands that are held against one another run in turn. Work is processor time (user and system, children
included), which other programs on the machine disturb least; its least value counts. Only the gain of a
second process and of the cache is a matter of wall time; that one wants an idle machine. Memory is the
largest resident size of any one process. ``--check`` ends with status 1 where a bound is not met.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from attrs import frozen

from gip_lint.config.configurations import Configurations
from gip_lint.engine.engine import Engine
from gip_lint.forms.lexicon import vocabulary
from gip_lint.plugins.registry import installed_plugins
from gip_lint.testing import report
from gip_lint.testing.notations import NOTATIONS
from gip_lint_grammar.notation import parse

ENVIRONMENT = Path(sys.executable).parents[1]
ALONE = ENVIRONMENT / "alone" / "bin"
"""gip-lint as it is now, installed for its users: ``make bench`` sees to that."""
PEERS = ENVIRONMENT / "peers" / "bin"
"""The tools it is held against."""
SQL = "SELECT a.id, SUM(b.amount) AS total\nFROM a\nINNER JOIN b ON a.id = b.a_id\nGROUP BY a.id\n"
YAML = "---\nrepos:\n  - repo: local\n    hooks:\n      - id: one\n        name: one\n"


@frozen
class Cost:
    """What a process took."""

    cpu: float
    """Seconds, of user and system."""
    wall: float
    memory: float
    """MiB, of its largest process."""


def cost(command: Sequence[str | Path], folder: Path) -> Cost:
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command}: status {process.returncode}\n{said.decode()}")
    wall = time.perf_counter() - start
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def in_turn(runs: int, *commands: Callable[[], Cost]) -> list[Cost]:
    """Return the least cost of each command, all run in turn, once unmeasured before."""
    for command in commands:
        command()
    taken = [[command() for command in commands] for _ in range(runs)]
    return [
        Cost(min(c.cpu for c in column), min(c.wall for c in column), median(c.memory for c in column))
        for column in zip(*taken, strict=True)
    ]


def texts(number: int) -> Iterator[str]:
    """Yield made reports, no two alike: both forms, every notation, every other one with a wrong cell."""
    for index in range(number):
        key, year = ("gip-2019", 2019) if index % 4 < 2 else ("gip-2021", 2023)
        made = report(key, year)
        if index % 2:
            made = made.with_cell("applications", "new_received", "natural_person", 1000 + index)
        notation = NOTATIONS[index % len(NOTATIONS)].name
        yield made.text(notation).replace("。", f"，编号{index}。", 1)


@frozen
class Line:
    name: str
    measured: str
    ratio: float
    bound: float

    @property
    def met(self) -> bool:
        return self.ratio <= self.bound

    def __str__(self) -> str:
        said = "met" if self.met else "NOT MET"
        return f"{self.name:58} {self.measured:>24}   {self.ratio:7.2f}  bound {self.bound:5}  {said}"


class Bench:
    """The folders of reports, and the measurements over them."""

    def __init__(self, scratch: Path, runs: int) -> None:
        self.scratch = scratch
        self.runs = runs
        for name, number in (("one", 1), ("hundred", 100), ("thousand", 1000)):
            folder = scratch / name
            folder.mkdir()
            for index, text in enumerate(texts(number)):
                (folder / f"{index:04}.txt").write_text(text, encoding="utf-8")
        (scratch / "peer.sql").write_text(SQL, encoding="utf-8")
        (scratch / "peer.yaml").write_text(YAML, encoding="utf-8")

    def check(self, path: str, *flags: str) -> Callable[[], Cost]:
        command = [ALONE / "gip-lint", "check", "--isolated", "--fail-on", "never", *flags, path]
        return lambda: cost(command, self.scratch)

    def cold(self) -> Iterator[Line]:
        peers = (
            [PEERS / "yamllint", "peer.yaml"],
            [PEERS / "sqlfluff", "lint", "--dialect", "ansi", "peer.sql"],
        )
        own, yamllint, sqlfluff = in_turn(
            max(self.runs, 7),
            self.check("one", "--no-cache"),
            *((lambda peer=peer: cost(peer, self.scratch)) for peer in peers),
        )
        for name, peer, bound in (("yamllint", yamllint, 2.2), ("sqlfluff lint", sqlfluff, 0.45)):
            measured = f"{own.cpu:.3f} s : {peer.cpu:.3f} s"
            yield Line(
                f"one cold report : {name} on one file, processor", measured, own.cpu / peer.cpu, bound
            )

    def parse(self) -> Iterator[Line]:
        engine = Engine(Configurations(isolated=True), installed_plugins())
        words = vocabulary(tuple(engine.plugins.forms))
        made = list(texts(24))

        def seconds(work: Callable[[str], object]) -> float:
            start = time.process_time()
            for text in made:
                work(text)
            return (time.process_time() - start) / len(made)

        works: list[Callable[[str], object]] = [engine.check_text, lambda text: parse(text, words)]
        for work in works:
            seconds(work)
        taken = [[seconds(work) for work in works] for _ in range(max(self.runs, 7))]
        own, floor = (min(column) for column in zip(*taken, strict=True))
        measured = f"{own * 1000:.2f} ms : {floor * 1000:.2f} ms"
        yield Line("a report in process : its parse alone, processor", measured, own / floor, 4.5)

    def growth(self) -> Iterator[Line]:
        flags = ("--no-cache", "--jobs", "1")
        many, few = in_turn(
            max(1, self.runs // 3), self.check("thousand", *flags), self.check("hundred", *flags)
        )
        measured = f"{many.cpu:.2f} s : {few.cpu:.2f} s"
        yield Line("1000 reports : 100 reports, processor", measured, many.cpu / few.cpu, 10.5)

    def cache(self) -> Iterator[Line]:
        folder = self.scratch / "cache"
        firsts, seconds = [], []
        for _ in range(max(1, self.runs // 3)):
            shutil.rmtree(folder, ignore_errors=True)
            run = self.check("thousand", "--cache-dir", str(folder))
            firsts.append(run())
            seconds.extend(run() for _ in range(3))
        for kind in ("cpu", "wall"):
            first = min(getattr(each, kind) for each in firsts)
            second = min(getattr(each, kind) for each in seconds)
            name = "processor" if kind == "cpu" else "wall"
            measured = f"{second:.2f} s : {first:.2f} s"
            yield Line(f"1000 reports from the cache : first run, {name}", measured, second / first, 0.1)

    def jobs(self) -> Iterator[Line]:
        two, one = in_turn(
            max(1, self.runs // 3),
            self.check("thousand", "--no-cache", "--jobs", "2"),
            self.check("thousand", "--no-cache", "--jobs", "1"),
        )
        measured = f"{two.wall:.2f} s : {one.wall:.2f} s"
        yield Line("1000 reports, two processes : one, wall", measured, two.wall / one.wall, 0.6)
        # What two free cores would halve, whoever else uses them now.
        measured = f"{two.cpu:.2f} s : {one.cpu:.2f} s"
        yield Line("1000 reports, two processes : one, processor", measured, two.cpu / one.cpu, 1.2)

    def memory(self) -> Iterator[Line]:
        for form in ("text", "json"):
            flags = ("--no-cache", "--jobs", "1", "--format", form)
            many, one = in_turn(1, self.check("thousand", *flags), self.check("one", *flags))
            measured = f"{many.memory:.0f} MiB : {one.memory:.0f} MiB"
            yield Line(f"1000 reports : one report, memory, {form}", measured, many.memory / one.memory, 2.0)


ALL = ("cold", "parse", "growth", "cache", "jobs", "memory")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5, help="how often each command is run")
    parser.add_argument("--only", default=",".join(ALL), help=f"of {','.join(ALL)}")
    parser.add_argument("--check", action="store_true", help="end with status 1 where a bound is not met")
    args = parser.parse_args()
    met = True
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch), args.runs)
        for name in args.only.split(","):
            for line in getattr(bench, name)():
                print(line, flush=True)
                met = met and line.met
    return int(args.check and not met)


if __name__ == "__main__":
    sys.exit(main())
