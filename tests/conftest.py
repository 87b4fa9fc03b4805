"""What holds for every test."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from carried_fonts import fonts_of_its_own
from programs import PROGRAMS

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell makes what it starts in the background deaf to Ctrl-C, and with it all that the tests start.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-programs", action="store_true", help="fail where a program is missing")


def pytest_configure(config: pytest.Config) -> None:
    lacks = [program.lack for program in PROGRAMS.values() if not program.path]
    if lacks and config.getoption("require_programs"):
        raise pytest.UsageError("; ".join(lacks))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("chromium")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what needs a missing program: skipped here, all of it makes one line of the summary."""
    for name, program in PROGRAMS.items():
        if not program.path and item.get_closest_marker(name):
            pytest.skip(program.lack)


@pytest.fixture(autouse=True, scope="session")
def cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the results of the tests’ runs out of the user’s own cache."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("GIP_LINT_CACHE_DIR", str(folder))
        yield folder


@pytest.fixture(autouse=True)
def font(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Have programs that print or convert take a font of the tests, whatever fonts the machine has."""
    if any(request.node.get_closest_marker(name) for name in ("chromium", "libreoffice")):
        name = getattr(request, "param", "song")
        monkeypatch.setenv("FONTCONFIG_FILE", fonts_of_its_own(name, tmp_path_factory.getbasetemp()))
