"""Document numbers (文号): one reading for the many ways in which they are written.

国务院令第711号, 国令第711号 and 国务院第711号令 are one number; so are 国办发〔2019〕14号, 国办发[2019]14号
and 国办发2019年14号.
"""

from __future__ import annotations

from typing import NamedTuple

from gip_lint.kit import fold, lazy_pattern, number_of

STATE_COUNCIL_ORDER = "国务院令"

_N = "[0-9零〇一二三四五六七八九十百千]{1,9}"
_YEAR = r"[〔\[(【〖{](?P<year>(?:19|20)\d\d)年?[〕\])】〗}]"
_BRACKETS = ("〔", "[", "(", "【", "〖", "{")
_ORDERS = (
    lazy_pattern(rf"(?:中华人民共和国)?(?P<issuer>.*?)令[(]?第?(?P<sequence>{_N})号[)]?"),
    lazy_pattern(rf"(?:中华人民共和国)?(?P<issuer>.*?)第?(?P<sequence>{_N})号令", needs=("号令",)),
)
_LETTERS = (
    lazy_pattern(rf"(?P<issuer>[^0-9]*){_YEAR}第?0*(?P<sequence>[0-9]{{1,9}})号", needs=_BRACKETS),
    lazy_pattern(rf"(?P<issuer>[^0-9]*?)第?0*(?P<sequence>[0-9]{{1,9}})号{_YEAR}", needs=_BRACKETS),
    lazy_pattern(rf"{_YEAR}(?P<issuer>[^0-9]*?)第?0*(?P<sequence>[0-9]{{1,9}})号", needs=_BRACKETS),
    lazy_pattern(r"(?P<issuer>[^0-9]*)(?P<year>(?:19|20)\d\d)[年\-]?第?0*(?P<sequence>[0-9]{1,9})号"),
)
_SPACE = lazy_pattern(r"\s+")


class DocumentNumber(NamedTuple):
    """An issuer's mark, the year where the number has one, and the number itself."""

    issuer: str
    """国办发; 国务院令 for an order of the State Council; empty where none is named (第711号令)."""
    year: int | None
    sequence: int

    @property
    def is_order(self) -> bool:
        """Whether it numbers an order (令), which has no year."""
        return self.year is None

    def __str__(self) -> str:
        """Write the number as it is due: 国办发〔2019〕14号, 国务院令第711号."""
        if self.is_order:
            return f"{self.issuer or '令'}第{self.sequence}号"
        return f"{self.issuer}〔{self.year}〕{self.sequence}号"


def read_number(text: str) -> DocumentNumber | None:
    """Read a document number as written; None where *text* is none, or an order of a ministry.

    Ministries number their orders anew, so that the number alone names nothing.
    """
    folded = _SPACE.sub("", fold(text))
    for pattern in _LETTERS:
        if (match := pattern.fullmatch(folded)) and not match["issuer"].endswith("令"):
            return DocumentNumber(match["issuer"], int(match["year"]), int(match["sequence"]))
    for pattern in _ORDERS:
        if match := pattern.fullmatch(folded):
            sequence = number_of(match["sequence"])
            if sequence is None or match["issuer"] not in ("国务院", "国", ""):
                return None
            return DocumentNumber(STATE_COUNCIL_ORDER if match["issuer"] else "", None, sequence)
    return None
