import pytest

from gip_lint.selection import Layer, Selection


def selection(*layers: tuple[tuple[str, ...] | None, tuple[str, ...]]) -> Selection:
    return Selection(tuple(Layer(select, ignore) for select, ignore in layers))


@pytest.mark.parametrize(
    ("layers", "on", "off"),
    [
        ([], ["GIP201", "XY1"], []),
        ([(("GIP2",), ())], ["GIP201"], ["GIP301", "XY1"]),
        ([(None, ("GIP2",))], ["GIP301"], ["GIP201"]),
        ([(("GIP201",), ("GIP2",))], ["GIP201"], ["GIP202", "GIP301"]),
        ([(("GIP2",), ("GIP201",))], ["GIP202"], ["GIP201"]),
        ([(("GIP2",), ("GIP2",))], [], ["GIP201", "GIP301"]),
        ([((), ())], [], ["GIP201"]),
        # the command line over the configuration
        ([(("GIP2",), ()), (None, ("GIP201",))], ["GIP202"], ["GIP201", "GIP301"]),
        ([(None, ("GIP201",)), (("GIP2",), ())], ["GIP201", "GIP202"], ["GIP301"]),
        ([(("GIP201",), ()), (None, ("GIP2",))], [], ["GIP201", "GIP301"]),
    ],
)
def test_longest_prefix_decides_and_the_command_line_comes_first(layers, on, off):
    chosen = selection(*layers)
    assert [code for code in on if not chosen.enables(code)] == []
    assert [code for code in off if chosen.enables(code)] == []


def test_failures_are_silenced_only_by_name():
    assert not selection((("GIP2",), ())).silences("GIP001")
    assert selection((None, ("GIP0",))).silences("GIP001")
    assert not selection((None, ("GIP0",)), (("GIP001",), ())).silences("GIP001")


def test_what_begins_no_code_is_named_with_where_it_stands():
    chosen = Selection((Layer(("GIP2",), ("GPI3",), "gip-lint.toml"), Layer(("X",), ())))
    assert list(chosen.unknown(["GIP201"])) == [("GPI3", "gip-lint.toml"), ("X", "")]
