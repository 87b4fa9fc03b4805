import json
import os
import pty
import signal
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from command import COMMAND, run

from gip_lint.testing import report

BROKEN = report("gip-2019", 2019).with_cell("applications", "new_received", "natural_person", 14)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(report("gip-2021", 2023).text(), encoding="utf-8")
    (tmp_path / "bad.txt").write_text(BROKEN.text(), encoding="utf-8")
    return tmp_path


def test_status_and_summary(folder):
    good = run("check", "--isolated", "good.txt", cwd=folder)
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout == "检查了 1 个文件：没有发现问题\n"
    bad = run("check", "--isolated", "bad.txt", cwd=folder)
    assert bad.returncode == 1
    assert "GIP201 错误：" in bad.stdout
    assert "\n检查了 1 个文件：" in bad.stdout


def test_the_default_is_this_folder(folder):
    assert json.loads(run("check", "--format", "json", cwd=folder).stdout)["summary"]["files"] == 2


def test_paths_may_stand_before_and_after_flags(folder):
    outcome = run("check", "good.txt", "--format", "json", "bad.txt", cwd=folder)
    assert json.loads(outcome.stdout)["summary"]["files"] == 2
    assert run("check", "good.txt", "--nonsense", cwd=folder).returncode == 2


def test_english(folder):
    outcome = run("check", "--lang", "en", "bad.txt", cwd=folder)
    assert "GIP201 error: " in outcome.stdout
    assert "\nchecked 1 file: " in outcome.stdout


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        ([], 1),
        (["--fail-on", "never"], 0),
        (["--select", "GIP003"], 0),
        (["--ignore", "GIP2"], 0),
        (["--select", "GIP0,GIP2", "--ignore", "GIP201", "--ignore", "gip202,GIP203"], 0),
        (["--select", "GIP9999"], 2),
        (["--select", ","], 2),
        (["--year", "19"], 2),
        (["--form", "gip-1999"], 2),
        (["--format", "no-such"], 2),
        (["--config", "absent.toml"], 2),
        (["--fail-on", "sometimes"], 2),
        (["absent.txt"], 2),
    ],
)
def test_status(folder, flags, status):
    outcome = run("check", "bad.txt", *flags, cwd=folder)
    assert outcome.returncode == status
    assert "Traceback" not in outcome.stderr
    assert bool(outcome.stderr) == (status == 2)


def test_json_document(folder):
    outcome = run("check", "--format", "json", ".", cwd=folder)
    assert outcome.returncode == 1
    document = json.loads(outcome.stdout)
    assert set(document) == {"schema", "version", "reports", "findings", "summary"}
    assert document["schema"] == 1
    assert document["reports"][0]["path"] == "bad.txt"
    assert document["reports"][0]["form"] == "gip-2019"
    assert document["reports"][0]["year"] == 2019
    finding = next(finding for finding in document["findings"] if finding["rule"] == "GIP201")
    assert set(finding) == {
        "path", "rule", "name", "severity", "message", "location", "cell", "related", "repairs", "fix",
    }  # fmt: skip
    assert finding["name"] == "balance-identity"
    assert finding["severity"] == "error"
    assert {"line", "column", "end_line", "end_column", "page"} <= set(finding["location"])
    assert finding["cell"]["table"] == "applications"
    assert set(document["summary"]) == {
        "files", "errors", "warnings", "infos", "suppressed", "baselined", "unsure",
    }  # fmt: skip
    assert "\\u" not in outcome.stdout


def test_standard_input(folder):
    outcome = run("check", "-", stdin=BROKEN.text(), cwd=folder)
    assert outcome.returncode == 1
    assert outcome.stdout.startswith("<stdin>:")


def test_unreadable_and_other_files_are_findings(folder):
    (folder / "binary.txt").write_bytes(b"\x00" * 100)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "letter.txt").write_text("各位同事：\n明日开会。\n", encoding="utf-8")
    document = json.loads(run("check", "--format", "json", "--select", "GIP00", cwd=folder).stdout)
    found = {(finding["path"], finding["rule"]) for finding in document["findings"]}
    assert {("binary.txt", "GIP001"), ("empty.txt", "GIP002"), ("letter.txt", "GIP002")} <= found
    heads = {head["path"]: head["form"] for head in document["reports"]}
    assert heads["letter.txt"] is None


