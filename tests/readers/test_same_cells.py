"""One report in every format that keeps rows and columns: the same cells, whatever is left blank."""

from __future__ import annotations

from random import Random

import pytest
from documents import DRAWN
from hypothesis import given, settings
from hypothesis import strategies as st

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.model.report import Report
from gip_lint.plugins.registry import installed_plugins
from gip_lint.testing.blanks import PATTERNS, leave_blank
from gip_lint.testing.builder import form_named
from gip_lint.testing.draft import Figures
from gip_lint.testing.grid import Groups
from gip_lint.testing.sample import random_report

ENGINE = Engine(Configurations(Flags(), isolated=True), installed_plugins())


def cells(report: Report) -> Figures:
    found: Figures = {}
    for key, table in report.tables.items():
        for cell in table:
            assert cell.key.row is not None and cell.key.column is not None
            found.setdefault(key, {}).setdefault(cell.key.row, {})[cell.key.column] = cell.value
    return found


@pytest.mark.slow
@given(
    form=st.sampled_from(["gip-2019", "gip-2021"]),
    seed=st.integers(0, 2**32),
    groups=st.sampled_from([Groups.MERGED, Groups.REPEATED]),
    patterns=st.lists(st.sampled_from([pattern.name for pattern in PATTERNS]), max_size=2),
)
@settings(max_examples=40, deadline=None)
def test_the_same_report_gives_the_same_cells_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, form: str, seed: int, groups: Groups, patterns: list[str]
) -> None:
    random = Random(seed)
    draft = random_report(form_named(form), random).draft(groups)
    for pattern in PATTERNS:
        if pattern.name in patterns:
            draft = leave_blank(draft, pattern, random)
    folder = tmp_path_factory.mktemp("drawn")
    for suffix, write in DRAWN.items():
        path = folder / f"report.{suffix}"
        path.write_bytes(write(draft))
        (source,) = ENGINE.sources([path])
        (report,) = ENGINE.read(source).reports
        assert cells(report) == draft.figures(), suffix
