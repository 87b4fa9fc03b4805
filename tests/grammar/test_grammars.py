"""What Lark saved when the package was built parses as the grammar does, and serves no other grammar."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import lark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gip_lint_grammar import grammars
from gip_lint_grammar.marks import prepared

CLASSES = {"一": "HEADING", "0": "CELLS"}


def classed(line: lark.Token) -> lark.Token:
    line.type = CLASSES.get(line[0], "PROSE")
    return line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in grammars.FOLDER.glob("*.lark"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(grammars, "FOLDER", tmp_path)
    return tmp_path


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the grammars that were analysed since."""
    names: list[str] = []
    analyse = grammars._analysed

    def watched(name: str, **options: object) -> lark.Lark:
        names.append(name)
        return analyse(name, **options)

    monkeypatch.setattr(grammars, "_analysed", watched)
    return names


@pytest.fixture(scope="module")
def parsers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[lark.Lark, lark.Lark]]:
    """Of each grammar the parser that was saved and one analysed anew."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("grammars")
        for path in grammars.FOLDER.glob("*.lark"):
            shutil.copy(path, folder)
        patch.setattr(grammars, "FOLDER", folder)
        options = {"lexer_callbacks": {"PROSE": classed}}
        anew = {name: grammars.load_parser(name, **options) for name in grammars.NAMES}
        list(grammars.save_parsers())
        return {name: (grammars.load_parser(name, **options), anew[name]) for name in grammars.NAMES}


PIECES = st.lists(
    st.sampled_from(
        [
            *"一、|│ 1\t总计0-:=x。\f\r\n《》()〔〕第条款项号令和的a7〇增减+约万元无",
            "《政府信息公开条例》",
            "国办公开办函〔2021〕30号",
            "以下简称",
            "条例第二十条第一款第五项",
            "├──┼──┤\n",
        ]
    ),
    max_size=30,
).map("".join)


@given(text=PIECES | st.text(max_size=60))
@pytest.mark.parametrize("name", grammars.NAMES)
def test_a_saved_parser_gives_the_tree_of_one_analysed_anew(
    parsers: dict[str, tuple[lark.Lark, lark.Lark]], name: str, text: str
) -> None:
    saved, anew = parsers[name]
    made_fit = {"report": text + "\n", "citation": prepared(text)}.get(name, text)
    assert saved.parse(made_fit) == anew.parse(made_fit)


def test_a_parser_is_saved_for_every_grammar(folder: Path) -> None:
    assert tuple(path.stem for path in grammars.save_parsers()) == grammars.NAMES


@pytest.mark.parametrize("name", grammars.NAMES)
def test_what_was_saved_is_not_analysed_again(folder: Path, analysed: list[str], name: str) -> None:
    list(grammars.save_parsers())
    analysed.clear()
    grammars.load_parser(name)
    assert analysed == []


def test_nothing_is_saved_when_a_parser_is_loaded(folder: Path) -> None:
    before = sorted(folder.iterdir())
    grammars.load_parser("quantity")
    assert sorted(folder.iterdir()) == before


def test_what_was_saved_of_another_text_is_passed_over_even_of_one_that_is_imported(
    folder: Path, analysed: list[str]
) -> None:
    list(grammars.save_parsers())
    grammar = folder / "figure.lark"
    grammar.write_text(grammar.read_text(encoding="utf-8") + "\n// another text\n", encoding="utf-8")
    analysed.clear()
    grammars.load_parser("quantity")
    assert analysed == ["quantity"]


def test_what_another_lark_saved_is_passed_over(
    folder: Path, analysed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    list(grammars.save_parsers())
    analysed.clear()
    monkeypatch.setattr(lark, "__version__", "0.0")
    grammars.load_parser("quantity")
    assert analysed == ["quantity"]


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.6, 0.9, 0.999])
def test_a_file_cut_off_is_passed_over(folder: Path, analysed: list[str], kept: float) -> None:
    list(grammars.save_parsers())
    file = folder / "report.saved"
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * kept)])
    analysed.clear()
    grammars.load_parser("report")
    assert analysed == ["report"]


@pytest.mark.parametrize("place", [0, 31, 32, 5000, -1])
def test_a_file_with_a_wrong_byte_is_passed_over(folder: Path, analysed: list[str], place: int) -> None:
    list(grammars.save_parsers())
    file = folder / "report.saved"
    damaged = bytearray(file.read_bytes())
    damaged[place] ^= 4
    file.write_bytes(damaged)
    analysed.clear()
    grammars.load_parser("report")
    assert analysed == ["report"]


class _Calls:
    """Pickled, it is a call to be made when it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


def test_nothing_in_a_saved_file_is_run(folder: Path, analysed: list[str], tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    pickle.loads(pickle.dumps(_Calls(touched)))
    touched.unlink()
    code = pickle.dumps(_Calls(touched))
    (folder / "report.saved").write_bytes(grammars._mark(code) + code)
    grammars.load_parser("report")
    assert analysed == ["report"]
    assert not touched.exists()
