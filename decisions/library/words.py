"""Which words are the same word: “shares”, “sharing” and “shared”? Plain rules, no dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
UNLIKE = {
    "children": "child",
    "people": "person",
    "women": "woman",
    "men": "man",
    "bases": "basis",
}
# Words that say nothing of what somebody looks for.
_EMPTY = (
    "a an and any are as at be but by can do does for from how i if in is it its may me my not of "
    "on or our should so that the their them then there they this to us was we what when where "
    "which who whom will with without you your"
)
EMPTY = frozenset(_EMPTY.split())
VOWEL = re.compile(r"[aeiouy]")
SHORTEST = 3


def stem(word: str) -> str:
    """What is left of a word without its ending."""
    plain = re.sub(r"['’]s?$", "", word.casefold()).replace("’", "'")
    if plain in UNLIKE:
        return UNLIKE[plain]
    if len(plain) <= SHORTEST or not plain.isalpha():
        return plain
    return _silent(_without_ending(_singular(plain)))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > SHORTEST + 1:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= SHORTEST and VOWEL.search(rest):
            doubled = len(rest) > SHORTEST and rest[-1] == rest[-2] and rest[-1] not in "aeiouylsz"
            return rest[:-1] if doubled else rest
    return word


def _silent(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST else word


def stems(text: str) -> Iterator[str]:
    """Every word of a text, in order."""
    return (_known(found[0]) for found in WORD.finditer(text))


# Of texts of the guidance alone: what somebody types is remembered nowhere.
_known = cache(stem)


def telling(text: str) -> list[str]:
    """The words of a text that say what it is about; all of them where none would be left."""
    words = [found[0] for found in WORD.finditer(text)]
    kept = [stem(word) for word in words if word.casefold() not in EMPTY]
    return kept or [stem(word) for word in words]


def pieces(text: str, marked: Set[str]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words that were looked for."""
    done = 0
    for found in WORD.finditer(text):
        if _known(found[0]) in marked:
            if found.start() > done:
                yield text[done : found.start()], False
            yield found[0], True
            done = found.end()
    if done < len(text):
        yield text[done:], False
