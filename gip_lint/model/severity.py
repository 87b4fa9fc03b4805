"""How grave a finding is, and from which grade on a run fails."""

from __future__ import annotations

from enum import Enum
from functools import total_ordering
from typing import Literal

FailOn = Literal["error", "warning", "info", "never"]
"""The least severity of a finding with which a run ends with status 1."""


@total_ordering
class Severity(Enum):
    """How grave a finding is; ``ERROR`` is the gravest."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return ("info", "warning", "error").index(self.value)

    def __lt__(self, other: Severity) -> bool:
        return self.rank < other.rank
