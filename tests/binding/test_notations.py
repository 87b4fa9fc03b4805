"""Every notation that DOMAIN.md counts is read whole; damaged reports are read but for a few cells."""

from __future__ import annotations

from collections import defaultdict
from itertools import cycle, product
from random import Random

import pytest

from gip_lint.binding.bind import bind
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.form import Form
from gip_lint.model.notation import Notation as NotationText
from gip_lint.model.report import Report
from gip_lint.model.source_map import TextSource
from gip_lint.testing.builder import report
from gip_lint.testing.damage import DAMAGES, Setting, damaged
from gip_lint.testing.grid import Groups
from gip_lint.testing.notations import NOTATIONS, Headings, TableNotation
from gip_lint.testing.sample import Sample, fitting, random_report, samples, several, weathered
from gip_lint.testing.scoring import Score, compare

FORMS = builtin_forms()
ENOUGH = 0.995
MIXTURES = 6


def read(text: str) -> tuple[Report, ...]:
    return bind("sample.txt", NotationText(text, TextSource(text)), FORMS)


def score(sample: Sample) -> Score:
    return compare(read(sample.text), sample.figures)


def by_name(notation: TableNotation) -> str:
    return notation.name


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("notation", NOTATIONS, ids=by_name)
def test_an_undamaged_report_is_read_whole(notation: TableNotation, form: Form) -> None:
    wrong = []
    for merges in notation.merges:
        for groups in Groups:
            for headings in (Headings.PLAIN, Headings.HASHES, Headings.PIPED):
                random = Random(f"{form.key} {notation.name} {merges} {groups} {headings}")
                built = random_report(form, random, largest=99_999 if notation.parted else 9)
                whole = damaged(built, Setting(notation, headings, groups, merges), (), random)
                result = compare(read(whole.text), whole.figures)
                if result.misread:
                    wrong.append(
                        f"{merges}, {groups}, {headings}: {len(result.misread)}, {result.misread[0]}"
                    )
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("notation", NOTATIONS, ids=by_name)
def test_the_form_year_and_agency_are_read(notation: TableNotation, form: Form) -> None:
    built = random_report(form, Random(notation.name), largest=9)
    (found,) = read(built.text(notation.name))
    assert (found.form.key, found.year, found.agency) == (form.key, built.year, built.agency)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("notation", NOTATIONS, ids=by_name)
def test_nothing_in_an_undamaged_report_departs_from_the_form(notation: TableNotation, form: Form) -> None:
    departures = set()
    groups_said_in_full = [groups for groups in Groups if groups is not Groups.TORN]
    for (merges, groups), headings in zip(product(notation.merges, groups_said_in_full), cycle(Headings)):
        built = random_report(form, Random(notation.name), largest=99_999 if notation.parted else 9)
        (found,) = read(built.text(notation.name, headings=headings, groups=groups, merges=merges))
        assert not found.unbound
        assert [(section.key, section.ordinal, section.exact) for section in found.sections] == [
            (part.key, f"{'一二三四五六'[part.ordinal - 1]}、", True) for part in form.parts
        ]
        departures |= {
            f"{deviation.kind.value} {deviation.key.row} {deviation.key.column}: {deviation.found}"
            for table in found.tables.values()
            for deviation in table.deviations
        }
    assert not departures


@pytest.mark.parametrize(
    "sentence",
    [
        "没有其他需要报告的事项。",
        "（二）没有其他需要报告的事项。",
        "本年度无其他需要报告的事项",
        "无。",
        "其他需要报告的事项：无。",
    ],
)
def test_a_sentence_that_ends_like_a_title_is_no_heading(sentence: str) -> None:
    (found,) = read(report().with_prose("other_matters", sentence).text("rows"))
    assert [section.ordinal for section in found.sections] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert found.sections[-1].body_span.text(found.text).strip() == sentence


def hold(rates: dict[str, Score]) -> None:
    """Require the bound over all, and say where it falls short."""
    whole = sum(rates.values(), Score())
    low = sorted((score.rate, name) for name, score in rates.items() if score.rate < ENOUGH)
    listed = "".join(f"\n{rate:8.3%} {name}" for rate, name in low)
    rate = whole.rate
    assert rate >= ENOUGH, f"{rate:.3%} of {whole.cells} cells{listed}"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_a_damaged_report_is_read_but_for_a_few_cells(form: Form) -> None:
    rates: dict[str, Score] = defaultdict(Score)
    for notation in NOTATIONS:
        for damage in fitting(notation):
            for sample in samples(form, notation, (damage,), range(1)):
                rates[damage.name] += score(sample)
    assert len(rates) == len(DAMAGES)
    hold(rates)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_a_report_with_the_usual_damages_at_once_is_read_but_for_a_few_cells(form: Form) -> None:
    rates: dict[str, Score] = defaultdict(Score)
    for notation in NOTATIONS:
        for sample in samples(form, notation, weathered(notation), range(3)):
            rates[notation.name] += score(sample)
    hold(rates)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_a_report_with_any_three_damages_is_read_but_for_a_few_cells(form: Form) -> None:
    rates: dict[str, Score] = defaultdict(Score)
    for notation in NOTATIONS:
        for mixture in range(MIXTURES):
            damages = several(notation, Random(f"{notation.name} {mixture}"))
            for sample in samples(form, notation, damages, range(1)):
                rates[" + ".join(damage.name for damage in damages)] += score(sample)
    hold(rates)
