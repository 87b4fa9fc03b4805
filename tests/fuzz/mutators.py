"""Damage done at random to a file, by what kind of file it is."""

import io
import zipfile
from random import Random

WORDS = (
    *("|", "||||", "\n", "\r", "\r\n", "\t", "　", "0", "-3", "增0", "1,234", "353万元", "9" * 40, "％"),
    *(
        "的的",
        "、、",
        "《",
        "》",
        "（",
        ")",
        "〔2021〕",
        "国办发[2019]14号",
        "第九十九条",
        "《条例》",
        "20xx年",
    ),
    *("<td>", "</tr>", "<table>", "<!--", "-->", "&#x110000;", "<!-- gip-lint: ignore GIP1 -->", "```", "]("),
    *("\x00", "\x1b[31m", "\u202e", "\ufeff", "\ufffe", "::error::", "##[group]", "=1+1", "＝1", '"', "'"),
    *("行政许可", "总计", "一、总体情况", "三、收到和处理政府信息公开申请情况", "自然人", "結果維持"),
)
PACKAGED = (".docx", ".xlsx", ".zip")


def mutated(data: bytes, suffix: str, random: Random) -> bytes:
    """Return *data* damaged in a few places; of a package one part is, mostly, and the rest stays whole."""
    if suffix in PACKAGED and random.random() < 0.8:
        return _with_part(data, random)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        data = random.choice((_cut, _doubled, _flipped, _with_word, _with_word, _moved))(data, random)
    return data


def _place(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice((1, 2, 3, 8, 64, 512)))


def _cut(data: bytes, random: Random) -> bytes:
    start, end = _place(data, random)
    return data[:start] + data[end:]


def _doubled(data: bytes, random: Random) -> bytes:
    start, end = _place(data, random)
    return data[:end] + data[start:end] * random.choice((1, 1, 3, 20)) + data[end:]


def _flipped(data: bytes, random: Random) -> bytes:
    start, _ = _place(data, random)
    return data[:start] + bytes([random.randrange(256)]) + data[start + 1 :]


def _with_word(data: bytes, random: Random) -> bytes:
    start, end = _place(data, random)
    while start < len(data) and data[start] & 0xC0 == 0x80:  # not within a character
        start += 1
    word = random.choice(WORDS).encode()
    return data[:start] + word + data[max(start, end) if random.random() < 0.2 else start :]


def _moved(data: bytes, random: Random) -> bytes:
    start, end = _place(data, random)
    piece, rest = data[start:end], data[:start] + data[end:]
    at = random.randint(0, len(rest))
    return rest[:at] + piece + rest[at:]


def _with_part(data: bytes, random: Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = random.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutated(part, "", random) if name == chosen else part)
    return made.getvalue()
