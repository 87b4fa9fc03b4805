from pathlib import Path

import pytest

from gip_lint.config.globs import Glob

HERE = Path("/reports")


@pytest.mark.parametrize(
    ("pattern", "path", "matches", "covers"),
    [
        ("drafts", "drafts", True, True),
        ("drafts", "2020/drafts", True, True),
        ("drafts", "2020/drafts/a.txt", False, True),
        ("drafts/", "2020/drafts/a.txt", False, True),
        ("/drafts", "drafts/a.txt", False, True),
        ("/drafts", "2020/drafts/a.txt", False, False),
        ("2020/*", "2020/a.txt", True, True),
        ("2020/*", "x/2020/a.txt", False, False),
        ("2020/*.txt", "2020/b/c.txt", False, False),
        ("2020/**", "2020/b/c.txt", True, True),
        ("**/b/*.txt", "2020/b/c.txt", True, True),
        ("**/b/*.txt", "b/c.txt", True, True),
        ("2020/**/c.txt", "2020/c.txt", True, True),
        ("*.txt", "2020/a.txt", True, True),
        ("*.TXT", "2020/a.txt", False, False),
        ("年报", "x/年报/a.txt", False, True),
        ("20[12]?", "2019", True, True),
        ("./2020/a.txt", "2020/a.txt", True, True),
        ("a.txt", "../other/a.txt", True, True),
        ("other/a.txt", "../other/a.txt", False, False),
        ("a*" * 40 + "b", "a" * 200, False, False),
    ],
)
def test_a_pattern_is_for_paths_below_its_folder(pattern, path, matches, covers):
    glob = Glob(pattern, HERE)
    assert glob.matches(HERE / path) is matches
    assert glob.covers(HERE / path) is covers
