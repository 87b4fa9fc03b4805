"""What the command does when the world around it fails: streams, disks, files that are not files."""

import json
import os
import resource
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from command import COMMAND, run

from gip_lint.testing import report

pytestmark = pytest.mark.skipif(os.name == "nt", reason="about POSIX files and streams")

GOOD = report("gip-2021", 2023).text()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def shell(line, folder):
    """Run a line of bash; ``$gip`` is the installed command."""
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={**os.environ, "gip": str(COMMAND)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_pipes_and_sockets_in_a_folder_are_passed_over(folder):
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "pipe.zip")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(folder / "socket.txt"))
        outcome = run("check", "--format", "json", cwd=folder)
    assert outcome.returncode == 0
    assert [head["path"] for head in json.loads(outcome.stdout)["reports"]] == ["good.txt"]


@pytest.mark.parametrize("name", ["pipe.txt", "pipe.zip", "pipe.docx"])
def test_a_pipe_that_is_named_is_a_finding(folder, name):
    os.mkfifo(folder / name)
    outcome = run("check", "--lang", "en", name, cwd=folder)
    assert outcome.returncode == 1
    assert f"{name}: GIP001 error: " in outcome.stdout
    assert "a named pipe, not a file" in outcome.stdout


def test_a_pipe_in_the_place_of_a_configuration_is_not_waited_for(folder):
    os.mkfifo(folder / "gip-lint.toml")
    assert run("check", "good.txt", cwd=folder).returncode == 0
    os.mkfifo(folder / "known.json")
    outcome = run("check", "--baseline", "known.json", "good.txt", cwd=folder)
    assert outcome.returncode == 2
    assert "known.json" in outcome.stderr


def test_a_device_that_is_named_is_a_finding(folder):
    outcome = run("check", "--lang", "en", "/dev/zero", cwd=folder)
    assert outcome.returncode == 1
    assert "a character device" in outcome.stdout


@pytest.mark.parametrize(
    "line",
    ['"$gip" check <(cat good.txt)', 'cat good.txt | "$gip" check /dev/stdin', '"$gip" check - < good.txt'],
)
def test_what_a_shell_hands_over_is_read(folder, line):
    outcome = shell(line, folder)
    assert (outcome.returncode, outcome.stdout) == (0, "检查了 1 个文件：没有发现问题\n")


@pytest.mark.parametrize(
    "command", ["check good.txt", "check --format json good.txt", "extract good.txt", "rules"]
)
@pytest.mark.parametrize("stream", [">&-", "1</dev/null"])
def test_an_output_that_takes_nothing_is_an_error(folder, command, stream):
    outcome = shell(f'"$gip" {command} {stream}', folder)
    assert outcome.returncode == 2
    assert outcome.stderr.startswith("gip-lint: 错误：")
    assert "Traceback" not in outcome.stderr


def test_a_closed_output_does_not_matter_where_a_file_is_written(folder):
    assert shell('"$gip" check good.txt --format json --output out.json >&-', folder).returncode == 0
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["summary"]["files"] == 1


def test_a_closed_error_stream_does_not_leak_into_the_output(folder):
    outcome = shell('"$gip" check --verbose --format json good.txt 2>&-', folder)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert json.loads(outcome.stdout)["summary"]["files"] == 1


@pytest.mark.parametrize("command", ["check", "extract", "parse"])
def test_a_closed_input_is_an_error(folder, command):
    outcome = shell(f'"$gip" {command} - <&-', folder)
    assert outcome.returncode == 2
    assert "标准输入已关闭" in outcome.stderr


@pytest.mark.parametrize("command", ["check", "extract"])
def test_an_empty_path_is_no_folder(folder, command):
    outcome = run(command, "", cwd=folder)
    assert outcome.returncode == 2
    assert "路径为空" in outcome.stderr


