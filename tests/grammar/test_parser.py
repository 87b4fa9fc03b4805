"""The parser gives what Lark's own parser gives for the same grammar, whatever the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import lark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gip_lint_grammar import tables
from gip_lint_grammar.marks import prepared
from gip_lint_grammar.parser import Parser, Token, Tree

SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in tables.HERE.glob("*.lark")}


def _class_of(line: str) -> str:
    return "HEADING" if line.startswith("一") else "CELLS" if line[-1:].isdigit() else "PROSE"


class _Classes:
    always_accept = ()

    def process(self, stream: Iterator[lark.Token]) -> Iterator[lark.Token]:
        for token in stream:
            if token.type == "OTHER_LINE":
                token.type = _class_of(token)
            yield token


OWN = {name: Parser(tables.load_tables(name), classes={"OTHER_LINE": _class_of}) for name in SOURCES}
LARK = {name: tables.lark_of(source, postlex=_Classes()) for name, source in SOURCES.items()}


def _shape(node: Any) -> Any:
    match node:
        case Tree():
            return node.name, [_shape(child) for child in node.children]
        case lark.Tree():
            return str(node.data), [_shape(child) for child in node.children]
        case Token():
            return node.type, node.text, node.start, node.end
    return node.type, str(node), node.start_pos, node.end_pos


def _agree(name: str, text: str) -> None:
    try:
        expected = _shape(LARK[name].parse(text))
    except lark.UnexpectedInput:
        with pytest.raises(ValueError, match="grammar"):
            OWN[name].parse(text)
    else:
        assert _shape(OWN[name].parse(text)) == expected


LINES = st.lists(st.text("一、|│ 1\t总计0-:=x。\f", max_size=12), max_size=8)
REFERENCES = st.lists(
    st.sampled_from(
        [
            *"《》()〔〕第条款项号令、和的根据a7〇",
            "《政府信息公开条例》",
            "国办公开办函〔2021〕30号",
            "国务院令第711号",
            "以下简称",
            "《条例》",
            "条例第二十条第一款第五项",
        ]
    ),
    max_size=14,
)
AMOUNTS = st.text("增减+-−约近1２3,.万亿元件%(其中) 持平无/", max_size=12)


@given(LINES)
def test_of_reports(lines: list[str]) -> None:
    _agree("report", "\n".join(lines) + "\n")


@given(REFERENCES)
def test_of_references(pieces: list[str]) -> None:
    _agree("citation", prepared("".join(pieces)))


@given(AMOUNTS)
def test_of_amounts(text: str) -> None:
    _agree("quantity", text)


@given(st.sampled_from(sorted(SOURCES)), st.text(max_size=40))
def test_of_any_text(name: str, text: str) -> None:
    _agree(name, text)


@pytest.mark.parametrize(
    ("name", "text"), [("citation", "》"), ("citation", "("), ("report", "一 |"), ("report", "|")]
)
def test_what_the_grammar_has_no_room_for_is_said(name: str, text: str) -> None:
    with pytest.raises(ValueError, match="grammar"):
        OWN[name].parse(text)
