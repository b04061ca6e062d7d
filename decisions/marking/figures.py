"""Which outline fits the person whom an item is about? It only suggests."""

from __future__ import annotations

import datetime as dt
import re

from decisions.choices import Figure, PersonRole
from decisions.models import InformationItem, PersonConcerned
from decisions.record import Record

CHILD_FROM, ADULT_FROM = 2.0, 13.0
AGE = re.compile(r"(\d+(?:\.\d+)?)\s*(day|week|month|year|d\b|w\b|m\b|y\b)?", re.IGNORECASE)
A_YEAR = {"d": 365.25, "w": 52.2, "m": 12.0, "y": 1.0}
OF_ROLE: dict[str, str] = {
    PersonRole.CHILD: Figure.CHILD,
    PersonRole.ADULT: Figure.ADULT,
    PersonRole.PARENT: Figure.ADULT,
    PersonRole.OTHER_ADULT: Figure.ADULT,
    PersonRole.STAFF: Figure.ADULT,
}


def suggested(record: Record, item: InformationItem) -> str:
    """By the age of the person, else by their part in it; nothing where nobody is known."""
    person = record.person(item.about_id) or (record.people[0] if len(record.people) == 1 else None)
    if person is None:
        return ""
    years = _years(person, _day_of(record))
    return OF_ROLE.get(person.role, "") if years is None else of_age(years)


def of_age(years: float) -> str:
    """The outline for an age."""
    if years < CHILD_FROM:
        return Figure.INFANT
    return Figure.CHILD if years < ADULT_FROM else Figure.ADULT


def _day_of(record: Record) -> dt.date:
    decision = record.decision
    return (decision.happened_at or decision.created_at).date()


def _years(person: PersonConcerned, on: dt.date) -> float | None:
    if person.date_of_birth:
        return max((on - person.date_of_birth).days / 365.25, 0.0)
    return in_years(person.age)


def in_years(age: str) -> float | None:
    """ "4 months", "3 weeks", "14", "under 1": the first number, in years."""
    found = AGE.search(age)
    if found is None:
        return None
    return float(found[1]) / A_YEAR[(found[2] or "y")[0].lower()]
