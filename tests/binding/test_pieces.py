"""Tables that came apart, as where a page is read column by column: nothing that is guessed is accused."""

from __future__ import annotations

import pytest

from gip_lint import api
from gip_lint.binding.alignment import ALIKE, likenesses
from gip_lint.binding.bind import bind
from gip_lint.binding.records import Record, Unit
from gip_lint.forms.lexicon import table_lexicon
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.notation import Notation
from gip_lint.model.report import DeviationKind
from gip_lint.model.severity import Severity
from gip_lint.model.source_map import TextSource
from gip_lint.readers.plain.text import notation_of_text
from gip_lint.testing.builder import form_named, report
from gip_lint_grammar.folding import label_key
from gip_lint_grammar.nodes import Span

PARTS = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)


def text_with(form: str, number: int, table: str) -> str:
    """Return a report of that form with *table* written in the place of the table of that part."""
    whole = report(form).text()
    start = whole.index(PARTS[number]) + len(PARTS[number]) + 1
    behind = "五、" if number == 2 else PARTS[number + 1]
    return whole[:start] + table + whole[whole.index(behind, start) :]


LABELS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "四、结转下年度继续办理",
)
WRITTEN = ("new_received", "carried_over", "carried_forward")


def accused(text: str) -> list[str]:
    return [each.rule for each in api.check(text).findings if each.severity is Severity.ERROR]


def test_a_column_label_below_its_row_is_neither_a_figure_nor_missing():
    whole = report("gip-2019").text()
    start = whole.index("第二十条第（九）项")
    end = whole.index(PARTS[1])
    pieces = "第二十条第（九）项\n信息内容\n政府集中采购\n\n采购项目数量\n2\n\n采购总金额\n35.6\n\n"
    assert not {"GIP108", "GIP206"} & set(accused(whole[:start] + pieces + whole[end:]))


@pytest.mark.parametrize(
    ("header", "rules"),
    [
        ("结果维持 结果纠正 其他结果 尚未审结 总计 " * 3, ["GIP204"]),
        ("结果维持 结果纠正 其他结果 尚未审结 总计 结果 结果 其他 维持 纠正 结果 尚未 审结 总计 " * 1, []),
    ],
)
def test_figures_under_a_header_that_is_out_of_order_are_not_accused(header, rules):
    figures = "1 2 0 0 3 0 0 0 3 0 3 0 0 0 0"
    table = "行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉\n" + "\n".join(
        [*header.split(), *figures.split()]
    )
    found = accused(text_with("gip-2021", 2, table + "\n"))
    assert sorted(set(found)) == rules


def with_rows(*lines: str) -> str:
    """Return a report whose table of applications has *lines* from its heading on."""
    whole = report("gip-2021").text()
    start = whole.index("自然人")
    return whole[:start] + "\n".join(lines) + "\n\n" + whole[whole.index(PARTS[2]) :]


HEADING = "自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他  总计"


def missing(text: str, kind: DeviationKind) -> set[str | None]:
    (found,) = bind("x", notation_of_text(text), builtin_forms())
    noted = [each.key for each in found.tables["applications"].deviations if each.kind is kind]
    return {key.row or key.column for key in noted}


def test_a_column_whose_label_is_torn_is_not_missing():
    heading = "自然人  总计\n社会公益组 法律服务机\n商业企业  科研机构  其他\n织  构"
    rows = [
        "一、本年新收政府信息公开申请数量  1  0  0  0  0  2",
        "二、上年结转政府信息公开申请数量  0  1  0  0  0  0",
        "四、结转下年度继续办理  1  1  0  0  0  2",
    ]
    assert missing(with_rows(heading, *rows), DeviationKind.MISSING_COLUMN) == set()
    without = HEADING.replace("社会公益组织  ", "")
    assert missing(with_rows(without, *rows), DeviationKind.MISSING_COLUMN) == {"public_interest"}


def test_figures_before_spaces_at_the_end_of_a_line_are_not_known_to_be_the_first():
    rows = [f"{label}  1  0  0  0  0  1   " for label in LABELS]
    (found,) = bind("x", notation_of_text(with_rows(HEADING, *rows)), builtin_forms())
    cells = [cell for cell in found.tables["applications"] if cell.key.row in WRITTEN]
    assert cells
    assert not any(cell.sure for cell in cells)


