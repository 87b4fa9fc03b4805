"""What is kept between runs: it saves time, and changes nothing that is printed."""

import ctypes
import hmac
import json
import os
import subprocess
import sys
import zlib

import pytest
from command import run
from installed_plugin import install

from gip_lint.testing import report

COUNTING = """
    class Counting(Rule):
        code = "XXX001"
        name = "counting"
        needs = Needs.TEXT
        severity = Severity.INFO
        title = Bilingual("计数", "counting")
        description = Bilingual("测试用", "for tests")

        def check(self, report):
            with open(os.environ["COUNTED"], "a") as log:
                log.write(report.path + "\\n")
            return ()

    @hookimpl
    def gip_lint_rules():
        return [Counting]
    """


@pytest.fixture
def bench(tmp_path):
    """A folder of three reports, and a rule that writes down each that it is asked about."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(3):
        made = report("gip-2021", 2023).with_cell("applications", "granted", "total", 7 + number)
        (reports / f"{number}.txt").write_text(made.text(), encoding="utf-8")
    return Bench(tmp_path)


class Bench:
    def __init__(self, folder):
        self.folder = folder
        self.log = folder / "log"
        self.cache = folder / "cache"
        self.env = {
            **install(folder, COUNTING),
            "COUNTED": str(self.log),
            "GIP_LINT_CACHE_DIR": str(self.cache),
        }

    def check(self, *arguments, begin=None):
        """Run, and return the outcome and which files were really looked at."""
        self.log.write_text("", encoding="utf-8")
        outcome = run("check", *(arguments or ("reports",)), cwd=self.folder, env=self.env, begin=begin)
        return outcome, self.log.read_text(encoding="utf-8").split()

    def entries(self):
        return sorted(path for path in (self.cache / "entries").rglob("*") if path.is_file())


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_second_run_looks_at_nothing_and_says_the_same(bench, form):
    fresh, _ = bench.check("--no-cache", "--format", form, "reports")
    assert not bench.cache.exists()
    first, looked = bench.check("--format", form, "reports")
    second, again = bench.check("--format", form, "reports")
    assert (len(looked), again) == (3, [])
    assert fresh.stdout == first.stdout == second.stdout
    assert (second.returncode, second.stderr) == (1, "")


def test_a_run_out_of_the_cache_loads_neither_grammar_nor_rules(bench):
    bench.check("--isolated", "reports")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "gip_lint", "check", "--isolated", "reports"],
        cwd=bench.folder,
        env={**os.environ, **bench.env, "COUNTED": str(bench.log)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "gip_lint.batch.run" in loaded
    assert not loaded & {
        "lark",
        "gip_lint.binding.bind",
        "gip_lint_rules.arithmetic",
        "multiprocessing",
    }


def test_only_what_changed_is_looked_at(bench):
    bench.check()
    (bench.folder / "reports/1.txt").write_text(report("gip-2021", 2022).text(), encoding="utf-8")
    assert bench.check()[1] == ["reports/1.txt"]


def test_configuration_flags_and_plugins_count(bench):
    bench.check()
    assert len(bench.check("--ignore", "GIP3", "reports")[1]) == 3
    assert len(bench.check("--lang", "en", "reports")[1]) == 3
    assert bench.check("--fail-on", "never", "reports")[1] == []
    (bench.folder / "gip-lint.toml").write_text('ignore = ["GIP4"]', encoding="utf-8")
    assert len(bench.check()[1]) == 3
    assert bench.check()[1] == []
    plugin = bench.folder / "site/mischief_plugin.py"
    plugin.write_text(plugin.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert len(bench.check()[1]) == 3


def test_what_failed_is_tried_again(bench, tmp_path):
    (bench.folder / "reports/unread.txt").write_bytes(b"\x00\xff\xfe\x81")
    bench.check()
    count = len(bench.entries())
    outcome, looked = bench.check()
    assert looked == []
    assert "GIP001" in outcome.stdout
    assert count == len(bench.entries()) == 3


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: b"\x80\x04}." + data,
        lambda data: zlib.compress(b'[[["error", 9]], [], true, [4]]\nxx'),
        lambda data: zlib.compress(b"[" * 100_000),
        lambda data: zlib.compress(b'{"findings": []}'),
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    ],
)
def test_a_damaged_entry_is_passed_over(bench, damage):
    first, _ = bench.check()
    for path in bench.entries():
        path.write_bytes(damage(path.read_bytes()))
    second, looked = bench.check()
    assert (second.stdout, second.stderr, len(looked)) == (first.stdout, "", 3)
    assert bench.check()[1] == []


def test_a_cache_that_comes_with_the_reports_is_not_read(bench):
    bench.check()
    bench.cache.rename(bench.folder / "reports/.gip_lint_cache")
    assert len(bench.check()[1]) == 3


def obey_the_mode_of_files():
    """Give up what lets root write anywhere, as Linux has it."""
    drop_from_bounding_set, override_of_modes = 24, 1
    ctypes.CDLL(None).prctl(drop_from_bounding_set, override_of_modes, 0, 0, 0)


@pytest.mark.skipif(
    sys.platform == "win32" or (sys.platform != "linux" and os.geteuid() == 0),
    reason="root may write anywhere",
)
def test_a_folder_that_cannot_be_written_does_no_harm(bench):
    bench.cache.mkdir(mode=0o500)
    begin = obey_the_mode_of_files if sys.platform == "linux" else None
    outcome, looked = bench.check("reports", begin=begin)
    assert not list(bench.cache.iterdir())
    assert (outcome.returncode, outcome.stderr, len(looked)) == (1, "", 3)


def test_a_file_in_the_place_of_the_folder_does_no_harm(bench):
    bench.cache.write_text("not a folder", encoding="utf-8")
    outcome, looked = bench.check()
    assert (outcome.returncode, outcome.stderr, len(looked)) == (1, "", 3)
    assert bench.cache.read_text(encoding="utf-8") == "not a folder"


def test_the_command_says_where_and_clears(bench):
    bench.check()
    where = run("cache", "dir", env=bench.env)
    assert where.stdout == f"{bench.cache}\n"
    assert (bench.cache / ".gitignore").read_text(encoding="utf-8") == "*\n"
    tag = (bench.cache / "CACHEDIR.TAG").read_text(encoding="utf-8")
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55")
    cleared = run("cache", "clear", "--lang", "en", env=bench.env)
    assert cleared.stdout == f"{bench.cache}: 3 results removed\n"
    assert bench.entries() == []
    assert len(bench.check()[1]) == 3


@pytest.mark.parametrize("command", [("cache", "clear"), ("cache", "dir"), ("check", "reports")])
def test_a_folder_that_is_no_cache_is_refused_and_left_as_it_is(bench, command):
    before = sorted(bench.folder.rglob("*"))
    outcome = run(*command, "--cache-dir", bench.folder, cwd=bench.folder)
    assert outcome.returncode == 2
    assert "CACHEDIR.TAG" in outcome.stderr
    empty = run(*command, "--cache-dir=", cwd=bench.folder)
    assert empty.returncode == 2
    assert sorted(bench.folder.rglob("*")) == before


def test_a_cache_whose_mark_was_cut_off_is_still_one(bench):
    bench.check()
    (bench.cache / "CACHEDIR.TAG").write_bytes(b"")
    outcome, looked = bench.check()
    assert (outcome.returncode, outcome.stderr, looked) == (1, "", [])


def test_an_entry_that_another_wrote_is_not_believed(bench):
    bench.check()
    for path in bench.entries():
        data = path.read_bytes()
        forged = zlib.compress(zlib.decompress(data[32:]).replace("错误".encode(), "没有".encode()))
        path.write_bytes(hmac.digest(b"key of another", forged, "sha256") + forged)
    outcome, looked = bench.check()
    assert len(looked) == 3
    assert "没有：" not in outcome.stdout


def test_entries_that_another_user_made_are_not_believed(bench, tmp_path):
    bench.check()
    bench.env["XDG_CACHE_HOME"] = str(tmp_path / "another")
    assert len(bench.check()[1]) == 3
    assert (tmp_path / "another/gip-lint/key").stat().st_mode & 0o777 == 0o600
    assert bench.check()[1] == []


def test_a_link_in_the_cache_is_not_followed(bench, tmp_path):
    bench.check()
    entries = bench.cache / "entries"
    elsewhere = tmp_path / "elsewhere"
    entries.rename(elsewhere)
    entries.symlink_to(elsewhere)
    before = {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()}
    assert len(bench.check()[1]) == 3
    assert run("cache", "clear", env=bench.env).returncode == 0
    assert {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()} == before


def test_old_entries_go_first(tmp_path, monkeypatch):
    from gip_lint.batch import cache as module

    monkeypatch.setattr(module, "MOST_BYTES", 250)
    cache = module.Cache(tmp_path / "cache")
    for age, key in enumerate(["aa1", "bb2", "cc3", "dd4"]):
        cache.put(key, os.urandom(80))
        path = tmp_path / "cache/entries" / key[:2] / key[2:]
        stamp = path.stat().st_mtime - age * module.DAY
        os.utime(path, (stamp, stamp))
    cache.tidy(1)
    assert [cache.get(key) is not None for key in ("aa1", "bb2", "cc3", "dd4")] == [True, True, False, False]
    cache.put("ee5", b"today")
    cache.tidy(1)
    assert cache.get("ee5") == b"today"


def test_formats_that_need_the_whole_result_read_it_from_records():
    from gip_lint.batch import record
    from gip_lint.config.configurations import Configurations
    from gip_lint.engine.engine import Engine
    from gip_lint.plugins.registry import installed_plugins

    engine = Engine(Configurations(isolated=True), installed_plugins())
    text = report("gip-2019", 2019).with_cell("applications", "granted", "total", 70).text()
    result = engine.check_text(text + "\n根据国务院令第492号，办理20xx年1,0件。\n", "报告.txt")
    assert result.findings
    assert record.read(record.written(result)) == result
    for wrong in ("", "[]", "{}", "null", json.dumps([[], [[]], 1, [], [], []]), "[" * 100_000):
        with pytest.raises(record.DamagedRecordError):
            record.read(wrong)


TOWN = """
from pathlib import Path
from gip_lint.kit import hookimpl

