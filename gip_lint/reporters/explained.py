"""Findings for people with the why of each rule under the first of its findings: ``--explain``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from gip_lint.model.bilingual import Bilingual, Language
from gip_lint.model.printable import printable
from gip_lint.model.result import Result, Totals
from gip_lint.plugins.reporter import Style
from gip_lint.plugins.rule import Rule
from gip_lint.reporters.terminal import wrapped
from gip_lint.reporters.text import columns_of, drawing, fixable, summary

WIDEST = 100
_MARGIN = "  ┆ "


def write_explained(
    results: Iterable[Result],
    rules: Mapping[str, type[Rule]],
    stream: TextIO,
    style: Style,
    totals: Totals | None = None,
) -> None:
    """Write the findings file by file, each rule explained once; *totals* are said at the end."""
    room = columns_of(stream)
    seen: set[str] = set()
    for result in results:
        for finding in result.findings:
            stream.writelines(f"{line}\n" for line in drawing(result, finding, style, room))
            if finding.rule not in seen and finding.rule in rules:
                seen.add(finding.rule)
                stream.writelines(f"{line}\n" for line in _why(rules[finding.rule], style.language, room))
            stream.write("\n")
    if totals is not None:
        stream.write(summary(totals, style.language) + "\n")
        stream.writelines(f"{line}\n" for line in fixable(totals, style))


def _why(rule: type[Rule], language: Language, room: int) -> Iterator[str]:
    width = min(room, WIDEST) - len(_MARGIN)
    colon = Bilingual("：", ": ")[language]
    why = Bilingual("为什么", "why")[language]
    described = printable(rule.description[language])
    yield from (_MARGIN + line for line in wrapped(f"{why}{colon}{described}", width))
    if rule.sources:
        sources = (
            Bilingual("依据", "source")[language] + colon + Bilingual("；", "; ")[language].join(rule.sources)
        )
        yield from (_MARGIN + line for line in wrapped(printable(sources), width))
