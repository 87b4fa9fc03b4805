"""GitLab Code Quality: the part of the Code Climate format that GitLab reads."""

from __future__ import annotations

from typing import TextIO

from gip_lint.model.fingerprint import fingerprints, unique
from gip_lint.model.printable import json_text
from gip_lint.model.result import Result
from gip_lint.model.severity import Severity
from gip_lint.plugins.reporter import Style
from gip_lint.reporters.paths import in_repository
from gip_lint.reporters.phrases import sentence

PROJECT = "CI_PROJECT_DIR"
_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class GitlabReporter:
    """Writes one list of issues; what has no line stands at the first, since GitLab wants one."""

    name = "gitlab"

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write the list; descriptions are in the language of *style*."""
        issues = []
        for finding, fingerprint in zip(result.findings, fingerprints(result), strict=True):
            path = in_repository(finding.path, PROJECT)
            lines = {"begin": finding.location.line or 1}
            if finding.location.end_line is not None:
                lines["end"] = finding.location.end_line
            issues.append(
                {
                    "description": f"{finding.rule} {sentence(result, finding, style.language)}",
                    "check_name": f"{finding.rule} {finding.name}",
                    "fingerprint": unique(path, fingerprint),
                    "severity": _SEVERITY[finding.severity],
                    "location": {"path": path, "lines": lines},
                }
            )
        stream.write(json_text(issues) + "\n")