def test_a_full_disk_leaves_the_old_file(folder):
    target = folder / "out.json"
    target.write_text("old", encoding="utf-8")
    outcome = subprocess.run(
        [COMMAND, "check", "good.txt", "--format", "json", "--output", "out.json"],
        cwd=folder,
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)),
        timeout=60,
        check=False,
    )
    assert outcome.returncode == 2
    assert b"Traceback" not in outcome.stderr
    assert b"out.json" in outcome.stderr
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["good.txt", "out.json"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [
        "check --format json good.txt --output /dev/full",
        "check --format json good.txt > /dev/full",
        "--help > /dev/full",
        "--version > /dev/full",
    ],
)
def test_a_full_device_is_an_error(folder, arguments):
    outcome = shell(f'"$gip" {arguments}', folder)
    assert outcome.returncode == 2
    assert "Traceback" not in outcome.stderr


PLUGIN = """
    import os, signal
    from pathlib import Path
    from gip_lint.cli.main import main
    from gip_lint.plugins.hookspecs import hookimpl
    from gip_lint.plugins import registry

    class Broken:
        name = "broken"
        def write(self, result, stream, style):
            stream.write("half of it")
            stream.flush()
            {deed}

    class Plugin:
        @staticmethod
        @hookimpl
        def gip_lint_reporters():
            return [Broken()]

    registry.installed_plugins.cache_clear()
    loaded = registry.load_plugins([Plugin])
    import gip_lint.cli.from_options as from_options
    from_options.installed_plugins = lambda: loaded
    raise SystemExit(main())
"""


def run_broken(folder, deed, *flags):
    program = textwrap.dedent(PLUGIN).format(deed=deed)
    return subprocess.run(
        [sys.executable, "-c", program, "check", "good.txt", "--format", "broken", *flags],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("deed", "status"),
    [("raise RuntimeError('broken')", 2), ("os.kill(os.getpid(), signal.SIGINT)", 130)],
    ids=["raises", "interrupted"],
)
def test_nothing_is_half_written_by_a_reporter_that_fails(folder, deed, status):
    target = folder / "out.txt"
    target.write_text("old", encoding="utf-8")
    to_file = run_broken(folder, deed, "--output", "out.txt")
    to_stream = run_broken(folder, deed)
    assert (to_file.returncode, to_stream.returncode) == (status, status)
    assert (to_file.stdout, to_stream.stdout) == ("", "")
    assert "Traceback" not in to_file.stderr + to_stream.stderr
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["good.txt", "out.txt"]


def run_patched(folder, patch, *arguments):
    """Run the command in a process of its own, in which the lines of *patch* were run first."""
    program = f"from gip_lint.cli.main import command\n{textwrap.dedent(patch)}\ncommand()"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_file_deleted_between_listing_and_reading_is_a_finding(folder):
    (folder / "doomed.txt").write_text(GOOD, encoding="utf-8")
    patch = """
        from pathlib import Path
        from gip_lint.engine.engine import Engine
        listed = Engine.sources
        def sources(self, paths, *more):
            found = listed(self, paths, *more)
            Path("doomed.txt").unlink()
            return found
        Engine.sources = sources
    """
    outcome = run_patched(folder, patch, "check", "--format", "json")
    document = json.loads(outcome.stdout)
    assert outcome.returncode == 1
    assert [(found["path"], found["rule"]) for found in document["findings"]] == [("doomed.txt", "GIP001")]
    assert document["summary"]["files"] == 2


@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_an_interrupt_in_the_middle_of_a_folder_writes_nothing(folder, name, status):
    (folder / "second.txt").write_text(GOOD, encoding="utf-8")
    patch = f"""
        import os, signal
        from gip_lint.engine import engine
        read = engine.read_notation
        def interrupted(source, *more):
            if source.name == "second.txt":
                os.kill(os.getpid(), signal.{name})
            return read(source, *more)
        engine.read_notation = interrupted
    """
    for flags in (["--output", "out.json"], []):
        outcome = run_patched(folder, patch, "check", "--format", "json", *flags)
        assert (outcome.returncode, outcome.stdout, outcome.stderr) == (status, "", "")
    assert sorted(path.name for path in folder.iterdir()) == ["good.txt", "second.txt"]
