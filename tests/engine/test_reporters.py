import io
import json

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.excerpt import excerpt_of
from gip_lint.model.finding import CellChange, CellKey, Edit, Finding, Fix, Location, Related
from gip_lint.model.result import CellPlace, ReportHead, Result
from gip_lint.model.severity import Severity
from gip_lint.plugins.reporter import Style
from gip_lint.reporters.json import JsonReporter
from gip_lint.reporters.text import TextReporter, summary
from gip_lint_grammar.nodes import Span

TEXT = "某县2023年报告\n（七）总计 | 0 | 3 |\n四、结转下年度继续办理 | 2 | 0 |\n"
CELL = CellKey("applications", "processed_total", "natural_person")


def finding(word, message="有误", severity=Severity.ERROR, **more):
    start = TEXT.index(word)
    line = TEXT.count("\n", 0, start) + 1
    column = start - (TEXT.rfind("\n", 0, start) + 1) + 1
    return Finding(
        "GIP201",
        "balance-identity",
        severity,
        Bilingual(message, "wrong"),
        Span(start, start + len(word)),
        path="a.txt",
        location=Location(line, column, line, column + len(word)),
        **more,
    )


def result(*findings, **more):
    spans = {f.span for f in findings} | {note.span for f in findings for note in f.related}
    excerpts = {("a.txt", span): excerpt_of(TEXT, span) for span in spans if span}
    return Result(
        reports=(ReportHead("a.txt", "gip-2021", 2023, None),),
        findings=findings,
        files=1,
        excerpts=excerpts,
        **more,
    )


def written(result, language="zh", colour=False, **how):
    stream = io.StringIO()
    TextReporter(**how).write(result, stream, Style(language, colour))
    return stream.getvalue()


def test_the_cell_is_underlined():
    assert written(result(finding("0", cell=CELL))) == (
        "a.txt:1:4: GIP201 错误：有误\n  │\n1 │ 某县2023年报告\n  │      ^\n\n检查了 1 个文件：1 个错误\n"
    )
    assert "2 │ （七）总计 | 0 | 3 |\n  │ ^^^^^^^^^^\n" in written(result(finding("（七）总计")))


def test_related_places_are_drawn_where_they_are():
    start = TEXT.index("四、")
    note = Related(
        Bilingual("结转在这里", "carried here"), Span(start, start + 11), location=Location(3, 1, 3, 12)
    )
    assert written(result(finding("（七）总计", related=(note,))), summary=False) == (
        "a.txt:2:1: GIP201 错误：有误\n"
        "  │\n"
        "2 │ （七）总计 | 0 | 3 |\n"
        "  │ ^^^^^^^^^^\n"
        "3 │ 四、结转下年度继续办理 | 2 | 0 |\n"
        "  │ ---------------------- 结转在这里\n"
        "\n"
    )


def test_repairs_and_fixes_are_said():
    repair = (CellChange(CELL, 0, 2),)
    other = (CellChange(CELL, None, 3), CellChange(CellKey("applications", "granted", "total"), 1, 2))
    fix = Fix(Bilingual("改用〔〕", "use 〔〕"), (Edit(0, 1, "〔"),), safe=True)
    cells = {("a.txt", CELL): CellPlace("（七）总计 × 自然人", Location(line=2))}
    one = written(result(finding("总计", repairs=(repair,), fix=fix), cells=cells))
    assert "  = 可自动修复：改用〔〕\n" in one
    assert "应改" not in one
    certain = written(result(finding("总计", repairs=(repair,)), cells=cells))
    assert "  = 应改：（七）总计 × 自然人（第 2 行） 0 → 2\n" in certain
    two = written(result(finding("总计", repairs=(repair, other)), cells=cells), "en")
    assert "  = repair 1 of 2: （七）总计 × 自然人 (line 2) 0 → 2\n" in two
    assert (
        "  = repair 2 of 2: （七）总计 × 自然人 (line 2) blank → 3; applications/granted/total 1 → 2\n" in two
    )


def test_a_place_without_lines():
    there = Finding(
        "GIP201",
        "x",
        Severity.WARNING,
        Bilingual("有误", "wrong"),
        path="a.pdf",
        location=Location(page=3, place="表二"),
    )
    assert written(Result(findings=(there,), files=1)) == (
        "a.pdf（第 3 页，表二）: GIP201 警告：有误\n\n检查了 1 个文件：1 个警告\n"
    )
    assert written(Result(findings=(there,), files=1), "en").startswith(
        "a.pdf (page 3, 表二): GIP201 warning: wrong\n"
    )