@pytest.mark.parametrize(
    "lines",
    [
        (
            "8.属于行政查询事项",
            "|（四）无法提供||1.本机关不掌握相关政府信息|||||||",
            "2.没有现成信息需要另行制作",
        ),
        (
            "三、本年度 8.属于行政查询事项",
            "办理结果 1.本机关不掌握相关政府信息",
            "2.没有现成信息需要另行制作",
        ),
        (
            "8.属于行政",
            "查询事项",
            "三、本年度 1.本机关不掌握相关政",
            "（四）无 2.没有现成信息需要另行",
            "法提供 制作",
        ),
    ],
)
def test_a_blank_row_whose_label_is_broken_or_beside_another_is_not_missing(lines):
    figures = "  0  0  0  0  0  0  0"
    rows = [label + figures for label in LABELS[:2]]
    rows += ["7.属于行政执法案卷" + figures, *lines, "3.补正后申请内容仍不明确" + figures]
    found = missing(with_rows(HEADING, *rows, LABELS[2] + figures), DeviationKind.MISSING_ROW)
    assert "denied_state_secret" in found
    assert not {"denied_administrative_query", "unavailable_not_held", "unavailable_needs_creation"} & found


def test_the_label_on_the_line_of_the_figures_names_their_row():
    figures = "  0  2  0  0  0  0  2"
    lines = [
        *(label + figures for label in LABELS[:2]),
        "8.属于行政查询事项",
        "三、本年度  1.本机关不掌握相关政府" + figures,
        "办理结果  信息",
        "2.没有现成信息需要另行制作" + figures,
        LABELS[2] + figures,
    ]
    (found,) = bind("x", notation_of_text(with_rows(HEADING, *lines)), builtin_forms())
    table = found.tables["applications"]
    held = table["unavailable_not_held", "business"]
    assert held is not None
    assert held.value == 2
    above = table["denied_administrative_query", "business"]
    assert above is None or above.value is None


def test_rows_left_blank_are_not_zero_where_figures_are_astray():
    whole = report("gip-2021").with_cell("applications", "carried_forward", "total", 7)
    whole = whole.with_cell("applications", "carried_forward", "natural_person", 7).text()
    start = whole.index("一、本年新收政府信息公开申请数量")
    end = whole.index("（二）部分公开", start)
    rows = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果",
        "（一）予以公开",
    )
    figures = ("7 0 0 0 0 0 7 " + "0 " * 14).split()
    scattered = "\n".join([*rows, *figures]) + "\n"
    assert accused(whole[:start] + scattered + whole[end:]) == []


@pytest.mark.parametrize(
    ("header", "rules"),
    [
        ("上一年项目数量\n本年增/减\n处理决定数量", ["GIP207"]),
        ("处理决定数量", []),
        ("上一年项目数量\n处理决定数量", []),
    ],
)
def test_a_count_below_zero_under_a_torn_header_may_be_a_change(header, rules):
    whole = report("gip-2019").text()
    start = whole.index("第二十条第（五）项")
    end = whole.index("第二十条第（六）项")
    block = f"第二十条第（五）项\n信息内容\n{header}\n行政许可\n0\n4\n-9\n其他对外管理服务事项\n0\n0\n0\n"
    assert [rule for rule in accused(whole[:start] + block + whole[end:]) if rule == "GIP207"] == rules


def test_a_row_that_a_doubtful_line_may_hold_is_not_missing():
    label, spoilt = "一、本年新收政府信息公开申请数量", "项一、之和本年，新等于收政第三府信项加"
    text = report("gip-2021").text("rows")
    line = next(line for line in text.splitlines() if label in line)
    written = line.replace(label, spoilt).replace("0", "人0", 1)
    text = text.replace(line, written)
    start = text.index(written)
    doubtful = [
        Span(text.index(each, start), text.index(each, start) + len(each)) for each in (spoilt, "人0")
    ]
    notation = Notation(text, TextSource(text), doubtful=tuple(doubtful))
    for source, missing in ((notation, []), (Notation(text, TextSource(text)), ["new_received"])):
        (found,) = bind("a.pdf", source, builtin_forms())
        kinds = [(each.kind, each.key.row) for each in found.applications.deviations]
        assert [row for kind, row in kinds if kind is DeviationKind.MISSING_ROW] == missing


ZEROS = "\n0" * 7


def cell_by_cell(*lines: str) -> str:
    return with_rows(*HEADING.split("  "), *lines)


