"""GIP113 missing-aspect."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli

from gip_lint.kit import Bilingual, Example, Finding, Options, Report, Rule, Severity, option
from gip_lint_rules.structure._shared.contents import has_words, prose_of
from gip_lint_rules.structure._shared.samples import report

_FIRST_YEAR = 2021
"""From this year on the form asks for five aspects (国办公开办函〔2021〕30号)."""
_ASPECTS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
_WHOLE = """\
一、总体情况
主动公开方面，全年公开信息20条。依申请公开方面，收到申请3件，均按期答复。
政府信息管理方面，对公开目录作了调整。平台建设方面，网站改版1次。监督保障方面，开展培训1次。
"""


class MissingAspectOptions(Options):
    """Which aspects are asked for."""

    aspects: tuple[str, ...] = option(
        _ASPECTS,
        Bilingual("要求写到的方面", "the aspects that have to be spoken of"),
        choices=_ASPECTS,
    )


class MissingAspect(Rule):
    """In the form of 2021, 总体情况 speaks to five aspects of the year's work.

    They are known by their usual wordings, headings or not; the words are data (``aspects.toml``). A part
    that is empty is GIP105.

    Source: 国办公开办函〔2021〕30号, 附件, part one.
    """

    code = "GIP113"
    name = "missing-aspect"
    severity = Severity.INFO
    title = Bilingual(zh="总体情况没有写全五个方面", en="总体情况 leaves out an aspect")
    description = Bilingual(
        zh="2021年格式要求总体情况写明主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面。"
        "没有提到的请补写，没有开展的也请说明。",
        en="By the form of 2021, 总体情况 reports on disclosure on the organ's own initiative, on "
        "applications, on management, on platforms and on supervision and support. Write on what is "
        "left out.",
    )
    sources = ("国办公开办函〔2021〕30号，附件第一部分",)
    good = (
        Example(report(overview=_WHOLE)),
        Example(
            report(
                title="云溪市林业局2020年政府信息公开工作年度报告\n",
                overview="一、总体情况\n全年公开信息20条。\n",
            ),
            form="gip-2019",
            note=Bilingual(zh="2019年格式没有这一要求。", en="The form of 2019 does not ask for it."),
        ),
        Example(
            report(overview="一、总体情况\n全年主动公开信息20条，收到公开申请3件，均按期答复。\n"),
            options={"aspects": ["主动公开", "依申请公开"]},
        ),
    )
    bad = (
        Example(
            report(overview="一、总体情况\n全年主动公开信息20条，收到公开申请3件，均按期答复。\n"),
            marked="一、总体情况",
            message="政府信息管理、政府信息公开平台建设、监督保障",
            count=1,
        ),
    )

    options: MissingAspectOptions = MissingAspectOptions()

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding that names the aspects left out."""
        section = report.section("overview")
        if section is None or not has_words(report, section) or not _asked(report):
            return
        prose = prose_of(report, section)
        absent = [
            each.name
            for each in _aspects()
            if each.name.zh in self.options.aspects and not any(word in prose for word in each.words)
        ]
        if absent:
            yield self.finding(
                Bilingual(
                    f"总体情况没有提到{'、'.join(name.zh for name in absent)}；格式要求写五个方面，请补写",
                    f"总体情况 says nothing of {'; '.join(name.en for name in absent)}; the form asks "
                    "for five aspects: write on these too",
                ),
                section.heading_span,
            )


def _asked(report: Report) -> bool:
    return (report.due_form or report.form).first_year >= _FIRST_YEAR


class _Aspect(NamedTuple):
    name: Bilingual
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def _aspects() -> tuple[_Aspect, ...]:
    data = tomli.loads(Path(__file__).with_name("aspects.toml").read_text(encoding="utf-8"))
    return tuple(
        _Aspect(Bilingual(each["name"], each["en"]), tuple(each["words"])) for each in data["aspect"]
    )
