"""What rules say of their bad examples, in both languages, kept in a TOML file beside the tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import TypeAlias

import tomli

from gip_lint.cli.output import opened
from gip_lint.config.toml_values import toml_key, toml_value
from gip_lint.testing.examples import bad_examples
from gip_lint.testing.rule_tester import RuleTester

UPDATE = "--gip-lint-update"
_HEAD = f"# What the rules say of their bad examples; written by pytest {UPDATE}.\n"

Said: TypeAlias = Mapping[str, Sequence[Mapping[str, str]]]
"""Of one rule: the findings by bad example (``bad-1``), each with ``on``, ``zh`` and ``en``."""


class Snapshot:
    """The file, and what is to be written to it."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises ValueError, which names it, where it is no such TOML."""
        self.path = path
        self.exists = path.is_file()
        self._kept: dict[str, Said] = {}
        self._taken: dict[str, Said] = {}
        if self.exists:
            try:
                self._kept = tomli.loads(path.read_text(encoding="utf-8"))
                _text(self._kept)
            except (tomli.TOMLDecodeError, UnicodeDecodeError, TypeError, AttributeError) as error:
                raise ValueError(
                    f"{path} is not a snapshot of messages ({error}); put it right, or delete it and run "
                    f"pytest {UPDATE}"
                ) from None

    def take(self, tester: RuleTester) -> None:
        """Keep what the rule says now, to be written."""
        self._taken[tester.rule.code] = said(tester)

    def require(self, tester: RuleTester) -> None:
        """Require that the rule says what is kept. Raises AssertionError that shows what differs."""
        code = tester.rule.code
        update = f"run pytest {UPDATE}"
        now = said(tester)
        if code not in self._kept:
            missing = "has no messages of" if self.exists else "does not exist yet to keep those of"
            raise AssertionError(f"{self.path} {missing} {code}; to keep these, {update}\n\n{_of(code, now)}")
        kept = self._kept[code]
        if kept != now:
            lines = unified_diff(_of(code, kept).splitlines(), _of(code, now).splitlines(), lineterm="", n=9)
            shown = "\n".join(list(lines)[3:])
            raise AssertionError(
                f"{code} says (+) something else than {self.path} keeps (-); if that is meant, {update}\n\n"
                f"{shown}"
            )

    def require_no_other(self, testers: Iterable[RuleTester]) -> None:
        """Require that only messages of these rules are kept. Raises AssertionError that names the others."""
        codes = {tester.rule.code for tester in testers}
        unused = [code for code in self._kept if code not in codes]
        if unused:
            raise AssertionError(
                f"{self.path} keeps messages of rules that are gone or have no bad example: "
                f"{', '.join(unused)}; to drop them, run pytest {UPDATE}"
            )

    def write(self, codes: Iterable[str] | None) -> list[str]:
        """Write what was taken over what was kept; return the codes of what changed.

        Of what was not taken, only that of *codes* stays; all of it where *codes* is None.
        """
        wanted = None if codes is None else set(codes)
        new = {
            code: kept
            for code, kept in {**self._kept, **self._taken}.items()
            if wanted is None or code in wanted
        }
        changed = [code for code in sorted({*self._kept, *new}) if self._kept.get(code) != new.get(code)]
        if changed:
            with opened(self.path) as stream:
                stream.write(_HEAD + _text(new))
        return changed


def said(tester: RuleTester) -> Said:
    """Return what the rule says of its bad examples."""
    return {
        name: [
            {
                **({} if finding.span is None else {"on": finding.span.text(example.text)}),
                "zh": finding.message.zh,
                "en": finding.message.en,
            }
            for finding in tester.findings(example)
        ]
        for name, example in zip(bad_examples(tester.rule), tester.rule.bad, strict=True)
    }


def _text(content: Mapping[str, Said]) -> str:
    return "".join("\n" + _of(code, content[code]) for code in sorted(content))


def _of(code: str, content: Said) -> str:
    return "\n".join(_tables(code, content))


def _tables(code: str, content: Said) -> Iterator[str]:
    for name, findings in content.items():
        for finding in findings:
            yield f"[[{toml_key(code)}.{toml_key(name)}]]"
            yield from (f"{toml_key(key)} = {toml_value(value)}" for key, value in finding.items())
            yield ""
