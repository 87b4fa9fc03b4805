"""What of a page its readers do not see, by what the page itself says.

Hidden are elements with ``hidden``, and those that a style in the tag or in a ``<style>`` of the page takes
from sight: no display, no visibility, letters of no size, a place off the screen, a box of no height, letters
in the colour of their ground. Style sheets in other files are not read. Where it is not certain, the text
counts as seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from attrs import define, field

from gip_lint.model.bilingual import Bilingual
from gip_lint_grammar.lazy import lazy_pattern

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Attributes = Mapping[str, str | None]

NOT_SHOWN = Bilingual("display:none", "display:none")
_INVISIBLE = Bilingual("visibility:hidden", "visibility:hidden")
_ATTRIBUTE = Bilingual("hidden 属性", "the attribute hidden")
_NO_SIZE = Bilingual("字号为 0", "text of size 0")
_NO_HEIGHT = Bilingual("高度为 0", "a box of height 0")
_TRANSPARENT = Bilingual("完全透明", "full transparency")
_OFF_SCREEN = Bilingual("移出屏幕", "a place off the screen")
_SAME_COLOUR = Bilingual("文字与背景同色", "text in the colour of its background")

_STYLE_ELEMENT = lazy_pattern(r"<style\b[^<>]*>(.*?)(?:</style\b|\Z)", re.I | re.S)
_COMMENT = lazy_pattern(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.S)
_SEEN_ON_SCREENS = lazy_pattern(r"@media\s+(?:only\s+)?(?:screen|all)\s*$", re.I)
_SELECTOR = lazy_pattern(r"(?P<tag>[a-z][a-z0-9]*)?(?P<rest>(?:[.#][-\w]+)*)", re.I)
_PARTS = lazy_pattern(r"[.#][-\w]+")
_COMBINATOR = lazy_pattern(r"\s*([>+~])\s*|\s+")
_LENGTH = lazy_pattern(r"(-?\d{1,9}(?:\.\d{1,9})?)\s*(px|pt|em|rem|%)?")
_RGB = lazy_pattern(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})")
_HEX = lazy_pattern(r"#([\da-f]{3}|[\da-f]{6})\b")
_COLOURS = {"white": "ffffff", "black": "000000", "red": "ff0000", "blue": "0000ff", "yellow": "ffff00"}
_FAR = 900
"""So many pixels to the left of or above the page is off the screen."""
_NO_BOX = 2
"""A box that clips what it holds is invisible up to that height, in pixels."""
_HIGHEST_GROUND = 8
_HIGHEST_ANCESTOR = 32
"""So many elements above one are looked at for what a selector asks of them."""
_LONGEST_SELECTOR = 6
_MOST_RULES = 5_000
_MOST_ALIKE = 20
"""So many rules are kept for one class or id; each element that has it is held against them all."""
_NOTHING: Mapping[str, str] = {}
_HARMLESS = frozenset(
    [
        "border",
        "border-bottom",
        "border-color",
        "border-left",
        "border-right",
        "border-top",
        "color",
        "font-family",
        "font-weight",
        "font",
        "padding",
        "line-height",
        "text-align",
        "vertical-align",
        "background",
        "margin",
        "margin-bottom",
        "word-break",
    ]
)
"""Properties that hide nothing by themselves."""
_SIDES = ("left", "top", "margin-left", "margin-top")
_WORTH_READING = (
    "display",
    "visibility",
    "hidden",
    "font-size",
    "opacity",
    "left",
    "top",
    "indent",
    "height",
)


class _Element(NamedTuple):
    """What a selector asks of one element."""

    tag: str
    marks: frozenset[str]
    """The classes and the id that it must have: ``.menu``, ``#foot``."""

    def fits(self, tag: str, marks: frozenset[str]) -> bool:
        return (not self.tag or self.tag == tag) and self.marks <= marks


class _Rule(NamedTuple):
    element: _Element
    above: tuple[tuple[_Element, bool], ...]
    """What must stand above it, the nearest first, and whether next above (``>``) or anywhere."""
    how: Bilingual | None
    """How it hides; None where it shows what another rule hid."""

    def fits(self, tag: str, marks: frozenset[str], ancestors: _Ancestors) -> bool:
        return self.element.fits(tag, marks) and (not self.above or ancestors.hold(self.above))

    @property
    def weight(self) -> tuple[int, int, int]:
        elements = [self.element, *(element for element, _ in self.above)]
        ids = sum(mark.startswith("#") for element in elements for mark in element.marks)
        marks = sum(len(element.marks) for element in elements)
        return ids, marks - ids, sum(bool(element.tag) for element in elements)


