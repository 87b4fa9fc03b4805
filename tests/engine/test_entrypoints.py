import importlib.metadata
import sys
import zipfile

import pytest

from gip_lint.plugins.entry_points import EntryPoint, entry_points


@pytest.mark.parametrize("group", ["gip_lint", "console_scripts", "pytest11", "no.such.group"])
def test_the_same_as_the_standard_library(group):
    expected = {(entry.name, entry.value) for entry in importlib.metadata.entry_points(group=group)}
    assert {(entry.name, entry.value) for entry in entry_points(group)} == expected


def distribution(folder, name, text):
    place = folder / f"{name}-1.0.dist-info"
    place.mkdir(parents=True)
    (place / "entry_points.txt").write_text(text, encoding="utf-8")
    (place / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")


def test_the_first_of_two_versions_counts(tmp_path, monkeypatch):
    distribution(tmp_path / "a", "hubei", "[some_group]\nfirst = json:dumps\n\n[other]\nx = y\n")
    distribution(tmp_path / "b", "Hubei", "[some_group]\nsecond = json\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "absent")])
    (entry,) = entry_points("some_group")
    assert entry == EntryPoint("first", "json:dumps", "hubei")
    assert callable(entry.load())


def test_comments_extras_and_damage(tmp_path, monkeypatch):
    distribution(tmp_path, "hubei", "# note\n[ some_group ]\n; note\n a = json : dumps [extra] \n\n")
    broken = tmp_path / "broken-1.dist-info"
    broken.mkdir()
    (broken / "entry_points.txt").write_bytes(b"\xff\xfe")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    (entry,) = entry_points("some_group")
    assert callable(entry.load())


def test_an_archive_on_the_path(tmp_path, monkeypatch):
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("hubei-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: hubei\nVersion: 1.0\n")
        file.writestr("hubei-1.0.dist-info/entry_points.txt", "[some_group]\nx = json\n")
    monkeypatch.setattr(sys, "path", [str(archive), *sys.path])
    assert [entry.name for entry in entry_points("some_group")] == ["x"]
