"""To lint a stranger's folder is to run none of the code in it, whatever it is called."""

import os
import subprocess
import sys

import pytest
from command import COMMAND, run

from gip_lint.plugins.sources import ALLOW
from gip_lint.testing import report

MARK = "import os\nopen(os.path.splitext(__file__)[0] + '.ran', 'w').close()\n"
OF_LIBRARIES = [
    "tomli",
    "lark",
    "attr",
    "attrs",
    "pluggy",
    "rapidfuzz",
    "shtab",
    "lxml",
]
OF_PYTHON = [
    "json",
    "re",
    "typing",
    "pathlib",
    "__future__",
    "signal",
    "multiprocessing",
    "argparse",
    "ctypes",
]
OF_STARTING = [
    "evil",
    "sitecustomize",
    "usercustomize",
    "conftest",
    "setup",
    "gip_lint_rules",
    "gip_lint_grammar",
]
ENTRY = "[gip_lint]\nevil = evil\n[pytest11]\nevil = evil\n"
WAYS = {
    "command": [COMMAND],
    "module": [sys.executable, "-m", "gip_lint"],
}


@pytest.fixture
def folder(tmp_path):
    """A folder in which everything that could be run would leave a file behind."""
    place = tmp_path / "stranger"
    place.mkdir()
    for name in (*OF_LIBRARIES, *OF_PYTHON, *OF_STARTING):
        (place / f"{name}.py").write_text(MARK, encoding="utf-8")
    for name in ("evil.egg-info", "evil-1.0.dist-info", "EGG-INFO"):
        (place / name).mkdir()
        (place / name / "entry_points.txt").write_text(ENTRY, encoding="utf-8")
        for described in ("METADATA", "PKG-INFO"):
            (place / name / described).write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1\n")
    (place / "evil.pth").write_text("import evil\n", encoding="utf-8")
    (place / "pyproject.toml").write_text(
        "[project]\nname = 'evil'\n[project.entry-points.gip_lint]\nevil = 'evil'\n", encoding="utf-8"
    )
    for number in range(3):
        (place / f"report-{number}.txt").write_text(report().text(), encoding="utf-8")
    return place


