"""Rules without code, from ``[[custom-rules]]`` of a configuration or of a plugin's TOML file.

Each has ``code``, ``name``, ``kind`` and ``title`` (``{ zh = …, en = … }``, or one string for both), and may
have ``description`` and ``message``, written like the title, ``severity`` (warning by default), ``sources``
and ``forms``. ``good`` and ``bad`` are lists of examples, each a text, or a table with ``text`` and the other
keys of :class:`gip_lint.plugins.rule.Example`: ``year``, ``form``, ``note``, and of a bad one ``marked``,
``message``, ``count`` and ``cell`` (``{ table = …, row = …, column = … }``). ``gip-lint explain`` shows them,
the pytest plugin tests them. The kinds:

``required-phrase``
    one of ``phrases`` has to stand in the part ``part``, or anywhere where no part is named.
``forbidden-phrase``
    none of ``phrases`` may stand there.
``required-heading``
    a heading that holds one of ``headings`` has to stand in the part ``part``.
``identity``
    in ``table``, the sum of ``left`` equals that of ``right``; with ``scope = "column"`` the terms are rows,
    with ``scope = "row"`` they are columns.
``bound``
    the cell ``table``, ``row``, ``column`` is ``at-least`` and ``at-most`` so much.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomli

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import PluginError
from gip_lint.model.finding import CellKey, Finding
from gip_lint.model.form import Form
from gip_lint.model.nearest import did_you_mean
from gip_lint.model.regular_file import regular_bytes
from gip_lint.model.report import BoundTable, Report
from gip_lint.model.severity import Severity
from gip_lint.plugins.rule import Example, Rule
from gip_lint_grammar.folding import fold
from gip_lint_grammar.nodes import Heading, Paragraph, Span

_COMMON = {
    "code",
    "name",
    "kind",
    "title",
    "description",
    "severity",
    "sources",
    "forms",
    "message",
    "good",
    "bad",
}


def rules_in(path: Path) -> tuple[type[Rule], ...]:
    """Return the rules that a TOML file declares. Raises PluginError for what declares none."""
    try:
        content: Mapping[str, Any] = tomli.loads(regular_bytes(path).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise PluginError(f"{path}：{error}", f"{path}: {error}") from None
    if path.name == "pyproject.toml":
        content = content.get("tool", {}).get("gip-lint", {})
    declared = content.get("custom-rules", [])
    if not isinstance(declared, list):
        raise PluginError(
            f"{path}：custom-rules 应写成 [[custom-rules]]（两层方括号），每条规则一个",
            f"{path}: custom-rules must be written [[custom-rules]], in double brackets, once for each rule",
        )
    return tuple(_Declared(each, path).rule() for each in declared)


def require_known(rule: type[Rule], forms: Sequence[Form]) -> None:
    """Raise PluginError where a declared rule names a form, part, table, row or column that none has."""
    given = getattr(rule, "given", {})

    def wrong(key: str, value: str, known: Iterable[str]) -> PluginError:
        zh, en = did_you_mean(value, known)
        return PluginError(
            f"{rule.__module__}：custom-rules {rule.code}：{key}：没有 {value}{zh}",
            f"{rule.__module__}: custom-rules {rule.code}: {key}: there is no {value}{en}",
        )

    by_key = {form.key: form for form in forms}
    for key in given.get("forms", ()):
        if key not in by_key:
            raise wrong("forms", key, by_key)
    meant = [by_key[key] for key in given.get("forms", by_key)]
    parts = {key for form in meant for key in form.part_of}
    if "part" in given and given["part"] not in parts:
        raise wrong("part", given["part"], parts)
    if "table" not in given:
        return
    tables = [form.tables[given["table"]] for form in meant if given["table"] in form.tables]
    if not tables:
        raise wrong("table", given["table"], (key for form in meant for key in form.tables))
    rows = {key for table in tables for key in table.rows}
    columns = {column.key for table in tables for block in table.blocks for column in block.columns}
    if "row" in given:
        if given["row"] not in rows:
            raise wrong("row", given["row"], rows)
        own = [table.columns(given["row"]) for table in tables if given["row"] in table.rows]
        columns = {column.key for each in own for column in each}
        if given["column"] not in columns:
            raise wrong("column", given["column"], columns)
    for side in ("left", "right"):
        known = rows if given.get("scope", "column") == "column" else columns
        for term in given.get(side, ()):
            if term not in known:
                raise wrong(side, term, known)


class CustomRule(Rule):
    """Base of every rule that is declared in TOML; ``given`` is what its table says."""

    given: Mapping[str, Any]

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield what offends against the declaration, in reports of its forms."""
        forms = self.given.get("forms")
        if forms is None or report.form.key in forms:
            yield from self.offences(report)

    def offences(self, report: Report) -> Iterator[Finding]:
        """Yield what offends against the declaration."""
        raise NotImplementedError

    def told(self, zh: str, en: str) -> Bilingual:
        """Return the declared message, or else this one."""
        return self.given["message"] if "message" in self.given else Bilingual(zh, en)


