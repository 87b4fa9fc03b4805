"""GIP208 stock-flow."""

from __future__ import annotations

from gip_lint.kit import Bilingual, CellKey, Example
from gip_lint_rules.arithmetic._shared.doubts import CheckRule
from gip_lint_rules.arithmetic._shared.samples import disclosure, disclosure_2019


class StockFlow(CheckRule):
    """The documents in stock must be able to hold those of the year.

    Form of 2021: what was issued this year and not repealed is still in force. Form of 2019: what was
    published this year is open to the public, and no more can be published than was made, but for documents
    of earlier years.
    """

    code = "GIP208"
    name = "stock-flow"
    title = Bilingual(
        zh="规章、规范性文件的存量与本年增量不合", en="documents in stock do not fit those of the year"
    )
    description = Bilingual(
        zh="2021年格式：现行有效件数不应小于本年制发件数减本年废止件数。2019年格式：对外公开总数量不应小于"
        "本年新公开数量；没有往年存量时，本年新公开数量不应大于本年新制作数量。请核对清理台账。",
        en="Form of 2021: no fewer documents can be in force than were issued this year and not repealed. "
        "Form of 2019: no fewer can be open to the public than were published this year, and with none "
        "from earlier years no more can be published than were made. Check the register of documents.",
    )
    advice = Bilingual(zh="请核对文件台账", en="check the register of documents")
    sources = ("国办公开办函〔2021〕30号，表二", "国办公开办函〔2019〕60号，表二")
    good = (
        Example(disclosure(normative_documents="5 2 31")),
        Example(disclosure_2019(normative_documents="2 3 14")),
    )
    bad = (
        Example(
            disclosure(normative_documents="5 1 3"),
            marked="3",
            cell=CellKey("disclosure", "normative_documents", "in_force"),
            message="3 < 5 - 1",
            count=1,
        ),
        Example(
            disclosure_2019(normative_documents="3 3 0"),
            cell=CellKey("disclosure", "normative_documents", "total"),
            message="对外公开总数量小于本年新公开数量（0 < 3）",
            count=1,
        ),
        Example(
            disclosure_2019(normative_documents="1 3 3"),
            cell=CellKey("disclosure", "normative_documents", "published"),
            count=1,
        ),
    )
