"""The parser: LALR(1) with a contextual lexer, over tables that Lark made of a grammar.

Lark's own parser gives the same trees. It is not loaded, since that takes longer than a report does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from gip_lint_grammar.tables import END, Tables

Build = Callable[[list[Any]], Any]
_NOWHERE = 1 << 30


class Token(Struct, frozen=True):
    """A terminal met in the text, at character ``start``."""

    type: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the text goes on."""
        return self.start + len(self.text)


class Tree(Struct, frozen=True):
    """A node for which no other was asked; one of no child has no place."""

    name: str
    children: list[Token | Tree]

    @property
    def start(self) -> int:
        """Where its first token begins."""
        return self.children[0].start

    @property
    def end(self) -> int:
        """Where the text goes on."""
        return self.children[-1].end


class Parser:
    """Parses one grammar, in time proportional to the text."""

    def __init__(
        self,
        tables: Tables,
        builders: Mapping[str, Build] | None = None,
        classes: Mapping[str, Callable[[str], str]] | None = None,
    ) -> None:
        """*builders* make the nodes of rules by their names, of a list of children; the others are trees.

        *classes* say by its text of which terminal a token truly is, where the lexer takes it for another.
        """
        self._tables = tables
        self._classes = classes or {}
        self._scanners: list[Callable[[str, int], re.Match[str] | None] | None] = [None] * len(
            tables.patterns
        )
        builders = builders or {}
        self._rules = [
            (rule.origin, rule.size, rule.kept, builders.get(rule.name) or _tree_of(rule.name))
            for rule in tables.rules
        ]

    def parse(self, text: str) -> Any:
        """Return the node of the whole *text*. Raises ValueError where the grammar has no room for it."""
        states = [self._tables.first]
        values: list[Any] = []
        actions, scanners, classes = self._tables.actions, self._tables.scanners, self._classes
        position, length = 0, len(text)
        while position < length:
            scan = self._scanners[scanners[states[-1]]] or self._scanner(scanners[states[-1]])
            match = scan(text, position)
            if match is None or (kind := match.lastgroup) is None:
                raise ValueError(f"nothing of the grammar begins at character {position}")
            written = match.group()
            if kind in classes:
                kind = classes[kind](written)
            while (target := actions[states[-1]].get(kind, _NOWHERE)) < 0:
                self._reduce(~target, states, values)
            if target == _NOWHERE:
                raise ValueError(f"the grammar has no room for {kind} at character {position}")
            states.append(target)
            values.append(Token(kind, written, position))
            position = match.end()
        while states[-1] != self._tables.last:
            if END not in actions[states[-1]]:
                raise ValueError("the grammar has no room for the end of the text")
            self._reduce(~actions[states[-1]][END], states, values)
        return values[-1]

    def _reduce(self, number: int, states: list[int], values: list[Any]) -> None:
        origin, size, kept, build = self._rules[number]
        children: list[Any] = []
        if size:
            taken = values[-size:]
            del states[-size:], values[-size:]
            for place, inlined in kept:
                if not inlined:
                    children.append(taken[place])
                elif children:
                    children += taken[place]
                else:  # a list that grows by one is not copied each time
                    children = taken[place]
        states.append(self._tables.actions[states[-1]][origin])
        values.append(children if build is None else build(children))

    def _scanner(self, number: int) -> Callable[[str, int], re.Match[str] | None]:
        scan = self._scanners[number] = re.compile(self._tables.patterns[number]).match
        return scan


def _tree_of(name: str) -> Build | None:
    return (lambda children: Tree(name, children)) if name else None
