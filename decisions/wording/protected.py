"""Whose name, initials, address or reference is about to go to somebody who must not have it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from decisions.choices import PersonRole
from decisions.guidance import agencies
from decisions.models import PersonConcerned
from decisions.sending.choosing import is_protected, name_pattern
from decisions.wording.abbreviations import initials_of, together
from decisions.wording.reading import Text
from decisions.wording.shapes import CONDITIONS, ITEM, NEED, PROTECTED, Context, Hint, Reader

FAMILY = "family"
NAME, INITIALS, ADDRESS = "name", "initials", "address"
WHY = {
    NAME: _("It names somebody whom {who} must not know of. Take it out."),
    INITIALS: _("These are the initials of somebody whom {who} must not know of. Take them out."),
    ADDRESS: _("It says where to find somebody whom {who} must not know of. Take it out."),
}
# Words of a street or a place, behind a name: then it is no person's.
PLACES = (
    "road|street|close|lane|avenue|drive|way|court|house|school|college|hospital|church|park|"
    "gardens|terrace|place|square|crescent|grove|hill|centre|surgery|clinic|estate|farm"
)
STREET = re.compile(
    rf"(?:\d{{1,4}}[a-zA-Z]?,?[ \t])?(?:[A-Z][\w’'-]{{1,30}}[ \t]){{1,3}}(?i:{PLACES})(?!\w)"
    r"|(?:\d{1,4}[a-zA-Z]?,?[ \t])?(?:Heol|Ffordd|Stryd|Maes|Lôn|Rhodfa)"
    r"(?:[ \t-][\w’'-]{1,30}){1,3}"
    r"|(?<!\w)[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}(?!\w)"
)
BEHIND = re.compile(rf"(?:[ \t][A-Z]\w{{1,20}})?[ \t](?i:{PLACES})(?!\w)")
BEFORE = re.compile(r"(?:^|\W)(?:St|Saint|Ysgol|Ysbyty)\.?[ \t]$")
NUMBER = re.compile(r"^\d{1,4}[a-zA-Z]?,?[ \t]")
# Too common to say who is meant.
COMMON = frozenset(
    """
    team service services family families their with from anyone anybody somebody people person
    child children adult adults home former partner other others should must never told that they
    this them council agency association local area unit care social support
    """.split()  # noqa: SIM905
)


def found(place: str, text: Text, context: Context) -> Iterator[Hint]:
    """One hint for each trace of each person whom one of the readers must not know of."""
    if place.split(":", maxsplit=1)[0] not in {ITEM, NEED, CONDITIONS} or not context.readers:
        return
    for person in context.people:
        if person.pk is not None and person.pk in context.named:
            continue
        readers = [reader for reader in context.readers if must_not_know(person, reader)]
        if not readers:
            continue
        for start, end, what in traces(text, person):
            yield _hint(place, text, (start, end), what, readers)


def must_not_know(person: PersonConcerned, reader: Reader) -> bool:
    """Who is protected from whom: from all where nobody is named, and always from the family.

    Whoever told us is never named to the family (golden rule 5 of 2024: protect the identities
    of those who could be harmed if they were known).
    """
    if reader.person and reader.person.casefold() == person.name.casefold():
        return False  # It is they themselves.
    if reader.kind == FAMILY and (is_protected(person) or person.role == PersonRole.INFORMANT):
        return True
    if not is_protected(person):
        return False
    return not person.protected_from.strip() or _names(person.protected_from, reader)


@lru_cache(maxsize=64)
def _names(protected_from: str, reader: Reader) -> bool:
    return bool(_telling(protected_from) & _telling(_said_of(reader)))


def traces(text: Text, person: PersonConcerned) -> Iterator[tuple[int, int, str]]:
    """Where a text gives somebody away, and by what; the same words once."""
    taken, told = 0, set()
    for start, end, what in sorted(_all_traces(text, person)):
        words = text.typed[start:end]
        if start >= taken and words not in told:
            taken = end
            told.add(words)
            yield start, end, what


def _all_traces(text: Text, person: PersonConcerned) -> Iterator[tuple[int, int, str]]:
    if _could_be_named(text, person) and (pattern := name_pattern(person)):
        for match in pattern.finditer(text.typed):
            if _is_a_name(text, match):
                yield *match.span(), NAME
    if pattern := _initials(person.name):
        for match in pattern.finditer(text.typed):
            yield *match.span(), INITIALS
    for pattern in _addresses(person.safe_contact):
        for match in pattern.finditer(text.typed):
            yield *match.span(), ADDRESS


def _could_be_named(text: Text, person: PersonConcerned) -> bool:
    """Asked first, since it costs less."""
    parts = (*person.name.split(), *person.identifier.split())
    return any(part.casefold() in text.folded for part in parts)


def _is_a_name(text: Text, match: re.Match[str]) -> bool:
    """Names have capitals, are no street, and in capitals only every word is doubtful."""
    typed = text.typed
    if typed[match.start()].isalpha() and not typed[match.start()].isupper():
        return False
    if BEHIND.match(typed, match.end()) or _is_part(typed, match):
        return False
    return not BEFORE.search(typed[max(0, match.start() - 9) : match.start()])


def _is_part(typed: str, match: re.Match[str]) -> bool:
    """“Rose-coloured”, but not “Rose-Ann”."""
    rest = typed[match.end() : match.end() + 2]
    return len(rest) == 2 and rest[0] == "-" and rest[1].islower()


@lru_cache(maxsize=64)
def _initials(name: str) -> re.Pattern[str] | None:
    known = [each for each in initials_of(name) if each.isalpha() and each.isupper()]
    letters = min(known, key=len, default="")
    if not 2 <= len(letters) <= 4:
        return None
    points = r"\.[ ]?".join(letters)
    return re.compile(rf"(?<![\w.])(?:{letters}|{points}\.?)(?![\w-])")


@lru_cache(maxsize=64)
def _addresses(safe_contact: str) -> tuple[re.Pattern[str], ...]:
    """Streets, postcodes and telephone numbers at which somebody is safe."""
    found = []
    for match in STREET.finditer(safe_contact):
        number = NUMBER.match(match[0])
        street = match[0][number.end() :] if number else match[0]
        words = r"[ \t]+".join(map(re.escape, street.split()))
        front = rf"(?:{re.escape(number[0].strip(' ,'))},?[ \t]+)?" if number else ""
        found.append(re.compile(rf"(?<!\w){front}{words}(?!\w)", re.IGNORECASE))
    for digits in re.findall(r"\+?\d[\d ]{8,16}\d", safe_contact):
        apart = "[ ]?".join(digits.replace(" ", "").removeprefix("+"))
        found.append(re.compile(rf"(?<!\d){apart}(?!\d)"))
    return tuple(found)


def _telling(said: str) -> frozenset[str]:
    words = re.findall(r"\w{4,}", said.casefold())
    return frozenset(word for word in words if word not in COMMON)


def _said_of(reader: Reader) -> str:
    return " ".join(
        (reader.kind.replace("-", " "), _label(reader.kind), reader.called, reader.person)
    )


@lru_cache(maxsize=64)
def _label(kind: str) -> str:
    return next((each.label for each in agencies("england") if each.code == kind), "")


def _hint(place: str, text: Text, span: tuple[int, int], what: str, readers: list[Reader]) -> Hint:
    start, end = span
    return Hint(
        kind=PROTECTED,
        place=place,
        start=start,
        end=end,
        words=text.typed[start:end],
        why=format_lazy(WHY[what], who=together(readers)),
        about=what,
        readers=tuple(each.key for each in readers if each.key is not None),
    )
