"""Many files in several processes: the same outcome, and a clean end whatever happens."""

import json
import os
import signal
import subprocess
import time

import pytest
from command import COMMAND, run
from installed_plugin import rule

from gip_lint.testing import report

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and processes as POSIX has them")
FORMATS = ("text", "json")


@pytest.fixture
def folder(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(12):
        made = report("gip-2021", 2023)
        if number % 3:
            made = made.with_cell("applications", "new_received", "natural_person", 40 + number)
        (reports / f"{number:02}.txt").write_text(made.text(), encoding="utf-8")
    (reports / "none.txt").write_bytes(b"\xff\xfe\x00")
    return tmp_path


@pytest.mark.parametrize("form", FORMATS)
def test_outcome_and_order_do_not_depend_on_jobs(folder, form):
    paths = ["reports/05.txt", "reports", "-"]
    outcomes = [
        run("check", "--format", form, "--no-cache", "--jobs", jobs, *paths, cwd=folder, stdin="规章 | 1 |\n")
        for jobs in (1, 3)
    ]
    assert outcomes[0].stdout == outcomes[1].stdout
    assert [outcome.returncode for outcome in outcomes] == [1, 1]
    assert [outcome.stderr for outcome in outcomes] == ["", ""]


def test_a_pieced_document_is_the_whole_one(folder, monkeypatch):
    from gip_lint.config.configurations import Configurations
    from gip_lint.engine.engine import Engine
    from gip_lint.plugins.registry import installed_plugins
    from gip_lint.reporters.json import document

    monkeypatch.chdir(folder)
    result = Engine(Configurations(), installed_plugins()).check_files(["reports"])
    whole = json.dumps(document(result, "zh"), ensure_ascii=False, indent=2) + "\n"
    assert run("check", "--format", "json", "reports", cwd=folder).stdout == whole
    empty = run("check", "--format", "json", "--quiet", ".", cwd=folder / "reports" / "..", stdin="")
    assert json.loads(empty.stdout)["summary"]["files"] == 13


def test_a_document_of_nothing(tmp_path):
    outcome = run("check", "--format", "json", "--quiet", cwd=tmp_path)
    assert json.loads(outcome.stdout)["findings"] == []
    assert outcome.returncode == 0


@POSIX
def test_a_process_that_dies_over_a_file_costs_that_file_only(folder, tmp_path):
    act = """
        def act(rule, report):
            if report.path.endswith("07.txt"):
                os.kill(os.getpid(), signal.SIGKILL)
            return ()
        """
    outcome = run("check", "--format", "json", "--jobs", 3, "reports", cwd=folder, env=rule(tmp_path, act))
    assert outcome.returncode == 1
    found = json.loads(outcome.stdout)
    unread = [finding for finding in found["findings"] if finding["rule"] == "GIP001"]
    assert [finding["path"] for finding in unread][:1] == ["reports/07.txt"]
    assert "-9" in unread[0]["message"]
    assert found["summary"]["files"] == 13


def test_bad_configurations_below_are_told_of_alike_in_any_number_of_processes(folder):
    for number in (3, 9):
        place = folder / "reports" / f"{number:02}"
        place.mkdir()
        (place / "gip-lint.toml").write_text(f'select = ["XYZ{number}"]', encoding="utf-8")
        (place / "report.txt").write_text("规章 | 1 |\n", encoding="utf-8")
    told = [run("check", "--jobs", jobs, "reports", cwd=folder) for jobs in (1, 4)]
    assert [outcome.returncode for outcome in told] == [1, 1]
    assert told[0].stdout == told[1].stdout
    assert told[0].stdout.index("XYZ3") < told[0].stdout.index("XYZ9")


def test_the_first_error_in_order_is_the_one_that_is_told(folder):
    names = []
    for number in (3, 9):
        place = folder / "reports" / f"{number:02}"
        place.mkdir()
        (place / "gip-lint.toml").write_text(f'select = ["XYZ{number}"]', encoding="utf-8")
        (place / "report.txt").write_text("规章 | 1 |\n", encoding="utf-8")
        names.append(place / "report.txt")
    told = [run("check", "--jobs", jobs, "reports/01.txt", *names, cwd=folder) for jobs in (1, 4)]
    assert [outcome.returncode for outcome in told] == [2, 2]
    assert told[0].stderr == told[1].stderr
    assert "XYZ3" in told[0].stderr


def test_a_plugin_that_raises_is_a_finding_in_any_process(folder, tmp_path):
    env = rule(tmp_path, "def act(rule, report):\n    raise RuntimeError('no')\n")
    outcome = run("check", "--select", "XXX", "--verbose", "--jobs", 2, "reports", cwd=folder, env=env)
    assert outcome.returncode == 1
    assert outcome.stdout.count("GIP009") == 12
    assert outcome.stderr.count("RuntimeError: no") >= 12


def test_no_module_of_the_folder_is_run(folder):
    marker = folder / "ran"
    mischief = f"open({str(marker)!r}, 'w').write('ran')\nraise ImportError\n"
    for name in (
        "multiprocessing",
        "gip_lint",
        "attrs",
        "json",
        "pickle",
        "sitecustomize",
        "signal",
        "socket",
    ):
        (folder / "reports" / f"{name}.py").write_text(mischief, encoding="utf-8")
    outcome = run("check", "--jobs", 3, "--no-cache", cwd=folder / "reports")
    assert (outcome.returncode, outcome.stderr) == (1, "")
    assert not marker.exists()


def test_jobs_must_be_a_number_above_zero(folder):
    assert [run("check", "--jobs", jobs, cwd=folder).returncode for jobs in ("0", "-1", "x")] == [2, 2, 2]


def _ends(group):
    """Return whether no process of a group runs on; those that ended and nobody asked after do not matter."""
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        listed = subprocess.run(["ps", "-e", "-o", "pgid=,stat="], capture_output=True, text=True, check=True)
        rows = [line.split() for line in listed.stdout.splitlines()]
        if not any(int(pgid) == group and not state.startswith("Z") for pgid, state in rows):
            return True
    return False


@POSIX
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_an_interrupt_ends_every_process(folder, tmp_path, jobs):
    act = """
        def act(rule, report):
            with open(os.environ["ALIVE"], "w") as pipe:
                pipe.write(f"{os.getpid()}\\n")
            while True:
                signal.pause()
        """
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    process = subprocess.Popen(
        [COMMAND, "check", "--jobs", jobs, "--format", "json", "--output", "found.json", "reports"],
        cwd=folder,
        env={**os.environ, **rule(tmp_path, act), "ALIVE": str(alive)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with alive.open() as pipe:  # opens when the first file is being checked
        assert pipe.readline()
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")
    assert _ends(process.pid)
    assert not [path.name for path in folder.iterdir() if "found" in path.name]


@POSIX
def test_processes_end_when_the_one_that_started_them_is_killed(folder, tmp_path):
    act = """
        def act(rule, report):
            if report.path.endswith("00.txt"):
                Path(os.environ["ALIVE"]).write_text("alive")
                Path(os.environ["GO"]).read_bytes()
            return ()
        """
    alive, go = tmp_path / "alive", tmp_path / "go"
    os.mkfifo(alive)
    os.mkfifo(go)
    process = subprocess.Popen(
        [COMMAND, "check", "--jobs", "2", "--select", "XXX", "reports"],
        cwd=folder,
        env={**os.environ, **rule(tmp_path, act), "ALIVE": str(alive), "GO": str(go)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    alive.read_bytes()
    process.kill()
    process.wait()
    # Each process writes to standard error's pipe until it ends: its end of file is their end.
    go.write_bytes(b"")
    process.stdout.read()
    process.stderr.read()
    assert _ends(process.pid)
