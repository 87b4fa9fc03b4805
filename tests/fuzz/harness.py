"""Made reports damaged at random, and files of configuration, baselines and plugins: nothing may break.

``make fuzz MINUTES=60 SEED=7`` runs for long, from where a run said that it began. What breaks is made
smaller and kept under ``found/``, where ``test_fuzz.py`` takes it as a test.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from documents import as_docx, as_html, as_xlsx
from mutators import mutated

from gip_lint.config.configurations import Configurations
from gip_lint.config.layers import load_config
from gip_lint.engine.baseline import read_baseline
from gip_lint.engine.engine import Engine
from gip_lint.fixing.rounds import fix
from gip_lint.model.errors import UserError
from gip_lint.plugins.custom_rules import rules_in
from gip_lint.plugins.registry import installed_plugins
from gip_lint.readers.discovery import Source, find_sources
from gip_lint.testing.builder import form_named
from gip_lint.testing.notations import NOTATIONS
from gip_lint.testing.sample import random_report

FOUND = Path(__file__).with_name("found")
ENGINE = Engine(Configurations(isolated=True), installed_plugins())
TOML = b'select = ["GIP2"]\nlang = "en"\n[limits]\nmax-pages = 9\n[per-file-ignores]\n"a/**" = ["GIP1"]\n'
BASELINE = b'{"schema": 1, "tool": "gip-lint", "files": {"a.txt": [{"rule": "GIP201", "fingerprint": "ab"}]}}'
RULES = """[[custom-rules]]
code = "XY001"
name = "made-up"
kind = "forbidden-phrase"
title = "禁用"
phrases = ["公开"]
""".encode()


def held(name: str, data: bytes) -> Source:
    """Return a file that is nowhere but here."""
    return Source(name, None, held=data, said=Path(name))


def outcome(name: str, data: bytes) -> list[tuple[object, ...]]:
    """Return what is found in a file, without where. Raises AssertionError where gip-lint itself failed."""
    result = ENGINE.check(held(name, data))
    assert not result.failures, result.failures[0].traceback
    return [(each.rule, each.message, each.cell) for each in result.findings]


def check(name: str, data: bytes) -> None:
    """Read and check a file; a text has the same findings with other line ends and with a byte order mark."""
    found = outcome(name, data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return
    if name.endswith(".txt") and not {"\r", "\ufeff", "\x00"}.intersection(text):
        for other in (text.replace("\n", "\r\n"), text.replace("\n", "\r")):
            assert outcome(name, other.encode()) == found, "line ends change what is found"
        assert outcome(name, b"\xef\xbb\xbf" + data) == found, "a byte order mark changes what is found"


def settle(name: str, data: bytes) -> None:
    """Fix a file; a second time changes nothing."""
    fixed = fix(ENGINE, held(name, data), unsafe=True)
    if fixed is not None:
        again = fix(ENGINE, held(name, fixed.after), unsafe=True)
        assert again is not None
        assert again.after == fixed.after, "a second run fixes more"


def on_disk(read: Callable[[Path], object]) -> Callable[[str, bytes], None]:
    """Return what writes a file and has it read; a fault of the file is said, in words."""

    def target(name: str, data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(data)
            try:
                read(path)
            except UserError as error:
                assert error.message.zh
                assert error.message.en

    return target


def search(path: Path) -> None:
    """Check what an archive holds."""
    for source in find_sources([path], (".txt", ".html")):
        assert not ENGINE.check(source).failures


def _zipped(random: Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("某局/a.txt", text_of(random))
        archive.writestr("b.html", "<table><tr><td>行政许可</td><td>1</td></tr></table>")
    return made.getvalue()


def made(random: Random) -> object:
    """Return a made report with figures of its own."""
    return random_report(form_named(random.choice(("gip-2019", "gip-2021"))), random)


def text_of(random: Random) -> bytes:
    """Return one in any notation."""
    return made(random).text(random.choice(NOTATIONS).name).encode()


def page_of(random: Random) -> bytes:
    """Return one as a page."""
    return as_html(made(random).draft()).encode()


TARGETS: dict[str, tuple[str, Callable[[Random], bytes], Callable[[str, bytes], None]]] = {
    "text": ("a.txt", text_of, check),
    "markdown": ("a.md", text_of, check),
    "html": ("a.html", page_of, check),
    "delimited": ("a.csv", lambda random: made(random).text("tabs").replace("\t", ",").encode(), check),
    "docx": ("a.docx", lambda random: as_docx(made(random).draft()), check),
    "xlsx": ("a.xlsx", lambda random: as_xlsx(made(random).draft()), check),
    "zip": ("a.zip", _zipped, on_disk(search)),
    "fix-text": ("a.txt", text_of, settle),
    "fix-html": ("a.html", page_of, settle),
    "configuration": ("gip-lint.toml", lambda _: TOML, on_disk(load_config)),
    "baseline": ("baseline.json", lambda _: BASELINE, on_disk(read_baseline)),
    "plugin": ("rules.toml", lambda _: RULES, on_disk(rules_in)),
}
"""By name: what the file is called, how a whole one is made, and what is done with it."""


def fails(target: str, data: bytes) -> str | None:
    """Return how a target breaks on a file; None where it does not."""
    name, _, act = TARGETS[target]
    try:
        act(name, data)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def smaller(target: str, data: bytes, tries: int = 400) -> bytes:
    """Return a part of *data* on which the target breaks as well."""
    size = len(data) // 2
    while size and tries:
        start = 0
        while start < len(data) and tries:
            tries -= 1
            shorter = data[:start] + data[start + size :]
            if fails(target, shorter) is not None:
                data = shorter
            else:
                start += size
        size //= 2
    return data


def case(target: str, seed: int, number: int) -> bytes:
    """Return the damaged file of that number."""
    random = Random(f"{target} {seed} {number}")
    name, make, _ = TARGETS[target]
    return mutated(make(random), Path(name).suffix, random)


def run(seconds: float, seed: int) -> Counter[str]:
    """Go round the targets for so long; keep what breaks, and return how often each was tried."""
    done: Counter[str] = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for target in TARGETS:
            data = case(target, seed, done[target])
            done[target] += 1
            why = fails(target, data)
            if why is not None:
                data = smaller(target, data)
                FOUND.mkdir(exist_ok=True)
                (FOUND / f"{target}-{hashlib.sha256(data).hexdigest()[:10]}").write_bytes(data)
                print(f"{target} {seed} {done[target] - 1}: {why}", flush=True)
    return done


def main() -> int:
    """Run as the command line says; return 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=Random().randrange(1 << 30))
    options = parser.parse_args()
    before = set(FOUND.glob("*"))
    print(f"seed {options.seed}", flush=True)
    for target, number in run(60 * options.minutes, options.seed).items():
        print(f"{target:14} {number:>8}")
    return int(set(FOUND.glob("*")) != before)


if __name__ == "__main__":
    sys.exit(main())
