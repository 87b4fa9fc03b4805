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
Scanner = Callable[[str, int], "re.Match[str] | None"]
_Reduction = tuple[str, int, tuple[tuple[int, bool], ...], "Build | None"]
_NOWHERE = 1 << 30


class Token(Struct, frozen=True, gc=False):
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
        self._scanners: list[Scanner | None] = [None] * len(tables.scanners)
        builders = builders or {}
        self._rules: list[_Reduction] = [
            (rule.origin, rule.size, rule.kept, builders.get(rule.name) or _tree_of(rule.name))
            for rule in tables.rules
        ]

    def parse(self, text: str) -> Any:
        """Return the node of the whole *text*. Raises ValueError where the grammar has no room for it."""
        tables, rules, scanners, classes = self._tables, self._rules, self._scanners, self._classes
        actions = tables.actions
        state, position, end = tables.first, 0, len(text)
        states: list[int] = [state]
        values: list[Any] = []
        while True:
            if position < end:
                match = (scanners[state] or self._scanner(state))(text, position)
                if match is None or (kind := match.lastgroup) is None:
                    raise ValueError(f"nothing of the grammar begins at character {position}")
                written = match[0]
                if kind in classes:
                    kind = classes[kind](written)
            else:
                kind, written = END, ""
            while (target := actions[state].get(kind, _NOWHERE)) < 0:
                origin, size, kept, build = rules[~target]
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
                state = actions[states[-1]][origin]
                states.append(state)
                values.append(children if build is None else build(children))
            if state == tables.last:
                return values[-1]
            if target == _NOWHERE:
                raise ValueError(f"the grammar has no room for {kind} at character {position}")
            state = target
            states.append(state)
            values.append(None if kind[0] == "_" else Token(kind, written, position))
            position += len(written)

    def _scanner(self, state: int) -> Scanner:
        number = self._tables.scanners[state]
        scanner = re.compile(self._tables.patterns[number]).match
        for each, other in enumerate(self._tables.scanners):
            if other == number:
                self._scanners[each] = scanner
        return scanner


def _tree_of(name: str) -> Build | None:
    return (lambda children: Tree(name, children)) if name else None
