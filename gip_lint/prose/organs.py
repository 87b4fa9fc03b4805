"""Whether a name in prose is the organ's own: 市科委 in a report of 上海市科学技术委员会."""

from __future__ import annotations

from gip_lint_grammar.lazy import lazy_pattern

_LEVELS = "省市县区镇乡州盟旗"
_ORGAN = lazy_pattern(
    "(?:政府|办公[室厅]|委员会|[局委厅署院站所办队处会社行司]|中心|街道|街办|集团|公司|管委会|[省市县区镇乡州盟旗]|[一-龥]机关)$"
)
_OPENS_WITH_ORGAN = lazy_pattern(
    r"(?:其中|年内|全年|今年|本年度?|一年来)?([^\W\d_]{1,14}?(?:局|委员会|委|厅|镇|乡|街道办?|分局|中心|支队|大队|办公室|管委会|公司|学校|医院))"
    "(?![办托派任])"
)
_FUNCTION_WORDS = lazy_pattern("[的在对按根据和与及为把将以从向由关于各等]")
_OWN_WORDS = lazy_pattern("(?:我|本|^全)[局委办厅县市区镇乡街院署省州]")


_GOVERNMENT = ("政府", "省", "市", "区", "县", "旗", "镇", "乡", "州", "盟", "街道", "街道办事处")


def is_government(agency: str | None) -> bool:
    """Return whether *agency* is a government, whose table may be that of its whole territory."""
    return agency is not None and agency.endswith(_GOVERNMENT)


def is_territory(words: str) -> bool:
    """Return whether *words* name the territory that one speaks from (我市, 本县), not an organ."""
    return len(words) == 2 and words[0] in "我本" and words[1] in _LEVELS


def is_organ(words: str) -> bool:
    """Return whether *words* look like the name of an organ."""
    return len(words) <= 30 and _ORGAN.search(words) is not None


def is_own(words: str, agency: str | None) -> bool:
    """Return whether *words* name the organ whose report it is, in full or shortened as offices shorten.

    The characters must occur in the full name in their order, and the level (市, 区) must be the organ's
    own: 市政府 is not 某市某区人民政府.
    """
    if not agency or not words:
        return False
    if words == agency:
        return True
    full = agency if _ORGAN.search(agency) else agency + "人民政府"
    if full[-1] in _LEVELS:
        full += "人民政府"
    level = 0 if words[0] in _LEVELS else max((words.rfind(mark) for mark in _LEVELS), default=-1)
    return any(full[start] == words[0] and _follows(words, full, start, level) for start in range(len(full)))


def _follows(words: str, full: str, start: int, level: int) -> bool:
    at = start
    for number, character in enumerate(words):
        found = full.find(character, at)
        if found < 0:
            return False
        if number == level + 1 and any(mark in full[at:found] for mark in _LEVELS):
            return False
        at = found + 1
    return not _unlike(words, full, at)


def _unlike(words: str, full: str, end: int) -> bool:
    """Return whether a whole organ (区政府) is meant where the full name goes on (区人民政府办公室)."""
    rest = full[end:]
    return words.endswith("政府") and rest not in ("", "办公室", "办公厅")


def opening_organ(sentence: str) -> str | None:
    """Return the name of an organ with which a sentence opens: 区教育局严格落实 …."""
    match = _OPENS_WITH_ORGAN.match(sentence)
    if match is None or not all("一" <= character <= "龥" for character in match[1]):
        return None
    return None if _FUNCTION_WORDS.search(match[1]) or _OWN_WORDS.search(match[1]) else match[1]
