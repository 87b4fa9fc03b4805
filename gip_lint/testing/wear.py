"""What happens to the text of one cell: cut, misspelt, spaced out, written in another width."""

from __future__ import annotations

import re
from random import Random

_WORDS = re.compile(r"[\u4e00-\u9fff]")
_BRACKETS = re.compile("[（）()]")
_WRONG_CHARACTERS = "的公开信息数量情况理处"


def cut(label: str, random: Random) -> str:
    """Cut a label off: ``本年新制作数量`` to ``本年新``; three characters and more than a third stay."""
    shortest = max(3, len(label) * 2 // 5)
    return label if len(label) <= shortest + 1 else label[: random.randint(shortest, len(label) - 1)]


def misspelt(label: str, random: Random) -> str:
    """Drop or replace one character of a label of four and more."""
    places = [match.start() for match in _WORDS.finditer(label)]
    if len(places) < 4:
        return label
    place = random.choice(places)
    return label[:place] + random.choice(["", random.choice(_WRONG_CHARACTERS)]) + label[place + 1 :]


def spaced_out(label: str, random: Random) -> str:
    """Put a space between any two characters (``结 果 维 持``) or in one place (``社会公 益组织``)."""
    if random.random() < 0.5 or len(label) < 3:
        return " ".join(label)
    place = random.randint(1, len(label) - 1)
    return f"{label[:place]} {label[place:]}"


def bracket_lost(label: str, random: Random) -> str:
    """Take one bracket away: ``二)部分公开``."""
    places = [match.start() for match in _BRACKETS.finditer(label)]
    if not places:
        return label
    place = random.choice(places)
    return label[:place] + label[place + 1 :]


_TO_HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if wide != 0xFF5C}
_TO_WIDE = {narrow: wide for wide, narrow in _TO_HALF.items()}


def mixed_width(text: str, random: Random) -> str:
    """Write each mark and digit in full or half width, as it comes."""
    return "".join(random.choice([c.translate(_TO_HALF), c.translate(_TO_WIDE), c]) for c in text)


def wide_digits(text: str, random: Random) -> str:
    """Write the digits in full width: ``１２``."""
    return re.sub(r"\d", lambda digit: chr(ord(digit.group()) + 0xFEE0), text)


def thousands(text: str, random: Random) -> str:
    """Split the thousands with commas: ``1,234``."""
    return re.sub(r"^(-?)(\d{4,})", lambda match: f"{match[1]}{int(match[2]):,}", text)


def broken(label: str, random: Random) -> str:
    """Break a long label over two lines."""
    if len(label) < 6:
        return label
    place = random.randint(3, len(label) - 2)
    return f"{label[:place]}\n{label[place:]}"


def marked_up(text: str, random: Random) -> str:
    """Leave the marks of HTML or Markdown in a cell."""
    if len(text) > 3 and random.random() < 0.5:
        return f"{text[: len(text) // 2]}<br>{text[len(text) // 2 :]}"
    return f"**{text}**" if text else text


def hard_spaces(text: str, random: Random) -> str:
    """Put spaces of other kinds around the text of a cell, or in an empty one."""
    return random.choice(["\u00a0", "\u3000", "\u200b", " "]) + text + random.choice(["\u00a0", "\u3000", ""])
