"""GIP505 documents-in-prose."""

from __future__ import annotations

from gip_lint.kit import Bilingual, BoundTable, CellKey, Example, Number, Report, Severity, Statement
from gip_lint_rules.narrative._shared.against_table import Due, Figure, ProseRule
from gip_lint_rules.narrative._shared.samples import told_of_documents

_COLUMNS = {
    "issued": ("issued", "made", "published"),
    "repealed": ("repealed",),
    "in_force": ("in_force", "total"),
}
"""The columns that a verb may mean, of both forms."""


class DocumentsInProse(ProseRule):
    """The text gives another number of regulations or normative documents than part two.

    制发 and 制定 are the documents made this year (in the form of 2019 made or published), 废止 those
    repealed, 现行有效 those in force. Documents only published on the website, drafted, reviewed or filed
    are others and are left alone.

    Source: 国办公开办函〔2021〕30号, table two, Article 20 item 1.
    """

    code = "GIP505"
    name = "documents-in-prose"
    severity = Severity.WARNING
    table_key = "disclosure"
    subjects = frozenset({"document"})
    advice = Bilingual(
        "请核对文件台账，改正有误的一处，使文字与表格一致",
        "check the register of documents and correct whichever is wrong",
    )
    title = Bilingual(zh="文字与表格的规章、规范性文件数量不一致", en="text and table differ on documents")
    description = Bilingual(
        zh="文字部分写的规章或行政规范性文件的制发、废止、现行有效件数，与表二不一致。请核对文件台账，"
        "统一文字和表格；文字所指范围不同的（如以政府名义印发），请写明。",
        en="The text gives another number of regulations or normative documents made, repealed or in force "
        "than part two. Check the register; where the text means another scope, say so.",
    )
    sources = ("国办公开办函〔2021〕30号，表二", "国办公开办函〔2019〕60号，表二")
    good = (
        Example(told_of_documents("全年制发行政规范性文件3件，废止1件。", "3 1 20")),
        Example(told_of_documents("发布解读材料8篇，审查规范性文件12件。", "3 1 20")),
    )
    bad = (
        Example(
            told_of_documents("全年制发行政规范性文件4件。", "3 1 20"),
            marked="全年制发行政规范性文件4件",
            cell=CellKey("disclosure", "normative_documents", "issued"),
            message="× 本年制发件数”为 3",
            count=1,
        ),
    )

    def due(self, report: Report, table: BoundTable, statement: Statement) -> Due | None:
        """Hold the statement against the columns that its verb may mean."""
        (row,) = statement.rows
        cells = [
            cell
            for column in _COLUMNS[statement.columns[0]]
            if (cell := table[row, column]) is not None and cell.sure and cell.value is not None
        ]
        if not cells:
            return None
        accepted: frozenset[Number] = frozenset(cell.value for cell in cells if cell.value is not None)
        name = table.name(cells[0].key)
        value = cells[0].value
        assert value is not None
        return Due(Figure(value, frozenset(), tuple(cells), cells[0].key, Bilingual(name, name)), accepted)
