"""Writes the grammars' LALR tables into the package that is being built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface[Any]):
    """Run for a wheel and for an editable installation; the tables are no part of the sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the tables and take them into the wheel."""
        sys.path.insert(0, str(Path(self.root, "grammar")))
        from gip_lint_grammar.tables import write_tables  # noqa: PLC0415

        build_data["artifacts"] += [str(path.relative_to(self.root)) for path in write_tables()]
