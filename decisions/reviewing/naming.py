"""Does a question say who the record is about? Looked for word by word, the same every time."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

from decisions.models import PersonConcerned
from decisions.record import Record

# Words in a name that say who somebody is to another, and name nobody.
_RELATIONS = (
    "adult and aunt baby boy brother carer child children cousin dad daughter de father foster "
    "friend from gran grandfather grandmother grandparent girl guardian husband in known law man "
    "mother mum name neighbour nephew niece not of older our parent parents partner person "
    "sibling sister son step the their toddler twin unborn uncle unknown van wife woman "
    "young younger"
)
# Names that are words of the language too: only with a capital do they name somebody.
_WORDS_TOO = (
    "amber angel april art august autumn basil bill bob bond brook brown care chase christian "
    "cook crystal dale dawn dean drew eve faith fern ford frank gene glen grace grant grey hall "
    "hazel heath hill holly hope ivy jack jade jasmine jean joy june long may mark mason max "
    "melody mercy miles misty page park pat patience pearl pete price ray reed rich rob robin "
    "rose rowan ruby rush skip sky small sonny stone street sue summer trinity violet walker "
    "ward wells west white will willow wood young"
)
RELATIONS, WORDS_TOO = frozenset(_RELATIONS.split()), frozenset(_WORDS_TOO.split())
SHORTEST, NUMBER = 2, 4
WORD = re.compile(r"[^\W_]+", re.UNICODE)


def names_in(text: str, record: Record) -> list[str]:
    """What in ``text`` says who somebody in the record is, as the record writes it; each once."""
    found = (said for person in record.people for said in _of(person, text))
    return list(dict.fromkeys(found))


def _of(person: PersonConcerned, text: str) -> Iterator[str]:
    yield from _names(person.name, text)
    if person.identifier and _is_numbered(person.identifier, text):
        yield person.identifier
    if person.date_of_birth:
        yield from _born(person.date_of_birth, text)


def _names(name: str, text: str) -> Iterator[str]:
    """The whole name, and each part that is a name by itself."""
    parts = [part for part in _words(name) if _plain(part) not in RELATIONS]
    typed = _words(text)
    for part in parts:
        if len(part) >= SHORTEST and any(_same(part, word) for word in typed):
            yield part


def _same(part: str, word: str) -> bool:
    """Initials and words of the language count as they are written, other names in any case."""
    if part.isupper() and len(part) == SHORTEST:
        return part == word
    if _plain(part) in WORDS_TOO and not word[:1].isupper():
        return False
    return _plain(part) == _plain(word)


def _plain(text: str) -> str:
    """Without case and accents: “Zoë” and “zoe” are one name."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text))


def _is_numbered(identifier: str, text: str) -> bool:
    """A short number must stand alone, since it could be part of any other."""
    number = _squeezed(identifier)
    if len(number) < NUMBER:
        return number in map(_plain, _words(text))
    return number in _squeezed(text)


def _squeezed(text: str) -> str:
    """A number however it is spaced: “FCH 1001” and “fch-1001”."""
    return "".join(WORD.findall(_plain(text)))


def _born(born: dt.date, text: str) -> list[str]:
    """A date of birth, in any of the ways in which it is written."""
    day, month, year = born.day, born.month, born.year
    signs = r"[\s/.-]+"
    name = f"{born:%B}".lower()
    first = rf"0?{day}(?:st|nd|rd|th)?{signs}(?:of )?(?:0?{month}|{name}|{name[:3]})"
    ways = rf"{first}{signs}(?:{year}|{year % 100:02})|{year}-{month:02}-{day:02}"
    return [found[0] for found in re.finditer(rf"(?<!\d)(?:{ways})(?!\d)", _plain(text))]
