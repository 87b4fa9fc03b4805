"""Words in both languages of gip-lint."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Language = Literal["zh", "en"]


@frozen
class Bilingual:
    """One message, in Chinese and in English."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


Text = Bilingual
"""Its first name, by which plugins for version 1 of the interface may still ask the kit for it."""
