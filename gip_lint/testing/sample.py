"""Random whole reports to measure a reader with, each the same again for the same seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from attrs import frozen

from gip_lint.model.form import Form
from gip_lint.testing.builder import ReportBuilder, report
from gip_lint.testing.damage import BLANKS, DAMAGES, HARDER, Damage, Damaged, Setting, damaged
from gip_lint.testing.draft import Figures
from gip_lint.testing.grid import Groups
from gip_lint.testing.made_figures import LARGEST, random_figures
from gip_lint.testing.notations import Headings, TableNotation

WEATHERED = (
    "labels cut",
    "labels spaced out",
    "brackets lost",
    "stray empty cells",
    "row ends lost",
    "rows joined",
)
"""What most damaged reports show at once, besides :data:`WEATHERED_FIGURES`."""
WEATHERED_FIGURES = ("wide digits", "thousands")

_APART = (
    {"blanks for zero", "stray empty cells"},
    {"row lost", "row label lost"},
    {"blanks for zero", "rows joined"},
)
"""Damages that together leave nothing by which the figures could be told apart."""


@frozen
class Sample:
    """One report to be read, and what is to be read in it."""

    name: str
    form: Form
    year: int
    setting: Setting
    damaged: Damaged

    @property
    def text(self) -> str:
        """The report."""
        return self.damaged.text

    @property
    def figures(self) -> Figures:
        """What is to be read in it."""
        return self.damaged.figures


def random_report(form: Form, random: Random, *, largest: int = LARGEST) -> ReportBuilder:
    """Return a report with random figures that satisfy every identity."""
    built = report(form)
    for table, figures in random_figures(form, random, largest=largest).items():
        built = built.with_figures(table, figures)
    return built


def samples(
    form: Form, notation: TableNotation, damages: Sequence[Damage], seeds: Sequence[int]
) -> Iterator[Sample]:
    """Yield a report for each seed; headings, groups and merges change from one to the next."""
    for seed in seeds:
        words = "+".join(damage.name for damage in damages) or "whole"
        random = Random(f"{form.key}/{notation.name}/{words}/{seed}")
        setting = random_setting(notation, random)
        ways = ", ".join(str(way) for way in (setting.headings, setting.groups, setting.merges))
        name = f"{form.key} {notation.name} {words} {seed}: {ways}"
        built = random_report(form, random, largest=LARGEST if notation.parted else 9)
        yield Sample(name, form, built.year, setting, damaged(built, setting, damages, random))


def random_setting(notation: TableNotation, random: Random) -> Setting:
    """Choose headings, groups and merges for a notation."""
    return Setting(
        notation,
        random.choice(list(Headings)),
        random.choice(list(Groups)),
        random.choice(notation.merges),
    )


def damage_named(name: str) -> Damage:
    """Return the damage of that name. Raises KeyError where there is none."""
    return {damage.name: damage for damage in (*DAMAGES, *HARDER, *BLANKS)}[name]


def fitting(notation: TableNotation) -> tuple[Damage, ...]:
    """Return the damages after which a report in *notation* can still be read whole."""
    return tuple(damage for damage in DAMAGES if damage.fits(notation))


def weathered(notation: TableNotation) -> tuple[Damage, ...]:
    """Return the usual damages, all to be done to one report."""
    return tuple(damage for damage in fitting(notation) if damage.name in WEATHERED)


def several(notation: TableNotation, random: Random, count: int = 3) -> tuple[Damage, ...]:
    """Choose *count* damages that leave the figures readable together."""
    while True:
        chosen = random.sample(fitting(notation), count)
        names = {damage.name for damage in chosen}
        if not any(pair <= names for pair in _APART):
            return tuple(chosen)
