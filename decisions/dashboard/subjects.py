"""Whom is a record about, as a lead counts people, and how are they told apart?"""

from __future__ import annotations

from decisions.choices import PersonRole
from decisions.models import PersonConcerned
from decisions.record import Record

AT_RISK = frozenset({PersonRole.CHILD, PersonRole.UNBORN, PersonRole.ADULT})


def people_of(record: Record) -> list[PersonConcerned]:
    """Children and adults at risk; others only where there is nobody else, informants never."""
    others = [person for person in record.people if person.role != PersonRole.INFORMANT]
    return [person for person in others if person.role in AT_RISK] or others


def subject_of(person: PersonConcerned) -> str:
    """By an identifier, which finds the same person in other records, else by the row."""
    if key := person.identifier.upper():
        return f"I:{person.identifier_kind.upper()}:{key}"
    return f"P:{person.pk}"


def key_of(subject: str) -> str:
    """The reference in capitals, of somebody who is known by one."""
    return subject.split(":", 2)[2] if subject.startswith("I:") else ""


def subjects_of(record: Record) -> dict[str, PersonConcerned | None]:
    """Each subject with the first row that speaks of them; the record itself where it is nobody."""
    found: dict[str, PersonConcerned | None] = {}
    for person in people_of(record):
        found.setdefault(subject_of(person), person)
    return found or {f"D:{record.decision.pk}": None}
