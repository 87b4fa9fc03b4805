"""Every regular expression of the package takes time in proportion to its text: none can be made to run on.

A pattern is asked of texts built from itself: of each of its repetitions, what may stand before it and then
what it repeats, again and again, with an end that nothing expects. Four times the text may take four times as
long and not sixteen; what takes no time worth speaking of is not weighed.
"""

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import process_time

import pytest

import gip_lint
import gip_lint_grammar
import gip_lint_rules
from gip_lint.config.configurations import Configurations
from gip_lint.engine.engine import Engine
from gip_lint.plugins.registry import installed_plugins
from gip_lint.testing import report

try:
    from re import _constants as sre
    from re import _parser as parser
except ImportError:  # Python 3.10
    import sre_constants as sre
    import sre_parse as parser

PACKAGES = (gip_lint, gip_lint_grammar, gip_lint_rules)
SIZES = (300, 1_200), (5_000, 20_000)
"""Characters of the texts, of the shorter pair first: it tells soon what grows with the cube."""
NOTICEABLE = 0.03
"""Seconds that a linear pattern does not take over the longer text on any machine that runs tests."""
STEEPEST = 8
"""How many times longer the fourfold text may take: 4 is linear, 16 quadratic."""
SEARCHING = {"search", "finditer", "findall", "sub", "subn", "split"}
END = "\x03"
TRIES = 3
"""How often texts are made of a pattern, its classes and branches chosen anew."""


def modules():
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith(("__main__", "pytest_plugin")):
                yield importlib.import_module(found.name)


def asked(module):
    """Return for the name of each pattern what it is asked in *module*."""
    methods = {}
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            methods.setdefault(node.value.id, set()).add(node.attr)
    return methods


def patterns():
    """Return every pattern with its flags, and whether it is searched for or held against a whole text."""
    found = {}
    for module in modules():
        methods = asked(module)
        for name, value in vars(module).items():
            if type(value).__name__ in ("_LazyPattern", "_NeedyPattern"):
                source, flags = value._source, value._flags
            elif isinstance(value, re.Pattern):
                source, flags = value.pattern, value.flags
            else:
                continue
            searched = bool(methods.get(name, SEARCHING) & SEARCHING)
            where, before = found.get((source, flags), ("", False))
            found[source, flags] = (where or f"{module.__name__}.{name}", before or searched)
    for source, flags, where in made_on_the_way():
        found.setdefault((source, flags), (where, True))
    return found


def made_on_the_way():
    """Return the patterns that functions make when reports are checked."""
    made = []
    compiled = re._compile

    def remember(source, flags):
        frame = sys._getframe(2)
        where = frame.f_globals.get("__name__", "")
        if (
            where.startswith("gip_lint")
            and where != "gip_lint_grammar.lazy"
            and not isinstance(source, re.Pattern)
        ):
            made.append((source, int(flags), f"{where}:{frame.f_code.co_name}"))
        return compiled(source, flags)

    re._compile = remember
    try:
        engine = Engine(Configurations(isolated=True), installed_plugins())
        words = "微信扫一扫：澳门××公司，20xx年（此处填写）的的、、《条例》第九十九条增加3%，其中5件。"
        for form in ("gip-2019", "gip-2021"):
            text = report(form).text().replace("一、总体情况\n", f"一、总体情况\n{words}\n", 1)
            engine.check_text(text)
            engine.check_text(text.translate({ord("条"): "條"}))
    finally:
        re._compile = compiled
    return made


