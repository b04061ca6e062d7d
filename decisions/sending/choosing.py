"""What goes to one recipient, and who is named there: no more than was chosen.

Nothing here adds an item: ``Record.items_for`` says what may go, and this leaves out of it what
needs a further tick that nobody has set.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from decisions.choices import PersonRole
from decisions.models import InformationItem, PersonConcerned, Recipient
from decisions.record import Record

SCHOOL = "education"
# The words by which a school is known, where nobody said of what kind the recipient is.
SCHOOLS = re.compile(r"\b(school|college|academy|nursery|ysgol|coleg|meithrinfa)\b", re.IGNORECASE)
CHILDREN = {PersonRole.CHILD, PersonRole.UNBORN}
SUBJECTS = {PersonRole.CHILD, PersonRole.UNBORN, PersonRole.ADULT}
SHORTEST_NAME, SHORTEST_WORD = 2, 3


@dataclass(frozen=True)
class Ticks:
    """What somebody ticked before a copy was made: items that need it, and who is named."""

    items: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()


@dataclass
class Chosen:
    """What goes, who it is about, and whose names stay out of every word around it."""

    items: list[InformationItem]
    people: list[PersonConcerned]
    named: set[int]
    hidden: list[PersonConcerned] = field(default_factory=list)


def is_protected(person: PersonConcerned) -> bool:
    return person.is_protected or bool(person.protected_from)


def is_school(recipient: Recipient) -> bool:
    """A place of learning: it is there for some children and not for their sisters and brothers."""
    if recipient.agency_type:
        return recipient.agency_type == SCHOOL
    return bool(SCHOOLS.search(recipient.agency_name))


def keeps_children_apart(record: Record, recipient: Recipient) -> bool:
    """Whether several children are concerned, and the recipient is there for one of them."""
    children = [person for person in record.people if person.role in CHILDREN]
    return len(children) > 1 and is_school(recipient)


def to_be_ticked(record: Record, recipient: Recipient) -> list[InformationItem]:
    """Items that go to this school only when each is ticked; those chosen one by one have been."""
    if not keeps_children_apart(record, recipient):
        return []
    ticked = {each.item_id for each in record.choices if each.recipient_id == recipient.pk}
    about_others = {person.pk for person in record.people if person.role not in CHILDREN}
    return [
        item
        for item in record.items_for(recipient)
        if item.pk not in ticked and item.about_id not in about_others
    ]


def nameable(record: Record, recipient: Recipient) -> list[PersonConcerned]:
    """Everybody whom a copy could name: whom its items are about, or who stands in their words."""
    items = record.items_for(recipient)
    about = {person.pk for person in concerned(record, items)}
    told = "\n".join(part for item in items for part in words_of(item))
    return [
        person
        for person in record.people
        if person.pk in about or (is_protected(person) and mentions(told, person))
    ]


def named_unless_changed(record: Record, recipient: Recipient) -> set[int]:
    """Who is named where nobody says otherwise: never the protected, nor one of several pupils."""
    apart = keeps_children_apart(record, recipient)
    return {
        person.pk
        for person in nameable(record, recipient)
        if not is_protected(person) and not (apart and person.role in CHILDREN)
    }


def chosen(record: Record, recipient: Recipient, ticks: Ticks) -> Chosen:
    """What one recipient gets with these ticks."""
    waiting = {item.pk for item in to_be_ticked(record, recipient)} - ticks.items
    hidden = [
        person for person in record.people if is_protected(person) and person.pk not in ticks.named
    ]
    items = [
        item
        for item in record.items_for(recipient)
        if item.pk not in waiting and not names_any(item, hidden)
    ]
    if keeps_children_apart(record, recipient):
        hidden += [p for p in record.people if p.role in CHILDREN and p.pk not in ticks.named]
    people = concerned(record, items) if items else []
    named = {person.pk for person in people} & ticks.named
    return Chosen(items, people, named, hidden)


def concerned(record: Record, items: list[InformationItem]) -> list[PersonConcerned]:
    """Whom items are about: those who are named by them, else those whom the record is about."""
    about = {item.about_id for item in items}
    if None in about:
        about |= {person.pk for person in record.people if person.role in SUBJECTS}
    found = [person for person in record.people if person.pk in about]
    return found or (record.people[:1] if None in about else [])


def words_of(item: InformationItem) -> tuple[str, ...]:
    """Everything of an item that a recipient reads."""
    return (item.text, item.source, item.observed_at, item.body_place, item.size)


def names_any(item: InformationItem, people: list[PersonConcerned]) -> bool:
    """Whether the item's own words name one of these people."""
    return any(mentions("\n".join(words_of(item)), person) for person in people)


def mentions(text: str, person: PersonConcerned) -> bool:
    found = name_pattern(person)
    return bool(found and found.search(_plain(text)))


def without(text: str, people: list[PersonConcerned], instead: str) -> str:
    """Words around the items, with the names of these people taken out."""
    said = _plain(text)
    for person in people:
        if found := name_pattern(person):
            said = found.sub(lambda _name: instead, said)
    return said


def name_pattern(person: PersonConcerned) -> re.Pattern[str] | None:
    """A person's name, its parts and their reference, as whole words; a lone letter is no name."""
    name, identifier = _plain(person.name), _plain(person.identifier)
    parts = name.split()
    known = {name} if len(name) >= SHORTEST_NAME else set()
    known |= {identifier} if len(identifier) >= SHORTEST_WORD else set()
    if len(parts) > 1 and all(part[:1].isupper() for part in parts):
        known |= {part for part in parts if len(part) >= SHORTEST_WORD}
    if not known:
        return None
    longest_first = sorted(known, key=len, reverse=True)
    joined = "|".join(r"\s+".join(map(re.escape, each.split())) for each in longest_first)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
