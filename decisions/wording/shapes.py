"""What is a hint, and what must be known to give one?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.functional import Promise

from decisions.models import PersonConcerned

# Put into words only where somebody reads it.
Said = str | Promise
ABBREVIATION, SPECULATION, NATURE, PROTECTED = "abbreviation", "speculation", "nature", "protected"
# What could do harm stands first.
KINDS = (PROTECTED, NATURE, SPECULATION, ABBREVIATION)
ITEM, REASONS, CONDITIONS, NEED = "item", "reasons", "conditions", "need"


@dataclass(frozen=True)
class Reader:
    """Somebody who gets the words: of which kind they are, and how they are called."""

    kind: str = ""
    called: str = ""
    person: str = ""
    # The row of the recipient; none where the words stand by themselves.
    key: int | None = None


@dataclass(frozen=True)
class Context:
    """What surrounds the words: the nation, their mark, who gets them, who is concerned."""

    nation: str
    nature: str = ""
    source: str = ""
    readers: tuple[Reader, ...] = ()
    people: tuple[PersonConcerned, ...] = ()
    # Short forms that were spelt out before, and people who are named on purpose.
    spelt_out: frozenset[str] = frozenset()
    named: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Hint:
    """Words worth a second look: where they stand, why, and what can be done."""

    kind: str
    place: str
    start: int
    end: int
    words: str
    why: Said
    # What the item could be marked as, or what could stand instead of the words.
    becomes: str = ""
    instead: tuple[str, ...] = ()
    about: str = ""
    readers: tuple[int, ...] = ()
    is_unverified: bool = False

    @property
    def words_sha256(self) -> str:
        """The words as a hash, so that nothing of them is kept."""
        return hashlib.sha256(self.words.encode()).hexdigest()

    def mark(self, text: str) -> str:
        """What tells this hint in this text apart; another once the text has changed."""
        said = f"{self.kind}\n{self.place}\n{self.start}\n{self.end}\n{self.readers}\n{text}"
        return hashlib.sha256(said.encode()).hexdigest()[:20]
