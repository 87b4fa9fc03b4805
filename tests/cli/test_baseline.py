"""Baselines, by the installed command: adopted, kept while lines move, brought up to date, damaged."""

import json

import pytest
from command import run

OLD = "一、总体情况\n关于关于公开的工作。\n全年资金资金充足。\n"


def check(cwd, *arguments):
    return run("check", "--select", "GIP6", "--fail-on", "info", "--no-cache", *arguments, cwd=cwd)


def found(cwd, *arguments):
    result = check(cwd, "--format", "json", *arguments)
    assert result.returncode in {0, 1}, result.stderr
    document = json.loads(result.stdout)
    return [(each["path"], each["location"]["line"]) for each in document["findings"]], document["summary"]


@pytest.fixture
def folder(tmp_path):
    for name in ("2022/a.txt", "2023/b.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(OLD, encoding="utf-8")
    assert check(tmp_path, "--write-baseline", "known.json").returncode == 0
    return tmp_path


def test_what_is_known_is_not_reported_and_what_is_new_fails(folder):
    assert check(folder).returncode == 1
    assert found(folder, "--baseline", "known.json")[0] == []
    assert check(folder, "--baseline", "known.json").returncode == 0
    (folder / "2023" / "b.txt").write_text(
        "的的确确没有，做到到位。\n\n" + OLD + "关于关于申请的事项。\n", encoding="utf-8"
    )
    findings, summary = found(folder, "--baseline", "known.json")
    assert findings == [("2023/b.txt", 6)]
    assert summary["baselined"] == 4
    assert check(folder, "--baseline", "known.json").returncode == 1


def test_one_more_of_the_same_is_new(folder):
    path = folder / "2022" / "a.txt"
    path.write_text(OLD + "关于关于公开的工作。\n", encoding="utf-8")
    assert len(found(folder, "--baseline", "known.json")[0]) == 1


def test_paths_are_relative_to_the_baseline_from_wherever_it_is_used(folder):
    assert set(json.loads((folder / "known.json").read_text("utf-8"))["files"]) == {
        "2022/a.txt",
        "2023/b.txt",
    }
    assert found(folder / "2022", "--baseline", "../known.json")[0] == []
    (folder / "gip-lint.toml").write_text('baseline = "known.json"\n', encoding="utf-8")
    assert found(folder / "2022")[0] == []
    assert found(folder / "2022", str(folder / "2023" / "b.txt"))[0] == []


def test_what_is_found_no_more_is_mentioned_and_goes_when_it_is_written_anew(folder):
    (folder / "2022" / "a.txt").write_text("一、总体情况\n关于关于公开的工作。\n", encoding="utf-8")
    result = check(folder, "--baseline", "known.json", "--lang", "en")
    assert "1 finding of the baseline is no longer found" in result.stderr
    assert "1 " not in check(folder, "--baseline", "known.json", "--quiet").stderr
    assert check(folder, "--write-baseline", "known.json").returncode == 0
    assert check(folder, "--baseline", "known.json").stderr == ""
    other = check(folder, "--baseline", "known.json", "--ignore", "GIP603")
    assert other.stderr == ""


def test_a_file_that_was_renamed_is_new_and_its_old_name_is_mentioned(folder):
    (folder / "2022" / "a.txt").rename(folder / "2022" / "c.txt")
    result = check(folder, "--baseline", "known.json", "--lang", "en")
    assert result.returncode == 1
    assert "2022/a.txt of the baseline no longer exists" in result.stderr
    assert check(folder, "--baseline", "known.json", "--quiet").stderr == ""
    assert check(folder, "2023", "--baseline", "known.json").stderr == ""
    known = (folder / "known.json").read_text("utf-8").replace("2022/a.txt", "2022/c.txt")
    (folder / "known.json").write_text(known, encoding="utf-8")
    renamed = check(folder, "--baseline", "known.json")
    assert (renamed.returncode, renamed.stderr) == (0, "")


def test_writing_for_some_files_keeps_what_is_known_of_others_that_exist(folder):
    (folder / "2022" / "a.txt").unlink()
    (folder / "2024").mkdir()
    (folder / "2024" / "c.txt").write_text(OLD, encoding="utf-8")
    assert check(folder, "2024", "--write-baseline", "known.json").returncode == 0
    assert set(json.loads((folder / "known.json").read_text("utf-8"))["files"]) == {
        "2023/b.txt",
        "2024/c.txt",
    }
    before = (folder / "known.json").read_bytes()
    assert check(folder, "--write-baseline", "known.json").returncode == 0
    assert (folder / "known.json").read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"schema": 1}',
        b'{"schema": 2, "tool": "gip-lint", "files": {}}',
        b'{"schema": 1, "tool": "gip-lint", "files": []}',
        b'{"schema": 1, "tool": "gip-lint", "files": {"a": [{"rule": "GIP601"}]}}',
        b'{"schema": 1, "tool": "gip-lint", "files": {"a": [{"rule": 1, "fingerprint": "x"}]}}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_a_damaged_baseline_is_an_error_and_is_never_replaced(folder, content):
    (folder / "known.json").write_bytes(content)
    for arguments in (["--baseline", "known.json"], ["--write-baseline", "known.json"]):
        result = check(folder, *arguments)
        assert result.returncode == 2
        assert "known.json" in result.stderr
        assert "Traceback" not in result.stderr
    assert (folder / "known.json").read_bytes() == content


def test_a_baseline_that_is_missing_is_an_error(folder):
    assert check(folder, "--baseline", "absent.json").returncode == 2
    assert check(folder, "--write-baseline", "2022").returncode == 2
    assert (folder / "2022" / "a.txt").exists()


def test_the_cache_knows_what_the_baseline_says(folder):
    def cached(*arguments):
        return run(
            "check", "--select", "GIP6", "--fail-on", "info", "--cache-dir", "cache", *arguments, cwd=folder
        ).returncode

    assert [cached(), cached("--baseline", "known.json"), cached(), cached("--baseline", "known.json")] == [
        1,
        0,
        1,
        0,
    ]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--write-baseline", "new.json", "--fix"], "--fix"),
        (["--write-baseline", "new.json", "--diff"], "--diff"),
        (["--write-baseline", "new.json", "--format", "json"], "--format"),
        (["--write-baseline", "new.json", "--output", "out.txt"], "--output"),
        (["--write-baseline", "new.json", "--stats"], "--stats"),
        (["--write-baseline", "new.json", "-"], "--stdin-filename"),
        (["--diff", "--format", "json"], "--format"),
        (["--diff", "--explain"], "--explain"),
        (["--watch", "--write-baseline", "new.json"], "--write-baseline"),
        (["--watch", "--stats"], "--stats"),
    ],
)
def test_a_flag_that_would_do_nothing_is_refused(tmp_path, arguments, named):
    (tmp_path / "a.txt").write_text("一、总体情况\n关于关于做好公开工作。\n", encoding="utf-8")
    before = (tmp_path / "a.txt").read_bytes()
    for language in ("zh", "en"):
        result = run("check", *arguments, "--lang", language, cwd=tmp_path)
        assert result.returncode == 2
        assert named in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == before
