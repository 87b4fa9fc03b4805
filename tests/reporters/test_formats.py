"""The formats that other programs read, each held against what it has to be."""

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from attrs import evolve as replace
from lxml import etree

from gip_lint import check
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import UsageError
from gip_lint.model.fingerprint import fingerprints
from gip_lint.model.result import Failure, Result
from gip_lint.plugins.registry import installed_plugins
from gip_lint.plugins.reporter import Style
from gip_lint.testing import report

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
HOSTILE = Bilingual(*['=1+1 %0A::error::x,y:z\n::set-output name=a::b </failure><x>&"\x1b[31m\x00\u202e'] * 2)

BROKEN = report("gip-2019", 2019).with_cell("applications", "new_received", "natural_person", 14)
TEXT = BROKEN.text().replace("一、总体情况\n", "一、总体情况\n我局认真做好的的各项工作。\n", 1)


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    (folder / "a b，甲.txt").write_text(TEXT, encoding="utf-8")
    (folder / "good.txt").write_text(report("gip-2021", 2023).text(), encoding="utf-8")
    (folder / "no.docx").write_bytes(b"nothing")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return check(["."], isolated=True)


def hostile(result):
    findings = [replace(finding, message=HOSTILE, path="a\nb:,%.txt") for finding in result.findings]
    return replace(result, findings=tuple(findings))


def written(result, name, language="zh"):
    stream = io.StringIO(newline="")
    installed_plugins().reporter(name).write(result, stream, Style(language))
    return stream.getvalue()


def test_an_unknown_format_names_all():
    with pytest.raises(UsageError, match="text, json, sarif, github, gitlab, junit, csv, html"):
        installed_plugins().reporter("xml")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["ordinary", "hostile", "empty", "failed"])
def test_sarif_is_valid(result, kind, language):
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    shown = {
        "ordinary": result,
        "hostile": hostile(result),
        "empty": Result(),
        "failed": replace(result, failures=(Failure("a.txt", "GIP201", "Traceback"),)),
    }[kind]
    log = json.loads(written(shown, "sarif", language))
    jsonschema.validate(log, schema, cls=jsonschema.Draft4Validator)
    (run,) = log["runs"]
    assert run["invocations"][0]["executionSuccessful"] is (kind != "failed")
    assert len(run["results"]) == len(shown.findings)


def test_sarif_says_where_what_and_how(result):
    (run,) = json.loads(written(result, "sarif"))["runs"]
    rules, artifacts = run["tool"]["driver"]["rules"], run["artifacts"]
    assert [unquote(each["location"]["uri"]) for each in artifacts] == ["a b，甲.txt", "good.txt", "no.docx"]
    assert run["columnKind"] == "unicodeCodePoints"
    for found, finding in zip(run["results"], result.findings, strict=True):
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"] == finding.rule
        physical = found["locations"][0]["physicalLocation"]
        assert unquote(artifacts[physical["artifactLocation"]["index"]]["location"]["uri"]) == finding.path
        assert physical.get("region", {}).get("startLine") == finding.location.line
        assert len(found.get("relatedLocations", [])) == len(finding.related)
    assert all(rule["help"]["text"] and rule["fullDescription"]["text"] for rule in rules)
    (repeated,) = [found for found in run["results"] if found["ruleId"] == "GIP603"]
    (change,) = repeated["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    start = replacement["deletedRegion"]["charOffset"]
    length = replacement["deletedRegion"]["charLength"]
    new = replacement["insertedContent"]["text"]
    assert TEXT[:start] + new + TEXT[start + length :] == TEXT.replace("的的", "的")
    region = repeated["locations"][0]["physicalLocation"]["region"]
    assert TEXT.splitlines()[region["startLine"] - 1][region["startColumn"] - 1 :].startswith("的的")


def test_fingerprints_stay_when_lines_move(result):
    def prints(text):
        found = check(text, isolated=True)
        return dict(
            zip([(f.rule, f.cell, f.message) for f in found.findings], fingerprints(found), strict=True)
        )

    before = prints(TEXT)
    moved = prints(TEXT.replace("一、总体情况\n", "一、总体情况\n本年度工作稳步推进。\n\n", 1))
    assert moved == before
    assert len(set(before.values())) == len(before)
    mended = prints(BROKEN.text())
    assert set(mended.values()) < set(before.values())


def test_alike_findings_are_told_apart():
    twice = check(
        TEXT.replace("我局认真做好的的各项工作。\n", "我局认真做好的的各项工作。\n" * 2), isolated=True
    )
    assert len(set(fingerprints(twice))) == len(twice.findings)


def test_github(result, monkeypatch, tmp_path):
    lines = written(result, "github", "en").splitlines()
    assert len(lines) == len(result.findings)
    kinds = [line.split(" ")[0] for line in lines]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)
    (repeated,) = [line for line in lines if "GIP603" in line]
    assert re.match(
        r"::warning title=GIP603 repeated-words,file=a b，甲\.txt,line=4,endLine=4,col=7,endColumn=9::.",
        repeated,
    )
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path.cwd().parent))
    assert f"file={Path.cwd().name}/a b，甲.txt," in written(result, "github")


def test_github_commands_cannot_be_injected(result):
    for line in written(hostile(result), "github").split("\n")[:-1]:
        match = re.fullmatch(r"::(?:error|warning|notice) ([^:\r]*)::(.*)", line)
        assert match
        assert "file=a\\nb%3A%2C%25.txt" in match[1]
        assert "%250A" in match[2]
        assert "\x1b" not in line


def test_gitlab(result, monkeypatch):
    issues = json.loads(written(result, "gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(result.findings)
    for issue, finding in zip(issues, result.findings, strict=True):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["path"] == finding.path
        assert issue["location"]["lines"]["begin"] == (finding.location.line or 1)
    assert json.loads(written(Result(), "gitlab")) == []


@pytest.mark.parametrize("kind", ["ordinary", "hostile", "empty"])
def test_junit_is_valid(result, kind):
    shown = {"ordinary": result, "hostile": hostile(result), "empty": Result()}[kind]
    document = etree.fromstring(written(shown, "junit").encode())
    etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd")).assertValid(document)
    cases = document.findall("testsuite/testcase")
    for name, tag in (("tests", None), ("failures", "failure"), ("errors", "error")):
        counted = [case for case in cases if tag is None or case.find(tag) is not None]
        assert int(document.get(name)) == len(counted)
        assert int(document.get(name)) == sum(int(suite.get(name)) for suite in document)
    if kind == "ordinary":
        suites = {suite.get("name"): suite for suite in document}
        assert [case.get("name") for case in suites["good.txt"]] == ["gip-lint"]
        assert suites["no.docx"].find("testcase/error").get("message")


def test_csv(result):
    text = written(result, "csv", "en")
    assert text.startswith("\ufefffile,line,")
    assert "\r\n" in text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [(row["file"], row["rule"]) for row in rows] == [(f.path, f.rule) for f in result.findings]
    (repeated,) = [row for row in rows if row["rule"] == "GIP603"]
    assert repeated["fixable"] == "delete the second “的”"


def test_no_formula_reaches_a_spreadsheet(result):
    rows = list(csv.reader(io.StringIO(written(hostile(result), "csv"), newline="")))
    for row in rows:
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row)
        assert not any("\x1b" in value or "\n" in value for value in row)
