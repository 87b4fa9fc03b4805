"""Programs are found by absolute path, and never in the current folder."""

import os

from gip_lint.readers.programs import program


def made(folder, name="soffice"):
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_current_folder_is_never_searched(tmp_path, monkeypatch):
    stranger, own = made(tmp_path / "stranger"), made(tmp_path / "own")
    monkeypatch.chdir(stranger.parent)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "../stranger", str(own.parent)]))
    assert program(("soffice",)) == str(own)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "../stranger"]))
    assert program(("soffice",)) is None


def test_what_cannot_be_started_is_passed_over(tmp_path, monkeypatch):
    first, second = made(tmp_path / "a"), made(tmp_path / "b", "libreoffice")
    first.chmod(0o644)
    monkeypatch.setenv("PATH", os.pathsep.join([str(first.parent), str(second.parent)]))
    assert program(("soffice", "libreoffice")) == str(second)
    assert program((str(second),)) == str(second)
