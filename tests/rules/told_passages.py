"""Passages of prose beside tables that agree with them, and beside tables with one figure changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import tomli
from attrs import field, frozen

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.model.finding import Finding
from gip_lint.plugins.registry import installed_plugins
from gip_lint_rules.arithmetic._shared.samples import applications, disclosure, review

DATA = Path(__file__).parents[1] / "data" / "told.toml"
WORDS = {
    "when": ("全年", "2023年", "本年度", "2023年度", "一年来"),
    "we": ("我局", "本机关", "市林业局", "我单位", "云溪市林业局"),
    "apps": ("政府信息公开申请", "依申请公开事项", "信息公开申请", "依申请公开申请", "政府信息依申请公开"),
    "got": ("共收到", "收到", "共受理", "接收", "受理"),
}
"""Words of one kind, of which each passage takes five combinations."""
TURNS = 5
ROWS = {
    "n": "new_received",
    "o": "carried_over",
    "f": "carried_forward",
    "g": "granted",
    "p": "partially_granted",
    "d": "denied_third_party",
    "dp": "denied_process_information",
    "de": "denied_enforcement_files",
    "u": "unavailable_not_held",
    "un": "unavailable_unclear",
    "j": "rejected_petition",
    "jr": "rejected_repeat",
    "oc": "other_overdue_correction",
    "of": "other_overdue_fee",
    "x": "other_misc",
}
CHANGE = 3
"""By how much a figure is changed."""
GROUPS = ("r", "l", "a")


class Change(NamedTuple):
    """A report in which one thing is changed, and the rules of which one has to speak."""

    report: str
    due: frozenset[str]


@frozen
class Told:
    """A passage with figures that agree with it."""

    text: str
    due: Mapping[str, str] = field(factory=dict)
    table: Mapping[str, int] = field(factory=dict)
    r: Sequence[int] = (0, 0, 0, 0)
    l: Sequence[int] = (0, 0, 0, 0)  # noqa: E741 - the key of the data file
    a: Sequence[int] = (0, 0, 0, 0)
    w: Sequence[int] = (0, 0, 0)
    regulations: Sequence[int] = (0, 0, 0)
    agency: str = "云溪市林业局"

    def report(self, *, text: str | None = None, **changed: Any) -> str:
        """Write the report that holds the passage, with what is *changed* put for its own figures."""
        figures = {"table": self.table, "r": self.r, "l": self.l, "a": self.a, "w": self.w, **changed}
        rows = {ROWS[key]: number for key, number in figures["table"].items()}
        came = ("new_received", "carried_over", "carried_forward")
        rows["processed_total"] = sum(number for row, number in rows.items() if row not in came)
        documents = " ".join(map(str, figures["w"]))
        regulations = " ".join(map(str, self.regulations))
        part_two = disclosure(normative_documents=documents, regulations=regulations)
        part_three = applications(**{row: f"{n} 0 0 0 0 0 {n}" for row, n in rows.items()})
        cases = review(*(" ".join(map(str, (*figures[key], sum(figures[key])))) for key in GROUPS))
        return "\n".join(
            [
                f"{self.agency}2023年政府信息公开工作年度报告",
                "一、总体情况",
                text or self.text,
                *(_without_title(part) for part in (part_two, part_three, cases)),
                "六、其他需要报告的事项",
                "未收取信息处理费。",
                "",
            ]
        )

    def changes(self) -> Iterator[Change]:
        """Yield the report with each of its figures changed in turn."""
        for key, rules in self.due.items():
            due = frozenset(rules.split("|"))
            if key in ("parts", "share"):
                old, new = rules.split(">")
                rule = "GIP507" if key == "parts" else "GIP508"
                yield Change(self.report(text=self.text.replace(old, new, 1)), frozenset({rule}))
            elif key[-1].isdigit():
                figures = list(getattr(self, key[0]))
                figures[int(key[1])] += CHANGE
                yield Change(self.report(**{key[0]: figures}), due)
            else:
                yield Change(self.report(table=self._changed(key)), due)

    def _changed(self, key: str) -> dict[str, int]:
        """Return the table with one figure changed, and another so that its sums hold."""
        table = dict(self.table)
        table[key] = table.get(key, 0) + CHANGE
        if key == "f":
            largest = max((each for each in table if each not in "nof"), key=table.__getitem__)
            table[largest] -= CHANGE
        else:
            balance = "d" if key in ("n", "o") else "n"
            table[balance] = table.get(balance, 0) + CHANGE
        return table


def sentences_beside() -> tuple[str, ...]:
    """Return sentences about other business that may stand in the same paragraph."""
    return tuple(tomli.loads(DATA.read_text(encoding="utf-8"))["beside"])


def told_passages() -> Iterator[Told]:
    """Yield the passages of the data file, each in up to five combinations of words."""
    data: dict[str, Any] = tomli.loads(DATA.read_text(encoding="utf-8"))
    for place, entry in enumerate(data["told"]):
        seen: set[str] = set()
        for turn in range(TURNS):
            text = entry["text"]
            for step, (name, words) in enumerate(WORDS.items(), 1):
                text = text.replace(f"{{{name}}}", words[(turn * step + place) % len(words)])
            if text not in seen:
                seen.add(text)
                yield Told(**{**entry, "text": text})


def findings(report: str) -> list[Finding]:
    """Return what the rules about prose and tables say of a report."""
    engine = Engine(Configurations(Flags(select=("GIP5",)), isolated=True), installed_plugins())
    return list(engine.check_text(report).findings)


def _without_title(part: str) -> str:
    return part.split("\n", 1)[1].rstrip("\n")
