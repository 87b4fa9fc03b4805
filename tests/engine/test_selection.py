import pytest

from gip_lint.config.selection import Layer, Selection


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


def test_what_extends_a_selection_adds_to_it():
    chosen = Selection((Layer(("GIP2",)), Layer(extend_select=("GIP301",)), Layer(ignore=("GIP205",))))
    assert [code for code in ("GIP201", "GIP205", "GIP301", "GIP302") if chosen.enables(code)] == [
        "GIP201",
        "GIP301",
    ]


def test_names_of_rules_stand_for_their_codes():
    chosen = Selection((Layer(("GIP2",), ("BLANK-CELL",)),)).resolved({"BLANK-CELL": "GIP205"})
    assert not chosen.enables("GIP205")
    assert chosen.enables("GIP204")


@pytest.mark.parametrize(
    ("layers", "named"),
    [
        ([Layer(("GIP2",))], False),
        ([Layer(("GIP201",))], True),
        ([Layer(extend_select=("GIP201",))], True),
        ([Layer(("GIP201",)), Layer(ignore=("GIP2",))], False),
        ([Layer(("GIP201",)), Layer(("GIP2",))], False),
    ],
)
def test_a_rule_is_named_only_by_its_whole_code(layers, named):
    assert Selection(tuple(layers)).names("GIP201") is named