class _Ancestors:
    """The tags, classes and ids of the elements above one, the nearest first; looked up when asked for."""

    def __init__(self, node: LexborNode) -> None:
        self._node = node

    @cached_property
    def _held(self) -> list[tuple[str, frozenset[str]]]:
        held: list[tuple[str, frozenset[str]]] = []
        above = self._node.parent
        while above is not None and len(held) < _HIGHEST_ANCESTOR:
            held.append((above.tag or "", _marks(above.attributes)))
            above = above.parent
        return held

    def hold(self, asked: Sequence[tuple[_Element, bool]]) -> bool:
        """Return whether the elements *asked* for stand there in order, the nearest that fits taken."""
        place = 0
        for element, next_above in asked:
            while place < len(self._held) and not element.fits(*self._held[place]):
                if next_above:
                    return False
                place += 1
            if place >= len(self._held):
                return False
            place += 1
        return True


def _marks(attributes: Attributes) -> frozenset[str]:
    marks = {f".{name}" for name in (attributes.get("class") or "").split()}
    if attributes.get("id"):
        marks.add(f"#{attributes['id']}")
    return frozenset(marks)


@define(eq=False)
class Hiding:
    """The rules of one page by which elements are hidden."""

    _rules: dict[str, list[_Rule]] = field(factory=dict)
    """Each rule under one of its classes or its id, in the order of the page."""

    @classmethod
    def of(cls, source: str) -> Hiding:
        """Read the ``<style>`` elements of a page."""
        made = cls()
        number = 0
        if "<style" not in source and "<STYLE" not in source:
            return made
        for sheet in _STYLE_ELEMENT.finditer(source):
            for selectors, declarations in _rules_in(_COMMENT.sub(" ", sheet[1])):
                if not any(word in declarations for word in _WORTH_READING):
                    continue
                properties = _properties(declarations)
                how = _hidden_by(properties)
                if how is None and "display" not in properties and "visibility" not in properties:
                    continue
                for selector in selectors.split(","):
                    rule = _rule(selector, how)
                    if rule is None or number >= _MOST_RULES:
                        continue
                    alike = made._rules.setdefault(min(rule.element.marks), [])
                    if rule in alike:
                        alike.remove(rule)
                    if len(alike) < _MOST_ALIKE:
                        number += 1
                        alike.append(rule)
        return made

    def of_element(self, node: LexborNode, tag: str, attributes: Attributes) -> Bilingual | None:
        """Return how an element is hidden; None where its text is seen."""
        if not attributes:
            return None
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return _ATTRIBUTE
        style = attributes.get("style")
        properties = _properties(style.lower()) if style else _NOTHING
        how = _hidden_by(properties)
        if how is None and self._rules and not {"display", "visibility"} & properties.keys():
            how = self._by_rule(node, tag, attributes)
        if how in (_NO_SIZE, _INVISIBLE) and _may_be_shown_again(node):
            return None
        if how is None and "color" in properties and _in_colour_of_ground(node, properties):
            return _SAME_COLOUR
        if how is None and tag == "marquee" and _pixels(attributes.get("height") or "") in range(_NO_BOX + 1):
            return _NO_HEIGHT
        return how

    def _by_rule(self, node: LexborNode, tag: str, attributes: Attributes) -> Bilingual | None:
        held = _marks(attributes)
        ancestors = _Ancestors(node)
        best: _Rule | None = None
        for mark in held:
            for rule in self._rules.get(mark, ()):
                if (best is None or rule.weight >= best.weight) and rule.fits(tag, held, ancestors):
                    best = rule
        return best.how if best is not None else None


