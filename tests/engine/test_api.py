import pytest

import gip_lint
from gip_lint.model.errors import ConfigError, UsageError
from gip_lint.testing import report

TEXT = report("gip-2021", 2023).with_cell("applications", "granted", "total", 3).text()


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def codes(result):
    return [finding.rule for finding in result.findings]


def test_a_path_its_name_its_folder_and_its_text_give_the_same(path):
    found = codes(gip_lint.check(path))
    assert "GIP202" in found
    for given in (str(path), path.parent, str(path.parent), [path], TEXT):
        assert codes(gip_lint.check(given)) == found
    assert {finding.path for finding in gip_lint.check(TEXT, name="b").findings} == {"b"}


def test_several_paths(path):
    other = path.with_name("b.txt")
    other.write_text(TEXT, encoding="utf-8")
    result = gip_lint.check([path, other])
    assert result.files == 2
    assert [head.year for head in result.reports] == [2023, 2023]


def test_selection_and_failing(path):
    assert codes(gip_lint.check(path, select=["gip204"])) == []
    assert "GIP202" not in codes(gip_lint.check(path, ignore=["GIP202"]))
    result = gip_lint.check(path)
    assert result.failed()
    assert result.worst is gip_lint.Severity.ERROR


def test_a_mistyped_name_is_not_linted(tmp_path):
    for name in ("report.txt", str(tmp_path / "报告.md")):
        with pytest.raises(UsageError, match="no such file"):
            gip_lint.check(name)
    with pytest.raises(UsageError):
        gip_lint.check(tmp_path / "absent")
    assert codes(gip_lint.check("会议通知")) == ["GIP002"]
    assert codes(gip_lint.check("", select=["GIP002"])) == ["GIP002"]
    assert gip_lint.check("甲" * 5000, select=["GIP002"]).findings


def test_configuration(path):
    config = path.with_name("gip-lint.toml")
    config.write_text('ignore = ["GIP2"]', encoding="utf-8")
    assert "GIP202" not in codes(gip_lint.check(path))
    assert "GIP202" in codes(gip_lint.check(path, isolated=True))
    assert "GIP202" in codes(gip_lint.check(TEXT))
    assert "GIP202" not in codes(gip_lint.check(TEXT, config=config))
    config.write_text("nonsense = 1", encoding="utf-8")
    with pytest.raises(ConfigError):
        gip_lint.check(path)


def test_extract(path):
    for given in (path, TEXT):
        (found,) = gip_lint.extract(given)
        assert found.year == 2023
        assert found.applications is not None
        cell = found.applications["granted", "total"]
        assert cell is not None
        assert (cell.value, cell.raw) == (3, "3")
    assert gip_lint.extract(TEXT, year=2024, form="gip-2021")[0].year == 2024
    assert not gip_lint.extract("会议通知")[0].recognised
    path.write_bytes(b"\x00")
    assert gip_lint.extract(path) == ()


def test_parse(path):
    (tree,) = gip_lint.parse(path)
    assert tree.text == TEXT
    assert gip_lint.parse(TEXT) == (tree,)
