"""SARIF 2.1.0 (OASIS, 2020): for GitHub code scanning, Azure DevOps and viewers in editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TextIO

from gip_lint.model.bilingual import Language
from gip_lint.model.finding import CellKey, Finding, Fix, Location
from gip_lint.model.fingerprint import fingerprints
from gip_lint.model.printable import json_text
from gip_lint.model.result import Result
from gip_lint.model.severity import Severity
from gip_lint.model.version import __version__
from gip_lint.plugins.reporter import Style
from gip_lint.reporters.paths import address
from gip_lint.reporters.phrases import cell_name, place_in_words, sentence

if TYPE_CHECKING:
    from gip_lint.plugins.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION = "2.1.0"
FINGERPRINT = "gipLintLine/v1"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Value = dict[str, Any]


class SarifReporter:
    """Writes one run: rules with their manuals, results with places, fingerprints and fixes."""

    name = "sarif"

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write the log; messages are in the language of *style*."""
        stream.write(json_text(log(result, style.language)) + "\n")


def log(result: Result, language: Language) -> Value:
    """Return the log as plain values."""
    return _Log(result, language).value()


class _Log:
    def __init__(self, result: Result, language: Language) -> None:
        self.result = result
        self.language = language
        paths = [head.path for head in result.reports] + [finding.path for finding in result.findings]
        self.artifacts = {path: number for number, path in enumerate(dict.fromkeys(paths))}
        first = {finding.rule: finding for finding in reversed(result.findings)}
        self.rules = {code: (number, first[code]) for number, code in enumerate(sorted(first))}

    def value(self) -> Value:
        known = _known_rules()
        driver = {
            "name": "gip-lint",
            "version": __version__,
            "semanticVersion": __version__,
            "language": "zh-CN" if self.language == "zh" else "en",
            "rules": [self._rule(finding, known) for _, finding in self.rules.values()],
        }
        failures = [
            {"level": "error", "message": {"text": f"{failure.path}: {failure.what}"}}
            for failure in self.result.failures
        ]
        invocation: Value = {"executionSuccessful": not failures}
        if failures:
            invocation["toolExecutionNotifications"] = failures
        prints = fingerprints(self.result)
        run = {
            "tool": {"driver": driver},
            "invocations": [invocation],
            "columnKind": "unicodeCodePoints",
            "artifacts": [{"location": {"uri": address(path)}} for path in self.artifacts],
            "results": [self._result(*each) for each in zip(self.result.findings, prints, strict=True)],
        }
        return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}

    def _rule(self, finding: Finding, known: Mapping[str, type[Rule]]) -> Value:
        name = "".join(word.capitalize() for word in finding.name.split("-"))
        value: Value = {"id": finding.rule, "name": name}
        rule = known.get(finding.rule)
        if rule is not None:
            said, sources = rule.description[self.language], rule.sources
            listed = "".join(f"\n- {source}" for source in sources)
            head = "依据" if self.language == "zh" else "Sources"
            value |= {
                "shortDescription": {"text": rule.title[self.language]},
                "fullDescription": {"text": said},
                "help": {
                    "text": said + (f"\n\n{head}{listed}" if sources else ""),
                    "markdown": said + (f"\n\n**{head}**\n{listed}" if sources else ""),
                },
                "defaultConfiguration": {"level": _LEVEL[rule.severity]},
            }
        return value

    def _result(self, finding: Finding, fingerprint: str) -> Value:
        number, _ = self.rules[finding.rule]
        value: Value = {
            "ruleId": finding.rule,
            "ruleIndex": number,
            "level": _LEVEL[finding.severity],
            "message": {"text": sentence(self.result, finding, self.language)},
            "locations": [self._location(finding.path, finding.location, finding.cell)],
            "partialFingerprints": {FINGERPRINT: fingerprint},
        }
        if finding.related:
            value["relatedLocations"] = [
                {
                    "id": identity,
                    **self._location(finding.path, note.location, note.cell),
                    "message": {"text": note.message[self.language]},
                }
                for identity, note in enumerate(finding.related, 1)
            ]
        if finding.fix is not None and finding.fix.edits:
            value["fixes"] = [self._fix(finding.path, finding.fix)]
        place = place_in_words(finding, self.language)
        if place:
            value["properties"] = {"place": place}
        return value

    def _location(self, path: str, location: Location, cell: CellKey | None) -> Value:
        physical: Value = {"artifactLocation": self._artifact(path)}
        if location.line is not None:
            region = {
                "startLine": location.line,
                "startColumn": location.column,
                "endLine": location.end_line,
                "endColumn": location.end_column,
            }
            physical["region"] = {key: number for key, number in region.items() if number is not None}
        value: Value = {"physicalLocation": physical}
        if cell is not None:
            keys = [part for part in (cell.table, cell.row, cell.column) if part]
            value["logicalLocations"] = [
                {
                    "name": cell_name(self.result, path, cell),
                    "fullyQualifiedName": "/".join(keys),
                    "kind": "member",
                }
            ]
        return value

    def _artifact(self, path: str) -> Value:
        return {"uri": address(path), "index": self.artifacts[path]}

    def _fix(self, path: str, fix: Fix) -> Value:
        replacements = [
            {
                "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
                "insertedContent": {"text": edit.text},
            }
            for edit in fix.edits
        ]
        return {
            "description": {"text": fix.message[self.language]},
            "artifactChanges": [{"artifactLocation": self._artifact(path), "replacements": replacements}],
        }


def _known_rules() -> Mapping[str, type[Rule]]:
    from gip_lint.plugins.registry import installed_plugins  # noqa: PLC0415 - plugins bring reporters: no circle

    return installed_plugins().rules
