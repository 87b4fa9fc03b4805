"""``--fix``, ``--unsafe-fixes`` and ``--diff`` of the installed command."""

import json
import os
import resource
import shutil
import subprocess
import zipfile

import docx
import pytest
from command import COMMAND, run

from gip_lint.testing import report

GOOD = report("gip-2021", 2023).text()
BROKEN = GOOD.replace("一、总体情况\n", "一、总体情况\n我局认真做好的的各项工作。\n", 1)
FIXED = BROKEN.replace("的的", "的")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_bytes(BROKEN.replace("\n", "\r\n").encode("gbk"))
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_what_can_be_fixed_is_marked_and_counted(folder):
    outcome = run("check", "--lang", "en", cwd=folder)
    assert "GIP603 warning [*]: " in outcome.stdout
    assert outcome.stdout.splitlines()[-1] == "[*] 1 can be fixed with --fix"
    assert run("check", "--quiet", cwd=folder).stdout.count("可用 --fix") == 0


def test_fix(folder):
    outcome = run("check", "--fix", "--fail-on", "warning", cwd=folder)
    assert (outcome.returncode, outcome.stderr) == (0, "gip-lint: 修复了 1 个文件中的 1 处\n")
    assert outcome.stdout == "检查了 2 个文件：没有发现问题\n"
    assert (folder / "a.txt").read_bytes() == FIXED.replace("\n", "\r\n").encode("gbk")
    assert (folder / "good.txt").read_text(encoding="utf-8") == GOOD
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "good.txt"]


def test_what_is_no_report_is_fixed_only_where_it_is_named(folder):
    readme = folder / "说明.md"
    readme.write_text("本目录存放各单位的的报告。\n", encoding="utf-8")
    outcome = run("check", "--fix", "--lang", "en", ".", cwd=folder)
    assert "gip-lint: 说明.md: this is not an annual report (GIP002)" in outcome.stderr
    assert "fixed 1 finding in 1 file" in outcome.stderr
    assert readme.read_text(encoding="utf-8") == "本目录存放各单位的的报告。\n"
    assert run("check", "--diff", ".", cwd=folder).stdout == ""
    run("check", "--fix", ".", "说明.md", cwd=folder)
    assert readme.read_text(encoding="utf-8") == "本目录存放各单位的报告。\n"


def test_a_link_out_of_the_folder_is_fixed_only_where_it_is_named(folder, tmp_path_factory):
    target = tmp_path_factory.mktemp("elsewhere") / "b.txt"
    target.write_text(BROKEN, encoding="utf-8")
    (folder / "b.txt").symlink_to(target)
    (folder / "c.txt").symlink_to("a.txt")
    outcome = run("check", "--fix", "--lang", "en", ".", cwd=folder)
    assert "gip-lint: b.txt: this is a link that leads out of the folder" in outcome.stderr
    assert "c.txt" not in outcome.stderr
    assert target.read_text(encoding="utf-8") == BROKEN
    run("check", "--fix", "b.txt", cwd=folder)
    assert target.read_text(encoding="utf-8") == FIXED


def test_diff_writes_nothing(folder):
    before = (folder / "a.txt").read_bytes()
    outcome = run("check", "--diff", cwd=folder)
    assert outcome.returncode == 1
    lines = [line.rstrip("\r") for line in outcome.stdout.splitlines()]
    assert lines[:2] == ["--- a.txt", "+++ a.txt"]
    assert "-我局认真做好的的各项工作。" in lines
    assert "+我局认真做好的各项工作。" in lines
    assert outcome.stderr == "gip-lint: 可修复 1 个文件中的 1 处\n"
    assert (folder / "a.txt").read_bytes() == before
    clean = run("check", "--diff", "good.txt", cwd=folder)
    assert (clean.returncode, clean.stdout) == (0, "")
    assert run("check", "--diff", "--fix", cwd=folder).returncode == 1
    assert (folder / "a.txt").read_bytes() == before


def test_a_file_of_several_names_is_shown_once_by_its_own(folder):
    (folder / "Z.txt").symlink_to("a.txt")
    (folder / "z.txt").symlink_to("a.txt")
    outcome = run("check", "--diff", cwd=folder)
    assert [line for line in outcome.stdout.splitlines() if line.startswith("---")] == ["--- a.txt"]
    assert outcome.stderr == "gip-lint: 可修复 1 个文件中的 1 处\n"
    assert run("check", "--diff", "Z.txt", cwd=folder).stdout.startswith("--- Z.txt")


