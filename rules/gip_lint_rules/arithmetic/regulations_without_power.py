"""GIP210 regulations-without-power."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, CellKey, Example, Finding, Report, Rule, Severity
from gip_lint_rules.arithmetic._shared.regulation_makers import law_of, organ_of
from gip_lint_rules.arithmetic._shared.samples import disclosure, disclosure_2019
from gip_lint_rules.arithmetic._shared.wording import holds, name_of

_TABLE, _ROW = "disclosure", "regulations"


class RegulationsWithoutPower(Rule):
    """A body that cannot make regulations (规章) reports some.

    Only departments of the State Council and the governments of provinces, cities with districts and
    autonomous prefectures can. A county, a township or any department of a local government that reports
    regulations has counted normative documents, or internal rules, in the wrong row. Where the organ's name
    does not tell its level, nothing is said.
    """

    code = "GIP210"
    name = "regulations-without-power"
    severity = Severity.WARNING
    title = Bilingual(zh="没有规章制定权却填报规章", en="regulations of a body that cannot make any")
    description = Bilingual(
        zh="规章只能由国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府制定。"
        "县级以下政府和地方政府部门填报的“规章”，多为规范性文件或内部制度误填，请移到相应的行或改填 0。",
        en="Only departments of the State Council and the governments of provinces, cities with districts "
        "and autonomous prefectures make regulations. What others report in this row are mostly normative "
        "documents or internal rules: move them to their row, or give 0.",
    )
    sources = (
        "中华人民共和国立法法（2023年修正）第九十一条、第九十三条",
        "中华人民共和国立法法（2015年修正）第八十条、第八十二条",
    )
    good = (
        Example(disclosure(regulations="0 0 0")),
        Example(disclosure(agency="云溪省", regulations="4 1 62")),
        Example(
            disclosure(agency="云溪市", regulations="1 0 9"),
            note=Bilingual(
                zh="单看名称分不清设区的市和县级市，不作判断。",
                en="The name does not tell a city with districts from one at county level; nothing is said.",
            ),
        ),
    )
    bad = (
        Example(
            disclosure(regulations="2 0 5"),
            marked="2",
            cell=CellKey(_TABLE, _ROW, "issued"),
            message="云溪市林业局是地方政府的工作部门或所属单位，没有规章制定权",
            count=1,
        ),
        Example(
            disclosure_2019(agency="云溪县", regulations="0 0 12"),
            marked="12",
            cell=CellKey(_TABLE, _ROW, "total"),
            message="《立法法》（2015年修正）第八十条、第八十二条",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding, at the first figure in the row that is not zero."""
        table = report.tables.get(_TABLE)
        if table is None or report.agency is None:
            return
        reported = [
            cell
            for place, cell in table.cells.items()
            if place[0] == _ROW and cell.sure and (cell.value or 0) > 0
        ]
        if not reported:
            return
        organ = organ_of(report.agency)
        if organ is None or organ.can != "no":
            return
        cell, law = reported[0], law_of(report.year).text
        assert cell.key.row is not None and cell.key.column is not None
        name, found = name_of(table, (cell.key.row, cell.key.column)), holds(cell)
        yield self.finding(
            Bilingual(
                f"{name}：{found.zh}；{report.agency}是{organ.kind.zh}，没有规章制定权（{law.zh}），应为 0，"
                "请核对是否误填了规范性文件",
                f"{name} {found.en}; {report.agency} is {organ.kind.en} and cannot make regulations "
                f"({law.en}): must be 0, see whether normative documents were meant",
            ),
            cell.span,
            cell=cell.key,
        )
