"""GIP604 injected-text."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import (
    Bilingual,
    Example,
    Finding,
    Needs,
    Options,
    Related,
    Report,
    Rule,
    Severity,
    Span,
    option,
    words,
)
from gip_lint_rules.text._shared.hidden import HiddenWords, hidden_words
from gip_lint_rules.text._shared.injections import SPUN, Injection, injections_in, links_in
from gip_lint_rules.text._shared.prose import prose_of
from gip_lint_rules.text._shared.wording import quoted

_MOST_NOTES = 5


class InjectedTextOptions(Options):
    """Phrases of the user's own."""

    words: tuple[str, ...] = option(
        (),
        Bilingual(
            "另外要找的广告用语；在任何句子里都算，不分大小写",
            "more phrases to look for; they count in every sentence, in any case",
        ),
    )


class InjectedText(Rule):
    """Advertising stands inside the text: the page was hacked, or the text came through a spinner.

    A list of phrases that no office writes (买足球的软件, 时时彩, 开元棋牌) is looked for; a sentence about
    fighting gambling or fraud may name them. Phrases of one's own can be added in the configuration,
    and by plugins in the list ``injected-text``.

    Source: 网络安全法 (2016), article 21: the operator of a site keeps it from being tampered with.
    """

    code = "GIP604"
    name = "injected-text"
    severity = Severity.ERROR
    title = Bilingual(zh="正文中被植入广告", en="advertising injected into the text")
    description = Bilingual(
        zh="正文中混入了赌博、色情、假证等广告用语，多因网站被篡改，或文稿经采集软件改写。请删除并按原稿恢复被替换的文字，"
        "同时通知网站管理人员排查。打击网络赌博、彩票公益金使用等正常表述不在此列。"
        "网页和 Word 文档中隐藏而读者看不到的文字也在检查之列：广告为错误，正文内的其他成段文字为警告。",
        en="Words of gambling, pornography, forged papers and the like stand in the text: the site was "
        "tampered with, or the text was spun. Restore the original and have the site examined. Sentences "
        "about fighting such things, or about lottery funds, are not meant. In web pages and DOCX "
        "text that is hidden from readers is looked at too: "
        "advertising is an error, other prose within the report a warning.",
    )
    sources = ("《中华人民共和国网络安全法》（2016年）第二十一条", "国办发〔2017〕47号《政府网站发展指引》")
    needs = Needs.TEXT
    good = (
        Example("依法打击时时彩等网络赌博活动，公开福利彩票公益金使用情况。\n"),
        Example("办税服务厅代开发票3200份，新建社区足球场2处，办证大厅延时服务。\n"),
    )
    bad = (
        Example("二是印制了买足球的软件手册和服务指南。\n", marked="买足球的软件", message="赌博", count=1),
        Example("为进一步规范开元棋牌公开流程，制定了办法。\n", marked="开元棋牌", count=1),
        Example(
            "持续优化某某大药房服务流程。\n",
            marked="某某大药房",
            message="配置或插件中列出",
            count=1,
            options={"words": ["某某大药房"]},
        ),
    )

    options: InjectedTextOptions = InjectedTextOptions()

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for each line that holds any."""
        prose = prose_of(report)
        text = prose.whole
        own = (*self.options.words, *words("injected-text"))
        found = injections_in(text, report.span.start, report.span.end, own, prose.characters)
        found += links_in(report.text, report.span)
        found.sort(key=lambda each: each.start)
        lines: dict[int, list[Injection]] = {}
        for injection in found:
            lines.setdefault(text.rfind("\n", 0, injection.start), []).append(injection)
        for first, *others in lines.values():
            said = quoted(report.text[first.start : first.end])
            more_zh = f"（本段共 {len(others) + 1} 处）" if others else ""
            more_en = f" ({len(others) + 1} places in this paragraph)" if others else ""
            what = _what(first)
            yield self.finding(
                Bilingual(
                    f"{said}是{what.zh}{more_zh}，请删除并按原稿恢复，同时排查网页是否被篡改",
                    f"{said} is {what.en}{more_en}; restore the original and see whether the page was "
                    "tampered with",
                ),
                Span(first.start, first.end),
                related=[_note(report, each) for each in others[:_MOST_NOTES]],
            )
        for hidden in hidden_words(report, own):
            yield self._hidden(hidden)

    def _hidden(self, hidden: HiddenWords) -> Finding:
        said, how = quoted(hidden.words), hidden.held.how
        if hidden.injection is None:
            return self.finding(
                Bilingual(
                    f"文件中藏有读者看不到的文字（{how.zh}）：{said}；应公开的请显示出来，多余的请删除，"
                    "非本单位所写的请排查文件或网页是否被篡改",
                    f"the file holds text that its readers do not see ({how.en}): {said}; show what is "
                    "to be public, delete what is not, and have the site examined if nobody there wrote it",
                ),
                severity=Severity.WARNING,
                location=hidden.held.location,
            )
        group = hidden.injection.group
        return self.finding(
            Bilingual(
                f"文件中藏有植入的广告文字（{group.zh}），读者看不到（{how.zh}）：{said}；请删除，"
                "并排查文件或网页是否被篡改",
                f"the file holds injected advertising ({group.en}) that its readers do not see ({how.en}): "
                f"{said}; delete it and see whether the site was tampered with",
            ),
            location=hidden.held.location,
        )


def _note(report: Report, injection: Injection) -> Related:
    span = Span(injection.start, injection.end)
    said = quoted(span.text(report.text))
    return Related(Bilingual(f"另有{said}", f"also {said}"), span)


def _what(injection: Injection) -> Bilingual:
    """Return what was put in: advertising of some kind, or the pinyin of collecting software."""
    group = injection.group
    if group is SPUN:
        return group
    return Bilingual(f"植入的广告文字（{group.zh}）", f"injected advertising ({group.en})")
