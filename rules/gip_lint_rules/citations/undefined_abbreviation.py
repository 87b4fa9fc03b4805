"""GIP306 undefined-abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gip_lint.kit import (
    Bilingual,
    Citation,
    Edit,
    Example,
    Finding,
    Fix,
    Needs,
    Report,
    Rule,
    Severity,
    fold,
    label_key,
)
from gip_lint_rules.citations._shared.register import register
from gip_lint_rules.citations._shared.resolution import is_marked
from gip_lint_rules.citations._shared.wording import titled

_KINDS = (
    "条例",
    "办法",
    "规定",
    "细则",
    "实施细则",
    "实施办法",
    "通知",
    "意见",
    "格式",
    "要点",
    "决定",
    "规范",
    "准则",
)
_SHORT_TITLES = frozenset((*_KINDS, *(f"新{kind}" for kind in _KINDS)))


class UndefinedAbbreviation(Rule):
    """A short title (《条例》, 《办法》) that the report uses and never defines.

    A definition is 以下简称《条例》 or 简称“条例”, anywhere in the report; a number beside the short title
    (《条例》（国令第711号）) does as well. Reported once, where the short title is used first.
    """

    code = "GIP306"
    name = "undefined-abbreviation"
    severity = Severity.INFO
    title = Bilingual(zh="简称未作说明", en="short title never defined")
    description = Bilingual(
        zh="报告直接使用《条例》《办法》等简称，而全文没有“以下简称”的说明，读者不知所指。"
        "请在首次出现时写全称并注明简称。",
        en="The report uses a short title and says nowhere what it stands for. Write the full title at the"
        " first place and define the short one there (以下简称《…》).",
    )
    sources = ("党政机关公文处理工作条例（中办发〔2012〕14号）第十九条",)
    needs = Needs.TEXT
    good = (
        Example("根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制。\n严格执行《条例》规定。\n"),
        Example("根据《条例》（国务院令第711号）编制。\n"),
    )
    bad = (
        Example(
            "根据《中华人民共和国政府信息公开条例》编制。\n严格执行《条例》规定，贯彻《条例》精神。\n",
            marked="《条例》",
            message="简称《条例》",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for every short title that is never defined."""
        citations = report.citations()
        defined = {
            label_key(citation.abbreviation).removeprefix("新")
            for citation in citations
            if citation.abbreviation
        }
        seen: set[str] = set()
        for citation in citations:
            short = label_key(citation.title or "")
            plain = short.removeprefix("新")
            if short not in _SHORT_TITLES or plain in defined or plain in seen:
                continue
            if citation.number or not is_marked(report.text, citation) or _is_explained(report.text, plain):
                continue
            seen.add(plain)
            yield self._undefined(report, citation, citations, plain)

    def _undefined(
        self, report: Report, citation: Citation, citations: tuple[Citation, ...], short: str
    ) -> Finding:
        marked = f"《{short}》"
        full = _full_title(citations, citation, short)
        advice, advice_en = "请在首次出现处写全称", "write the full title at the first place"
        fix = None
        if full is not None:
            advice = f"请在前文{titled(full.title or '')}处"
            advice_en = f"at {titled(full.title or '')} above"
            place = _end_of_first_mention(report, full)
            words = f"（以下简称{marked}）"
            fix = Fix(Bilingual(f"加注{words}", f"add {words}"), (Edit(place, place, words),))
        return self.finding(
            Bilingual(
                f"简称{marked}全文没有说明；{advice}注明“（以下简称{marked}）”",
                f"the short title {marked} is never defined; {advice_en} and add （以下简称{marked}）",
            ),
            citation.span if not citation.articles else citation.title_span,
            fix=fix,
        )


def _is_explained(text: str, short: str) -> bool:
    """Return whether the words 简称 or 下称 stand before the short title somewhere, however it is marked."""
    gap = r"\s{0,3}"
    named = rf"称[为作是]?{gap}[:“\"‘'「]?{gap}新?{gap}[《“\"]?{gap}新?{short}"
    return re.search(named, fold(text)) is not None


def _full_title(citations: tuple[Citation, ...], citation: Citation, short: str) -> Citation | None:
    """Return the first mention, before *citation*, of the only full title that *short* can stand for."""
    law = register()
    full = [
        earlier
        for earlier in citations
        if earlier.span.start < citation.span.start
        and earlier.title
        and label_key(earlier.title).endswith(short)
        and label_key(earlier.title) not in _SHORT_TITLES
    ]
    meant = {(instrument.title if (instrument := law.titled(c.title or "")) else c.title) for c in full}
    return full[0] if len(meant) == 1 else None


def _end_of_first_mention(report: Report, citation: Citation) -> int:
    assert citation.title_span is not None
    end = citation.title_span.end
    closing = report.text.find("》", end)
    return end if closing < 0 else closing + 1
