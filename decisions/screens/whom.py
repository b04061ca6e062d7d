"""Whom do the questions about telling and consent concern, and what are they called?"""

from __future__ import annotations

import datetime as dt
import re

from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.choices import PersonRole
from decisions.models import Decision, PersonConcerned
from decisions.record import Record
from decisions.words import label

# Below this age, in years, not having told a child is no gap: a baby cannot understand.
TOO_YOUNG = 2
DAYS_IN = {"day": 1, "week": 7, "month": 30.4, "year": 365.25}
AGE = re.compile(r"(\d+)\s*(day|week|month|year)?", re.IGNORECASE)
# Whoever told us knows already; an unborn child cannot be told or asked.
NOT_EXPECTED = frozenset({PersonRole.INFORMANT, PersonRole.UNBORN})


def spoken_to(record: Record) -> list[PersonConcerned]:
    """Everybody who could be told, or asked; there is nothing to tell an unborn child."""
    return [person for person in record.people if person.role != PersonRole.UNBORN]


def expected_to_be_told(record: Record) -> list[PersonConcerned]:
    """Those of whom the record should say if they were told: able to understand, not informants."""
    return [
        person
        for person in record.people
        if person.role not in NOT_EXPECTED and not is_baby(person, day_of(record.decision))
    ]


def expected_to_answer(record: Record) -> list[PersonConcerned]:
    """Those of whom the record should say what happened about consent: not informants."""
    return [person for person in record.people if person.role not in NOT_EXPECTED]


def is_baby(person: PersonConcerned, on: dt.date) -> bool:
    """Whether the child is known to be under two that day; an age that is not known is not."""
    if person.role != PersonRole.CHILD:
        return False
    days = _age_in_days(person, on)
    return days is not None and days < TOO_YOUNG * DAYS_IN["year"]


def years_old(person: PersonConcerned, on: dt.date) -> int | None:
    """Full years that day, as far as the record says."""
    born = person.date_of_birth
    if born:
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    days = _age_in_days(person, on)
    return None if days is None else int(days / DAYS_IN["year"])


def _age_in_days(person: PersonConcerned, on: dt.date) -> float | None:
    return (on - person.date_of_birth).days if person.date_of_birth else _days_old(person.age)


def called(person: PersonConcerned, record: Record) -> str:
    """What a page calls somebody: initials or name, reference, or role and place in the list."""
    if person.name or person.identifier:
        return person.name or person.identifier
    number = record.people.index(person) + 1
    return _("%(role)s (person %(number)s)") % {
        "role": label(PersonRole, person.role),
        "number": number,
    }


def goes_ahead(record: Record) -> bool:
    """Whether information goes to somebody, as far as it is decided yet."""
    return record.decision.shares or not record.decision.outcome


def role_of(person: PersonConcerned) -> str:
    return label(PersonRole, person.role)


def _days_old(age: str) -> float | None:
    """An age as people type it: "4 months", "3", "newborn"."""
    found = AGE.search(age)
    if found is None:
        return 0 if "newborn" in age.lower() else None
    return int(found[1][:3]) * DAYS_IN[(found[2] or "year").lower()]


def day_of(decision: Decision) -> dt.date:
    """The day on which ages and dates are looked at: that of the decision, or today."""
    at = decision.decided_at or timezone.now()
    return timezone.localdate(at)
