"""docs/architecture.md names every room, and draws the imports as the contract holds them."""

import re
from pathlib import Path

import tomli

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PACKAGES = [
    ROOT / "gip_lint",
    ROOT / "grammar" / "gip_lint_grammar",
    ROOT / "rules" / "gip_lint_rules",
]


def rooms():
    """Every package; of the rules' the pack alone, since its families are those of the codes."""
    for top in PACKAGES:
        for face in top.rglob("__init__.py"):
            name = ".".join(face.parent.relative_to(top.parent).parts)
            if not name.startswith("gip_lint_rules."):
                yield name


def test_every_room_has_its_row():
    rows = set(re.findall(r"^\| `(gip_lint[\w.]*)` \|", PAGE, re.MULTILINE))
    assert rows == set(rooms()) - {"gip_lint"}


def test_the_picture_of_imports_is_the_contract():
    contracts = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (rooms,) = (each for each in contracts["contracts"] if each.get("containers") == ["gip_lint"])
    drawn = re.search(r"^```\n(testing.*?)```$", PAGE, re.MULTILINE | re.DOTALL)
    assert drawn is not None
    assert drawn.group(1).splitlines() == rooms["layers"]
    assert rooms["exhaustive"] is True


def test_nothing_lies_loose_beside_the_doors():
    loose = {path.stem for path in (ROOT / "gip_lint").glob("*.py")}
    assert loose == {"__init__", "__main__", "api", "kit"}


def test_every_file_that_the_page_names_is_there():
    for place in re.findall(r"`((?:gip_lint|rules|grammar|docs|tests)/[\w./-]+)`", PAGE):
        assert (ROOT / place).exists(), place