def read(text: str):
    (found,) = bind("x", notation_of_text(text), builtin_forms())
    return found.tables["applications"]


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        ("rejected_repeat", ("2.重复申请 0", "0", "0", "5", "0", "0", "5")),
        (
            "other_overdue_correction",
            (
                "1.申请人无正当理由逾期不补正、行政机关",
                "0",
                "不再处理其政府信息公开申请",
                *"005005",
            ),
        ),
    ],
)
def test_a_row_whose_label_stands_among_its_figures_is_whole(row, lines):
    table = read(cell_by_cell(LABELS[0] + ZEROS, *lines, LABELS[2] + ZEROS))
    cells = [table[row, column.key] for column in table.form.blocks[0].columns]
    assert [cell and cell.value for cell in cells] == [0, 0, 0, 5, 0, 0, 5]
    assert all(cell and cell.sure for cell in cells)


def test_figures_of_another_row_among_those_of_one_are_doubted():
    table = read(cell_by_cell(LABELS[0] + ZEROS, "（七）总计", *"120030", *"0000000", LABELS[2] + ZEROS))
    assert not any(cell.sure for cell in table if cell.key.row == "processed_total")


def test_a_row_or_column_whose_label_stands_elsewhere_is_not_missing():
    text = cell_by_cell(LABELS[0] + ZEROS, LABELS[1] + ZEROS).replace(
        "五、存在", "四、结转下年度继续办理\n五、存在"
    )
    assert "carried_forward" not in missing(text, DeviationKind.MISSING_ROW)
    heading = HEADING.replace("  其他", "").split("  ")
    rows = [label + "\n0" * 6 for label in LABELS]
    assert missing(with_rows(*heading, *rows, "3.其他"), DeviationKind.MISSING_COLUMN) == {"other"}
    assert missing(with_rows(*heading, *rows, "其他"), DeviationKind.MISSING_COLUMN) == set()


def test_labels_between_that_of_a_row_and_its_figures_are_doubted():
    table = read(
        cell_by_cell(LABELS[0] + ZEROS, "2.重复申请", "（七）总计", "科研机构", *"0010001", LABELS[2])
    )
    assert not any(cell.sure for cell in table if cell.key.row in ("rejected_repeat", "processed_total"))


def test_a_row_that_goes_beyond_the_only_full_one_is_not_known_by_it():
    rows = [
        "|一、本年新收政府信息公开申请数量|||139|||||||",
        "|（六）其他处理||0|0|0|0|0|0|0|",
        "|四、结转下年度继续办理|||0|0|0|0|0|||",
    ]
    table = read(with_rows(*rows))
    assert not any(cell.sure for cell in table if cell.key.row in ("new_received", "carried_forward"))


def test_the_label_of_a_row_among_those_of_columns_is_no_column_more():
    whole = report("gip-2019").text()
    start, end = whole.index("第二十条第（六）项"), whole.index("第二十条第（八）项")
    heading = ["第二十条第（六）项", "信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
    pieces = "\n".join([*heading, "行政处罚", "行政强制", "27", "90", "2", "4715"])
    (found,) = bind("x", notation_of_text(f"{whole[:start]}{pieces}\n{whole[end:]}"), builtin_forms())
    table = found.tables["disclosure"]
    assert not any(cell.sure for cell in table if cell.key.row in ("penalties", "compulsory_measures"))
    assert not any(each.kind is DeviationKind.EXTRA_COLUMN for each in table.deviations)


def test_figures_before_the_label_and_the_first_of_their_row_are_its_own():
    lines = (
        "4.无正当理由大量反复申请",
        *"0000000",
        *"500005",
        "办理结果",
        "5.要求行政机关确认或重新出具已获取信息 0",
    )
    table = read(cell_by_cell(LABELS[0] + ZEROS, *lines, LABELS[2] + ZEROS))
    cells = [table["rejected_reissue", column.key] for column in table.form.blocks[0].columns]
    assert [cell and cell.value for cell in cells] == [0, 5, 0, 0, 0, 0, 5]


def test_what_spans_rows_speaks_for_none_beside_the_label_of_a_row() -> None:
    lexicon = table_lexicon(form_named("gip-2021").tables["applications"])
    labels = [
        Unit(Span(at, at + 1), text, "words", at, key=label_key(text))
        for at, text in enumerate(("2.重复申请", "（五）不予处理"))
    ]
    likes = likenesses(Record(labels, [Unit(Span(3, 4), "1", "figure", 3)], one_line=False), lexicon)
    score = {entry.row.key: like.score for entry, like in zip(lexicon.rows, likes)}
    assert max(score, key=lambda row: score[row]) == "rejected_repeat"
    assert score["rejected_petition"] < ALIKE