def _stretch(report: Report, part: str | None) -> tuple[Span, Span, Bilingual] | None:
    """Return where to look, where to point when nothing is there, and what to call it."""
    if part is None:
        head = report.title_span or Span(report.span.start, report.span.start)
        return report.span, head, Bilingual("报告全文", "the report")
    section = report.section(part)
    if section is None:
        return None
    title = section.part.title
    return section.span, section.heading_span, Bilingual(f"“{title}”", f"“{title}”")


class RequiredPhrase(CustomRule):
    """One of some phrases has to stand in a part."""

    def offences(self, report: Report) -> Iterator[Finding]:
        """Yield one finding where none of the phrases stands there."""
        place = _stretch(report, self.given.get("part"))
        if place is None:
            return
        span, head, name = place
        text = _closed(report.text[span.start : span.end])
        if not any(_closed(phrase) in text for phrase in self.given["phrases"]):
            zh, en = _listed(self.given["phrases"])
            yield self.finding(
                self.told(f"{name.zh}中没有写明{zh}；请补充", f"{name.en} does not say {en}; add it"), head
            )


class ForbiddenPhrase(CustomRule):
    """None of some phrases may stand in a part."""

    def offences(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every place where one of the phrases stands."""
        place = _stretch(report, self.given.get("part"))
        if place is None:
            return
        span = place[0]
        text = fold(report.text[span.start : span.end])
        taken: list[Span] = []
        covered = bytearray(len(text))
        for phrase in sorted(self.given["phrases"], key=len, reverse=True):
            start = text.find(fold(phrase))
            while start >= 0:
                end = start + len(phrase)
                if not any(covered[start:end]):
                    covered[start:end] = b"\1" * len(phrase)
                    taken.append(Span(span.start + start, span.start + end))
                start = text.find(fold(phrase), end)
        for found in sorted(taken, key=lambda each: each.start):
            said = found.text(report.text)
            yield self.finding(
                self.told(
                    f"不应出现“{said}”；请删去或改写",
                    f"“{said}” must not stand here; take it out or reword it",
                ),
                found,
            )


class RequiredHeading(CustomRule):
    """A heading with one of some wordings has to stand in a part."""

    def offences(self, report: Report) -> Iterator[Finding]:
        """Yield one finding where no heading holds any of the wordings."""
        section = report.section(self.given["part"])
        if section is None:
            return
        lines = [
            _closed(block.text)
            for block in report.document.blocks
            if isinstance(block, Heading | Paragraph)
            and section.body_span.start <= block.span.start < section.body_span.end
        ]
        wanted = [_closed(each) for each in self.given["headings"]]
        if not any(each in line[: len(each) + _ORDINAL] for line in lines for each in wanted):
            zh, en = _listed(self.given["headings"])
            name = section.part.title
            yield self.finding(
                self.told(f"“{name}”缺少小标题{zh}；请补充", f"“{name}” lacks the heading {en}; add it"),
                section.heading_span,
            )


_ORDINAL = 6
"""Characters that may stand before the words of a heading: （十一）, 1.2."""


class ExtraIdentity(CustomRule):
    """A sum within a table."""

    def offences(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every column, or row, in which the sum does not hold."""
        table = report.tables.get(self.given["table"])
        if table is None:
            return
        left, right = self.given["left"], self.given["right"]
        down = self.given.get("scope", "column") == "column"
        for line in _lines(table, down=down):
            pairs = [[(term, line) if down else (line, term) for term in side] for side in (left, right)]
            sums = [_sum(table, places, report.blank_as) for places in pairs]
            if None in sums or sums[0] == sums[1]:
                continue
            keys = [[CellKey(table.form.key, *place) for place in places] for places in pairs]
            names = [" ＋ ".join(table.name(key) for key in side) for side in keys]
            first, second = map(_written, sums)
            cell = table[pairs[0][0]]
            assert cell is not None
            yield self.finding(
                self.told(
                    f"{names[0]}为 {first}，{names[1]}为 {second}，两者应当相等；请核对",
                    f"{names[0]} is {first}, {names[1]} is {second}; they must be equal: check them",
                ),
                cell.span,
                cell=cell.key,
            )


def _lines(table: BoundTable, *, down: bool) -> list[str]:
    cells = [cell.key for cell in table]
    return list(dict.fromkeys(str(key.column if down else key.row) for key in cells))


def _sum(table: BoundTable, places: list[tuple[str, str]], blank_as: str) -> float | None:
    total: float = 0
    for place in places:
        cell = table[place]
        if cell is None or not cell.sure or (cell.value is None and not cell.blank):
            return None
        if cell.blank and blank_as == "unknown":
            return None
        total += cell.value or 0
    return total


class CellBound(CustomRule):
    """A bound on a cell."""

    def offences(self, report: Report) -> Iterator[Finding]:
        """Yield a finding where the cell is out of its bounds."""
        table = report.tables.get(self.given["table"])
        cell = None if table is None else table[self.given["row"], self.given["column"]]
        if table is None or cell is None or cell.value is None or not cell.sure:
            return
        least, most = self.given.get("at-least", -math.inf), self.given.get("at-most", math.inf)
        if least <= cell.value <= most:
            return
        name, low = table.name(cell.key), cell.value < least
        bound = least if low else most
        zh, en = ("不应小于", "must be at least") if low else ("不应大于", "must be at most")
        yield self.finding(
            self.told(
                f"{name}为 {_written(cell.value)}，{zh} {_written(bound)}；请核对",
                f"{name} is {_written(cell.value)} and {en} {_written(bound)}: check it",
            ),
            cell.span,
            cell=cell.key,
        )


def _written(number: float | None) -> str:
    assert number is not None
    return str(int(number)) if number == int(number) else f"{number:.15g}"


def _closed(text: str) -> str:
    return "".join(fold(text).split())


def _listed(phrases: list[str]) -> tuple[str, str]:
    return "或".join(f"“{phrase}”" for phrase in phrases), " or ".join(f"“{phrase}”" for phrase in phrases)


_WORDS, _WORD, _NUMBER = "a list of strings", "a string", "a number"
_KINDS: dict[str, tuple[type[CustomRule], dict[str, str], dict[str, str]]] = {
    "required-phrase": (RequiredPhrase, {"phrases": _WORDS}, {"part": _WORD}),
    "forbidden-phrase": (ForbiddenPhrase, {"phrases": _WORDS}, {"part": _WORD}),
    "required-heading": (RequiredHeading, {"part": _WORD, "headings": _WORDS}, {}),
    "identity": (ExtraIdentity, {"table": _WORD, "left": _WORDS, "right": _WORDS}, {"scope": _WORD}),
    "bound": (
        CellBound,
        {"table": _WORD, "row": _WORD, "column": _WORD},
        {"at-least": _NUMBER, "at-most": _NUMBER},
    ),
}
_COUNT, _CELL, _SAID = "a whole number above zero", "{ table, row, column }", "a text in both languages"
_OF_EXAMPLES = {"text": _WORD, "year": _COUNT, "form": _WORD, "note": _SAID}
_OF_BAD_EXAMPLES = {"marked": _WORD, "message": _WORD, "count": _COUNT, "cell": _CELL}
_ZH = {
    _WORDS: "字符串列表",
    _WORD: "字符串",
    _NUMBER: "数字",
    _COUNT: "正整数",
    _CELL: "{ table, row, column }",
}
_IS: dict[str, Callable[[Any], bool]] = {
    _WORDS: lambda value: (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, str) and each.strip() for each in value)
    ),
    _WORD: lambda value: isinstance(value, str) and bool(value.strip()),
    _NUMBER: lambda value: (
        (isinstance(value, int) and not isinstance(value, bool))
        or (isinstance(value, float) and math.isfinite(value))
    ),
    _COUNT: lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
    _CELL: lambda value: (
        isinstance(value, Mapping)
        and {"table"} <= set(value) <= {"table", "row", "column"}
        and all(map(_IS[_WORD], value.values()))
    ),
}


