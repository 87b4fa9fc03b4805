"""``--watch`` and the progress bar, on terminals and off them."""

import os
import pty
import re
import signal
import subprocess
import time

import pytest
from command import COMMAND, run

from gip_lint.batch import progress as module
from gip_lint.reporters.terminal import columns
from gip_lint.testing import report

GOOD = report("gip-2021", 2023)
BAD = GOOD.with_cell("applications", "new_received", "natural_person", 41)
LONGEST_SECONDS = 60
CLEAN = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "FORCE_COLOR", "TERM"}}


class Session:
    """The command with its standard output and error on a terminal of its own."""

    def __init__(self, *arguments, cwd, env=None):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [COMMAND, *arguments],
            cwd=cwd,
            env={**CLEAN, "TERM": "xterm", "COLUMNS": "80", **(env or {})},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.seen = ""

    def until(self, pattern):
        """Read until *pattern* is shown; return all that was shown since the last call."""
        limit = time.monotonic() + LONGEST_SECONDS
        while not (match := re.search(pattern, self.seen)):
            assert time.monotonic() < limit, self.seen
            try:
                self.seen += os.read(self.master, 4096).decode("utf-8", "replace")
            except OSError:  # the other side is closed
                break
        match = re.search(pattern, self.seen)
        assert match, self.seen
        shown, self.seen = self.seen[: match.end()], self.seen[match.end() :]
        return shown

    def interrupt(self):
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=LONGEST_SECONDS)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)


@pytest.fixture
def session():
    opened = []

    def start(*arguments, **options):
        opened.append(Session(*arguments, **options))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD.text(), encoding="utf-8")
    return tmp_path


def _put(path, text):
    """Write a file as careful editors do: at once, in the place of what was there."""
    new = path.with_name(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


@pytest.mark.parametrize("flags", [(), ("--no-cache",)])
def test_what_changes_is_looked_at_again(folder, session, flags):
    watching = session("check", "--watch", *flags, ".", cwd=folder)
    first = watching.until("正在监视 2 个文件，按 Ctrl-C 结束")
    assert "\x1b[2J\x1b[3J\x1b[H检查了 2 个文件：没有发现问题" in first
    _put(folder / "a.txt", BAD.text())
    second = watching.until("正在监视 2 个文件")
    assert "a.txt" in second
    assert "GIP201" in second
    assert "检查了 2 个文件：1 个错误" in second
    _put(folder / "c.txt", BAD.text())
    third = watching.until("正在监视 3 个文件")
    assert "c.txt" in third
    assert "a.txt" not in third
    assert "检查了 3 个文件：2 个错误" in third
    _put(folder / "gip-lint.toml", "select = [")
    assert "gip-lint.toml" in watching.until("正在监视 3 个文件")
    _put(folder / "gip-lint.toml", 'ignore = ["GIP2"]')
    assert "没有发现问题" in watching.until("正在监视 3 个文件")
    (folder / "c.txt").unlink()
    assert "检查了 2 个文件：没有发现问题" in watching.until("正在监视 2 个文件")
    assert watching.interrupt() == 130


def test_a_file_that_an_editor_replaces_is_watched_on(folder, session):
    watching = session("check", "--watch", "--lang", "en", "a.txt", cwd=folder)
    watching.until("watching 1 files")
    _put(folder / "b.txt", BAD.text())
    for made, said in ((BAD, "1 error"), (GOOD, "nothing found")):
        _put(folder / "a.txt", made.text())
        assert f"checked 1 file: {said}" in watching.until("watching 1 files")
    assert watching.interrupt() == 130


def test_what_is_said_outside_the_watched_folder_is_heeded(tmp_path, session):
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(BAD.text(), encoding="utf-8")
    watching = session("check", "--watch", "reports", cwd=tmp_path)
    assert "1 个错误" in watching.until("正在监视 1 个文件")
    _put(tmp_path / "gip-lint.toml", 'ignore = ["GIP2"]')
    assert "没有发现问题" in watching.until("正在监视 1 个文件")
    _put(tmp_path / "gip-lint.toml", 'baseline = "known.json"')
    assert "known.json" in watching.until("正在监视 1 个文件")
    assert (
        run("check", "--isolated", "--write-baseline", "known.json", "reports", cwd=tmp_path).returncode == 0
    )
    assert "没有发现问题" in watching.until("正在监视 1 个文件")
    assert watching.interrupt() == 130


@pytest.mark.parametrize("flags", [("--format", "json"), ("--fix",), ("--output", "x"), ("-",), ("no.txt",)])
def test_what_cannot_be_watched(folder, flags):
    outcome = run("check", "--watch", *flags, cwd=folder)
    assert outcome.returncode == 2
    assert outcome.stderr.startswith("gip-lint: 错误：")


def _on_terminal(monkeypatch):
    """Put standard error on a terminal; return what ends it and reads all that was written there."""
    master, slave = pty.openpty()
    stream = os.fdopen(slave, "w", encoding="utf-8")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", stream)

    def written():
        end = "<end>"
        stream.write(end)
        stream.flush()
        seen = b""
        while not seen.endswith(end.encode()):
            seen += os.read(master, 4096)
        os.close(master)
        return seen.decode().removesuffix(end)

    return written


def test_a_long_run_shows_how_far_it_is_and_leaves_nothing_behind(monkeypatch):
    written = _on_terminal(monkeypatch)
    monkeypatch.setattr(module, "LONG_SECONDS", 0.0)
    monkeypatch.setattr(module, "BETWEEN_SECONDS", 0.0)
    monkeypatch.setenv("COLUMNS", "80")
    with module.progress(3, "zh", quiet=False) as done:
        done(1)
        done(1)
    _, first, second, end, behind = written().split("\r")
    assert first.startswith(f"检查 [{'#' * 10}{'.' * 20}] 1/3 0:")
    assert second.startswith(f"检查 [{'#' * 20}{'.' * 10}] 2/3 0:")
    assert (columns(first), columns(second), end, behind) == (79, 79, " " * 79, "")


def test_the_bar_does_not_outgrow_a_narrow_terminal(monkeypatch):
    written = _on_terminal(monkeypatch)
    monkeypatch.setattr(module, "LONG_SECONDS", 0.0)
    monkeypatch.setenv("COLUMNS", "20")
    with module.progress(3, "zh", quiet=False) as done:
        done(1)
    assert {columns(line) for line in written().split("\r")} == {0, 19}


@pytest.mark.parametrize("case", ["short", "quiet", "dumb"])
def test_no_bar_where_none_is_due(monkeypatch, case):
    written = _on_terminal(monkeypatch)
    monkeypatch.setattr(module, "LONG_SECONDS", 3600.0 if case == "short" else 0.0)
    if case == "dumb":
        monkeypatch.setenv("TERM", "dumb")
    with module.progress(3, "zh", quiet=case == "quiet") as done:
        done(1)
        done(1)
    assert written() == ""
