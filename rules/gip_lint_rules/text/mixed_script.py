"""GIP606 mixed-script."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import (
    Bilingual,
    Example,
    Finding,
    Needs,
    Options,
    Report,
    Rule,
    Severity,
    Span,
    may_be_traditional,
    option,
)
from gip_lint_rules.text._shared.prose import BLANKED, prose_of

"""Fewer different characters of the other script are a name or a title, not a mixture."""
_IN_NAMES = frozenset("昇於甯崑峯陞珮鎔鍾濬堦嶽淩湧侖崙喦晳祐媖嫺嫻")
"""Traditional characters that names keep."""
_MOST_SHOWN = 8


class MixedScriptOptions(Options):
    """How much of the other script makes a mixture."""

    minimum_kinds: int = option(
        3,
        Bilingual(
            "另一种字体至少出现几个不同的字才报告",
            "how many different characters of the other script make a mixture",
        ),
        at_least=1,
    )


class MixedScript(Rule):
    """Simplified and traditional characters stand in one text.

    Only characters that belong to one script alone count, so 后, 范 and 里 say nothing, and a name with an
    old character is not a mixture. A text that is traditional throughout is consistent and not reported here.

    Source: 国家通用语言文字法, article 9: state organs use standard (simplified) characters.
    """

    code = "GIP606"
    name = "mixed-script"
    severity = Severity.INFO
    title = Bilingual(zh="简体字与繁体字混用", en="simplified and traditional characters are mixed")
    description = Bilingual(
        zh="简体文中夹有繁体字，或繁体文中夹有简化字，多为转换或拼接时留下的。国家机关应使用规范汉字，请统一；人名中的"
        "繁体字、异体字不在此列。",
        en="Traditional characters in a simplified text, or the reverse, mostly left by a conversion or a "
        "paste. State organs use standard characters: make it one. Names are not meant.",
    )
    sources = ("《中华人民共和国国家通用语言文字法》第九条",)
    needs = Needs.TEXT
    good = (
        Example("局长张昇主持会议，学习了有关文件，开展了业务培训。\n"),
        Example("本機關認真開展業務培訓，嚴格審查發布內容。\n"),
        Example("本机关认真开展业务培训，严格审查發布內容。\n", options={"minimum-kinds": 4}),
    )
    bad = (
        Example(
            "本机关认真开展业务培训，严格審查發布內容，及时回应关切。\n",
            marked="審",
            message="夹有 3 个繁体字（審、發、內）",
            count=1,
        ),
    )

    options: MixedScriptOptions = MixedScriptOptions()

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding at the first character of the rarer script."""
        span = report.span
        text, folded = span.text(report.text), prose_of(report).own
        if text == folded:
            return
        traditional = [
            place
            for place, (a, b) in enumerate(zip(text, folded))
            if a != b and a not in _IN_NAMES and b != BLANKED and may_be_traditional(a)
        ]
        only = {character for character in set(text) if _is_simplified_only(character)}
        simplified = [place for place, character in enumerate(text) if character in only]
        fewer, mostly_simplified = traditional, len(traditional) <= len(simplified)
        if not mostly_simplified:
            fewer = simplified
        kinds = list(dict.fromkeys(text[place] for place in fewer))
        if len(kinds) < self.options.minimum_kinds:
            return
        shown = "、".join(kinds[:_MOST_SHOWN]) + ("等" if len(kinds) > _MOST_SHOWN else "")
        listed = ", ".join(kinds[:_MOST_SHOWN]) + (" …" if len(kinds) > _MOST_SHOWN else "")
        place = span.start + fewer[0]
        if mostly_simplified:
            message = Bilingual(
                f"简体文中夹有 {len(fewer)} 个繁体字（{shown}），请统一为规范简化字",
                f"{len(fewer)} traditional characters ({listed}) in a simplified text; make them simplified",
            )
        else:
            message = Bilingual(
                f"繁体文中夹有 {len(fewer)} 个简化字（{shown}），请统一字体，国家机关应使用规范简化字",
                f"{len(fewer)} simplified characters ({listed}) in a traditional text; make it one script, "
                "simplified for an organ of state",
            )
        yield self.finding(message, Span(place, place + 1))


def _is_simplified_only(character: str) -> bool:
    """Return whether *character* stands in GB 2312 and not in Big5, as 们 and 发 do."""
    if not "\u4e00" <= character <= "\u9fff":
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return True
    return False
