"""Reports that other programs turned into text: read whole, and nobody accused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from converters import CONVERTERS, Converter
from documents import telling

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.form import Form
from gip_lint.model.severity import Severity
from gip_lint.plugins.registry import installed_plugins
from gip_lint.testing.blanks import PATTERNS, harmless, leave_blank
from gip_lint.testing.builder import ReportBuilder
from gip_lint.testing.draft import Draft
from gip_lint.testing.sample import random_report
from gip_lint.testing.scoring import Score, compare

FORMS = builtin_forms()
# Programs that take the text of a page alone drop its headings, and then they are missing indeed.
ENGINE = Engine(Configurations(Flags(ignore=("GIP101",)), isolated=True), installed_plugins())

pytestmark = pytest.mark.slow


def each(converters: Iterable[Converter]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "converter",
        [pytest.param(one, marks=getattr(pytest.mark, one.program), id=one.name) for one in converters],
    )


def made(form: Form, random: Random) -> ReportBuilder:
    return telling(random_report(form, random))


def read(converter: Converter, draft: Draft, folder: Path) -> tuple[Score, list[str]]:
    """Return how well the converted report is read, and the errors that it is accused of."""
    (source,) = ENGINE.sources([converter.converted(draft, folder)])
    reading = ENGINE.read(source)
    found = ENGINE.check_reading(reading).findings
    errors = [f"{one.rule} {one.message.zh}" for one in found if one.severity is Severity.ERROR]
    return compare(reading.reports, draft.figures()), errors


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@each(CONVERTERS)
def test_a_full_report_is_read_whole(converter: Converter, form: Form, tmp_path: Path) -> None:
    for seed in range(2):
        draft = made(form, Random(f"{form.key} {seed}")).draft()
        score, errors = read(converter, draft, tmp_path)
        assert not score.misread
        assert not score.accused
        assert not errors


@each(CONVERTERS)
def test_blanks_make_nothing_wrong_while_sure_and_accuse_nobody(converter: Converter, tmp_path: Path) -> None:
    wrong = []
    for number, pattern in enumerate(PATTERNS):
        form = FORMS[number % len(FORMS)]
        random = Random(f"{form.key} {pattern.name}")
        built = made(form, random)
        draft = leave_blank(built.draft(), pattern, random, harmless_in=form if number % 4 < 2 else None)
        score, errors = read(converter, draft, tmp_path)
        wrong += [f"{form.key}, {pattern.name}: {one}" for one in score.wrong_while_sure[:3]]
        if harmless(form, built.cells(), draft.figures()):
            wrong += [f"{form.key}, {pattern.name}: {one}" for one in errors]
    assert not wrong, "\n".join(wrong)
