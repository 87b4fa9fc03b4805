import csv
import io
import json
import subprocess
import sys
from pkgutil import iter_modules

import pytest
from command import run

import gip_lint
from gip_lint.cli import commands
from gip_lint.cli.catalogue import COMMANDS
from gip_lint.testing import report
from gip_lint_rules.narrative._shared.samples import told

SAMPLE = report("gip-2021", 2023).with_cell("applications", "granted", "natural_person", 3)


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SAMPLE.text(), encoding="utf-8")
    return path


def test_version_and_module():
    assert run("--version").stdout == f"gip-lint {gip_lint.__version__}\n"
    outcome = subprocess.run(
        [sys.executable, "-m", "gip_lint", "--version"], capture_output=True, text=True, check=False
    )
    assert outcome.stdout == f"gip-lint {gip_lint.__version__}\n"


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"]])
def test_nothing_heavy_is_imported_before_it_is_needed(arguments):
    code = (
        "import sys\nfrom gip_lint.cli.main import main\nmain(sys.argv[1:])\n"
        "heavy = {'attrs', 'lark', 'pluggy', 'rapidfuzz', 'tomli', 'json'}\n"
        "heavy.add('importlib.metadata')\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert outcome.stderr == "[]\n"


def imported_commands(*arguments):
    """Return the modules of commands that the command line imports for these arguments."""
    code = (
        "import sys\nfrom gip_lint.cli.main import main\nmain(sys.argv[1:])\n"
        "start = 'gip_lint.cli.commands.'\n"
        "print(*{each.removeprefix(start).split('.')[0] for each in sys.modules if each.startswith(start)}, "
        "file=sys.stderr)"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(outcome.stderr.split())


def test_a_command_is_imported_only_when_it_is_asked_for():
    assert imported_commands("--help") == set()
    assert imported_commands("check", "--help") == {"check"}
    assert imported_commands("--lang=en", "cache", "--help") == {"cache"}
    assert imported_commands("cache", "dir", "--quiet") == {"cache"}


def test_every_command_is_one_module():
    modules = {each.name.replace("_", "-") for each in iter_modules(commands.__path__)}
    assert modules == set(COMMANDS)


def test_a_check_of_a_clean_text_imports_no_more_than_it_needs(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(report().text(), encoding="utf-8")
    code = (
        "import sys\nfrom gip_lint.cli.main import main\nassert main(sys.argv[1:]) == 0\n"
        "unneeded = {'rapidfuzz', 'difflib', 'importlib.metadata'}\n"
        "print(sorted(unneeded & set(sys.modules)), file=sys.stderr)"
    )
    arguments = ["check", "--isolated", "--no-cache", str(path)]
    outcome = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert outcome.stderr == "[]\n"


def test_a_check_makes_few_attrs_classes(tmp_path):
    """Each takes as long to make as four NamedTuples, and a check of one file is over in a moment."""
    path = tmp_path / "a.txt"
    path.write_text(report().text(), encoding="utf-8")
    code = (
        "import sys\nfrom gip_lint.cli.main import main\nassert main(sys.argv[1:]) == 0\n"
        "own = [each for name, each in sys.modules.items() if name.startswith('gip_lint')]\n"
        "held = {value for each in own for value in vars(each).values() if isinstance(value, type)}\n"
        "print(sum('__attrs_attrs__' in vars(each) for each in held), file=sys.stderr)"
    )
    arguments = ["check", "--isolated", "--no-cache", str(path)]
    outcome = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert 10 < int(outcome.stderr) <= 30


def test_the_catalogue_needs_no_grammar():
    code = (
        "import sys\nfrom gip_lint.cli.main import main\nmain(['rules'])\n"
        "print(sorted({'lark', 'rapidfuzz'} & set(sys.modules)), file=sys.stderr)"
    )
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert outcome.stderr == "[]\n"


def test_extract_json(sample):
    outcome = run("extract", "a.txt", cwd=sample.parent)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    document = json.loads(outcome.stdout)
    assert document["schema"] == 1
    (found,) = document["reports"]
    assert {"path": "a.txt", "form": "gip-2021", "year": 2023}.items() <= found.items()
    cell = found["tables"]["applications"]["granted"]["natural_person"]
    assert (cell["value"], cell["raw"], cell["unit"]) == (3, "3", None)
    assert {"line", "column", "end_line", "end_column", "page"} <= set(cell["location"])
    expected = SAMPLE.cells()
    for table, rows in expected.items():
        for row, columns in rows.items():
            for column, value in columns.items():
                assert found["tables"][table][row][column]["value"] == value


def test_extract_csv(sample):
    outcome = run("extract", "--format", "csv", "a.txt", cwd=sample.parent)
    rows = list(csv.DictReader(io.StringIO(outcome.stdout)))
    assert list(rows[0]) == [
        "path", "form", "year", "agency", "table", "row", "column", "value", "unit", "raw",
        "line", "line_column", "sure", "doubt",
    ]  # fmt: skip
    (cell,) = (row for row in rows if row["value"] == "3")
    assert (cell["table"], cell["row"], cell["column"]) == ("applications", "granted", "natural_person")
    assert int(cell["line"]) > 1


def test_no_formula_reaches_a_spreadsheet(tmp_path):
    from gip_lint.reporters.extraction import _inert

    assert _inert("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert _inert("+cmd|x") == "'+cmd|x"
    assert [_inert(text) for text in ("+2", "-5", "-1,234.5", "减少58", "", None)] == [
        "+2", "-5", "-1,234.5", "减少58", "", None,
    ]  # fmt: skip


def test_extract_of_no_report(tmp_path):
    (tmp_path / "a.txt").write_text("会议通知\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00")
    outcome = run("extract", ".", cwd=tmp_path)
    assert outcome.returncode == 1
    assert "a.txt: GIP002" in outcome.stderr
    assert "b.txt: GIP001" in outcome.stderr
    assert json.loads(outcome.stdout)["reports"] == [
        {
            "path": "a.txt",
            "form": None,
            "year": None,
            "year_source": None,
            "agency": None,
            "agency_source": None,
            "tables": {},
        }
    ]
    assert run("extract", "--fail-on", "never", ".", cwd=tmp_path).returncode == 0


def test_parse(sample):
    tree = run("parse", sample)
    assert tree.returncode == 0
    assert tree.stdout.startswith("document")
    assert "heading" in tree.stdout
    assert "table" in tree.stdout
    document = json.loads(run("parse", "--format", "json", sample).stdout)
    text = sample.read_text(encoding="utf-8")
    for block in document["blocks"]:
        if block["type"] == "heading":
            assert block["title"] in text[slice(*block["span"])]
        for row in block.get("rows", ()):
            for cell in row["cells"]:
                assert text[slice(*cell["span"])] == cell["text"]
    assert run("parse", "--notation", sample).stdout == text
    assert run("parse", sample.parent).returncode == 2
    assert run("parse", "absent").returncode == 2


def test_parse_shows_how_tables_were_bound(tmp_path):
    built = report("gip-2021").raw_cell("applications", "granted", "natural_person", "1 6")
    path = tmp_path / "a.txt"
    path.write_text(built.text(), encoding="utf-8")
    shown = run("parse", "--binding", path).stdout
    (torn,) = (line for line in shown.splitlines() if "1 6" in line)
    assert "自然人" in torn
    assert torn.endswith("? 数字被拆开，或是几个数")
    assert "（一）予以公开  [行名一致；个数与列数相等]" in shown
    document = json.loads(run("parse", "--binding", "--format", "json", path).stdout)
    row = document["reports"][0]["tables"]["applications"]["rows"]["granted"]
    assert (row["label"]["text"], row["likeness"], row["placing"]) == ("（一）予以公开", 1.0, "count")
    cell = row["cells"]["natural_person"]
    assert (cell["raw"], cell["value"], cell["sure"], cell["doubt"]["code"]) == ("1 6", None, False, "torn")
    extracted = json.loads(run("extract", path).stdout)["reports"][0]["tables"]["applications"]["granted"]
    assert extracted["natural_person"]["raw"] == "1 6"
    assert extracted["natural_person"]["value"] is None
    assert extracted["natural_person"]["sure"] is False
    assert extracted["business"]["sure"] is True


def test_parse_statements(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        told(
            "全年收到政府信息公开申请5件，其中网上申请3件；予以公开5件，收到来信甲乙丙2件。",
            new_received=5,
            granted=5,
        ),
        encoding="utf-8",
    )
    text = run("parse", "--statements", path).stdout
    assert "收到 5 (本机关, 报告年度)  =>  一、本年新收政府信息公开申请数量 × 总计: 5" in text
    assert "? 其中网上申请3件: 只说其中一部分" in text
    assert "收到来信甲乙丙2件" in text
    statements = json.loads(run("parse", "--statements", "--format", "json", path).stdout)["statements"]
    assert statements[0]["statements"][0]["cells"] == [
        {"table": "applications", "row": "new_received", "column": "total"}
    ]


def test_parse_of_what_cannot_be_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x00")
    for flags in ([], ["--notation"]):
        outcome = run("parse", *flags, path)
        assert outcome.returncode == 1
        assert "GIP001" in outcome.stderr


def test_rules():
    text = run("rules")
    assert text.returncode == 0
    assert "GIP002" in text.stdout
    assert "not-a-report" in text.stdout
    document = json.loads(run("rules", "--format", "json", "--lang", "en").stdout)
    codes = [rule["code"] for rule in document["rules"]]
    assert codes == sorted(codes)
    assert {"code", "name", "severity", "title", "description", "sources", "plugin"} == set(
        document["rules"][0]
    )


def test_explain_every_rule_in_both_languages():
    for rule in json.loads(run("rules", "--format", "json").stdout)["rules"][:3]:
        for language in ("zh", "en"):
            page = run("explain", rule["code"], "--lang", language)
            assert page.returncode == 0
            assert rule["name"] in page.stdout.splitlines()[0]


def test_explain_by_name_and_the_nearest():
    assert run("explain", "not-a-report").stdout == run("explain", "gip002").stdout
    outcome = run("explain", "GPI002")
    assert outcome.returncode == 2
    assert "GIP002" in outcome.stderr


def test_law_says_what_the_register_knows() -> None:
    ended = run("law", "《中华人民共和国政府信息公开条例》", "--year", "2023")
    assert ended.returncode == 0
    assert "国务院令第711号" in ended.stdout
    assert "2019年5月15日起施行" in ended.stdout


def test_law_admits_what_the_register_does_not_hold() -> None:
    ended = run("law", "--lang", "en", "某某办法")
    assert ended.returncode == 0
    assert "does not hold" in ended.stdout
