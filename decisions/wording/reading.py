"""How is a text read: by its sentences, with what others said in quotation marks left alone?

All of it takes time in proportion to the text, whatever stands in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from decisions.guidance import Term

END = re.compile(r"[.!?\n]+(?=\s|$)|\n")
QUOTED = re.compile("“[^“”]*”|\"[^\"\n]*\"|‘[^‘’\n]*’(?!\\w)|(?<!\\w)'[^'\n]*'(?!\\w)")
# Stands for what is quoted; it is part of no word.
HIDDEN = "\x01"


class Text:
    """One text with its sentences and what is quoted in it."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.terms: list[tuple[int, int, Term]] | None = None
        self._held: dict[str, bool] = {}
        self._shouted: dict[int, bool] = {}

    @cached_property
    def own(self) -> str:
        """The same length, what is in quotation marks hidden, one kind of apostrophe."""
        hidden = QUOTED.sub(lambda found: HIDDEN * len(found[0]), self.typed)
        return hidden.replace("’", "'")

    @cached_property
    def lower(self) -> str:
        """In small letters where that keeps every place; a few signs grow when they are small."""
        small = self.own.lower()
        return small if len(small) == len(self.own) else self.own

    @cached_property
    def folded(self) -> str:
        """All that was typed, whatever its capitals."""
        return self.typed.casefold()

    def holds(self, pattern: re.Pattern[str]) -> bool:
        """Whether it stands anywhere; looked for once."""
        if pattern.pattern not in self._held:
            self._held[pattern.pattern] = bool(pattern.search(self.lower))
        return self._held[pattern.pattern]

    @cached_property
    def _ends(self) -> list[int]:
        return [found.end() for found in END.finditer(self.own)]

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        number = bisect_right(self._ends, place)
        start = self._ends[number - 1] if number else 0
        end = self._ends[number] if number < len(self._ends) else len(self.typed)
        return start, end

    def is_shouted(self, place: int) -> bool:
        """Whether the sentence around a place is in capitals only: capitals say nothing there."""
        start, end = self.sentence(place)
        if start not in self._shouted:
            words = self.typed[start : min(end, start + 400)]
            self._shouted[start] = len(words.split()) > 2 and words == words.upper()
        return self._shouted[start]


def any_of(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for any of these phrases; a star stands for any ending, spaces for any space."""
    found = "|".join(_phrase(each) for each in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?:{found})(?!\w)") if found else None


def _phrase(phrase: str) -> str:
    words = [re.escape(word).replace(r"\*", r"\w{0,30}") for word in phrase.lower().split()]
    return r"[ \t]{1,3}".join(words)


def whole(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these as a whole word."""
    found = "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)")
