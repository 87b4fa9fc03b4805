"""GIP109 row-label."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, BoundTable, CellKey, Example, FormRow, Report, Severity
from gip_lint_rules.structure._shared.labels import closeness, comparable, is_printed
from gip_lint_rules.structure._shared.misprints import LabelRule, Misprint, label_in, without_label

_TABLE = """\
云溪市林业局2023年政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 三、本年度办理结果 | （一）予以公开 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
| {partly} | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| （三）不予公开 | 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| {law} | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
"""
_PARTLY = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
_LAW = "2.其他法律行政法规禁止公开"


class RowLabel(LabelRule):
    """The label of every row is the form's, character by character.

    Width, script, spaces and punctuation other than brackets make no difference, nor does a label that is
    torn over several lines, has the label that spans it in front, or a note in brackets behind it. Where more
    than five labels of a table differ they are one finding.

    Source: the form of the report year, 附件.
    """

    kind = Bilingual("行名", "row label")
    code = "GIP109"
    name = "row-label"
    severity = Severity.WARNING
    title = Bilingual(zh="行名与格式不一致", en="a row's label differs from the form's")
    description = Bilingual(
        zh="行名由格式规定，多一字少一字都可能变成另一个意思，汇总系统也会认不出来。请照格式改正。",
        en="The form fixes the label of each row. A character more or less may change what is counted, and "
        "systems that sum reports up do not recognise the row. Write it as the form does.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (
        Example(_TABLE.format(partly=_PARTLY, law=_LAW)),
        Example(_TABLE.format(partly=_PARTLY, law="2. 其他法律行政 法规禁止公开")),
        Example(
            _TABLE.format(
                partly="(二)部分公开(区分处理的,只计这一情形,不计其他情形)",
                law="２．其他法律行政法规禁止公开",
            ),
            note=Bilingual(zh="全角、半角和空格不算差别。", en="Width and spaces make no difference."),
        ),
    )
    bad = (
        Example(
            _TABLE.format(partly=_PARTLY, law="2.其他法律行政禁止公开"),
            marked="2.其他法律行政禁止公开",
            cell=CellKey("applications", "denied_prohibited_by_law"),
            message="缺“法规”",
            count=1,
        ),
        Example(
            _TABLE.format(partly=_PARTLY.replace("（二", "二"), law=_LAW),
            cell=CellKey("applications", "partially_granted"),
            message="缺“（”",
            count=1,
        ),
    )

    def misprints(self, report: Report, table: BoundTable) -> Iterator[Misprint]:
        """Yield the labels of *table* that differ from the form's."""
        return _misprints(report, table)


def _misprints(report: Report, table: BoundTable) -> Iterator[Misprint]:
    lost = without_label(table)
    rows = sorted(table.row_spans.items(), key=lambda item: item[1].start)
    labels = [table.label_spans.get(key) for key, _ in rows]
    unsure = [label is not None and table.doubts(label) for label in labels]
    for number, (key, whole) in enumerate(rows):
        row = table.row(key)
        place = CellKey(table.form.key, key)
        span = labels[number]
        if table.doubts(span or whole):
            continue
        if span is None and any(unsure[max(0, number - 1) : number + 2]):
            continue  # the reader may have put the label to the row above or below
        if span is not None:
            found = label_in(report, span)
            if not _is_right(row, found) and not _is_end_of(row, found):
                yield Misprint(place, span, found, _nearest_printing(row, found))
        elif key in lost:
            yield Misprint(place, whole, "", row.label)


def _printings(row: FormRow) -> list[str]:
    """Return the label and its variants, alone and behind the labels that span the row."""
    before = ["", *("".join(row.above[start:]) for start in range(len(row.above))), *row.above[:-1]]
    return [above + label for above in before for label in (row.label, *row.variants)]


def _is_right(row: FormRow, found: str) -> bool:
    """Return whether a label is the row's, also behind a torn piece of the labels that span it.

    Where only a spanning label stands, the row has not been told from the line that spans it.
    """
    if found == row.label or any(is_printed(found, due) for due in _printings(row)):
        return True
    written, label, above = comparable(found), comparable(row.label), comparable("".join(row.above))
    return written in above or (written.endswith(label) and written.removesuffix(label) in above)


def _is_end_of(row: FormRow, found: str) -> bool:
    """Return whether *found* is but the end of the label, whose beginning a line break has parted from it."""
    written, label = comparable(found), comparable(row.label)
    return label.endswith(written) and 2 * len(written) < len(label)


def _nearest_printing(row: FormRow, found: str) -> str:
    return max(_printings(row), key=lambda due: closeness(found, due))
