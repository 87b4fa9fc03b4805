"""What a province adds to the forms, from a TOML file, as the installed command takes it up."""

import json

import pytest
from command import run

from gip_lint.plugins.registry import installed_plugins
from gip_lint.plugins.sources import NamedPlugin
from gip_lint.testing import report

CITY = """
[[table]]
forms = ["gip-2021"]
key = "platforms"
part = "disclosure"
title = { zh = "政务平台情况表", en = "platforms" }
layout = "down"
required = true
from = 2023

[[table.block]]
corner = ["平台名称"]
columns = [
    { key = "posts", label = "发布信息条数" },
    { key = "answers", label = "回应留言条数" },
    { key = "sum", label = "发布回应合计" },
]
rows = [
    { key = "website", label = "政府门户网站" },
    { key = "wechat", label = "政务微信公众号" },
    { key = "all", label = "各平台总计" },
]

[[table.identity]]
key = "platform-sum"
scope = "row"
left = ["sum"]
right = ["posts", "answers"]
title = { zh = "合计等于发布加回应", en = "the sum of posts and answers" }
source = "某省通知"

[[table.identity]]
key = "platform-total"
scope = "column"
left = ["all"]
right = ["website", "wechat"]
title = { zh = "总计等于各平台之和", en = "the sum of all platforms" }
source = "某省通知"

[[addition]]
forms = ["gip-2021"]
table = "disclosure"
required = true
from = 2023

[[addition.block]]
heading = "其他主动公开情况"
corner = ["信息内容"]
columns = [{ key = "made", label = "本年制作数量" }, { key = "open", label = "本年公开数量" }]
rows = [
    { key = "interpretations", label = "政策解读" },
    { key = "consultations", label = "意见征集" },
    { key = "others", label = "其他主动公开合计" },
]

[[addition.identity]]
key = "others-total"
scope = "column"
left = ["others"]
right = ["interpretations", "consultations"]
title = { zh = "合计等于政策解读加意见征集", en = "the sum of both" }
source = "某省通知"

[[addition.check]]
key = "open-made"
rows = ["interpretations", "consultations"]
column = "open"
finds = ["open > made"]
title = { zh = "公开多于制作", en = "more open than made" }
source = "某省通知"
"""
PLATFORMS = {
    "website": {"posts": 5, "answers": 2, "sum": 7},
    "wechat": {"posts": 3, "answers": 1, "sum": 4},
    "all": {"posts": 8, "answers": 3, "sum": 11},
}
OTHERS = {
    "interpretations": {"made": 5, "open": 2},
    "consultations": {"made": 3, "open": 1},
    "others": {"made": 8, "open": 3},
}
NOTATIONS = ["pipes", "rows", "rows-bare", "lines", "markdown", "tabs", "box"]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "city.toml").write_text(CITY, encoding="utf-8")
    (tmp_path / "gip-lint.toml").write_text('plugins = ["city.toml"]\n', encoding="utf-8")
    return tmp_path


def made(folder, year=2023):
    form = installed_plugins().also([NamedPlugin("city.toml", folder)]).form("gip-2021")
    return report(form, year).with_figures("platforms", PLATFORMS).with_figures("disclosure", OTHERS)


def write(folder, built, name="report.txt", notation="pipes"):
    (folder / name).write_text(built.text(notation), encoding="utf-8")


def checked(folder, *arguments):
    outcome = run("check", "--format", "json", *arguments, cwd=folder)
    assert outcome.returncode in {0, 1}, outcome.stderr
    return [
        (each["path"], each["rule"], "/".join(filter(None, (each["cell"] or {}).values())), each["message"])
        for each in json.loads(outcome.stdout)["findings"]
    ]


def extracted(folder, name):
    read = json.loads(run("extract", name, cwd=folder).stdout)["reports"][0]["tables"]
    return {
        table: {row: {column: cell["value"] for column, cell in cells.items()} for row, cells in rows.items()}
        for table, rows in read.items()
    }


def test_added_cells_are_extracted_by_their_keys_in_every_notation(folder):
    for notation in NOTATIONS:
        write(folder, made(folder), f"{notation}.txt", notation)
        tables = extracted(folder, f"{notation}.txt")
        assert tables["platforms"] == PLATFORMS, notation
        assert OTHERS.items() <= tables["disclosure"].items(), notation
    assert checked(folder) == []


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_false_sum_of_an_addition_is_told_with_its_cell_and_the_value_due(folder, notation):
    built = made(folder).with_cell("platforms", "all", "sum", 12)
    write(folder, built.with_cell("disclosure", "others", "open", 4), notation=notation)
    (_, first, cell, said), (_, second, place, other) = sorted(checked(folder), key=lambda each: each[2])
    assert (first, second) == ("GIP211", "GIP211")
    assert cell == "disclosure/others/open"
    assert "其他主动公开合计 × 本年公开数量：表中为 4，应为 3" in said
    assert place == "platforms/all/sum"
    assert "各平台总计 × 发布回应合计：表中为 12，应为 11" in other


