"""GIP116 perfunctory-section."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import (
    Bilingual,
    Example,
    Finding,
    Heading,
    Options,
    Report,
    Rule,
    Section,
    Severity,
    label_key,
    lazy_pattern,
    option,
)
from gip_lint_rules.structure._shared.contents import has_words, paragraphs_of, text_behind_title
from gip_lint_rules.structure._shared.places import named
from gip_lint_rules.structure._shared.samples import report

_LONGEST_DENIAL = 45
_DENIAL = lazy_pattern(
    "(?:无|没有|未|不)(?:发现|存在|出现|有)?(?:什么|任何|明显|突出|重大|较大|主要|其他)*的?(?:问题|不足|困难)"
    "|(?:问题|不足)(?:情况)?无"
)
_SUBTITLE = lazy_pattern("问题|不足|困难|改进|整改|措施|打算|下一步")
_LONGEST_SUBTITLE = 16


class PerfunctorySectionOptions(Options):
    """How much part five has to say."""

    minimum_length: int = option(
        9,
        Bilingual(
            "第五部分（不计小标题、标点）至少要有的字数",
            "the fewest characters of part five, sub-headings and punctuation not counted",
        ),
        at_least=1,
    )


class PerfunctorySection(Rule):
    """Part five names a problem and what is done about it; 无 or a few words do not.

    Sub-headings do not count. An empty part is GIP105.

    Source: 政府信息公开条例, Article 50 (五); the form of the report year, part five.
    """

    code = "GIP116"
    name = "perfunctory-section"
    severity = Severity.WARNING
    title = Bilingual(zh="问题及改进情况空泛", en="part five says nothing")
    description = Bilingual(
        zh="第五部分要写明存在的主要问题和改进情况，只写“无”或者几个字等于没有报告。请具体写明问题和改进措施。",
        en="Part five reports the main problems and how they are being mended; 无 or a few characters report "
        "nothing. Name the problems and the measures.",
    )
    sources = ("政府信息公开条例第五十条第一款第（五）项", "国办公开办函〔2021〕30号，附件第五部分")
    good = (Example(report()),)
    bad = (
        Example(
            report(problems="五、存在的主要问题及改进情况\n无。\n"),
            marked="五、存在的主要问题及改进情况",
            message="只写了“无。”",
            count=1,
        ),
        Example(
            report(
                problems="五、存在的主要问题及改进情况\n本年度我局政府信息公开工作没有发现明显的问题和不足。\n"
            ),
            message="等于没有报告",
            count=1,
        ),
        Example(
            report(problems="五、存在的主要问题及改进情况\n主动公开不够及时，今后加强培训。\n"),
            message="主动公开不够及时",
            count=1,
            options={"minimum-length": 50},
        ),
    )

    options: PerfunctorySectionOptions = PerfunctorySectionOptions()

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding where part five holds hardly a word."""
        section = report.section("problems")
        if section is None or not has_words(report, section):
            return
        said = _said(report, section)
        words = label_key(said)
        if len(words) < self.options.minimum_length or (
            len(words) <= _LONGEST_DENIAL and _DENIAL.search(words)
        ):
            shown = f"只写了“{said}”" if said else "只有小标题"
            shown_en = f"says only “{said}”" if said else "holds sub-headings only"
            yield self.finding(
                Bilingual(
                    f"“{named(section.part)}”{shown}，等于没有报告；请写明主要问题和改进措施",
                    f"{named(section.part)} {shown_en}, which reports nothing: name the problems and what is "
                    "done about them",
                ),
                section.heading_span,
            )


def _said(report: Report, section: Section) -> str:
    """Return the text of a part without its sub-headings."""
    return text_behind_title(report, section) + "".join(
        block.text.strip()
        for block in paragraphs_of(report, section)
        if not (
            isinstance(block, Heading)
            and len(block.title) <= _LONGEST_SUBTITLE
            and _SUBTITLE.search(block.title)
            and not _DENIAL.search(block.title)
        )
    )
