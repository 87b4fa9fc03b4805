"""GIP608 personal-data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

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
    option,
    words,
)
from gip_lint_rules.text._shared.people import people
from gip_lint_rules.text._shared.prose import prose_of
from gip_lint_rules.text._shared.wording import sentence_before

_STOPS = "。；;！？!?\n\r|｜"
_REACH = 60


class PersonalDataOptions(Options):
    """Numbers that may stand in the text."""

    allowed: tuple[str, ...] = option(
        (),
        Bilingual(
            "允许出现的号码，如对外公布的手机号码", "numbers that may be published, as a duty telephone"
        ),
    )


class PersonalData(Rule):
    """An identity number, a mobile number or a bank card of a private person stands in the text.

    An identity number is known by its region, date of birth and check digit (GB 11643—1999), a bank card by
    its check digit (ISO/IEC 7812-1) and by what it is called. A mobile number counts only where the sentence
    gives it to a private person: the telephone that an office publishes for inquiries is not a finding, nor
    is a number that is masked. Message and excerpt show a number masked.

    Source: 个人信息保护法, articles 4, 25 and 34; 政府信息公开条例, article 15.
    """

    code = "GIP608"
    name = "personal-data"
    severity = Severity.ERROR
    title = Bilingual(zh="公开了个人信息", en="personal data in the text")
    description = Bilingual(
        zh="正文中出现身份证号码、私人手机号码或银行卡号。公开前应隐去个人信息，请立即删去或遮盖"
        "（如 138****5678）后重新发布。机关对外公布的联系、咨询、监督电话不在此列。",
        en="The text holds the identity number, private mobile number or bank card of a person. Take it out "
        "or mask it (138****5678) and publish again. Telephones that an office publishes are not meant.",
    )
    sources = (
        "《中华人民共和国个人信息保护法》第四条、第二十五条、第三十四条",
        "《中华人民共和国政府信息公开条例》第十五条",
        "GB 11643—1999《公民身份号码》",
        "ISO/IEC 7812-1",
    )
    needs = Needs.TEXT
    good = (
        Example("咨询电话：13800138000，监督电话：0515-88880000。\n"),
        Example("申请人如有疑问，可拨打联系电话13800138000。\n"),
        Example("申请人张某某（电话138****8000，身份证号320102********0015）的信息已隐去。\n"),
        Example("已向申请人王芳（手机13912345678）寄送答复书。\n", options={"allowed": ["13912345678"]}),
    )
    bad = (
        Example(
            "村民李小明，身份证号11010519491231002X，反映的问题已经答复。\n",
            message="110*************2X",
            count=1,
        ),
        Example(
            "已向申请人王芳（手机13912345678）寄送答复书。\n",
            marked="13912345678",
            message="139****5678",
            count=1,
        ),
        Example("补贴已转入其银行卡6222020000000000000。\n", message="6222***********0000", count=1),
    )

    options: PersonalDataOptions = PersonalDataOptions()

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for each number."""
        text = prose_of(report).whole
        for match in _numbers().finditer(text, report.span.start, report.span.end):
            number = match.group()
            if number in self.options.allowed or number in words("published-numbers"):
                continue
            if _is_identity_number(number):
                before = _before(text, match.start(), 14)
                if "身份" in before or not _names(people().identifiers, before):
                    shown = f"{number[:3]}{'*' * 13}{number[-2:]}"
                    yield self._found("身份证号码", "an identity number", shown, match)
            elif len(number) == 11 and number[0] == "1" and number[1] in "3456789":
                if _is_private(text, *match.span()):
                    shown = f"{number[:3]}****{number[-4:]}"
                    yield self._found("私人手机号码", "the mobile number of a private person", shown, match)
            elif 16 <= len(number) <= 19 and _is_bank_card(number, _before(text, match.start())):
                shown = f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"
                yield self._found("银行卡号", "the number of a bank card", shown, match)

    def _found(self, zh: str, en: str, shown: str, match: re.Match[str]) -> Finding:
        return self.finding(
            Bilingual(
                f"出现{zh} {shown}，属于个人信息，请删去或遮盖后重新发布",
                f"{en}, {shown}: personal data; take it out or mask it, and publish again",
            ),
            Span(*match.span()),
            concealed=[Span(match.start() + shown.index("*"), match.start() + shown.rindex("*") + 1)],
        )


@lru_cache(maxsize=1)
def _numbers() -> re.Pattern[str]:
    # The first digit stands before the look behind it, so that the search leaps from digit to digit.
    return re.compile(r"[1-9](?<![0-9A-Za-z.*×].)[0-9]{10,18}[Xx]?(?![0-9A-Za-z*×])")


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
"""GB 11643: the check digit for each remainder of the weighted sum divided by 11."""


def _is_identity_number(number: str) -> bool:
    if len(number) != 18 or not number[:17].isdigit() or number[:2] not in people().regions:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number))
    return 1900 <= born.year < 2100 and number[17].upper() == _CHECK_DIGITS[total % 11]


def _is_bank_card(number: str, before: str) -> bool:
    """Return whether a number that is called a card has the check digit of one (Luhn)."""
    if (
        not _names(people().cards, before[-20:])
        or _names(people().public_accounts, before)
        or not number.isdigit()
    ):
        return False
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[0::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10


@lru_cache(maxsize=1)
def _persons() -> re.Pattern[str]:
    surname = "[" + "".join(sorted(people().surnames)) + "]"
    roles = "|".join(people().roles)
    return re.compile(
        rf"(?:{roles})[为是:：]?[ \u3000]?{surname}[\u4e00-\u9fff×*xX]{{1,2}}"
        r"(?=[，,、（(：: \u3000的电手联于\d])"
        rf"|{surname}(?:某某?|[\u4e00-\u9fff]{{0,2}}(?:女士|先生))"
    )


def _is_private(text: str, start: int, end: int) -> bool:
    """Return whether the sentence gives the mobile number between *start* and *end* to a private person."""
    before = _before(text, start)
    if _names(people().official, before):
        return False
    return _names(people().at_home, before) or _persons().search(before[-40:]) is not None


def _before(text: str, start: int, reach: int = _REACH) -> str:
    """Return what stands in the sentence before *start*."""
    return sentence_before(text, start, reach, _STOPS)


def _names(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)