class _Declared:
    """One table of ``[[custom-rules]]``, read."""

    def __init__(self, given: object, path: Path) -> None:
        self.path = path
        if not isinstance(given, Mapping):
            raise PluginError(
                f"{path}：custom-rules 应由 [[custom-rules]] 表组成，实为 {given!r}",
                f"{path}: custom-rules must be made of [[custom-rules]] tables, not {given!r}",
            )
        self.given: dict[str, Any] = dict(given)
        self.called = f"custom-rules {self.given.get('code', '')}".rstrip()

    def wrong(self, key: str, zh: str, en: str) -> PluginError:
        return PluginError(
            f"{self.path}：{self.called}：{key} {zh}",
            f"{self.path}: {self.called}: {key} {en}",
        )

    def rule(self) -> type[Rule]:
        """Make the class of the rule."""
        kind = self._one_of("kind", _KINDS)
        base, due, may = _KINDS[kind]
        for key in self.given:
            if key not in _COMMON | due.keys() | may.keys():
                zh, en = did_you_mean(key, [*_COMMON, *due, *may])
                raise self.wrong(key, f"不是 {kind} 的项{zh}", f"is not a key of {kind}{en}")
        for key, what in {"code": _WORD, "name": _WORD, **due}.items():
            self._require(key, what, wanted=True)
        for key, what in {"sources": _WORDS, "forms": _WORDS, **may}.items():
            self._require(key, what, wanted=False)
        if kind == "bound" and not {"at-least", "at-most"} & self.given.keys():
            raise self.wrong("at-least", "与 at-most 至少写一个", "or at-most is needed")
        if kind == "bound" and self.given.get("at-least", -math.inf) > self.given.get("at-most", math.inf):
            least, most = self.given["at-least"], self.given["at-most"]
            raise self.wrong(
                "at-least", f"为 {least}，大于 at-most 的 {most}", f"is {least}, more than at-most, {most}"
            )
        if "scope" in self.given:
            self._one_of("scope", ("column", "row"))
        title = self._text("title")
        self.given.setdefault("severity", "warning")
        severity = self._one_of("severity", ("error", "warning", "info"))
        if "message" in self.given:
            self.given["message"] = self._text("message")
        return type(
            base.__name__,
            (base,),
            {
                "__doc__": title.en,
                "__module__": str(self.path),
                "code": self.given["code"],
                "name": self.given["name"],
                "title": title,
                "description": title if "description" not in self.given else self._text("description"),
                "severity": Severity(severity),
                "sources": tuple(self.given.get("sources", ())),
                "good": self._examples("good", _OF_EXAMPLES),
                "bad": self._examples("bad", _OF_EXAMPLES | _OF_BAD_EXAMPLES),
                "given": self.given,
            },
        )

    def _one_of(self, key: str, known: Any) -> str:
        value = self.given.get(key)
        if not isinstance(value, str) or value not in known:
            listed = ", ".join(known)
            raise self.wrong(
                key, f"应为 {listed} 之一，实为 {value!r}", f"must be one of {listed}, not {value!r}"
            )
        return value

    def _require(self, key: str, what: str, *, wanted: bool) -> None:
        if key not in self.given:
            if wanted:
                raise self.wrong(key, "未写", "is missing")
        elif not _IS[what](self.given[key]):
            value = self.given[key]
            raise self.wrong(key, f"应为{_ZH[what]}，实为 {value!r}", f"must be {what}, not {value!r}")

    def _examples(self, key: str, known: Mapping[str, str]) -> tuple[Example, ...]:
        given = self.given.get(key, [])
        if not isinstance(given, list):
            raise self.wrong(key, f"应为列表，实为 {given!r}", f"must be a list, not {given!r}")
        return tuple(self._example(f"{key}[{number}]", each, known) for number, each in enumerate(given, 1))

    def _example(self, place: str, given: object, known: Mapping[str, str]) -> Example:
        values = {"text": given} if isinstance(given, str) else given
        if not isinstance(values, Mapping):
            raise self.wrong(
                place, f"应为文本或表，实为 {given!r}", f"must be a text or a table, not {given!r}"
            )
        if "text" not in values:
            raise self.wrong(f"{place}.text", "未写", "is missing")
        taken = dict(values)
        for key, value in values.items():
            if key not in known:
                zh, en = did_you_mean(key, known)
                raise self.wrong(f"{place}.{key}", f"不是例子的项{zh}", f"is not a key of an example{en}")
            if known[key] == _SAID:
                taken[key] = self._said(f"{place}.{key}", value)
            elif not _IS[known[key]](value):
                what = known[key]
                raise self.wrong(
                    f"{place}.{key}", f"应为{_ZH[what]}，实为 {value!r}", f"must be {what}, not {value!r}"
                )
        if "cell" in taken:
            taken["cell"] = CellKey(**taken["cell"])
        return Example(**taken)

    def _text(self, key: str) -> Bilingual:
        return self._said(key, self.given.get(key))

    def _said(self, key: str, value: object) -> Bilingual:
        if isinstance(value, str) and value.strip():
            return Bilingual(value, value)
        if isinstance(value, Mapping) and set(value) == {"zh", "en"} and all(map(_IS[_WORD], value.values())):
            return Bilingual(value["zh"], value["en"])
        raise self.wrong(key, "应为一句话，或 { zh = …, en = … }", "must be a string, or { zh = …, en = … }")
