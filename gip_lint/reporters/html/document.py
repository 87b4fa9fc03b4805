"""The page around the files: head, policy, summary with bars, filters, and the script that works them."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from gip_lint.model.severity import Severity
from gip_lint.model.version import __version__
from gip_lint.plugins.reporter import Style
from gip_lint.reporters.html.markup import element, text
from gip_lint.reporters.text import severity_name

_HERE = Path(__file__).parent
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def write_page(
    sections: Iterable[str], records: Iterable[str], files: int, stream: TextIO, style: Style
) -> None:
    """Write the page: *sections* are the files as drawn, *records* what the summary says of each."""
    page = _Page(style, [json.loads(record) for record in records], files)
    stream.write(page.head())
    stream.writelines(sections)
    stream.write(page.foot())


class _Page:
    def __init__(self, style: Style, records: list[dict[str, Any]], files: int) -> None:
        self.language = style.language
        self.records = [record for record in records if record["path"]]
        self.files = files
        self.css = (_HERE / "page.css").read_text(encoding="utf-8")
        self.script = (_HERE / "page.js").read_text(encoding="utf-8")
        self.totals = [sum(record["counts"][n] for record in self.records) for n in range(3)]

    def _either(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def head(self) -> str:
        title = self._either("政府信息公开年度报告检查结果", "Open-government annual reports: findings")
        policy = (
            f"default-src 'none'; style-src '{_digest(self.css)}'; script-src '{_digest(self.script)}'; "
            "base-uri 'none'; form-action 'none'"
        )
        language = "zh-CN" if self.language == "zh" else "en"
        return (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f'<meta name="generator" content="gip-lint {text(__version__)}">\n'
            f"<title>{text(title)}</title>\n<style>{self.css}</style>\n</head>\n<body>\n"
            f"{element('h1', text(title))}\n{self._summary()}\n{self._filters()}\n<main>\n"
        )

    def foot(self) -> str:
        said = self._either(f"由 gip-lint {__version__} 生成", f"made by gip-lint {__version__}")
        return f"</main>\n{element('footer', text(said))}\n<script>{self.script}</script>\n</body>\n</html>\n"

    def _summary(self) -> str:
        clean = self.files - sum(any(record["counts"]) for record in self.records)
        tiles = self._tile("files", self.files, self._either("个文件", "files"))
        for severity, count in zip(_SEVERITIES, self.totals, strict=True):
            tiles += self._tile(severity.value, count, severity_name(severity, self.language))
        tiles += self._tile("clean", clean, self._either("个文件没有问题", "files are clean"))
        content = element("div", tiles, class_="tiles")
        if self.records:
            content += self._by_file()
        if any(self.totals):
            content += self._by_rule()
        return element("section", content, class_="summary", aria_label=self._either("汇总", "summary"))

    def _tile(self, kind: str, count: int, words: str) -> str:
        return element("div", element("b", str(count)) + element("span", text(words)), class_=f"tile {kind}")

    def _by_file(self) -> str:
        most = max(sum(record["counts"]) for record in self.records) or 1
        heads = (
            self._either("文件", "file"),
            self._either("机关", "organ"),
            self._either("年度", "year"),
            self._either("问题", "findings"),
        )
        rows = [element("tr", "".join(element("th", text(head), scope="col") for head in heads))]
        for record in sorted(self.records, key=lambda record: [-count for count in record["counts"]]):
            path = text(record["path"])
            name = element("a", path, href=f"#{record['id']}") if record["id"] else path
            cells = (name, text(record["agency"] or ""), text(str(record["year"] or "")))
            bar = _bar(record["counts"], most) + self._counts(record["counts"])
            row = "".join(element("td", cell) for cell in cells) + element("td", bar, class_="bars")
            rows.append(element("tr", row, data_path=record["path"].lower()))
        table = element("table", element("thead", rows[0]) + element("tbody", "".join(rows[1:])))
        return self._folding(self._either("按文件", "by file"), table, "files")

    def _counts(self, counts: list[int]) -> str:
        said = [
            element("span", str(count), class_=severity.value, title=severity_name(severity, self.language))
            for severity, count in zip(_SEVERITIES, counts, strict=True)
            if count
        ]
        return element("span", " ".join(said) or "0", class_="counts")

    def _rules(self) -> list[tuple[str, str, str, int]]:
        """Return code, name, severity and count of each rule that found anything, the most frequent first."""
        rules: dict[str, list[Any]] = {}
        for record in self.records:
            for code, (name, severity, count) in record["rules"].items():
                entry = rules.setdefault(code, [name, severity, 0])
                entry[2] += count
        ordered = sorted(rules.items(), key=lambda item: (-item[1][2], item[0]))
        return [(code, name, severity, count) for code, (name, severity, count) in ordered]

    def _by_rule(self) -> str:
        rules = self._rules()
        most = rules[0][3]
        rows = []
        for code, name, severity, count in rules:
            counts = [count if each.value == severity else 0 for each in _SEVERITIES]
            bar = element("td", _bar(counts, most) + self._counts(counts), class_="bars")
            head = element("td", element("span", text(code), class_="code")) + element(
                "td", text(_title(code, name, self.language))
            )
            rows.append(element("tr", head + bar))
        table = element("table", element("tbody", "".join(rows)))
        return self._folding(self._either("按规则", "by rule"), table, "rules")

    def _folding(self, name: str, content: str, kind: str) -> str:
        content = element("div", content, class_="list", tabindex=0, role="region", aria_label=name)
        return element("details", element("summary", text(name)) + content, class_=f"by {kind}", open=True)

    def _filters(self) -> str:
        if not any(self.totals):
            return ""
        boxes = ""
        for severity, count in zip(_SEVERITIES, self.totals, strict=True):
            box = f'<input type="checkbox" name="severity" value="{severity.value}" checked>'
            words = f"{severity_name(severity, self.language)} {count}"
            boxes += element("label", box + " " + text(words), class_=severity.value)
        options = element("option", text(self._either("全部规则", "every rule")), value="")
        for code, name, _, count in sorted(self._rules()):
            title = _title(code, name, self.language)
            options += element("option", text(f"{code} {title} ({count})"), value=code)
        rules = element("select", options, name="rule", aria_label=self._either("规则", "rule"))
        hint = text(self._either("筛选文件", "filter files"))
        path = f'<input type="search" name="path" placeholder="{hint}" aria-label="{hint}">'
        shown = element("output", "", aria_live="polite", data_words=self._either("显示 {} 项", "{} shown"))
        form = boxes + rules + path + shown
        return element("form", form, class_="filters", aria_label=self._either("筛选", "filters"))


def _bar(counts: list[int], most: int) -> str:
    """Draw counts as a bar, its length in proportion to *most*."""
    width, left, parts = 200, 0.0, ""
    for severity, count in zip(_SEVERITIES, counts, strict=True):
        length = width * count / most
        parts += f'<rect class="{severity.value}" x="{left:.1f}" y="0" width="{length:.1f}" height="10"/>'
        left += length
    view = f'viewBox="0 0 {width} 10" preserveAspectRatio="none" aria-hidden="true"'
    return f'<svg class="bar" {view}>{parts}</svg>'


def _title(code: str, name: str, language: str) -> str:
    """Return what a rule finds in a few words, or its name where the rule is not installed."""
    from gip_lint.plugins.registry import installed_plugins  # noqa: PLC0415 - plugins bring reporters: no circle

    rule = installed_plugins().rules.get(code)
    return name if rule is None else rule.title["zh" if language == "zh" else "en"]


def _digest(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()
