"""Fixing damaged reports: a second time changes nothing, and no figure is bound otherwise than a fix says."""

from random import Random

import pytest
from documents import as_html

from gip_lint.config.configurations import Configurations
from gip_lint.engine.engine import Engine
from gip_lint.fixing.rounds import fix
from gip_lint.plugins.registry import installed_plugins
from gip_lint.readers.discovery import Source
from gip_lint.testing import report
from gip_lint.testing.damage import DAMAGES, HARDER, Setting, damaged
from gip_lint.testing.notations import NOTATIONS, notation_named
from gip_lint.testing.sample import random_report

ENGINE = Engine(Configurations(isolated=True), installed_plugins())
SLIPS = (
    ("（", "("),
    ("，", ","),
    ("结果", "果"),
    ("的", "的的"),
    ("〔", "["),
    ("<td", "<td关于关于"),
    ("</tr>", "</t>"),
)
"""What breaks marks, words, labels and tags."""


def source(name, data):
    return Source(name, None, held=data)


def figures(name, data):
    reports = ENGINE.read(source(name, data)).reports
    return [
        {cell.key: (cell.value, cell.unit) for table in each.tables.values() for cell in table}
        for each in reports
    ]


def spoilt(text, random):
    """Strike a text in a few places, also in the middle of a row."""
    for _ in range(random.randint(1, 8)):
        old, new = random.choice(SLIPS)
        places = [at for at in range(len(text)) if text.startswith(old, at)]
        if places:
            at = random.choice(places)
            text = text[:at] + new + text[at + len(old) :]
    at = random.randrange(len(text))
    return text[:at] + text[at + random.choice((0, 1)) :]


def made_text(notation, seed):
    random = Random(f"{notation} {seed}")
    form = report(random.choice(("gip-2019", "gip-2021"))).form
    built = random_report(form, random)
    if notation == "html":
        return spoilt(as_html(built.draft()), random)
    chosen = random.sample((*DAMAGES, *HARDER), random.randint(0, 3))
    return spoilt(damaged(built, Setting(notation_named(notation)), chosen, random).text, random)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("notation", ["html", *(each.name for each in NOTATIONS)])
def test_fixing_settles_and_leaves_the_figures(notation, unsafe):
    name = "a.html" if notation == "html" else "a.txt"
    for seed in range(10 if notation == "run-together" else 2):
        data = made_text(notation, seed).encode()
        fixed = fix(ENGINE, source(name, data), unsafe=unsafe)
        assert fix(ENGINE, source(name, fixed.after), unsafe=unsafe).after == fixed.after
        before, after = figures(name, data), figures(name, fixed.after)
        if unsafe:
            mended = mended_cells(name, data)
            before, after = without(before, mended), without(after, mended)
        assert after == before


def mended_cells(name, data):
    """The cells to which fixes of the first round give a value."""
    return {
        change.cell
        for finding in ENGINE.check(source(name, data)).findings
        if finding.fix is not None
        for repair in finding.repairs[:1]
        for change in repair
    }


def without(reports, cells):
    return [{key: figure for key, figure in each.items() if key not in cells} for each in reports]