HERE = Path(__file__).parent

@hookimpl
def gip_lint_custom_rules():
    return [HERE / "rules.toml"]

@hookimpl
def gip_lint_tables():
    return [HERE / "tables.toml"]

@hookimpl
def gip_lint_words():
    return {"injected-text": (HERE / "words.txt").read_text(encoding="utf-8").split()}
"""
RULES = """
[[custom-rules]]
code = "XY001"
name = "no-word"
kind = "forbidden-phrase"
title = "用词"
phrases = ["政府信息"]
"""
TABLES = """
[[addition]]
forms = ["gip-2021"]
table = "disclosure"
after = "normative_documents"
rows = [{ key = "other_documents", label = "其他主动公开文件" }]
required = true
"""


@pytest.mark.parametrize(
    ("changed", "old", "new", "code"),
    [
        ("rules.toml", "政府信息", "从未写过", "XY001"),
        ("tables.toml", "required = true", "required = false", "GIP107"),
        ("words.txt", "政府信息", "从未写过", "GIP604"),
    ],
)
def test_a_changed_file_that_a_plugin_names_or_reads_from_is_seen(tmp_path, changed, old, new, code):
    texts = {"town.py": TOWN, "rules.toml": RULES, "tables.toml": TABLES, "words.txt": "政府信息"}
    for name, text in {**texts, "report.txt": report("gip-2021", 2023).text()}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def codes():
        flags = ["--plugin", "town.py", "--select", "XY,GIP107,GIP604", "--format", "json"]
        env = {"GIP_LINT_CACHE_DIR": str(tmp_path / "cache")}
        done = run("check", *flags, "report.txt", cwd=tmp_path, env=env)
        return {each["rule"] for each in json.loads(done.stdout)["findings"]}

    assert codes() == codes() == {"XY001", "GIP107", "GIP604"}
    (tmp_path / changed).write_text(texts[changed].replace(old, new), encoding="utf-8")
    assert codes() == {"XY001", "GIP107", "GIP604"} - {code}


LOCAL = """
from gip_lint.kit import Rule, Bilingual, hookimpl
{imported}

