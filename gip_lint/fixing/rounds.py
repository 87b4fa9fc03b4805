"""Fixing one file: round after round, until nothing is left to fix.

A round makes every fix that goes with the others, reads and checks the outcome, and keeps it only where it
holds what was promised: what the fixes are for is no longer found, nothing else is found that was not, and
every figure is bound as before, save those that a fix says it corrects. Fixes that do not are taken back, and
tried again when the rest is done; those are left out whose characters the file's encoding lacks. Whoever
wants them is told. Each round leaves fewer findings, so the rounds end, and what is fixed so holds nothing
more to fix. What is no report, or lies elsewhere, is fixed only where it is named. Nothing is written here.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from attrs import define, evolve, field, frozen

from gip_lint.engine.baseline import without_known
from gip_lint.engine.edits import applied, compatible
from gip_lint.engine.engine import RULE_FAILED, UNREADABLE, Engine, Reading
from gip_lint.fixing.encoding import TextFile
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.finding import CellKey, Edit, Finding
from gip_lint.model.report import Number
from gip_lint.model.result import Result
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.discovery import Source
from gip_lint.readers.limits import under
from gip_lint.readers.reading import content

MOST_TRIES = 300
"""How often a file is checked while it is fixed. Half a minute for a report of usual length; only a file with
some dozens of fixes that have to be taken back one by one comes near it."""
_AROUND = 24
"""How many characters around a fix that was taken back tell it from others of its rule."""

_Refusal = tuple[str, str, str]


@frozen
class Fixed:
    """What fixing made of one file."""

    source: Source
    before: bytes
    after: bytes
    """The same as *before* where nothing was fixed."""
    old_text: str = ""
    new_text: str = ""
    made: tuple[tuple[str, int], ...] = ()
    """How many findings of each rule were fixed, by code."""
    notices: tuple[Bilingual, ...] = ()
    """What a user has to know: why something was not fixed."""

    @property
    def changed(self) -> bool:
        """Whether the file is to be written."""
        return self.before != self.after

    @property
    def count(self) -> int:
        """How many findings were fixed."""
        return sum(number for _, number in self.made)


def fix(engine: Engine, source: Source, *, unsafe: bool = False) -> Fixed | None:
    """Fix one file as far as that can be done; None where it cannot be read, which checking it reports.

    Raises what :meth:`Engine.check` raises.
    """
    if engine.fault(source) is not None:
        return None
    try:
        with under(engine.configurations.of(source.place).limits):
            data = content(source)
    except UnreadableError:
        return None
    return _Fixing(engine, source._replace(held=data), unsafe=unsafe).outcome(data)


class _TooManyTriesError(Exception):
    """So many fixes of a file have to be taken back that it is left as it is."""


class _Figure(NamedTuple):
    """What is bound to one cell."""

    value: Number | None
    unit: str | None
    sure: bool


_Figures = tuple[dict[CellKey, _Figure], ...]
"""What is bound to the cells of each report of a file."""


class _State(NamedTuple):
    """A file between two rounds: its text, what is found in it, and the figures of its tables."""

    file: TextFile
    result: Result
    figures: _Figures


@define(eq=False)
class _Fixing:
    engine: Engine
    source: Source
    unsafe: bool
    refused: dict[_Refusal, Bilingual] = field(factory=dict)
    """What did not hold what it promised when it was tried, and what is said of it."""
    notices: dict[Bilingual, None] = field(factory=dict)
    tries: int = 0

    def outcome(self, data: bytes) -> Fixed:
        """Go round until there is nothing left to do."""
        unchanged = Fixed(self.source, data, data)
        reading = self.engine.read(self.source)
        result = self.engine.check_all(reading)
        if not self._wanted(result, None) or self.source.member is not None:
            return unchanged
        unasked = _unasked(reading)
        if unasked is not None:
            return evolve(unchanged, notices=(unasked,))
        if _failed(result):
            notice = Bilingual(
                "有规则出错（GIP009），本文件未作修复",
                "a rule failed (GIP009), so nothing in this file was fixed",
            )
            return evolve(unchanged, notices=(notice,))
        file = _file(reading, data)
        if file is None:
            notice = Bilingual(
                "文件的字节无法由文字原样写回，未作修复；请另存为 UTF-8 后再试",
                "the bytes of the file cannot be written back as they were, so nothing was fixed; save it as "
                "UTF-8 and try again",
            )
            return evolve(unchanged, notices=(notice,))
        try:
            fixed, made = self._rounds(_State(file, result, _figures(reading)))
        except _TooManyTriesError:
            notice = Bilingual(
                f"试了 {MOST_TRIES} 次仍有修复须逐个退回，本文件未作修复，请人工处理",
                f"after {MOST_TRIES} tries there still were fixes to be taken back one by one, so nothing in "
                "this file was fixed; see to it by hand",
            )
            return evolve(unchanged, notices=(notice,))
        after = fixed.encoded(fixed.text)
        assert after is not None
        return Fixed(
            self.source,
            data,
            after,
            file.text,
            fixed.text,
            tuple(sorted(made.items())),
            tuple(dict.fromkeys((*self.notices, *self.refused.values()))),
        )

    def _rounds(self, state: _State) -> tuple[TextFile, Counter[str]]:
        """Return the file as the rounds leave it, and how many findings of each rule they fixed.

        The last round tries once more all that is refused and makes nothing of it, as a second run would.
        """
        made: Counter[str] = Counter()
        retried = True
        while True:
            chosen = compatible(self._wanted(state.result, state.file))
            if not chosen:
                if retried or not self.refused:
                    return state.file, made
                retried = True
                self.refused.clear()
                continue
            good = self._good(state, chosen)
            if good is not None:
                fixed, state = good
                made.update(finding.rule for finding in fixed)
                retried = False

    def _wanted(self, result: Result, file: TextFile | None) -> list[Finding]:
        """Return the findings whose fixes are allowed and were not taken back."""
        wanted = []
        for finding in without_known(result, self.engine.known(self.source)).findings:
            if finding.fix is None or not finding.fix.applicable(unsafe=self.unsafe):
                continue
            if file is not None:
                if self._refusal(file, finding) in self.refused:
                    continue
                if not self._in_bounds(file, finding):
                    continue
                if not self._writable(file, finding):
                    continue
            wanted.append(finding)
        return wanted

    def _in_bounds(self, file: TextFile, finding: Finding) -> bool:
        assert finding.fix is not None
        return all(0 <= edit.start <= edit.end <= len(file.text) for edit in finding.fix.edits)

    def _writable(self, file: TextFile, finding: Finding) -> bool:
        assert finding.fix is not None
        lacking = [edit.text for edit in finding.fix.edits if not file.can_write(edit.text)]
        if lacking:
            self._say(
                f"{_place(finding)}{finding.rule} 的修复未作：文件编码 {file.encoding} 写不出“{lacking[0]}”",
                f"{_place(finding)}the fix of {finding.rule} was left out: {file.encoding}, the file’s "
                f"encoding, lacks “{lacking[0]}”",
            )
        return not lacking

    def _good(self, state: _State, chosen: Sequence[Finding]) -> tuple[list[Finding], _State] | None:
        """Return those of *chosen* that hold together what they promise, and the file after them.

        Halves are tried apart where all together do not, so that few checks find the one that does not.
        """
        outcome = self._tried(state, chosen)
        if isinstance(outcome, _State):
            return [*chosen], outcome
        if len(chosen) == 1:
            self._refuse(state.file, chosen[0], outcome)
            return None
        half = len(chosen) // 2
        first = self._good(state, chosen[:half])
        second = self._good(state, chosen[half:])
        if first is None or second is None:
            return first or second
        both = [*first[0], *second[0]]
        together = self._tried(state, both)
        return (both, together) if isinstance(together, _State) else first

    def _tried(self, state: _State, chosen: Sequence[Finding]) -> _State | Bilingual:
        """Return the file after the fixes of *chosen*, or what speaks against them."""
        edits = [
            Edit(edit.start, edit.end, state.file.with_line_ends(edit.text))
            for finding in chosen
            if finding.fix is not None
            for edit in finding.fix.edits
        ]
        fixed = state.file._replace(text=applied(state.file.text, edits))
        data = fixed.encoded(fixed.text)
        if data is None or fixed.text == state.file.text:
            return _NOTHING_GAINED
        if self.tries == MOST_TRIES:
            raise _TooManyTriesError
        self.tries += 1
        after = _State(fixed, *self._checked(self.source._replace(held=data)))
        return _objection(state, chosen, after) or after

    def _refuse(self, file: TextFile, finding: Finding, why: Bilingual) -> None:
        self.refused[self._refusal(file, finding)] = Bilingual(
            f"{_place(finding)}{finding.rule} 的修复{why.zh}，未作",
            f"{_place(finding)}the fix of {finding.rule} {why.en} and was left out",
        )

    def _refusal(self, file: TextFile, finding: Finding) -> _Refusal:
        assert finding.fix is not None
        start = finding.fix.edits[0].start
        return finding.rule, finding.fix.message.en, file.text[max(0, start - _AROUND) : start + _AROUND]

    def _checked(self, source: Source) -> tuple[Result, _Figures]:
        """Check with what a baseline knows: a finding that was there before is no new one."""
        reading = self.engine.read(source)
        return self.engine.check_all(reading), _figures(reading)

    def _say(self, zh: str, en: str) -> None:
        self.notices[Bilingual(zh, en)] = None


def _unasked(reading: Reading) -> Bilingual | None:
    """Return why a file that was met in a folder is not fixed unless it is named itself; None if it is."""
    folder, path = reading.source.within, reading.source.path
    if folder is None or path is None:
        return None
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        return Bilingual(
            "是指向所给文件夹之外的链接，未作修复；要修复请直接指明该文件",
            "this is a link that leads out of the folder, so nothing was fixed; name the file to fix it",
        )
    if not any(report.recognised for report in reading.reports):
        return Bilingual(
            "不是年度报告（GIP002），未作修复；要修复请直接指明该文件",
            "this is not an annual report (GIP002), so nothing was fixed; to fix it, name the file itself",
        )
    return None


_NOTHING_GAINED = Bilingual("消除不了这个问题", "would not mend what it is for")
_NEW_FINDINGS = Bilingual("会带来新的问题", "would bring new findings")
_OTHER_FIGURES = Bilingual(
    "会改变表中其他数据的读法", "would change how other figures of the tables are read"
)


def _objection(before: _State, chosen: Sequence[Finding], after: _State) -> Bilingual | None:
    """Return why the file is not better *after* the fixes of *chosen* than *before*; None where it is."""
    if _bound_otherwise(before.figures, after.figures, chosen):
        return _OTHER_FIGURES
    mended = _count(chosen)
    came = _count(after.result.findings) - (_count(before.result.findings) - mended)
    if came and came.keys() <= mended.keys():
        return _NOTHING_GAINED
    if came or len(after.result.failures) > len(before.result.failures):
        return _NEW_FINDINGS
    return None


def _bound_otherwise(before: _Figures, after: _Figures, chosen: Sequence[Finding]) -> bool:
    """Return whether a figure is another than before, save those to which the fixes give their value."""
    if len(before) != len(after):
        return True
    due = _due(chosen)
    for old, new in zip(before, after, strict=True):
        if old.keys() != new.keys():
            return True
        for key, figure in old.items():
            if key in due:
                wanted = due[key]
                if wanted is not None and new[key].value != wanted:
                    return True
            elif new[key][:2] != figure[:2] or figure.sure > new[key].sure:
                return True
    return False


def _due(chosen: Sequence[Finding]) -> Mapping[CellKey, Number | None]:
    """Return the cells that the fixes correct, each with its value; None where the finding gives no value."""
    due: dict[CellKey, Number | None] = {}
    for finding in chosen:
        if finding.repairs:
            due.update((change.cell, change.expected) for change in finding.repairs[0])
        elif finding.cell is not None:
            due.setdefault(finding.cell, None)
    return due


def _count(findings: Sequence[Finding]) -> Counter[tuple[str, CellKey | None]]:
    return Counter((finding.rule, finding.cell) for finding in findings)


def _figures(reading: Reading) -> _Figures:
    return tuple(
        {
            cell.key: _Figure(cell.value, cell.unit, cell.sure)
            for table in report.tables.values()
            for cell in table
        }
        for report in reading.reports
    )


def _file(reading: Reading, data: bytes) -> TextFile | None:
    """Return the file as it is to be written back; None where its text does not give its bytes again."""
    text = getattr(reading.reports[0].source, "text", None) if reading.reports else None
    return None if text is None else TextFile.of(data, text)


def _place(finding: Finding) -> str:
    line = finding.location.line
    return "" if line is None else f"{line}: "


def _failed(result: Result) -> bool:
    own = {RULE_FAILED, UNREADABLE}
    return bool(result.failures) or any(finding.rule in own for finding in result.findings)
