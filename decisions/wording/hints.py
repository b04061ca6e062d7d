"""Would somebody else understand these words, and do they say what they are marked as?

Pure: the same words in the same place give the same hints; nothing is read and nothing sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from decisions.wording import abbreviations, phrases, protected, speech
from decisions.wording.reading import Text
from decisions.wording.shapes import KINDS, NATURE, Context, Hint

LOOKING = (protected.found, phrases.found, speech.found, abbreviations.found)


def hints(place: str, text: str, context: Context) -> tuple[Hint, ...]:
    """What is worth a second look in one text, in the order in which it stands there."""
    return hints_in(place, Text(text), context)


def hints_in(place: str, text: Text, context: Context) -> tuple[Hint, ...]:
    """The same of a text that is read already."""
    found = [hint for look in LOOKING for hint in look(place, text, context)]
    found.sort(key=lambda hint: (hint.start, KINDS.index(hint.kind)))
    return tuple(_marked_once(found))


def _marked_once(found: list[Hint]) -> Iterator[Hint]:
    """The first words that ask for another mark are enough: an item is marked as a whole."""
    marked: set[str] = set()
    for hint in found:
        if hint.kind != NATURE:
            yield hint
        elif hint.becomes not in marked:
            marked.add(hint.becomes)
            yield hint