def lint(way, cwd, *arguments):
    clean = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", ALLOW}}
    outcome = subprocess.run(
        [*WAYS[way], "check", "--no-cache", "--lang", "en", *map(str, arguments)],
        cwd=cwd,
        env=clean,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "Traceback" not in outcome.stderr
    return outcome


def ran(folder):
    return sorted(path.name for path in folder.rglob("*.ran"))


@pytest.mark.parametrize("way", WAYS)
def test_no_code_of_the_folder_runs(folder, way):
    for cwd, arguments in ((folder, ["."]), (folder, ["--jobs", "2", "."]), (folder.parent, [folder.name])):
        outcome = lint(way, cwd, "--select", "GIP2", *arguments)
        assert outcome.returncode == 0, outcome.stderr
        assert ran(folder) == []


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_with_the_name_of_the_package_opens_no_door(folder, way):
    (folder / "gip_lint").mkdir()
    if way == "command":  # python -m runs a package that lies where it is started: the guide says so
        (folder / "gip_lint" / "__init__.py").write_text(MARK, encoding="utf-8")
        (folder / "gip_lint" / "cli.py").write_text(MARK, encoding="utf-8")
    assert lint(way, folder, "--select", "GIP2", ".").returncode == 0
    assert ran(folder) == []


@pytest.mark.parametrize(
    "named", ["evil.py", "./evil.py", "../evil.py", "sub/../evil.py", "link.py", "{outside}"]
)
@pytest.mark.parametrize("way", WAYS)
def test_no_local_plugin_of_its_configuration_runs(folder, way, named):
    outside = folder.parent / "evil.py"
    outside.write_text(MARK, encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / "link.py").symlink_to(outside)
    listed = named.format(outside=outside)
    (folder / "gip-lint.toml").write_text(f"plugins = ['{listed}']\n", encoding="utf-8")
    outcome = lint(way, folder, ".")
    assert outcome.returncode == 2
    assert "gip-lint.toml" in outcome.stderr
    assert "--allow-local-plugins" in outcome.stderr
    assert ran(folder.parent) == []


@pytest.mark.parametrize("named", ["evil", "conftest", "gip_lint_rules"])
def test_no_module_of_the_folder_is_taken_for_an_installed_plugin(folder, named):
    (folder / "gip-lint.toml").write_text(f"plugins = ['{named}']\n", encoding="utf-8")
    outcome = lint("module", folder, "--allow-local-plugins", ".")
    assert outcome.returncode == 2
    assert f"no plugin {named} is installed" in outcome.stderr
    assert ran(folder) == []


@pytest.mark.skipif(os.name == "nt", reason="about POSIX files")
@pytest.mark.parametrize("kind", ["pipe.toml", "zero.toml", "/dev/zero", "large.toml"])
def test_a_plugin_that_is_no_file_of_a_fit_size_is_not_waited_for(folder, kind):
    os.mkfifo(folder / "pipe.toml")
    (folder / "zero.toml").symlink_to("/dev/zero")
    with (folder / "large.toml").open("wb") as stream:
        stream.truncate(1 << 40)
    (folder / "gip-lint.toml").write_text(f"plugins = ['{kind}']\n", encoding="utf-8")
    outcome = lint("command", folder, ".")
    assert outcome.returncode == 2
    assert kind in outcome.stderr


RULE = "[[custom-rules]]\ncode = 'XY001'\nname = 'own'\ntitle = 'own'\n"
BOUND = "kind = 'bound'\ntable = 'applications'\nrow = 'granted'\ncolumn = 'total'\nat-most = {}\n"
SUM = "kind = 'identity'\ntable = 'applications'\nleft = ['{}']\nright = ['granted']\n"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (BOUND.format("nan"), "at-most"),
        (BOUND.format("inf"), "at-most"),
        (BOUND.format("'9**9**9'"), "at-most"),
        (BOUND.format("9" * 5000), "not valid TOML"),
        (BOUND.format(3).replace("granted", "__class__"), "row: there is no __class__"),
        (BOUND.format(3).replace("'total'", "'__init__'"), "column: there is no __init__"),
        (SUM.format("granted.__class__"), "left: there is no granted.__class__"),
        (SUM.format("grantedd"), "did you mean granted"),
        (SUM.format("granted").replace("applications", "aplications"), "did you mean applications"),
        ("kind = 'required-phrase'\nphrases = ['x']\npart = 'overvew'", "did you mean overview"),
        ("kind = 'required-phrase'\nphrases = ['x']\nforms = ['gip-1999']", "there is no gip-1999"),
        ("kind = " + "[" * 5000, "not valid TOML"),
    ],
)
def test_what_a_rule_without_code_may_not_say_is_named(tmp_path, rule, said):
    (tmp_path / "gip-lint.toml").write_text(RULE + rule, encoding="utf-8")
    (tmp_path / "report.txt").write_text(report().text(), encoding="utf-8")
    outcome = run("check", "--no-cache", "--lang", "en", ".", cwd=tmp_path)
    assert outcome.returncode == 2
    assert said in outcome.stderr
    assert "gip-lint.toml" in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize(
    "rule",
    [
        "kind = 'forbidden-phrase'\nphrases = ['" + "政" * 100_000 + "']",
        "kind = 'forbidden-phrase'\nphrases = ['(a+)+$', '.*', '{0.__class__}', '%s', '$(id)']",
        "kind = 'forbidden-phrase'\nphrases = ['信']\nmessage = '{0.__class__.__mro__} %(x)s `id`'",
        BOUND.format("9" * 4000),
    ],
)
def test_what_a_rule_without_code_says_is_text_and_no_more(tmp_path, rule):
    (tmp_path / "gip-lint.toml").write_text(RULE + rule, encoding="utf-8")
    (tmp_path / "report.txt").write_text(report().text(), encoding="utf-8")
    outcome = run("check", "--no-cache", "--select", "XY001", "--format", "csv", ".", cwd=tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    assert "GIP009" not in outcome.stdout
    assert "message" not in rule or "{0.__class__.__mro__} %(x)s `id`" in outcome.stdout
