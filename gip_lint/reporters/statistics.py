"""How often each rule found something, over all files: ``--stats``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TextIO

from gip_lint.model.bilingual import Bilingual, Language
from gip_lint.model.printable import json_text, printable
from gip_lint.model.result import Result, Totals
from gip_lint.model.severity import Severity
from gip_lint.model.version import __version__
from gip_lint.plugins.reporter import Style
from gip_lint.plugins.rule import Rule
from gip_lint.reporters.json import SCHEMA, summary_of
from gip_lint.reporters.terminal import columns
from gip_lint.reporters.text import severity_name, summary


class Statistics:
    """The findings of many files, counted by rule and severity."""

    def __init__(self, results: Iterable[Result]) -> None:
        self._findings: Counter[tuple[str, str, Severity]] = Counter()
        self._files: Counter[tuple[str, str, Severity]] = Counter()
        for result in results:
            found = Counter((each.rule, each.name, each.severity) for each in result.findings)
            self._findings.update(found)
            self._files.update(found.keys())

    def write(
        self, stream: TextIO, style: Style, form: str, totals: Totals, rules: Mapping[str, type[Rule]]
    ) -> None:
        """Write the counts, the most frequent rule first, as ``text`` or as ``json``."""
        counted = sorted(self._findings, key=lambda key: (-self._findings[key], key[0]))
        if form == "json":
            document = {
                "schema": SCHEMA,
                "version": __version__,
                "rules": [
                    {
                        "rule": code,
                        "name": name,
                        "severity": severity.value,
                        "findings": self._findings[code, name, severity],
                        "files": self._files[code, name, severity],
                    }
                    for code, name, severity in counted
                ],
                "summary": summary_of(totals),
            }
            stream.write(json_text(document) + "\n")
            return
        rows = [self._row(key, style.language, rules) for key in counted]
        widths = [max(map(columns, cells)) for cells in zip(*rows, strict=True)]
        for row in rows:
            number, *words = row
            padded = [" " * (widths[0] - columns(number)) + number]
            padded += [
                word + " " * (width - columns(word)) for word, width in zip(words, widths[1:], strict=True)
            ]
            stream.write("  ".join(padded).rstrip() + "\n")
        stream.write(("\n" if rows else "") + summary(totals, style.language) + "\n")

    def _row(
        self, key: tuple[str, str, Severity], language: Language, rules: Mapping[str, type[Rule]]
    ) -> tuple[str, ...]:
        code, name, severity = key
        files = self._files[key]
        title = printable(rules[code].title[language]) if code in rules else ""
        counted = Bilingual(f"{files} 个文件", f"{files} file" + "s" * (files != 1))[language]
        return str(self._findings[key]), code, severity_name(severity, language), counted, name, title