def _rules_in(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and declarations of the rules that hold on every screen."""
    place = 0
    while (opening := sheet.find("{", place)) >= 0:
        head = sheet[place:opening].rpartition(";")[2].strip()
        if head.startswith("@"):
            end = _end_of_block(sheet, opening)
            if _SEEN_ON_SCREENS.match(head):
                yield from _rules_in(sheet[opening + 1 : end])
        else:
            end = sheet.find("}", opening)
            end = len(sheet) if end < 0 else end
            yield head, sheet[opening + 1 : end].lower()
        place = end + 1


def _end_of_block(sheet: str, opening: int) -> int:
    depth = 0
    for match in re.compile("[{}]").finditer(sheet, opening):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.start()
    return len(sheet)


def _rule(selector: str, how: Bilingual | None) -> _Rule | None:
    """Read a selector of elements within one another; one that looks at neighbours or states hides nothing.

    What shows again is taken to do so wherever the last element stands.
    """
    parts = _COMBINATOR.split(selector.strip())
    wholes, marks = parts[::2], parts[1::2]
    elements = [_element(whole) for whole in (wholes[-1:] if how is None else wholes)]
    read = [element for element in elements if element is not None]
    if len(read) < len(elements) or len(read) > _LONGEST_SELECTOR or not read[-1].marks:
        return None
    if how is not None and {"+", "~"} & set(marks):
        return None
    above = [(element, mark == ">") for element, mark in zip(read[:-1], marks)]
    return _Rule(read[-1], tuple(reversed(above)), how)


def _element(selector: str) -> _Element | None:
    match = _SELECTOR.fullmatch(selector)
    if match is None or not selector:
        return None
    return _Element((match["tag"] or "").lower(), frozenset(_PARTS.findall(match["rest"])))


@lru_cache(maxsize=512)
def _properties(declarations: str) -> Mapping[str, str]:
    found = {}
    for declaration in declarations.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _hidden_by(properties: Mapping[str, str]) -> Bilingual | None:
    if not properties or properties.keys() <= _HARMLESS:
        return None
    if properties.get("display") == "none" or properties.get("mso-hide") == "all":
        return NOT_SHOWN
    if properties.get("visibility") in ("hidden", "collapse"):
        return _INVISIBLE
    if _pixels(properties.get("font-size", "")) == 0:
        return _NO_SIZE
    if _pixels(properties.get("opacity", "")) == 0:
        return _TRANSPARENT
    placed = properties.get("position") in ("absolute", "fixed")
    if placed and any(_is_far(properties.get(side, "")) for side in _SIDES):
        return _OFF_SCREEN
    if _is_far(properties.get("text-indent", "")):
        return _OFF_SCREEN
    if properties.get("overflow") == "hidden":
        for side in ("height", "max-height", "width"):
            size = _pixels(properties.get(side, ""))
            if size is not None and 0 <= size <= _NO_BOX:
                return _NO_HEIGHT
    return None


def _pixels(value: str) -> float | None:
    match = _LENGTH.fullmatch(value.strip())
    if match is None:
        return None
    return float(match[1]) * (12 if match[2] in ("em", "rem") else 1)


def _is_far(value: str) -> bool:
    pixels = _pixels(value)
    return pixels is not None and pixels <= -_FAR


def _may_be_shown_again(node: LexborNode) -> bool:
    """Return whether something within may have a size or a visibility of its own."""
    return _holds(node, "[class], [id], [style*=font-size], [style*=visibility], font[size]")


def _holds(node: LexborNode, selector: str) -> bool:
    """Return whether an element within *node* fits."""
    return any(each != node for each in node.css(selector))


def _in_colour_of_ground(node: LexborNode, properties: Mapping[str, str]) -> bool:
    colour = _colour(properties["color"])
    if colour is None or _holds(node, "[class], font[color], [style*=color]"):
        return False
    at: LexborNode | None = node
    for _ in range(_HIGHEST_GROUND):
        if at is None or at.tag == "html":
            return False
        attributes = at.attributes
        said = _properties((attributes.get("style") or "").lower())
        ground = said.get("background-color") or said.get("background") or attributes.get("bgcolor")
        if ground:
            return "url(" not in ground and _colour(ground.lower()) == colour
        if attributes.get("class") and at is not node:
            return False
        at = at.parent
    return False


def _colour(value: str) -> str | None:
    match = _HEX.search(value)
    if match:
        return match[1] if len(match[1]) == 6 else "".join(each * 2 for each in match[1])
    match = _RGB.search(value)
    if match:
        return "".join(f"{min(int(each), 255):02x}" for each in match.groups())
    return next((_COLOURS[word] for word in value.split() if word in _COLOURS), None)
