"""The wheel of gip-lint without any extra: text is read, and other formats say what they need."""

import io
import subprocess
import venv
import zipfile

import pytest

from gip_lint.testing import report


def _archive(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, "<x/>")
    return stream.getvalue()


HEAVY = {
    "html": b"<!DOCTYPE html><html><body><p>report</p></body></html>",
    "docx": _archive("word/document.xml"),
    "xlsx": _archive("xl/workbook.xml"),
    "pdf": b"%PDF-1.7\n%%EOF",
}


@pytest.fixture(scope="module")
def folder(wheel, tmp_path_factory):
    """A folder with an environment that holds the wheel and what it always needs, and with reports."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True, timeout=300)
    (folder / "report.txt").write_text(report().text(), encoding="utf-8")
    for suffix, data in HEAVY.items():
        (folder / f"report.{suffix}").write_bytes(data)
    return folder


def _check(folder, name):
    return subprocess.run(
        [folder / "venv" / "bin" / "gip-lint", "check", "--lang", "en", name],
        cwd=folder,
        env={"GIP_LINT_CACHE_DIR": str(folder / "cache"), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_text_is_read_without_an_extra(folder):
    done = _check(folder, "report.txt")
    assert done.returncode in (0, 1), done.stderr
    assert "GIP001" not in done.stdout
    assert not done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("extra", HEAVY)
def test_a_format_whose_library_is_missing_names_the_command_that_installs_it(folder, extra):
    done = _check(folder, f"report.{extra}")
    assert done.returncode == 2
    assert f'python -m pip install "gip-lint[{extra}]"' in done.stderr
    assert "Traceback" not in done.stderr
