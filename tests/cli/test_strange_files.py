"""A file or folder that is odd is told of, and the others are reported."""

import json
import zipfile

import pytest
from command import run

from gip_lint.testing import report

BAD = report("gip-2021", 2023).with_cell("applications", "granted", "total", 7).text()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(BAD, encoding="utf-8")
    return tmp_path


def found(folder, *arguments):
    """Return the rules of each file that the run reports."""
    outcome = run("check", "--no-cache", "--format", "json", *arguments, cwd=folder)
    assert outcome.returncode == 1
    assert "Traceback" not in outcome.stderr
    rules = {}
    for each in json.loads(outcome.stdout)["findings"]:
        rules.setdefault(each["path"], set()).add(each["rule"])
    assert "GIP202" in rules["a.txt"]
    return rules


@pytest.fixture
def deep(folder):
    """A folder with others within one another, deeper than Python recurses, and taken away again."""
    here, name = folder, "b"
    for _ in range(1_100):
        here /= name
        here.mkdir()
    (here / "c.txt").write_text("x", encoding="utf-8")
    yield folder
    (here / "c.txt").unlink()
    while here != folder:
        here.rmdir()
        here = here.parent


def test_folders_of_any_depth(deep):
    name = f"{'b/' * 1_100}c.txt"
    assert found(deep)[name] == {"GIP002"}
    assert found(deep, "a.txt", name)[name] == {"GIP002"}


def test_a_member_without_a_name(folder):
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "x")
        archive.writestr("c.txt", BAD)
    rules = found(folder)
    assert rules["b.zip/"] == {"GIP001"}
    assert "GIP202" in rules["b.zip/c.txt"]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED], ids=["lzma", "bzip2", "deflate"]
)
def test_a_damaged_member(folder, method):
    path = folder / "b.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("c.txt", BAD)
        start = archive.infolist()[0].header_offset + 30 + len("c.txt")
    data = bytearray(path.read_bytes())
    data[start : start + 40] = bytes(255 - each for each in data[start : start + 40])
    path.write_bytes(data)
    assert found(folder)["b.zip/c.txt"] == {"GIP001"}


@pytest.mark.parametrize("limit", ["max-file-bytes", "pdf-seconds", "conversion-seconds", "max-pages"])
def test_a_limit_that_the_system_cannot_count(folder, limit):
    config = folder / "own.toml"
    config.write_text(f"[limits]\n{limit} = {2**63 - 1}\n", encoding="utf-8")
    outcome = run("check", "--no-cache", "--config", config, "--lang", "en", cwd=folder)
    assert outcome.returncode == 2
    assert f"{limit} is an integer from 1 to" in outcome.stderr