def test_standard_input_goes_to_standard_output(folder):
    outcome = run("check", "--fix", "-", cwd=folder, stdin=BROKEN)
    assert (outcome.returncode, outcome.stdout) == (0, FIXED)
    assert "检查了 1 个文件：没有发现问题" in outcome.stderr
    nothing = run("check", "--fix", "-", cwd=folder, stdin=GOOD)
    assert nothing.stdout == GOOD
    undecodable = run("check", "--fix", "-", cwd=folder, stdin=b"\xff\xfe\x00", text=False)
    assert (undecodable.returncode, undecodable.stdout) == (1, b"\xff\xfe\x00")
    assert run("check", "--diff", "-", cwd=folder, stdin=BROKEN).stdout.startswith("--- <stdin>\n")


def test_fixes_in_other_files_are_listed_and_not_made(folder):
    document = docx.Document()
    for line in BROKEN.splitlines():
        document.add_paragraph(line)
    document.save(folder / "a.docx")
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("inner.txt", BROKEN)
    before = {name: (folder / name).read_bytes() for name in ("a.docx", "a.zip")}
    outcome = run("check", "--fix", "a.docx", "a.zip", cwd=folder)
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert outcome.stdout.count("改法（需手工修改）：删去重复的“的”") == 2
    assert "[*]" not in outcome.stdout
    assert "a.docx（" in outcome.stdout
    found = json.loads(run("check", "--format", "json", "a.docx", cwd=folder).stdout)["findings"]
    assert [each["fix"]["edits"] for each in found if each["rule"] == "GIP603"] == [[]]


def test_a_file_that_cannot_be_written_is_a_failure_and_the_others_are_fixed(folder):
    (folder / "a.txt").chmod(0o444)
    (folder / "b.txt").write_text(BROKEN, encoding="utf-8")
    before = (folder / "a.txt").read_bytes()
    outcome = run("check", "--fix", cwd=folder)
    assert outcome.returncode == 2
    assert "a.txt：文件为只读，修复未写入" in outcome.stderr
    assert (folder / "a.txt").read_bytes() == before
    assert (folder / "b.txt").read_text(encoding="utf-8") == FIXED


@pytest.mark.skipif(os.name == "nt", reason="about POSIX limits")
def test_a_full_disk_leaves_the_file(folder):
    before = (folder / "a.txt").read_bytes()
    outcome = subprocess.run(
        [COMMAND, "check", "--fix", "a.txt"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)),
        timeout=60,
        check=False,
    )
    assert outcome.returncode == 2
    assert "文件未变" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert (folder / "a.txt").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "good.txt"]


def test_what_a_baseline_knows_is_not_fixed_and_hinders_no_fix(folder):
    known = BROKEN.replace("我局认真", "关于20xx年工作，我局认真", 1)
    (folder / "b.txt").write_text(known.replace("的的", "的"), encoding="utf-8")
    assert run("check", "b.txt", "--write-baseline", "known.json", cwd=folder).returncode == 0
    (folder / "b.txt").write_text(known, encoding="utf-8")
    outcome = run("check", "b.txt", "--fix", "--baseline", "known.json", cwd=folder)
    assert "新的错误" not in outcome.stderr
    assert (folder / "b.txt").read_text(encoding="utf-8") == known.replace("的的", "的")
    again = run("check", "a.txt", "--write-baseline", "known.json", cwd=folder)
    assert again.returncode == 0
    before = (folder / "a.txt").read_bytes()
    run("check", "a.txt", "--fix", "--baseline", "known.json", cwd=folder)
    assert (folder / "a.txt").read_bytes() == before


@pytest.mark.skipif(shutil.which("git") is None, reason="the diff is for git to apply")
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "name", ["a.txt", "a b.txt", 'quo"te.txt', "two\nlines.txt", "t\tab.txt", "年 报.txt"]
)
def test_git_applies_the_diff_to_a_file_of_any_name(tmp_path, name, end, mark):
    file = tmp_path / name
    file.write_bytes(mark + BROKEN.replace("\n", end).encode())
    diff = run("check", "--diff", "--quiet", cwd=tmp_path, text=False)
    assert diff.returncode == 1
    command = ["git", "apply", "--unsafe-paths", "-p0", "-"]
    subprocess.run(command, cwd=tmp_path, input=diff.stdout, check=True)
    applied = file.read_bytes()
    file.write_bytes(mark + BROKEN.replace("\n", end).encode())
    run("check", "--fix", cwd=tmp_path)
    assert file.read_bytes() == applied
