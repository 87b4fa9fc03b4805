"""What rules say of a text: for tests that try one rule on many reports."""

from functools import lru_cache

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.model.finding import Finding
from gip_lint.plugins.registry import installed_plugins


@lru_cache(maxsize=64)
def _engine(select: tuple[str, ...], year: int | None, form: str | None) -> Engine:
    flags = Flags(select=(*select, "GIP009"), year=year, form=form)
    return Engine(Configurations(flags, isolated=True), installed_plugins())


def findings(text: str, *codes: str, year: int | None = None, form: str | None = None) -> list[Finding]:
    """Lint *text* with the rules of these codes alone."""
    return list(_engine(codes, year, form).check_text(text).findings)


def told(text: str, *codes: str, year: int | None = None, form: str | None = None) -> list[str]:
    """Lint *text* and give for each finding its code, its line and what it says in Chinese."""
    return [
        f"{finding.rule} {finding.location.line}: {finding.message.zh}"
        for finding in findings(text, *codes, year=year, form=form)
    ]


def fixed(text: str, *codes: str, safe: bool = True) -> str:
    """Make the fixes that these rules offer, only the safe ones unless told otherwise."""
    edits = [
        edit
        for finding in findings(text, *codes)
        if finding.fix is not None and (finding.fix.safe or not safe)
        for edit in finding.fix.edits
    ]
    for edit in sorted(set(edits), key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
