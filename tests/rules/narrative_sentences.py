"""Labelled sentences, each in a report of its own, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli
from attrs import field, frozen

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.model.finding import Finding
from gip_lint.plugins.registry import installed_plugins
from gip_lint_rules.arithmetic._shared.samples import applications, disclosure, review

SENTENCES = Path(__file__).parents[1] / "data" / "sentences.toml"
RULES = tuple(f"GIP5{number:02}" for number in range(1, 11))
FIGURES = {
    "new_received": 12,
    "carried_over": 2,
    "granted": 5,
    "partially_granted": 2,
    "denied_internal_affairs": 1,
    "denied_enforcement_files": 1,
    "unavailable_not_held": 3,
    "rejected_repeat": 1,
    "processed_total": 13,
    "carried_forward": 1,
}
CASES = ("1 0 1 1 3", "1 0 0 0 1", "0 0 1 0 1")


@frozen
class Labelled:
    """A sentence with the rules that have to report it."""

    text: str
    find: frozenset[str]
    place: str = "overview"
    agency: str = "云溪市林业局"
    year: int = 2023
    heading: str = ""
    set: dict[str, int] = field(factory=dict)
    why: str = ""

    def report(self) -> str:
        """Write the report that holds the sentence."""
        tables = {**FIGURES, **self.set}
        said = f"{self.heading}\n{self.text}" if self.heading else self.text
        at = {self.place: said}
        return "\n".join(
            line
            for line in (
                f"{self.agency}{self.year}年政府信息公开工作年度报告",
                at.get("lead", ""),
                "一、总体情况",
                at.get("overview", ""),
                _part(disclosure(normative_documents="4 1 30"))[0],
                _part(disclosure(normative_documents="4 1 30"))[1],
                "三、收到和处理政府信息公开申请情况",
                at.get("applications", ""),
                _part(applications(**{row: f"{n} 0 0 0 0 0 {n}" for row, n in tables.items()}))[1],
                "四、政府信息公开行政复议、行政诉讼情况",
                at.get("review", ""),
                _part(review(*CASES))[1],
                "六、其他需要报告的事项",
                at.get("other", ""),
                "",
            )
            if line
        )

    def findings(self) -> list[Finding]:
        """Return what the rules about prose and tables say of the report."""
        engine = Engine(Configurations(Flags(select=("GIP5",)), isolated=True), installed_plugins())
        return list(engine.check_text(self.report()).findings)


def _part(text: str) -> tuple[str, str]:
    """Return heading and table of a sample."""
    _, heading, table = text.split("\n", 2)
    return heading, table.rstrip("\n")


def labelled_sentences() -> Iterator[Labelled]:
    """Yield the sentences of the data file."""
    data: dict[str, Any] = tomli.loads(SENTENCES.read_text(encoding="utf-8"))
    for entry in data["sentence"]:
        yield Labelled(**{**entry, "find": frozenset(entry.get("find", ()))})
