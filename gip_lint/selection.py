"""Which rules are on: codes or their beginnings, chosen and left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen


def _longest(code: str, prefixes: Iterable[str]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)


@frozen
class Layer:
    """What one place (a configuration file, the command line) says about rules.

    The longest prefix decides; where ``select`` and ``ignore`` name one of the same length, ``ignore`` does.
    """

    select: tuple[str, ...] | None = None
    """The rules that are on; None says nothing, so that all are."""
    ignore: tuple[str, ...] = ()
    origin: str = ""
    """The configuration file that says so; empty for the command line."""

    def verdict(self, code: str) -> bool | None:
        """Say whether *code* is on; None where this layer says nothing about it."""
        ignored = _longest(code, self.ignore)
        selected = _longest(code, self.select or ())
        if ignored >= 0 and ignored >= selected:
            return False
        if self.select is not None:
            return selected >= 0
        return None


@frozen
class Selection:
    """Layers one over another; the last that says something about a code decides."""

    layers: tuple[Layer, ...] = ()

    def over(self, layer: Layer) -> Selection:
        """Return this selection with one more layer on top."""
        return Selection((*self.layers, layer))

    def enables(self, code: str) -> bool:
        """Say whether the rule is on. Rules are on where nothing is said."""
        for layer in reversed(self.layers):
            verdict = layer.verdict(code)
            if verdict is not None:
                return verdict
        return True

    def silences(self, code: str) -> bool:
        """Say whether the rule is left out by name, and not merely absent from what was selected.

        Failures to read a file or to run a rule (GIP001, GIP009) are reported unless they are silenced.
        """
        for layer in reversed(self.layers):
            ignored = _longest(code, layer.ignore)
            if ignored >= 0 or _longest(code, layer.select or ()) >= 0:
                return layer.verdict(code) is False
        return False

    def unknown(self, codes: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield what is selected or ignored and begins none of *codes*, each with where it is written."""
        known = tuple(codes)
        for layer in self.layers:
            for prefix in (*(layer.select or ()), *layer.ignore):
                if not any(code.startswith(prefix) for code in known):
                    yield prefix, layer.origin
