"""Saves the grammars as Lark analyses them in the package that is being built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GrammarsHook(BuildHookInterface[Any]):
    """Run for a wheel and for an editable installation; what is saved is not part of the sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Save the parsers and take them into the wheel."""
        sys.path.insert(0, str(Path(self.root, "grammar")))
        from gip_lint_grammar.grammars import save_parsers  # noqa: PLC0415

        build_data["artifacts"] += [str(path.relative_to(self.root)) for path in save_parsers()]
