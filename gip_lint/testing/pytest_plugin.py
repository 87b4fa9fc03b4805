"""The pytest plugin that comes with gip-lint: it collects every ``Examples`` of a test module as tests.

Loaded by pytest wherever gip-lint is installed, it does nothing, and imports nothing, in a project whose
tests do not import :mod:`gip_lint.testing`. ``--gip-lint-update`` writes the snapshots of messages anew.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from gip_lint.testing.examples import Examples
    from gip_lint.testing.rule_tester import RuleTester
    from gip_lint.testing.snapshot import Snapshot

_SNAPSHOTS: pytest.StashKey[dict[Path, Snapshot]] = pytest.StashKey()
_EXPECTED: pytest.StashKey[dict[Path, set[str]]] = pytest.StashKey()
_WRITTEN: pytest.StashKey[list[str]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes snapshots."""
    parser.getgroup("gip-lint").addoption(
        "--gip-lint-update",
        action="store_true",
        help="write what rules say of their bad examples to the snapshots, and drop what is unused",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to write snapshots from several processes, each of which knows a part of them."""
    config.stash[_SNAPSHOTS], config.stash[_EXPECTED], config.stash[_WRITTEN] = {}, {}, []
    if config.getoption("gip_lint_update") and getattr(config.option, "numprocesses", None):
        raise pytest.UsageError("--gip-lint-update writes from one process: add -n 0")


def pytest_pycollect_makeitem(
    collector: pytest.Module | pytest.Class, name: str, obj: object
) -> pytest.Collector | None:
    """Collect an ``Examples`` of a module; everything else is left to others."""
    home = sys.modules.get("gip_lint.testing.examples")
    if home is None or type(obj) is not getattr(home, "Examples", None):
        return None
    collected: pytest.Collector = _Examples.from_parent(collector, name=name, examples=obj)
    return collected


class _Examples(pytest.Collector):
    def __init__(self, *, examples: Examples, **rest: Any) -> None:
        super().__init__(**rest)
        self.examples = examples

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        from gip_lint.model.errors import UserError  # noqa: PLC0415 - only where there are examples

        folder = self.path.parent
        try:
            testers = self.examples.testers(folder)
            snapshot = (
                None if self.examples.messages is None else self._snapshot(folder / self.examples.messages)
            )
        except (UserError, ValueError) as error:
            raise self.CollectError(str(error)) from None
        if not testers:
            raise self.CollectError(f"{self.examples.source} brings no rule")
        for tester in testers:
            yield _Rule.from_parent(self, name=tester.rule.code, tester=tester, snapshot=snapshot)
        if snapshot is not None:
            speaking = [tester for tester in testers if tester.rule.bad]
            self.config.stash[_EXPECTED].setdefault(snapshot.path, set()).update(
                tester.rule.code for tester in speaking
            )
            if not self.config.getoption("gip_lint_update"):
                yield _Test.from_parent(
                    self, name="no-other-messages", require=lambda: snapshot.require_no_other(speaking)
                )

    def _snapshot(self, path: Path) -> Snapshot:
        from gip_lint.testing.snapshot import Snapshot  # noqa: PLC0415 - only where one is kept

        snapshots = self.config.stash[_SNAPSHOTS]
        if path in snapshots:
            raise ValueError(f"{path} is the snapshot of other examples already; name another file")
        return snapshots.setdefault(path, Snapshot(path))


class _Rule(pytest.Collector):
    def __init__(self, *, tester: RuleTester, snapshot: Snapshot | None, **rest: Any) -> None:
        super().__init__(**rest)
        self.tester = tester
        self.snapshot = snapshot

    def collect(self) -> Iterable[pytest.Item]:
        from gip_lint.testing.examples import require, requirements  # noqa: PLC0415 - only where there are examples

        tester, snapshot = self.tester, self.snapshot
        for name in requirements(tester):
            yield _Test.from_parent(self, name=name, require=lambda name=name: require(tester, name))
        if snapshot is not None and tester.rule.bad:
            update = self.config.getoption("gip_lint_update")
            messages = snapshot.take if update else snapshot.require
            yield _Test.from_parent(self, name="messages", require=lambda: messages(tester))


class _Test(pytest.Item):
    def __init__(self, *, require: Callable[[], None], **rest: Any) -> None:
        super().__init__(**rest)
        self.require = require

    def runtest(self) -> None:
        self.require()

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *rest: Any) -> Any:
        """Show what the kit says; a traceback only of what is not a failed requirement."""
        if isinstance(excinfo.value, AssertionError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *rest)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Head the failure with the rule, ``LJ001 training-told: bad-1``."""
        rule = self.parent.tester.rule if isinstance(self.parent, _Rule) else None
        return self.path, None, self.name if rule is None else f"{rule.code} {rule.name}: {self.name}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the snapshots, where that was asked."""
    config = session.config
    if not config.getoption("gip_lint_update"):
        return
    for path, snapshot in config.stash[_SNAPSHOTS].items():
        changed = snapshot.write(config.stash[_EXPECTED].get(path))
        said = f"{', '.join(changed)} written" if changed else "nothing to change"
        config.stash[_WRITTEN].append(f"{path}: {said}")


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say which snapshots were written."""
    for line in config.stash[_WRITTEN]:
        terminalreporter.write_line(f"gip-lint: {line}")
