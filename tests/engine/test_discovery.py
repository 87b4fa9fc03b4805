import os

import pytest

from gip_lint.model.errors import UsageError
from gip_lint.readers.discovery import find_sources

SUFFIXES = (".txt", ".md")


def shown(*paths):
    return [source.shown for source in find_sources(paths, SUFFIXES)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in [
        "b.txt",
        "a.md",
        "c.PDF",
        "D.TXT",
        ".hidden.txt",
        ".git/x.txt",
        "sub/z.txt",
        "sub/a.txt",
        "sub/deep/m.md",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_folders_are_searched_in_order_without_what_is_hidden(folder):
    assert shown(".") == ["D.TXT", "a.md", "b.txt", "sub/a.txt", "sub/z.txt", "sub/deep/m.md"]


def test_a_named_file_is_taken_whatever_it_is(folder):
    assert shown("c.PDF", ".hidden.txt") == ["c.PDF", ".hidden.txt"]
    assert shown(".git") == [".git/x.txt"]


def test_each_file_once_at_its_first_mention(folder):
    assert shown("b.txt", "sub/../b.txt", ".", "-", "-")[0] == "b.txt"
    assert shown("b.txt", ".", "-", "-").count("b.txt") == 1
    assert shown("-", "-") == ["<stdin>"]


def test_a_path_that_does_not_exist_is_an_error(folder):
    with pytest.raises(UsageError, match=r"absent\.txt"):
        find_sources(["absent.txt"], SUFFIXES)


def test_a_dangling_link_is_taken_and_links_in_a_circle_end(folder):
    (folder / "dangling.txt").symlink_to("nowhere.txt")
    (folder / "sub" / "circle").symlink_to(folder)
    assert "dangling.txt" in shown(".")
    assert shown("dangling.txt") == ["dangling.txt"]


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX only")
def test_a_name_that_is_no_utf8_can_be_printed(folder):
    os.close(os.open(os.fsencode(folder) + b"/\xb1\xb1.txt", os.O_CREAT))
    names = shown(".")
    assert "\\xb1\\xb1.txt" in names
    assert all(name.encode("utf-8") for name in names)
