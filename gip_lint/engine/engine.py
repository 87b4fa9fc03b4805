"""The engine: files through readers, binding and rules to a result. It knows no rule; it asks the plugins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from gip_lint.config.configuration import Config
from gip_lint.config.configurations import Configurations
from gip_lint.config.rule_set import RuleSet, rule_set
from gip_lint.engine.deadline import TimedOutError, bounding
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import ConfigError, UserError
from gip_lint.model.excerpt import Excerpt, concealing, excerpt_of
from gip_lint.model.finding import CellKey, Edit, Finding, Fix, Location
from gip_lint.model.notation import Comment, Notation
from gip_lint.model.result import CellPlace, Failure, ReportHead, Result, joined
from gip_lint.model.severity import Severity
from gip_lint.plugins.extensions import extended
from gip_lint.plugins.registry import Plugins
from gip_lint.plugins.rule import Needs, Rule
from gip_lint.plugins.sources import ENGINE, NamedPlugin, said
from gip_lint.plugins.validation.findings import UnsoundFindingError, require_sound
from gip_lint.readers.base import Reader, UnreadableError
from gip_lint.readers.discovery import Source, find_sources
from gip_lint.readers.limits import DEFAULTS, Limits
from gip_lint.readers.plain.text import notation_of_text
from gip_lint.readers.reading import ReaderFailedError, read_notation, require_bounded
from gip_lint_grammar.nodes import Span

if TYPE_CHECKING:
    from gip_lint.engine.baseline import Baseline, Entry
    from gip_lint.engine.suppressions import Suppressions
    from gip_lint.model.report import Report

__all__ = ["Engine", "Reading", "Result"]

UNREADABLE, RULE_FAILED = "GIP001", "GIP009"
UNUSED_SUPPRESSION, WRONG_SUPPRESSION = "GIP006", "GIP007"
_NAMES = {UNREADABLE: "unreadable-file", RULE_FAILED: "rule-failed"}
"""For an installation without the rule pack, which holds these rules' names and severities."""


class Reading(NamedTuple):
    """One file, read and bound: its reports, or the finding that says why there are none."""

    source: Source
    reports: tuple[Report, ...] = ()
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    comments: tuple[Comment, ...] = ()
    """What the file says to gip-lint."""


