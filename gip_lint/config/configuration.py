"""What was chosen for a file, from all the places that say something of it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from attrs import evolve, field, frozen

from gip_lint.config.globs import Glob
from gip_lint.config.rule_set import RuleTable
from gip_lint.config.selection import Layer, Selection
from gip_lint.model.bilingual import Language
from gip_lint.model.severity import FailOn
from gip_lint.plugins.sources import NamedPlugin
from gip_lint.readers.limits import DEFAULTS, Limits

Blank = Literal["zero", "unknown"]


PER_FILE_IGNORES, UNFIXABLE = "per-file-ignores", "unfixable"


class FileIgnores(NamedTuple):
    """The rules that one place turns off in the files of a pattern."""

    files: Glob
    codes: tuple[str, ...]
    origin: str = ""
    """The configuration file or profile that says so; empty for the command line."""

    @property
    def layer(self) -> Layer:
        """What it says of rules, with its place by name."""
        place = f"{self.origin}: {PER_FILE_IGNORES}" if self.origin else f"--{PER_FILE_IGNORES}"
        return Layer(ignore=self.codes, origin=place)


@frozen
class Config:
    """What was chosen for a file: by default, in a profile, in its configuration and on the command line."""

    selection: Selection = field(factory=Selection)
    per_file_ignores: tuple[FileIgnores, ...] = ()
    unfixable: tuple[Layer, ...] = ()
    """What each place names as rules whose fixes are not offered, as ``ignore``."""
    preview: bool = False
    """Whether rules on trial are on without being named."""
    rules: tuple[RuleTable, ...] = ()
    """What is said of single rules, ``[rules.GIP404]``; of two tables for one rule the later counts."""
    exclude: tuple[Glob, ...] = ()
    """Files and folders that a search passes over."""
    force_exclude: bool = False
    """Whether ``exclude`` holds for files that are named, too."""
    fail_on: FailOn = "error"
    """The least severity of a finding with which a run ends with status 1."""
    lang: Language = "zh"
    year: int | None = None
    """The report year, where it is not to be read from the text."""
    form: str | None = None
    """The key of the form, where it is not to be found by year and tables."""
    blank: Blank = "zero"
    """How identities take a blank cell: as zero, or as a figure that is not known."""
    plugins: tuple[NamedPlugin, ...] = ()
    """The plugins that are named, besides the installed ones."""
    rule_timeout: float = 60.0
    """Seconds that a rule may take over a file; 0 for no bound."""
    limits: Limits = DEFAULTS
    """The bounds within which files are read."""
    suppressions: bool = True
    """Whether what a text says it is not to be told counts."""
    require_reason: bool = False
    """Whether a suppression in a text has to say why."""
    baseline: Path | None = None
    """The file that lists the findings that are not reported any more."""
    profile: str | None = None
    """The profile on which it stands."""
    origin: Path | None = None
    """The configuration file."""

    def of_file(self, path: Path) -> Config:
        """Return the configuration of one file: with the rules off that its patterns leave out."""
        selection = self.selection
        for each in self.per_file_ignores:
            if each.files.covers(path):
                selection = selection.over(each.layer)
        return evolve(self, selection=selection)

    def excludes(self, path: Path, *, named: bool) -> bool:
        """Return whether a search passes *path* over, or whether it is left out though *named*."""
        if named:
            return self.force_exclude and any(glob.covers(path) for glob in self.exclude)
        return any(glob.matches(path) for glob in self.exclude)
