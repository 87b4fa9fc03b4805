"""What findings, cells and repairs are called, in the words that every format for people shares."""

from __future__ import annotations

from gip_lint.model.bilingual import Language
from gip_lint.model.finding import CellChange, CellKey, Finding
from gip_lint.model.printable import printable
from gip_lint.model.result import Result


def cell_name(result: Result, path: str, key: CellKey) -> str:
    """Name a cell as the form prints it, or by its keys where the form is not at hand."""
    cell = result.cells.get((path, key))
    if cell is not None:
        return cell.label
    return "/".join(part for part in (key.table, key.row, key.column) if part)


def change(result: Result, path: str, changed: CellChange, language: Language) -> str:
    """Return what a cell holds and must hold: ``（七）总计 × 自然人 0 → 2``."""
    found = changed.found
    blank = "空白" if language == "zh" else "blank"
    return f"{cell_name(result, path, changed.cell)} {blank if found is None else found} → {changed.expected}"


def repairs(result: Result, finding: Finding, language: Language) -> tuple[str, ...]:
    """Return each way to mend broken sums, the best first."""
    parted = "；" if language == "zh" else "; "
    return tuple(
        parted.join(change(result, finding.path, each, language) for each in repair)
        for repair in finding.repairs
    )


def place_in_words(finding: Finding, language: Language) -> str:
    """Return where a finding is in a file that has no lines; empty where it has."""
    location = finding.location
    if location.line is not None:
        return ""
    words = []
    if location.page is not None:
        words.append(f"第 {location.page} 页" if language == "zh" else f"page {location.page}")
    if location.place is not None:
        words.append(location.place)
    return ("，" if language == "zh" else ", ").join(words)


def sentence(result: Result, finding: Finding, language: Language) -> str:
    """Return in one line what is wrong, where the file has no lines to point to, and what is due."""
    place = place_in_words(finding, language)
    said = finding.message[language]
    if place:
        said = f"（{place}）{said}" if language == "zh" else f"({place}) {said}"
    ways = repairs(result, finding, language)
    if ways:
        said += f"。应改：{ways[0]}" if language == "zh" else f". Repair: {ways[0]}"
        if len(ways) > 1:
            more = len(ways) - 1
            said += f"（另有 {more} 种改法）" if language == "zh" else f" ({more} other ways)"
    return printable(said)
