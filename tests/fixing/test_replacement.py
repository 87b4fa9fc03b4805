"""A file is replaced whole or not at all, also where others can write in its folder."""

import pytest

from gip_lint.fixing.replacement import replaced


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "folder/a.txt"
    path.parent.mkdir()
    path.write_bytes(b"old")
    path.chmod(0o640)
    return path


@pytest.fixture
def victim(tmp_path):
    path = tmp_path / "victim"
    path.write_bytes(b"victim")
    path.chmod(0o600)
    return path


def temporary(target):
    (found,) = (each for each in target.parent.iterdir() if each.name.endswith(".tmp"))
    return found


def test_nobody_else_can_read_the_new_file_before_it_is_whole(target):
    with replaced(target) as file:
        file.write(b"new")
        file.flush()
        assert temporary(target).stat().st_mode & 0o777 == 0o600
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("as_link", [True, False], ids=["link", "file"])
def test_a_temporary_file_that_is_swapped_is_not_followed(target, victim, as_link):
    with pytest.raises(OSError, match="meanwhile"), replaced(target) as file:
        file.write(b"new")
        beside = temporary(target)
        beside.unlink()
        if as_link:
            beside.symlink_to(victim)
        else:
            beside.write_bytes(b"other")
    assert target.read_bytes() == b"old"
    assert victim.read_bytes() == b"victim"
    assert victim.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in target.parent.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("as_link", [True, False], ids=["link", "file"])
def test_a_file_that_took_the_place_of_the_old_one_stays(target, victim, as_link):
    with pytest.raises(OSError, match="meanwhile"), replaced(target) as file:
        file.write(b"new")
        target.unlink()
        if as_link:
            target.symlink_to(victim)
        else:
            target.write_bytes(b"other")
    assert target.read_bytes() == (b"victim" if as_link else b"other")
    assert victim.read_bytes() == b"victim"
    assert [each.name for each in target.parent.iterdir()] == ["a.txt"]


def test_a_folder_that_is_swapped_gets_nothing(target, tmp_path):
    aside = tmp_path / "aside"
    with replaced(target) as file:
        file.write(b"new")
        target.parent.rename(aside)
        target.parent.mkdir()
        target.write_bytes(b"other")
    assert target.read_bytes() == b"other"
    assert (aside / "a.txt").read_bytes() == b"new"


def test_a_new_file_has_the_permissions_of_any_other(tmp_path):
    with replaced(tmp_path / "b.txt") as file:
        file.write(b"new")
    (tmp_path / "c.txt").write_bytes(b"")
    assert (tmp_path / "b.txt").stat().st_mode == (tmp_path / "c.txt").stat().st_mode