class Said(Rule):
    code, name = "XY001", "said"
    title = description = Bilingual("某", "some")

    def check(self, report):
        yield self.finding(Bilingual({word}, "some"), report.title_span)

@hookimpl
def gip_lint_rules():
    return [Said]
"""


def said_by(folder, named, **env):
    """Run with a plugin, bytecode allowed; return the message of its one finding."""
    env |= {"GIP_LINT_CACHE_DIR": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": ""}
    flags = ["--plugin", named, "--select", "XY", "--format", "json"]
    done = run("check", *flags, "report.txt", cwd=folder, env=env)
    (found,) = json.loads(done.stdout)["findings"]
    return found["message"]


def test_a_local_plugin_changed_within_a_second_is_the_new_one_and_leaves_nothing_beside_it(tmp_path):
    (tmp_path / "report.txt").write_text(report().text(), encoding="utf-8")
    path = tmp_path / "town.py"
    for word in ("甲", "乙", "丙"):
        path.write_text(LOCAL.format(imported="", word=repr(word)), encoding="utf-8")
        os.utime(path, (1_700_000_000, 1_700_000_000))
        assert said_by(tmp_path, "town.py") == word
    assert not (tmp_path / "__pycache__").exists()


def test_a_changed_module_beside_the_module_of_a_plugin_is_seen(tmp_path):
    (tmp_path / "report.txt").write_text(report().text(), encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    (site / "town.py").write_text(
        LOCAL.format(imported="from spoken import WORD", word="WORD"), encoding="utf-8"
    )
    for word in ("甲", "乙乙"):
        (site / "spoken.py").write_text(f"WORD = {word!r}\n", encoding="utf-8")
        assert said_by(tmp_path, "town", PYTHONPATH=str(site)) == word
