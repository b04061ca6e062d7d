"""How is a thing called in the middle of a sentence, in each nation? Texts name it in braces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decisions.guidance.shapes import MARKS, Marked, Source, Verified

if TYPE_CHECKING:
    from decisions.guidance.reading import Entry
    from decisions.guidance.vocabulary import NationTerms

PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Word(Marked):
    """What a text that says “{key}” reads in one nation."""

    key: str
    text: str
    source: Source
    verified: Verified

    @property
    def code(self) -> str:
        return self.key


def word(entry: Entry, sources: dict[str, Source]) -> Word:
    """One line under “words” of nations.toml."""
    return Word(
        key=entry.text("key"),
        text=entry.text("text"),
        source=entry.source(sources),
        verified=entry.mark(),
    )


def asked_for(text: str) -> tuple[str, ...]:
    """The words that a text leaves to the nation, as nations.toml calls them."""
    return tuple(name.lower() for name in PLACE.findall(text))


def filled(text: str, nation: NationTerms) -> str:
    """The text in the nation's own terms; “{Referral}” begins with a capital."""
    words = {each.key: each.text for each in nation.words}

    def put(found: re.Match[str]) -> str:
        name = found[1]
        said = words[name.lower()]
        return said[:1].upper() + said[1:] if name[:1].isupper() else said

    return PLACE.sub(put, text)


def weakest(marks: Iterable[Verified]) -> Verified:
    """A sentence is as sure as the least sure of what it says."""
    return max(marks, key=MARKS.index)


def mark_of(text: str, verified: Verified, nation: NationTerms) -> Verified:
    """How sure a filled text is: its own mark, and that of each word put into it."""
    used = set(asked_for(text))
    return weakest([verified, *(each.verified for each in nation.words if each.key in used)])


def strange_words(text: str, nation: str, nations: Mapping[str, NationTerms]) -> tuple[str, ...]:
    """The words in a text that belong to other nations and not to this one."""
    known = set(nations[nation].own_words)
    if f"(in {nations[nation].name}" in text:
        # It says beside the word how it is called here.
        return ()
    # A text that names the other nation speaks of it on purpose.
    elsewhere = [held for held in nations.values() if held.name not in text]
    others = {each for held in elsewhere for each in held.own_words} - known
    # “Cafcass Cymru” is no use of “Cafcass”: what is at home is taken out first.
    for own in sorted(known, key=len, reverse=True):
        text = _whole(own).sub(" ", text)
    return tuple(sorted(each for each in others if _whole(each).search(text)))


def _whole(words: str) -> re.Pattern[str]:
    """As whole words, a plural too; names count only as they are written, with their capitals."""
    plain = re.escape(words).replace("'", "['’]")
    return re.compile(rf"\b{plain}s?\b", re.IGNORECASE if words.islower() else 0)
