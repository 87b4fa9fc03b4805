"""Short reports for the examples of these rules: a sentence or two, and the tables they speak of."""

from __future__ import annotations

from gip_lint_rules.arithmetic._shared.samples import applications, disclosure, review

_TITLE_LINES = 1


def told(prose: str, **rows: int) -> str:
    """Write a report of 2023 with *prose* in part one, and table three with all figures under 自然人.

    The totals of the results are worked out unless they are given.
    """
    results = {
        row: number
        for row, number in rows.items()
        if row not in ("new_received", "carried_over", "carried_forward", "processed_total")
    }
    rows.setdefault("processed_total", sum(results.values()))
    return _with(prose, applications(**{row: f"{n} 0 0 0 0 0 {n}" for row, n in rows.items()}))


def told_at_the_end(prose: str, **rows: int) -> str:
    """Write the same report with *prose* in part six."""
    return f"{told('', **rows)}六、其他需要报告的事项\n{prose}\n"


def told_of_cases(
    prose: str, reconsideration: str, direct: str = "0 0 0 0 0", after: str = "0 0 0 0 0"
) -> str:
    """Write a report of 2023 with *prose* in part one, and part four."""
    return _with(prose, review(reconsideration, direct, after))


def told_of_documents(prose: str, normative_documents: str) -> str:
    """Write a report of 2023 with *prose* in part one, and part two."""
    return _with(prose, disclosure(normative_documents=normative_documents))


def titled(lead: str = "", *, overview: str = "", other: str = "", year: int = 2023) -> str:
    """Write a report with a lead, a first part and a last, and no tables."""
    lines = [
        f"云溪市林业局{year}年政府信息公开工作年度报告",
        lead,
        "一、总体情况",
        overview,
        "六、其他需要报告的事项",
        other,
    ]
    return "".join(f"{line}\n" for line in lines if line)


def _with(prose: str, table: str) -> str:
    title, rest = table.split("\n", _TITLE_LINES)
    return f"{title}\n一、总体情况\n{prose}\n{rest}"