def test_configuration_is_found_and_wrong_keys_are_named(folder):
    (folder / "gip-lint.toml").write_text('lang = "en"\nfail-on = "never"\n', encoding="utf-8")
    outcome = run("check", "bad.txt", cwd=folder)
    assert outcome.returncode == 0
    assert "error:" in outcome.stdout
    assert run("check", "bad.txt", "--isolated", cwd=folder).returncode == 1
    (folder / "gip-lint.toml").write_text("fial-on = 'never'\n", encoding="utf-8")
    outcome = run("check", "bad.txt", cwd=folder)
    assert outcome.returncode == 2
    assert "fial-on" in outcome.stderr
    assert "fail-on" in outcome.stderr.replace("fial-on", "")


def test_output_replaces_a_file_whole_and_keeps_its_mode(folder):
    target = folder / "report.json"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    outcome = run("check", "bad.txt", "--format", "json", "--output", "report.json", cwd=folder)
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["summary"]["files"] == 1
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["bad.txt", "good.txt", "report.json"]
    assert run("check", "bad.txt", "--output", "no/such/folder.txt", cwd=folder).returncode == 2
    assert run("check", "absent", "--output", "report.json", cwd=folder).returncode == 2
    assert json.loads(target.read_text(encoding="utf-8"))["summary"]["files"] == 1


