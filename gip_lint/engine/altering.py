"""Findings as a plugin leaves them: dropped or altered, never moved, never new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

import pluggy
from attrs import evolve

from gip_lint.model.finding import Finding
from gip_lint.model.report import Report
from gip_lint.plugins.validation.findings import UnsoundFindingError, require_parts, require_words


def altered(implementation: pluggy.HookImpl, report: Report, findings: list[Finding]) -> list[Finding]:
    """Return what the plugin lets stand. Raises what it raises, and UnsoundFindingError for what is new."""
    given: dict[str, object] = {"report": report, "findings": tuple(findings)}
    returned: Any = implementation.function(*(given[name] for name in implementation.argnames))
    left: list[Finding] = list(returned)
    free = Counter(map(_identity, findings))
    for finding in left:
        if not isinstance(finding, Finding):
            raise UnsoundFindingError(
                f"返回了 {finding!r}，它不是 Finding", f"it returns {finding!r}, which is not a Finding"
            )
        require_words(finding)
        require_parts(finding)
        if not free[_identity(finding)]:
            raise UnsoundFindingError(
                f"返回了原来没有的问题（{finding.rule}，{finding.span}）；只能删去问题或改动其内容，规则和位置不能变",
                f"it returns a finding that was not there ({finding.rule}, {finding.span}); findings may be "
                "dropped or altered, and keep their rule and their place",
            )
        free[_identity(finding)] -= 1
    safe = {(_identity(each), each.fix.edits) for each in findings if each.fix is not None and each.fix.safe}
    return [_made_sure(finding, safe) for finding in left]


def _made_sure(finding: Finding, safe: Collection[object]) -> Finding:
    """Return the finding with a fix that is safe only if its edits were: figures were held to those."""
    if finding.fix is None or not finding.fix.safe or (_identity(finding), finding.fix.edits) in safe:
        return finding
    return evolve(finding, fix=evolve(finding.fix, safe=False))


def _identity(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.path, finding.span, finding.location, finding.cell
