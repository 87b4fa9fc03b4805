"""The format ``checklist``: what to put right, to be ticked off."""

from __future__ import annotations

from typing import TextIO

from gip_lint.kit import Result, Style


class ChecklistReporter:
    """Writes one line of Markdown for each finding, ``- [ ] path:line …``."""

    name = "checklist"

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write the findings in their order; a file without any is not named."""
        for finding in result.findings:
            line = finding.location.line
            place = f"{finding.path}:{line}" if line else finding.path
            stream.write(f"- [ ] {place} {finding.rule} {finding.message[style.language]}\n")