@pytest.mark.parametrize("flag", ["--output", "--write-baseline"])
def test_what_is_read_only_is_not_replaced(folder, flag):
    target = folder / "kept.json"
    assert run("check", "bad.txt", "--write-baseline", "kept.json", cwd=folder).returncode == 0
    old = target.read_bytes()
    target.chmod(0o444)
    outcome = run("check", "good.txt", flag, "kept.json", cwd=folder)
    assert outcome.returncode == 2
    assert "kept.json" in outcome.stderr and "Traceback" not in outcome.stderr
    assert target.read_bytes() == old


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_a_message():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        outcome = subprocess.run([COMMAND, "rules"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert outcome.returncode == 2
    assert b"Traceback" not in outcome.stderr
    assert outcome.stderr


@pytest.mark.parametrize(
    "arguments", [["check", "."], ["rules"], ["extract", "."], ["--help"], ["check", "--help"]]
)
def test_a_pipe_that_closes_early_ends_quietly(folder, arguments):
    with subprocess.Popen(
        [COMMAND, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        errors = process.stderr.read()
        process.wait(timeout=60)
    assert errors == b""
    assert process.returncode in {0, 1}


def test_an_interrupt_ends_quietly(folder):
    with subprocess.Popen(
        [COMMAND, "check", "-"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == b""


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_streams_of_other_encodings(folder, encoding):
    outcome = run(
        "check", "bad.txt", cwd=folder, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}, text=False
    )
    assert outcome.returncode == 1
    assert outcome.stderr == b""
    assert "错误" in outcome.stdout.decode("gbk" if encoding == "gbk" else "utf-8")


def test_json_is_utf8_in_any_locale(folder):
    outcome = run(
        "check", "bad.txt", "--format", "json", cwd=folder, env={"PYTHONIOENCODING": "gbk"}, text=False
    )
    assert json.loads(outcome.stdout.decode("utf-8"))["summary"]["files"] == 1


def on_a_terminal(*arguments, cwd, **env):
    """Return what the command writes to a terminal of 60 columns."""
    main, follower = pty.openpty()
    subprocess.run(["stty", "cols", "60"], stdin=follower, check=True)
    clean = {
        key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}
    }
    with subprocess.Popen(
        [COMMAND, *arguments],
        cwd=cwd,
        stdout=follower,
        stderr=follower,
        env={**clean, "TERM": "xterm", **env},
    ) as process:
        os.close(follower)
        written = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            if not piece:
                break
            written += piece
        process.wait(timeout=60)
    os.close(main)
    return written.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_colour_only_on_a_terminal(folder):
    assert "\x1b[" in on_a_terminal("check", "bad.txt", cwd=folder)
    assert "\x1b[" not in on_a_terminal("check", "bad.txt", cwd=folder, NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal("check", "bad.txt", cwd=folder, TERM="dumb")
    assert "\x1b[" not in run("check", "bad.txt", cwd=folder).stdout
    assert "\x1b[" in run("check", "bad.txt", cwd=folder, env={"FORCE_COLOR": "1"}).stdout


def test_quiet_and_verbose(folder):
    assert run("check", "--quiet", "good.txt", cwd=folder).stdout == ""
    empty = folder / "empty"
    empty.mkdir()
    assert run("check", empty).stderr
    assert run("check", "--quiet", empty).stderr == ""
    assert "builtin" in run("check", "--verbose", "good.txt", cwd=folder).stderr


def test_a_stranger_s_python_is_not_run(folder):
    for name in ("gip_lint_rules.py", "lark.py", "attrs.py", "sitecustomize.py", "conftest.py"):
        (folder / name).write_text("raise SystemExit('ran')", encoding="utf-8")
    assert run("check", "good.txt", cwd=folder).returncode == 0


def test_output_of_an_earlier_run_is_no_report(tmp_path):
    (tmp_path / "a.txt").write_text("一、总体情况\n关于关于做好公开工作。\n", encoding="utf-8")
    arguments = ["check", "--select", "GIP6", "--format", "html", "--output", "findings.html", "."]
    assert run(*arguments, cwd=tmp_path).returncode == 0
    first = (tmp_path / "findings.html").read_bytes()
    assert run(*arguments, cwd=tmp_path).returncode == 0
    assert (tmp_path / "findings.html").read_bytes() == first


@pytest.mark.parametrize("command", ["check", "extract"])
def test_output_replaces_nothing_that_is_read(tmp_path, command):
    for name, text in (("a.txt", "一、总体情况\n"), ("known.json", ""), ("gip-lint.toml", 'lang = "en"\n')):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("a.txt")
    if command == "check":
        (tmp_path / "known.json").unlink()
        assert run("check", "--write-baseline", "known.json", "a.txt", cwd=tmp_path).returncode == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    outputs = [["a.txt"], ["link.txt"], ["gip-lint.toml"]]
    outputs += [["known.json", "--baseline", "known.json"]] if command == "check" else []
    for output in outputs:
        result = run(command, "a.txt", "--output", *output, cwd=tmp_path)
        assert (result.returncode, result.stdout) == (2, "")
        assert output[0] in result.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_failure_to_write_names_the_file_that_was_asked_for(tmp_path):
    (tmp_path / "a.txt").write_text("一、总体情况\n", encoding="utf-8")
    result = run("check", "a.txt", "--output", "no/such/out.txt", cwd=tmp_path)
    assert result.returncode == 2
    assert "no/such/out.txt: " in result.stderr


@pytest.mark.parametrize("flag", ["--exclude", "--extend-exclude"])
def test_an_empty_pattern_is_wrong_usage(tmp_path, flag):
    assert run("check", flag, " ", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("form", ["text", "csv", "html"])
def test_output_replaces_what_was_written_before_and_no_report(tmp_path, form):
    text = report("gip-2021", 2023).text()
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("一、总体情况", "一、总体状况"), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("a.txt", text)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for name in before:
        assert run("check", "--format", form, "--output", name, ".", cwd=tmp_path).returncode == 2
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    written = tmp_path / f"found.{'txt' if form == 'text' else form}"
    first = run("check", "--format", form, "--output", written.name, ".", cwd=tmp_path)
    content = written.read_bytes()
    again = run("check", "--format", form, "--output", written.name, ".", cwd=tmp_path)
    assert (again.returncode, again.stderr) == (first.returncode, first.stderr)
    assert written.read_bytes() == content