def test_a_check_of_an_addition_is_told(folder):
    built = made(folder).with_cell("disclosure", "interpretations", "open", 6)
    write(folder, built.with_cell("disclosure", "others", "open", 7))
    ((_, rule, cell, said),) = checked(folder)
    assert (rule, cell) == ("GIP212", "disclosure/interpretations/open")
    assert "公开多于制作（6 > 5）" in said


def test_what_a_report_lacks_is_asked_for(folder):
    write(folder, made(folder).without_row("platforms", "wechat"), "row.txt")
    write(folder, made(folder).without_row("disclosure", "consultations"), "block.txt")
    write(folder, made(folder).without_table("platforms"), "table.txt")
    assert [(path, rule, cell) for path, rule, cell, _ in checked(folder)] == [
        ("block.txt", "GIP107", "disclosure/consultations"),
        ("row.txt", "GIP107", "platforms/wechat"),
        ("table.txt", "GIP106", "platforms"),
    ]


def test_nothing_is_asked_of_a_report_of_another_year(folder):
    write(folder, report("gip-2021", 2022), "older.txt")
    write(folder, report("gip-2021", 2023), "newer.txt")
    write(folder, report("gip-2019", 2020), "other-form.txt")
    assert [(path, rule) for path, rule, *_ in checked(folder)] == [
        ("newer.txt", "GIP106"),
        ("newer.txt", "GIP107"),
    ]
    write(folder, made(folder, 2022).with_cell("platforms", "all", "sum", 12), "early.txt")
    assert [(rule, cell) for _, rule, cell, _ in checked(folder, "early.txt")] == [
        ("GIP211", "platforms/all/sum")
    ]
    (folder / "city.toml").write_text(CITY.replace("from = 2023", "until = 2022"), encoding="utf-8")
    assert [path for path, *_ in checked(folder)] == ["early.txt", "older.txt", "older.txt"]


def test_nothing_is_asked_where_it_is_not_required(folder):
    (folder / "city.toml").write_text(CITY.replace("required = true", ""), encoding="utf-8")
    write(folder, report("gip-2021", 2023))
    assert checked(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('label = "政策解读"', 'lable = "政策解读"', "addition 1, block 1, rows 1: unknown key lable"),
        ('label = "政策解读"', "", "addition 1, block 1, rows 1: label is missing"),
        ('label = "发布信息条数"', "label = 3", "table 1, block 1, columns 1: label must be a string, not 3"),
        ('layout = "down"', 'layout = "sideways"', "table 1: layout must be one of down, across"),
        ('part = "disclosure"', 'part = "nowhere"', "no part nowhere"),
        ("required = true", "required = 1", "required must be true or false"),
        ("from = 2023", 'from = "2023"', "from must be a year"),
        ('forms = ["gip-2021"]', "forms = 3", "forms must be a list"),
        ('zh = "政务平台情况表", en', 'zh = "政务平台情况表", eng', "table 1: title must be two strings"),
        ('right = ["posts", "answers"]', 'right = ["posts", "replies"]', "no column replies"),
        ('right = ["website", "wechat"]', 'right = ["website", "@apps"]', "no row @apps"),
        ('rows = ["interpretations", "consultations"]', 'rows = ["x"]', "check open-made"),
        ('column = "open"', 'column = "shut"', "no column shut"),
        ('"open > made"', '"open > nothing"', "no column nothing"),
        ('"open > made"', '"open.__class__ > made"', "addition 1, check 1: finds must be"),
        ('key = "wechat"', 'key = "website"', "row website already"),
        ("[[addition]]", "[addition]", "must be a list of tables"),
        ("[[table.block]]", "[[table.blocks]]", "unknown key blocks; did you mean block?"),
        ("[[table]]", "[[tables]]", "tables"),
        ("required = true", "required = ", "city.toml"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_the_file_and_its_place(folder, old, new, said):
    assert old in CITY
    (folder / "city.toml").write_text(CITY.replace(old, new, 1), encoding="utf-8")
    write(folder, report())
    outcome = run("check", "--lang", "en", cwd=folder)
    assert outcome.returncode == 2
    assert "city.toml" in outcome.stderr
    assert said in outcome.stderr
    assert "Traceback" not in outcome.stderr
