"""What this plugin brings to gip-lint. Each hook imports what it returns: nothing is loaded unasked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gip_lint.kit import hookimpl

if TYPE_CHECKING:
    from gip_lint.kit import Reporter, Rule

gip_lint_api_version = 1
HERE = Path(__file__).parent


@hookimpl
def gip_lint_rules() -> list[type[Rule]]:
    """Return the rules that are written in Python."""
    from lanjiang_rules.training import TrainingTold  # noqa: PLC0415

    return [TrainingTold]


@hookimpl
def gip_lint_custom_rules() -> list[Path]:
    """Return the files with rules without code."""
    return [HERE / "rules.toml"]


@hookimpl
def gip_lint_tables() -> list[Path]:
    """Return the files with what the province adds to the forms."""
    return [HERE / "tables.toml"]


@hookimpl
def gip_lint_reporters() -> list[Reporter]:
    """Return the formats."""
    from lanjiang_rules.checklist import ChecklistReporter  # noqa: PLC0415

    return [ChecklistReporter()]
