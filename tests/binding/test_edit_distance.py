"""A machine without rapidfuzz finds the same, to the last bit of a score."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gip_lint.forms.edit_distance import IN_PYTHON, Measures, measures
from gip_lint.testing import report
from gip_lint.testing.damage import Setting, damaged
from gip_lint.testing.notations import notation_named
from gip_lint.testing.sample import damage_named

TEXTS = st.one_of(
    st.text("政府信息公开", max_size=12),
    st.text("政府信息公开申请数量年度报告()、0", max_size=64),
    st.text(max_size=64),
)


@pytest.mark.parametrize("name", Measures._fields)
@given(one=TEXTS, other=TEXTS)
def test_both_measure_alike(name: str, one: str, other: str) -> None:
    assert measures() is not IN_PYTHON
    assert getattr(IN_PYTHON, name)(one, other) == getattr(measures(), name)(one, other)


def extracted(path: Path, *, first: str) -> str:
    code = f"import sys\n{first}\nfrom gip_lint.cli.main import main\nsys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "extract", "--isolated", str(path)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def test_a_report_is_read_alike_without_rapidfuzz(tmp_path: Path) -> None:
    setting, damages = (
        Setting(notation_named("rows")),
        [damage_named("labels cut"), damage_named("labels misspelt")],
    )
    path = tmp_path / "a.txt"
    path.write_text(damaged(report("gip-2021"), setting, damages, Random(1)).text, encoding="utf-8")
    found = extracted(path, first="sys.modules['rapidfuzz'] = None")
    assert '"disclosure"' in found
    assert found == extracted(path, first="import rapidfuzz")
