"""The tables made when the package is built serve as the grammar itself does, and only for that grammar."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gip_lint_grammar import tables

GRAMMARS = sorted(path.stem for path in tables.HERE.glob("*.lark"))
TEXT = "根据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in tables.HERE.glob("*.lark"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(tables, "HERE", tmp_path)
    return tmp_path


def test_tables_are_written_for_every_grammar(folder: Path) -> None:
    assert (
        sorted(path.stem for path in tables.write_tables(folder))
        == GRAMMARS
        == ["citation", "quantity", "report"]
    )


def test_a_parser_from_tables_parses_as_one_from_the_grammar(folder: Path) -> None:
    from_grammar = tables.load_grammar("citation").parse(TEXT)
    list(tables.write_tables(folder))
    from_tables = tables.load_grammar("citation")
    assert from_tables.source_path == "<deserialized>"
    assert from_tables.parse(TEXT) == from_grammar


def test_tables_of_another_text_are_passed_over(folder: Path) -> None:
    list(tables.write_tables(folder))
    grammar = folder / "quantity.lark"
    grammar.write_text(grammar.read_text(encoding="utf-8") + "\n// another text\n", encoding="utf-8")
    assert tables.load_grammar("quantity").source_path != "<deserialized>"


def test_damaged_tables_are_passed_over(folder: Path) -> None:
    (folder / "quantity.lalr").write_bytes(b"no tables")
    assert tables.load_grammar("quantity").parse("3").data == "amount"
