"""The tables made when the package is built serve as the grammar itself does, and only for that grammar."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gip_lint_grammar import tables

GRAMMARS = sorted(path.stem for path in tables.HERE.glob("*.lark"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in tables.HERE.glob("*.lark"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(tables, "HERE", tmp_path)
    return tmp_path


def _analysed_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    analysed = tables._analysed

    def watched(source: str) -> tables.Tables:
        seen.append(source)
        return analysed(source)

    monkeypatch.setattr(tables, "_analysed", watched)
    return seen


def test_tables_are_written_for_every_grammar(folder: Path) -> None:
    assert (
        sorted(path.stem for path in tables.write_tables(folder))
        == GRAMMARS
        == ["citation", "quantity", "report"]
    )


@pytest.mark.parametrize("name", GRAMMARS)
def test_tables_that_were_written_are_those_of_the_grammar(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from_grammar = tables.load_tables(name)
    list(tables.write_tables(folder))
    seen = _analysed_again(monkeypatch)
    assert tables.load_tables(name) == from_grammar
    assert not seen


def test_tables_of_another_text_are_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list(tables.write_tables(folder))
    grammar = folder / "quantity.lark"
    grammar.write_text(grammar.read_text(encoding="utf-8") + "\n// another text\n", encoding="utf-8")
    seen = _analysed_again(monkeypatch)
    assert tables.load_tables("quantity").rules
    assert seen == [grammar.read_text(encoding="utf-8")]


def test_damaged_tables_are_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "quantity.lalr").write_bytes(b"no tables")
    seen = _analysed_again(monkeypatch)
    assert tables.load_tables("quantity").rules
    assert len(seen) == 1