class Texts:
    """Texts that a pattern nearly matches."""

    def __init__(self, source, flags):
        self.bytes = isinstance(source, bytes)
        self.tree = parser.parse(source, flags & ~re.DEBUG)
        self.random = Random(ascii(source))
        self.groups = {}

    def __iter__(self):
        """Yield what stands first, and what then stands again and again."""
        seen = set()
        for before, repeated in (each for _ in range(TRIES) for each in self.repetitions(self.tree, "")):
            for each in ((before, repeated), ("", before), ("", repeated), ("", before + repeated)):
                if each[1] and each not in seen:
                    seen.add(each)
                    yield each

    def repetitions(self, tree, before) -> Iterator[tuple[str, str]]:
        """Yield for each repetition without a narrow bound what stands before it and what is repeated."""
        for operation, value in tree:
            if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
                _, most, inner = value
                if most > 9:
                    yield before, self.sample(inner)
                yield from self.repetitions(inner, before)
            elif operation is sre.SUBPATTERN:
                yield from self.repetitions(value[3], before)
            elif operation is sre.BRANCH:
                for branch in value[1]:
                    yield from self.repetitions(branch, before)
            elif operation in (sre.ASSERT, sre.ASSERT_NOT):
                yield from self.repetitions(value[1], before)
            elif operation is getattr(sre, "ATOMIC_GROUP", None):
                yield from self.repetitions(value, before)
            before += self.sample([(operation, value)])

    def sample(self, tree) -> str:
        """Return a short text that *tree* matches, or nearly does."""
        return "".join(self.piece(operation, value) for operation, value in tree)

    def piece(self, operation, value) -> str:
        if operation is sre.LITERAL:
            return chr(value)
        if operation is sre.NOT_LITERAL:
            return "a" if value != ord("a") else "b"
        if operation is sre.ANY:
            return "情"
        if operation is sre.IN:
            return self.of_class(value)
        if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
            times = self.random.randint(min(value[0], 4), min(max(value[0], 1), value[1], 4))
            return "".join(self.sample(value[2]) for _ in range(times))
        if operation is sre.SUBPATTERN:
            text = self.groups[value[0]] = self.sample(value[3])
            return text
        if operation is sre.BRANCH:
            return self.sample(self.random.choice(value[1]))
        if operation is getattr(sre, "ATOMIC_GROUP", None):
            return self.sample(value)
        if operation is sre.GROUPREF:
            return self.groups.get(value, "")
        if operation is sre.GROUPREF_EXISTS:
            return self.sample(value[1])
        return ""

    def of_class(self, items) -> str:
        negated = items[0][0] is sre.NEGATE
        if negated:
            inside = re.compile(f"[{''.join(map(self.written, items[1:]))}]")
            return next(each for each in "情aA1 　。、(（\t\n-_<&\x02" if not inside.match(each))
        kind, value = self.random.choice(items)
        if kind is sre.LITERAL:
            return chr(value)
        if kind is sre.RANGE:
            return chr(self.random.choice((value[0], value[1], (value[0] + value[1]) // 2)))
        return {
            sre.CATEGORY_DIGIT: "1",
            sre.CATEGORY_SPACE: " ",
            sre.CATEGORY_WORD: "a",
            sre.CATEGORY_NOT_DIGIT: "a",
            sre.CATEGORY_NOT_SPACE: "a",
            sre.CATEGORY_NOT_WORD: "。",
        }[value]

    @staticmethod
    def written(item) -> str:
        kind, value = item
        if kind is sre.LITERAL:
            return re.escape(chr(value))
        if kind is sre.RANGE:
            return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        names = {
            sre.CATEGORY_DIGIT: r"\d",
            sre.CATEGORY_SPACE: r"\s",
            sre.CATEGORY_WORD: r"\w",
            sre.CATEGORY_NOT_DIGIT: r"\D",
            sre.CATEGORY_NOT_SPACE: r"\S",
            sre.CATEGORY_NOT_WORD: r"\W",
        }
        return names[value]


def seconds(pattern, text, *, searched):
    start = process_time()
    if searched:
        for _ in pattern.finditer(text):
            pass
    else:
        pattern.match(text)
        pattern.fullmatch(text)
    return process_time() - start


def steep(source, flags, *, searched):
    """Return a text over which the pattern takes more than its share, with the times, or None."""
    pattern = re.compile(source, flags)
    texts = Texts(source, flags)
    for lead, unit in texts:
        for sizes in SIZES:
            short, long = (lead + unit * (size // len(unit)) + END for size in sizes)
            if texts.bytes:
                short, long = short.encode("latin-1", "replace"), long.encode("latin-1", "replace")
            later = seconds(pattern, long, searched=searched)
            if later > NOTICEABLE:
                earlier = seconds(pattern, short, searched=searched)
                later = min(later, seconds(pattern, long, searched=searched))
                if later > NOTICEABLE and later > STEEPEST * earlier:
                    return f"{earlier:.4f} s, {later:.4f} s over {lead!r} and {unit!r}"
    return None


@pytest.mark.slow
def test_every_pattern_is_linear():
    found = patterns()
    assert len(found) > 250
    wrong = {}
    for (source, flags), (where, searched) in found.items():
        text = steep(source, flags, searched=searched)
        if text is not None:
            wrong[where] = (source, text)
    assert wrong == {}


@pytest.mark.parametrize("source", [r"[\w.]+@\w+", r"a*a*b", r"\s+$", r"<[^>]*>"])
def test_the_measure_finds_what_is_not_linear(source):
    assert steep(source, 0, searched=True)
