"""Which fixed words stand in a copy, in English or with Welsh beside them?"""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from accounts.ui.dates import day_in_words
from decisions.choices import CopyLanguage
from decisions.evidence_pack.blocks import Said

FILE = Path(__file__).with_name("words.toml")


@cache
def phrases() -> dict[str, dict[str, Any]]:
    """Every phrase of the file, by its name."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def is_confirmed() -> bool:
    """Whether a Welsh speaker has read all of the Welsh."""
    return all(phrase["confirmed"] for phrase in phrases().values())


class Words:
    """The phrases in one choice of language; what people typed stays as they wrote it."""

    def __init__(self, language: str) -> None:
        self.is_welsh = language == CopyLanguage.WELSH

    def say(self, name: str, **filled: str) -> Said:
        """A phrase, its gaps filled; both languages where Welsh stands beside English."""
        phrase = phrases()[name]
        english = _filled(phrase["en"], filled)
        if not self.is_welsh:
            return english
        return {"en": english, "cy": _filled(phrase["cy"], filled)}

    def day(self, day: dt.date) -> Said:
        english = day_in_words(day)
        if not self.is_welsh:
            return english
        month = phrases()["months"]["cy"][day.month - 1]
        return {"en": english, "cy": f"{day.day} {month} {day.year}"}

    def plain(self, name: str, **filled: str) -> str:
        """A phrase as one line of text."""
        return in_line(self.say(name, **filled))


def in_line(said: Said) -> str:
    """What is said in both languages, on one line; once where both are the same."""
    if isinstance(said, str):
        return said
    return " / ".join(dict.fromkeys(said.values()))


def _filled(phrase: str, filled: dict[str, str]) -> str:
    """Without ``format``: what was typed may hold brackets of its own."""
    for name, text in filled.items():
        phrase = phrase.replace(f"{{{name}}}", text)
    return phrase
