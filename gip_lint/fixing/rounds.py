"""Fixing one file: round after round, until nothing is left to fix or the bound is reached.

A round makes every fix that goes with the others, and checks the outcome. Fixes after which a rule finds more
errors than before are taken back, and tried again when the rest is done; fixes that undo one another are
taken back too, and those are left out whose characters the file's encoding lacks. Whoever wants them is told.
What is fixed so holds nothing more to fix. Nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import define, evolve, field, frozen

from gip_lint.engine.baseline import without_known
from gip_lint.engine.edits import applied, compatible
from gip_lint.engine.engine import RULE_FAILED, UNREADABLE, Engine
from gip_lint.fixing.encoding import TextFile
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.finding import Edit, Finding
from gip_lint.model.result import Result
from gip_lint.model.severity import Severity
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.discovery import Source
from gip_lint.readers.limits import under
from gip_lint.readers.reading import content

MOST_ROUNDS = 20
"""How often a file is checked and fixed again; fixes that undo one another would go on for ever."""
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
    try:
        with under(engine.configurations.of(source.place).limits):
            data = content(source)
    except UnreadableError:
        return None
    return _Fixing(engine, source._replace(held=data), unsafe=unsafe).outcome(data)


@define(eq=False)
class _Round:
    """A file as a round finds it, and the findings that the round fixed."""

    file: TextFile
    result: Result
    made: list[Finding] = field(factory=list)


@define(eq=False)
class _Fixing:
    engine: Engine
    source: Source
    unsafe: bool
    harmful: dict[_Refusal, Bilingual] = field(factory=dict)
    """What brought new errors when it was tried, and what is said of it."""
    circular: dict[_Refusal, Bilingual] = field(factory=dict)
    """What undoes another fix, or is undone by one."""
    notices: dict[Bilingual, None] = field(factory=dict)

    def outcome(self, data: bytes) -> Fixed:
        """Go round until there is nothing left to do."""
        unchanged = Fixed(self.source, data, data)
        result = self._checked(self.source)
        wanted = self._wanted(result, None)
        if not wanted or self.source.member is not None:
            return unchanged
        if _failed(result):
            notice = Bilingual(
                "有规则出错（GIP009），本文件未作修复",
                "a rule failed (GIP009), so nothing in this file was fixed",
            )
            return evolve(unchanged, notices=(notice,))
        file = self._file(data)
        if file is None:
            notice = Bilingual(
                "文件的字节无法由文字原样写回，未作修复；请另存为 UTF-8 后再试",
                "the bytes of the file cannot be written back as they were, so nothing was fixed; save it as "
                "UTF-8 and try again",
            )
            return evolve(unchanged, notices=(notice,))
        fixed, made = self._rounds(file, result)
        after = fixed.encoded(fixed.text)
        assert after is not None
        return Fixed(
            self.source,
            data,
            after,
            file.text,
            fixed.text,
            tuple(sorted(made.items())),
            tuple(dict.fromkeys((*self.notices, *self.harmful.values(), *self.circular.values()))),
        )

    def _rounds(self, file: TextFile, result: Result) -> tuple[TextFile, Counter[str]]:
        """Return the file as the rounds leave it, and how many findings of each rule they fixed."""
        rounds = [_Round(file, result)]
        retried = 1
        for _ in range(MOST_ROUNDS):
            file, result = rounds[-1].file, rounds[-1].result
            chosen = compatible(self._wanted(result, file))
            if not chosen and len(rounds) > retried and self.harmful:
                retried = len(rounds)
                self.harmful.clear()
                chosen = compatible(self._wanted(result, file))
            if not chosen:
                break
            good = self._good(file, result, chosen)
            if good is None:
                continue
            rounds[-1].made, file, result = good
            again = next((at for at, each in enumerate(rounds) if each.file.text == file.text), None)
            if again is None:
                rounds.append(_Round(file, result))
            else:
                self._break_circle(rounds[again:])
                del rounds[again + 1 :]
                retried = min(retried, len(rounds))
        if compatible(self._wanted(rounds[-1].result, rounds[-1].file)):
            self._say(
                f"修复 {MOST_ROUNDS} 轮后仍有可修复之处；已停止，其余请人工处理",
                f"after {MOST_ROUNDS} rounds something is still to be fixed; see to the rest by hand",
            )
        return rounds[-1].file, Counter(finding.rule for each in rounds[:-1] for finding in each.made)

    def _break_circle(self, rounds: Sequence[_Round]) -> None:
        """Refuse the fixes of rounds after which the text is what it was before."""
        for each in rounds:
            for finding in each.made:
                self.circular[self._refusal(each.file, finding)] = Bilingual(
                    f"{_place(finding)}{finding.rule} 的修复会与其他修复互相抵消，未作",
                    f"{_place(finding)}the fix of {finding.rule} and another undo one another; left out",
                )
            each.made = []

    def _wanted(self, result: Result, file: TextFile | None) -> list[Finding]:
        """Return the findings whose fixes are allowed and were not taken back."""
        wanted = []
        for finding in without_known(result, self.engine.known(self.source)).findings:
            if finding.fix is None or not finding.fix.applicable(unsafe=self.unsafe):
                continue
            if file is not None:
                refusal = self._refusal(file, finding)
                if refusal in self.harmful or refusal in self.circular:
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

    def _good(
        self, file: TextFile, result: Result, chosen: Sequence[Finding]
    ) -> tuple[list[Finding], TextFile, Result] | None:
        """Return those of *chosen* after which no rule finds more errors, and the file and findings then.

        Halves are tried apart where all together do harm, so that few checks find the one that does.
        """
        outcome = self._tried(file, result, chosen)
        if outcome is not None:
            return [*chosen], *outcome
        if len(chosen) == 1:
            self._refuse(file, chosen[0])
            return None
        half = len(chosen) // 2
        first = self._good(file, result, chosen[:half])
        second = self._good(file, result, chosen[half:])
        if first is None or second is None:
            return first or second
        both = [*first[0], *second[0]]
        together = self._tried(file, result, both)
        return first if together is None else (both, *together)

    def _tried(
        self, file: TextFile, result: Result, chosen: Sequence[Finding]
    ) -> tuple[TextFile, Result] | None:
        """Return the file after the fixes and what is found in it; None where that is worse."""
        edits = [
            Edit(edit.start, edit.end, file.with_line_ends(edit.text))
            for finding in chosen
            if finding.fix is not None
            for edit in finding.fix.edits
        ]
        fixed = file._replace(text=applied(file.text, edits))
        data = fixed.encoded(fixed.text)
        if data is None or fixed.text == file.text:
            return None
        checked = self._checked(self.source._replace(held=data))
        if _errors(checked) - _errors(result) or len(checked.failures) > len(result.failures):
            return None
        return fixed, checked

    def _refuse(self, file: TextFile, finding: Finding) -> None:
        self.harmful[self._refusal(file, finding)] = Bilingual(
            f"{_place(finding)}{finding.rule} 的修复会带来新的错误，未作",
            f"{_place(finding)}the fix of {finding.rule} would bring new errors and was left out",
        )

    def _refusal(self, file: TextFile, finding: Finding) -> _Refusal:
        assert finding.fix is not None
        start = finding.fix.edits[0].start
        return finding.rule, finding.fix.message.en, file.text[max(0, start - _AROUND) : start + _AROUND]

    def _checked(self, source: Source) -> Result:
        """Check with what a baseline knows: an error that was there before is no new one."""
        return self.engine.check_all(self.engine.read(source))

    def _file(self, data: bytes) -> TextFile | None:
        reports = self.engine.read(self.source._replace(held=data)).reports
        text = getattr(reports[0].source, "text", None) if reports else None
        return None if text is None else TextFile.of(data, text)

    def _say(self, zh: str, en: str) -> None:
        self.notices[Bilingual(zh, en)] = None


def _place(finding: Finding) -> str:
    line = finding.location.line
    return "" if line is None else f"{line}: "


def _errors(result: Result) -> Counter[str]:
    return Counter(finding.rule for finding in result.findings if finding.severity is Severity.ERROR)


def _failed(result: Result) -> bool:
    own = {RULE_FAILED, UNREADABLE}
    return bool(result.failures) or any(finding.rule in own for finding in result.findings)