class Engine:
    """Checks and reads files under their configurations, with what the plugins bring.

    Methods raise ConfigError for a configuration that means nothing, UsageError for a path, code or form that
    does not exist, PluginError for a plugin that cannot be loaded, MissingLibraryError for a format whose
    library is not installed. What is wrong with a file is a finding.
    """

    def __init__(
        self, configurations: Configurations, plugins: Plugins, named: tuple[NamedPlugin, ...] = ()
    ) -> None:
        self.configurations = configurations
        self.plugins = plugins
        """The installed ones."""
        self.named = named
        """Those that the run as a whole names besides: their reporters and readers serve it."""
        self._rules: dict[Config, RuleSet] = {}
        self._baselines: dict[Path, Baseline] = {}

    @property
    def run_plugins(self) -> Plugins:
        """The plugins of the run as a whole."""
        return self.plugins.also(self.named, allowed=self.configurations.allow_local_plugins)

    def plugins_for(self, config: Config) -> Plugins:
        """Return the installed plugins and those that *config* names besides."""
        if not config.plugins:
            return self.plugins
        return self.plugins.also(config.plugins, allowed=self.configurations.allow_local_plugins)

    def sources(self, paths: Iterable[str | PathLike[str]], said: Path | None = None) -> tuple[Source, ...]:
        """Return the files that *paths* name, folders searched for what a reader knows.

        Standard input is taken for the file *said*.
        """
        return find_sources(paths, tuple(self.run_plugins.readers), self._excludes, self._limits, said)

    def _excludes(self, path: Path, *, named: bool = False) -> bool:
        """Return whether *path* is left out; files under a faulty configuration are to be told of."""
        try:
            return self.configurations.excludes(path, named=named)
        except ConfigError:
            if named:
                raise
            return False

    def _limits(self, path: Path) -> Limits:
        try:
            return self.configurations.of(path).limits
        except ConfigError:
            return DEFAULTS

    def fault(self, source: Source) -> UserError | None:
        """Return what is wrong with the configuration of a file that was found in a folder, or None.

        One bad configuration below does not end the run. Raises what is wrong with that of the folder itself,
        and of a file that was named.
        """
        try:
            config = self.configurations.of(source.place)
            self.rules_for(config)
            self.known(source)
        except UserError as error:
            if source.within is None or source.place is None or _lies_in(source.place, source.within):
                raise
            return error
        return None

    def check_files(self, paths: Iterable[str | PathLike[str]]) -> Result:
        """Check files, folders and ``-`` for standard input."""
        return joined(self.check(source) for source in self.sources(paths))

    def check(self, source: Source) -> Result:
        """Check one file."""
        return self.check_reading(self.read(source))

    def check_reading(self, reading: Reading) -> Result:
        """Check a file that was read and bound already."""
        known = () if self.fault(reading.source) is not None else self.known(reading.source)
        if not known:
            return self.check_all(reading)
        from gip_lint.engine.baseline import without_known  # noqa: PLC0415 - most runs have no baseline

        return without_known(self.check_all(reading), known)

    def check_all(self, reading: Reading) -> Result:
        """Check a file that was read and bound already; what a baseline knows is found as well."""
        faulty = self.fault(reading.source) is not None
        place = reading.source.within if faulty else reading.source.place
        return self._checked(reading, self.configurations.of(place))

    def known(self, source: Source) -> tuple[Entry, ...]:
        """Return what the baseline knows of a file. Raises ConfigError for one that cannot be read."""
        path = self.configurations.of(source.place).baseline
        if path is None:
            return ()
        if path not in self._baselines:
            from gip_lint.engine.baseline import read_baseline  # noqa: PLC0415 - most runs have no baseline

            self._baselines[path] = read_baseline(path)
        return self._baselines[path].of(source)

    def known_of(self, sources: Iterable[Source]) -> int:
        """Return how many findings of these files the baselines know, of the rules that are on."""
        number = 0
        for source in sources:
            entries = () if self.fault(source) is not None else self.known(source)
            if entries:
                on = {rule.code for rule in self.rules_for(self.configurations.of(source.place)).rules}
                number += sum(entry.rule in on for entry in entries)
        return number

    def unreadable(self, source: Source, message: Bilingual) -> Result:
        """Return the result of a file that cannot be read, for a reason of which only the caller knows."""
        return self._checked(self._unread(source, message), self.configurations.of(source.place))

    def check_text(self, text: str, name: str = "<text>") -> Result:
        """Check a text that is notation already; findings give *name* as its path."""
        return self._checked(self.read_text(text, name), self.configurations.of(None))

    def read(self, source: Source) -> Reading:
        """Read and bind one file, without asking any rule."""
        fault = self.fault(source)
        if fault is not None:
            zh, en = f"未检查，配置有误：{fault.message.zh}", f"not checked: {fault.message.en}"
            return self._unread(source, Bilingual(zh, en))
        try:
            config = self.configurations.of(source.place)
            notation = read_notation(source, self.plugins_for(config).readers, config.limits)
        except UnreadableError as error:
            return self._unread(source, error.message)
        except UserError:
            raise
        except ReaderFailedError as error:
            return self._unread(source, self.blamed(error.reader, config), error.__cause__)
        except Exception as error:
            return self._unread(source, Bilingual("读取时出错", "reading failed"), error)
        return self._bound(source, notation)

    def read_text(self, text: str, name: str = "<text>") -> Reading:
        """Bind a text that is notation already, without asking any rule."""
        source = Source(name, None)
        try:
            require_bounded(text, self.configurations.of(None).limits)
        except UnreadableError as error:
            return self._unread(source, error.message)
        return self._bound(source, notation_of_text(text))

    def _bound(self, source: Source, notation: Notation) -> Reading:
        from gip_lint.binding.bind import bind  # noqa: PLC0415 - the grammar is built when there is a text to parse

        config = self.configurations.of(source.place)
        plugins = self.plugins_for(config)
        if config.form is not None:
            plugins.form(config.form)
        forms = plugins.forms
        try:
            reports = bind(source.shown, notation, forms, year=config.year, form=config.form)
        except Exception as error:
            return self._unread(source, Bilingual("解析时出错", "parsing failed"), error)
        reports = tuple(
            evolve(report, blank_as=config.blank, verbatim=notation.verbatim) for report in reports
        )
        return Reading(source, reports=reports, comments=notation.comments)

    def blamed(self, reader: Reader, config: Config) -> Bilingual:
        """Say that reading failed, and with whose reader where it is not one of gip-lint's own."""
        owner = self.plugins_for(config).owner_of(reader)
        if owner == ENGINE:
            return Bilingual("读取时出错", "reading failed")
        return Bilingual(
            f"插件 {owner} 的读取程序 {reader.name} 出错", f"reader {reader.name} of plugin {owner} failed"
        )

    def _unread(self, source: Source, message: Bilingual, error: BaseException | None = None) -> Reading:
        """Return the reading of a file that cannot be read; *error* is a fault of gip-lint or of a reader."""
        failures: tuple[Failure, ...] = ()
        if error is not None:
            failures = (_failure(source.shown, message.en, error),)
            message = Bilingual(
                f"{message.zh}，这是程序的错误，不是文件的错误（--verbose 显示详情）：{_said(error)}",
                f"{message.en}; the program is at fault, not the file (--verbose shows it): {_said(error)}",
            )
        finding = self._own_finding(UNREADABLE, message, source.shown)
        return Reading(source, findings=(finding,), failures=failures)

    def _own_finding(self, code: str, message: Bilingual, path: str) -> Finding:
        rule = self.plugins.rules.get(code)
        return Finding(
            rule=code,
            name=rule.name if rule else _NAMES[code],
            severity=rule.severity if rule else Severity.ERROR,
            message=message,
            path=path,
        )

    def rules_for(self, config: Config) -> RuleSet:
        """Return the rules that *config* turns on. Raises for a code with which no rule begins."""
        if config not in self._rules:
            self._rules[config] = rule_set(
                config.selection,
                config.rules,
                self.plugins_for(config).rules,
                _NAMES,
                preview=config.preview,
                in_files=(each.layer for each in config.per_file_ignores),
                unfixable=config.unfixable,
            )
        return self._rules[config]

    def _checked(self, reading: Reading, config: Config) -> Result:
        """Ask every rule about every report of a file."""
        rules = self.rules_for(config)
        gathered = _Gathered(reading.source.shown, writable=reading.source.member is None)
        gathered.findings.extend(reading.findings)
        gathered.failures.extend(reading.failures)
        plugins = self.plugins_for(config)
        with extended(plugins.extensions), bounding(config.rule_timeout) as bound:
            for report in reading.reports:
                start = len(gathered.findings)
                for rule in rules.rules:
                    if _is_asked(rule, report):
                        self._ask(rule, report, gathered, config, bound)
                if plugins.implementations("gip_lint_findings"):
                    self._alter(report, gathered, start, config, bound)
        if config.suppressions and reading.comments and reading.reports:
            self._suppress(reading, rules, gathered, config)
        silenced = {code for code in _NAMES if rules.selection.silences(code)}
        return gathered.result(tuple(_head(report) for report in reading.reports), silenced, rules)

    def _ask(
        self,
        rule: Rule,
        report: Report,
        gathered: _Gathered,
        config: Config,
        bound: AbstractContextManager[None],
    ) -> None:
        """Take up what one rule finds in one report; what goes wrong with it is a finding too."""
        try:
            with bound:
                for finding in rule.check(report):
                    gathered.add(report, rule, finding)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self._failed(gathered, rule, error, config)

    def _alter(
        self,
        report: Report,
        gathered: _Gathered,
        start: int,
        config: Config,
        bound: AbstractContextManager[None],
    ) -> None:
        """Let plugins alter or drop the findings of one report, those from number *start* on."""
        from gip_lint.engine.altering import altered  # noqa: PLC0415 - few plugins do

        own = [finding for finding in gathered.findings[start:] if finding.rule != RULE_FAILED]
        others = [finding for finding in gathered.findings[start:] if finding.rule == RULE_FAILED]
        failed = []
        for implementation in self.plugins_for(config).implementations("gip_lint_findings"):
            try:
                with bound:
                    own = altered(implementation, report, own)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                owner, words = implementation.plugin_name, _said_of(error, config)
                message = Bilingual(
                    f"插件 {owner} 的 gip_lint_findings 出错，问题照原样列出：{words.zh}",
                    f"gip_lint_findings of plugin {owner} failed; the findings stand as they were: "
                    f"{words.en}",
                )
                failed.append(self._own_finding(RULE_FAILED, message, gathered.path))
                gathered.failures.append(_failure(gathered.path, f"gip_lint_findings ({owner})", error))
        gathered.findings[start:] = [*own, *others, *failed]

    def _suppress(self, reading: Reading, rules: RuleSet, gathered: _Gathered, config: Config) -> None:
        """Take out what the file suppresses, and report the suppressions that are of no use or wrong."""
        from gip_lint.engine.suppressions import Suppressions  # noqa: PLC0415 - most files suppress nothing

        report, known = reading.reports[0], self.plugins_for(config).rules
        names = {rule.name.upper(): code for code, rule in known.items()}
        suppressions = Suppressions(reading.comments, report.document, names)
        gathered.suppress(suppressions)
        failed = any(finding.rule == RULE_FAILED for finding in gathered.findings)
        ran = {rule.code for rule in rules.rules if any(_is_asked(rule, each) for each in reading.reports)}
        askable = [code for code, rule in known.items() if rule.needs is not Needs.FILE]
        on = {rule.code: rule for rule in rules.rules}
        for code, complaints in (
            (UNUSED_SUPPRESSION, () if failed else suppressions.unused(ran, askable)),
            (WRONG_SUPPRESSION, suppressions.wrong(require_reason=config.require_reason)),
        ):
            if code in on:
                for each in complaints:
                    gathered.add(report, on[code], on[code].finding(each.message, each.span, fix=each.fix))

    def _failed(self, gathered: _Gathered, rule: Rule, error: BaseException, config: Config) -> None:
        owner = self.plugins_for(config).rule_owners.get(rule.code, "?")
        words = _said_of(error, config)
        message = Bilingual(
            f"规则 {rule.code} {rule.name}（插件 {owner}）出错，其余规则照常检查：{words.zh}",
            f"rule {rule.code} {rule.name} of plugin {owner} failed; the others ran: {words.en}",
        )
        gathered.findings.append(self._own_finding(RULE_FAILED, message, gathered.path))
        gathered.failures.append(_failure(gathered.path, f"{rule.code} {rule.name} ({owner})", error))


