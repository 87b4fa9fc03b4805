"""Where a part is due, and how parts are named in messages."""

from __future__ import annotations

from gip_lint.kit import Part, Report, Section, Span
from gip_lint_rules._shared.lines import first_line

ORDINALS = "一二三四五六七八九十"


def named(part: Part) -> str:
    """Name a part as the form prints it: ``六、其他需要报告的事项``."""
    return f"{ORDINALS[part.ordinal - 1]}、{part.title}"


def before(report: Report, part: Part) -> Section | None:
    """Return the section behind which *part* is due: the nearest earlier part that the report has."""
    earlier = [section for section in report.sections if section.part.ordinal < part.ordinal]
    return max(earlier, key=lambda section: section.part.ordinal, default=None)


def place_due(report: Report, part: Part) -> Span:
    """Return the heading behind which *part* is due; the title or first line where nothing precedes it."""
    section = before(report, part)
    if section is not None:
        return section.heading_span
    return report.title_span or first_line(report.text, report.span.start)