def test_many_related_places_are_counted():
    notes = tuple(Related(Bilingual(f"第{n}处", f"place {n}")) for n in range(20))
    shown = written(result(finding("总计", related=notes)))
    assert shown.count("说明：") == 7
    assert "另有 14 处相关" in shown


def test_colour_changes_nothing_but_colour():
    import re

    found = result(finding("总计", severity=Severity.INFO, fix=Fix(Bilingual("改", "mend"), ())))
    coloured = written(found, colour=True)
    assert coloured != written(found)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == written(found)


def test_a_message_cannot_steer_the_terminal():
    assert "\x1b" not in written(result(finding("总计", message="标题“\x1b[2J\n”")))


def test_summaries():
    three = tuple(finding("总计", severity=severity) for severity in Severity)
    assert (
        summary(Result(findings=three * 2, files=3).totals, "zh")
        == "检查了 3 个文件：2 个错误，2 个警告，2 条提示"
    )
    assert (
        summary(Result(findings=three, files=1).totals, "en") == "checked 1 file: 1 error, 1 warning, 1 info"
    )
    assert summary(Result(files=0).totals, "en") == "checked 0 files: nothing found"
    unsure = Result(reports=(ReportHead("a.txt", "gip-2021", 2023, None, unsure=2),), files=1).totals
    assert summary(unsure, "zh") == "检查了 1 个文件：没有发现问题；2 个数读不准，没有核对"
    assert summary(unsure, "en").endswith("; 2 figures not known for sure and not checked")


def test_json_says_null_where_nothing_is_known():
    plain = Finding("GIP003", "unknown-year", Severity.INFO, Bilingual("年份不明", "no year"), path="a.txt")
    stream = io.StringIO()
    JsonReporter().write(Result(findings=(plain,), files=1), stream, Style("en"))
    document = json.loads(stream.getvalue())
    assert document["findings"] == [
        {
            "path": "a.txt",
            "rule": "GIP003",
            "name": "unknown-year",
            "severity": "info",
            "message": "no year",
            "location": dict.fromkeys(("line", "column", "end_line", "end_column", "page", "place", "box")),
            "cell": None,
            "related": [],
            "repairs": [],
            "fix": None,
        }
    ]
    assert document["summary"] == {
        "files": 1,
        "errors": 0,
        "warnings": 0,
        "infos": 1,
        "suppressed": 0,
        "baselined": 0,
        "unsure": 0,
    }


def test_json_of_everything():
    full = finding(
        "总计",
        cell=CellKey("applications", "granted"),
        related=(Related(Bilingual("甲", "a"), cell=CELL),),
        repairs=((CellChange(CELL, 0, 2),),),
        fix=Fix(Bilingual("改", "mend"), (Edit(1, 2, "x"),), safe=True),
    )
    stream = io.StringIO()
    JsonReporter().write(result(full), stream, Style())
    document = json.loads(stream.getvalue())
    (shown,) = document["findings"]
    assert shown["cell"] == {"table": "applications", "row": "granted", "column": None}
    assert shown["related"][0]["cell"]["column"] == "natural_person"
    assert shown["repairs"] == [[{"cell": shown["related"][0]["cell"], "found": 0, "expected": 2}]]
    assert shown["fix"] == {"safe": True, "message": "改", "edits": [{"start": 1, "end": 2, "text": "x"}]}
    assert document["reports"] == [
        {"path": "a.txt", "form": "gip-2021", "year": 2023, "agency": None, "unsure": 0}
    ]


def test_marks_of_one_line_stand_under_it_together():
    first, second = TEXT.index("0 |"), TEXT.index("3 |")
    notes = (
        Related(Bilingual("很" * 60, "long"), Span(second, second + 1), location=Location(2, 13, 2, 14)),
        Related(Bilingual("左边", "left"), Span(first - 2, first - 1), location=Location(2, 7, 2, 8)),
    )
    assert written(result(finding("0 |", related=notes)), summary=False).splitlines()[:6] == [
        "a.txt:2:9: GIP201 错误：有误",
        "  │",
        "2 │ （七）总计 | 0 | 3 |",
        "  │              ^^^ -",
        "  │            - 左边",
        "  = 说明（第 2 行）：" + "很" * 38,
    ]