class _Gathered:
    """What is found in one file, located, each thing once."""

    def __init__(self, path: str, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self.findings: list[Finding] = []
        self.suppressed = 0
        self.failures: list[Failure] = []
        self.excerpts: dict[tuple[str, Span], Excerpt] = {}
        self.concealed: set[Span] = set()
        self.cells: dict[tuple[str, CellKey], CellPlace] = {}

    def add(self, report: Report, rule: Rule, finding: Finding) -> None:
        """Take a finding of *rule* up. Raises where it is none, or lies outside the text."""
        require_sound(report, rule, finding)
        self.concealed.update(finding.concealed)
        for span in (finding.span, *(note.span for note in finding.related)):
            if span is not None and (self.path, span) not in self.excerpts:
                self.excerpts[self.path, span] = excerpt_of(report.text, span)
        changes = (change.cell for repair in finding.repairs for change in repair)
        for cell in (finding.cell, *(note.cell for note in finding.related), *changes):
            if cell is not None and (self.path, cell) not in self.cells:
                self.cells[self.path, cell] = _place(report, cell)
        located = _located(report, finding)
        if located.fix is not None and not self.writable:
            located = evolve(located, fix=evolve(located.fix, edits=()))
        self.findings.append(located)

    def suppress(self, suppressions: Suppressions) -> None:
        """Take out what is suppressed; that a rule failed cannot be."""
        kept = list(suppressions.keep(self.findings, (RULE_FAILED,)))
        self.suppressed = len(self.findings) - len(kept)
        self.findings = kept

    def result(self, reports: tuple[ReportHead, ...], silenced: set[str], rules: RuleSet) -> Result:
        concealed = sorted(self.concealed, key=lambda span: span.start)
        kept = (
            rules.as_configured(finding)
            for finding in dict.fromkeys(self.findings)
            if finding.rule not in silenced
        )
        return joined(
            [
                Result(
                    reports=reports,
                    findings=tuple(kept),
                    files=1,
                    suppressed=self.suppressed,
                    excerpts={
                        key: concealing(excerpt, key[1], concealed) if concealed else excerpt
                        for key, excerpt in self.excerpts.items()
                    },
                    cells=self.cells,
                    failures=tuple(self.failures),
                )
            ]
        )


def _lies_in(path: Path, folder: Path) -> bool:
    """Return whether a file stands in a folder itself, and not below it."""
    return path.parent == folder


def _is_asked(rule: Rule, report: Report) -> bool:
    return rule.needs is Needs.TEXT or (rule.needs is Needs.REPORT and report.recognised)


def _located(report: Report, finding: Finding) -> Finding:
    """Turn spans of the notation into places, and edits of the notation into edits of the file."""

    def place(span: Span | None) -> Location:
        return Location() if span is None else report.source.location(span)

    return evolve(
        finding,
        path=report.path,
        location=finding.location if finding.span is None else place(finding.span),
        related=tuple(evolve(note, location=place(note.span)) for note in finding.related),
        fix=None if finding.fix is None else _fix_of_file(report, finding.fix),
    )


def _fix_of_file(report: Report, fix: Fix) -> Fix:
    """Turn edits of the notation into edits of the file; there are none where one of them cannot be made."""
    from gip_lint.engine.fixed_figures import keeps_figures  # noqa: PLC0415 - many files want no fix

    if any(_touches(report.verbatim, edit) for edit in fix.edits):
        return evolve(fix, edits=())
    written = getattr(report.source, "edit_text", str)
    edits = []
    for edit in fix.edits:
        span, text = report.source.edit_span(Span(edit.start, edit.end)), written(edit.text)
        if span is None or text is None:
            return evolve(fix, edits=())
        edits.append(Edit(span.start, span.end, text))
    return evolve(fix, edits=tuple(edits), safe=fix.safe and keeps_figures(report.text, fix.edits))


def _touches(spans: Sequence[Span], edit: Edit) -> bool:
    """Return whether an edit changes or parts one of *spans*, which stand in order."""
    behind = bisect_right(spans, edit.start, key=lambda span: span.end)
    return behind < len(spans) and spans[behind].start < max(edit.end, edit.start)


def _place(report: Report, key: CellKey) -> CellPlace:
    table = report.tables.get(key.table)
    if table is None:
        return CellPlace("/".join(part for part in (key.table, key.row, key.column) if part))
    cell = table[key.row, key.column] if key.row and key.column else None
    return CellPlace(table.name(key), Location() if cell is None else report.source.location(cell.span))


def _head(report: Report) -> ReportHead:
    form = report.form.key if report.recognised else None
    unsure = sum(not cell.sure for table in report.tables.values() for cell in table)
    return ReportHead(report.path, form, report.year, report.agency, unsure)


def _failure(path: str, what: str, error: BaseException) -> Failure:
    import traceback  # noqa: PLC0415 - seldom needed

    written = "".join(traceback.format_exception(error))
    return Failure(path, what, written.encode("utf-8", "backslashreplace").decode())


def _said_of(error: BaseException, config: Config) -> Bilingual:
    """Return what went wrong with a plugin's code."""
    if isinstance(error, UnsoundFindingError):
        return error.message
    if isinstance(error, TimedOutError):
        return Bilingual(
            f"超过 {config.rule_timeout:g} 秒（rule-timeout），已中止",
            f"it took more than {config.rule_timeout:g} seconds (rule-timeout) and was stopped",
        )
    return Bilingual(_said(error), _said(error))


def _said(error: BaseException) -> str:
    return said(error).splitlines()[0]
