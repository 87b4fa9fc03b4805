"""The tables of the grammars: Lark analyses a grammar when the package is built, :mod:`parser` follows them.

Tables that were made of another text of the grammar are passed over and the grammar is analysed anew: slower
by some fifty milliseconds, and equal in every result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, json

if TYPE_CHECKING:
    from lark import Lark

HERE = Path(__file__).parent
SUFFIX = ".lalr"
END = "$END"


class Rule(Struct, frozen=True, array_like=True):
    """What a reduction makes of the symbols of a rule."""

    origin: str
    """The symbol that it stands for from now on."""
    name: str
    """Of the node it makes; empty where its symbols go into the node above."""
    size: int
    """How many symbols it takes."""
    kept: tuple[tuple[int, bool], ...]
    """Which of them are children, and whether their own children are taken instead."""


class Tables(Struct, frozen=True, array_like=True):
    """A grammar analysed. States and rules are numbers."""

    actions: tuple[dict[str, int], ...]
    """Of each state, by the symbol met: the next state, or the complement of the rule to reduce by."""
    rules: tuple[Rule, ...]
    patterns: tuple[str, ...]
    """Of each scanner: the terminals it knows, each a named group, in the order of their rank."""
    scanners: tuple[int, ...]
    """The scanner of each state: a terminal counts only where the grammar has room for it."""
    first: int
    last: int
    """The state in which a whole text has been read."""


def load_tables(name: str) -> Tables:
    """Return the tables of the grammar *name*."""
    source = (HERE / f"{name}.lark").read_bytes()
    try:
        saved = (HERE / f"{name}{SUFFIX}").read_bytes()
    except OSError:
        saved = b""
    mark = _mark(source)
    if saved.startswith(mark):
        return json.decode(saved[len(mark) :], type=Tables)
    return _analysed(source.decode())


def write_tables(folder: Path = HERE) -> Iterator[Path]:
    """Analyse every grammar of *folder* and write its tables beside it; give the files."""
    for path in sorted(folder.glob("*.lark")):
        source = path.read_bytes()
        target = path.with_suffix(SUFFIX)
        target.write_bytes(_mark(source) + json.encode(_analysed(source.decode())))
        yield target


def _mark(source: bytes) -> bytes:
    return source + b"\0"


def lark_of(source: str, **options: Any) -> Lark:
    """Return Lark's own parser for a grammar: what the tables are taken from, and what they are held to."""
    from lark import Lark  # noqa: PLC0415 - a run finds the tables made

    return Lark(source, parser="lalr", lexer="contextual", maybe_placeholders=False, **options)


def _analysed(source: str) -> Tables:
    """Analyse a grammar; the same text gives the same tables, whatever numbers Lark gives to states."""
    lark = lark_of(source)
    table = lark.parse_interactive("").parser_state.parse_conf.parse_table
    rules = sorted(lark.rules, key=str)
    reductions = {rule: ~number for number, rule in enumerate(rules)}
    states = _reached(table.states, table.start_states["start"])
    ranked = sorted(
        lark.terminals,
        key=lambda each: (-each.priority, -each.pattern.max_width, -len(each.pattern.value), each.name),
    )
    alternatives = [
        "|".join(
            f"(?P<{each.name}>{each.pattern.to_regexp()})"
            for each in ranked
            if each.name in table.states[state]
        )
        for state in states
    ]
    patterns = tuple(dict.fromkeys(alternatives))
    return Tables(
        tuple(
            {
                str(symbol): states[target] if isinstance(target, int) else reductions[target]
                for symbol, (_, target) in sorted(table.states[state].items())
            }
            for state in states
        ),
        tuple(map(_rule, rules)),
        patterns,
        tuple(map(patterns.index, alternatives)),
        states[table.start_states["start"]],
        states[table.end_states["start"]],
    )


def _reached(actions: Mapping[int, Mapping[str, tuple[Any, Any]]], first: int) -> dict[int, int]:
    """Return a number for each state, in the order in which they are come upon from the first."""
    numbers = {first: 0}
    for state in (found := [first]):
        for _, (_, target) in sorted(actions[state].items()):
            if isinstance(target, int) and target not in numbers:
                numbers[target] = len(numbers)
                found.append(target)
    return numbers


def _rule(rule: Any) -> Rule:
    kept = tuple(
        (place, not symbol.is_term and symbol.name.startswith("_"))
        for place, symbol in enumerate(rule.expansion)
        if not (symbol.is_term and symbol.filter_out)
    )
    origin, name = str(rule.origin.name), str(rule.alias or rule.origin.name)
    return Rule(origin, "" if name.startswith("_") else name, len(rule.expansion), kept)
