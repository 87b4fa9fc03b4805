"""Which rules are on: codes, their beginnings or names, chosen and left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


def _longest(code: str, prefixes: Iterable[str]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)


class Layer(NamedTuple):
    """What one place (a profile, a configuration file, the command line) says about rules.

    The longest prefix decides; where one of the same length is selected and ignored, it is ignored.
    """

    select: tuple[str, ...] | None = None
    """The rules that are on, and no others; None says nothing, so that those below hold."""
    ignore: tuple[str, ...] = ()
    """The rules that are off, beside those that are off below."""
    origin: str = ""
    """The profile or configuration file that says so; empty for the command line."""
    extend_select: tuple[str, ...] = ()
    """The rules that are on beside those below."""

    @property
    def selected(self) -> tuple[str, ...]:
        """Everything that this layer turns on."""
        return (*(self.select or ()), *self.extend_select)

    def verdict(self, code: str) -> bool | None:
        """Return whether *code* is on; None where this layer says nothing about it."""
        ignored = _longest(code, self.ignore)
        selected = _longest(code, self.selected)
        if ignored >= 0 and ignored >= selected:
            return False
        if selected >= 0:
            return True
        return None if self.select is None else False


class Selection(NamedTuple):
    """Layers one over another; the last that says something about a code decides."""

    layers: tuple[Layer, ...] = ()

    def over(self, layer: Layer) -> Selection:
        """Return this selection with one more layer on top."""
        return Selection((*self.layers, layer))

    def decided_by(self, code: str) -> Layer | None:
        """Return the layer that decides about *code*; None where none says anything."""
        return next((layer for layer in reversed(self.layers) if layer.verdict(code) is not None), None)

    def enables(self, code: str) -> bool:
        """Return whether the rule is on. Rules are on where nothing is said."""
        layer = self.decided_by(code)
        return layer is None or layer.verdict(code) is True

    def names(self, code: str) -> bool:
        """Return whether the rule is selected by its whole code, where it is decided about."""
        layer = self.decided_by(code)
        return layer is not None and layer.verdict(code) is True and code in layer.selected

    def silences(self, code: str) -> bool:
        """Return whether the rule is left out by name, and not merely absent from what was selected.

        Failures to read a file or to run a rule (GIP001, GIP009) are reported unless they are silenced.
        """
        for layer in reversed(self.layers):
            ignored = _longest(code, layer.ignore)
            if ignored >= 0 or _longest(code, layer.selected) >= 0:
                return layer.verdict(code) is False
        return False

    def resolved(self, names: Mapping[str, str]) -> Selection:
        """Return this selection with codes in place of rules' names, which are in upper case."""
        if not any(name in names for layer in self.layers for name in (*layer.selected, *layer.ignore)):
            return self

        def codes(listed: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(names.get(name, name) for name in listed)

        return Selection(
            tuple(
                layer._replace(
                    select=None if layer.select is None else codes(layer.select),
                    ignore=codes(layer.ignore),
                    extend_select=codes(layer.extend_select),
                )
                for layer in self.layers
            )
        )

    def unknown(self, codes: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield what is selected or ignored and begins none of *codes*, each with where it is written."""
        known = tuple(codes)
        for layer in self.layers:
            for prefix in (*layer.selected, *layer.ignore):
                if not any(code.startswith(prefix) for code in known):
                    yield prefix, layer.origin
