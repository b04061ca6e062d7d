"""What does a row of the queue say: whom it is about, why it is there, and what came before?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from decisions.choices import PersonRole
from decisions.dashboard import queue
from decisions.dashboard.permissions import Scope
from decisions.dashboard.reasons import words_of
from decisions.dashboard.subjects import key_of, subject_of
from decisions.models import Attention, Decision, PersonConcerned
from decisions.words import label


@dataclass(frozen=True)
class Why:
    """A reason in words, and since when."""

    code: str
    words: str
    since: dt.datetime


@dataclass
class Matter:
    """One record that needs somebody, and why."""

    decision: Decision
    why: list[Why] = field(default_factory=list)


@dataclass
class Row:
    """One person concerned, with the records that need somebody, most pressing first."""

    first: Attention
    called: str
    matters: list[Matter] = field(default_factory=list)
    number: int = 0
    earlier: list[Decision] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The place of the row on its page."""
        return f"row-{self.first.pk}"

    @property
    def more(self) -> int:
        """Records about the same person that are neither above nor linked."""
        return self.number - len(self.matters) - len(self.earlier)


def rows_of(scope: Scope, firsts: list[Attention]) -> list[Row]:
    """Rows for the most pressing reason of each person, in two queries."""
    if not firsts:
        return []
    ids = {row.person_id for row in firsts if row.person_id}
    keys = {key for row in firsts if (key := key_of(row.subject))}
    people = queue.people_about(scope, ids, keys)
    known = {person.pk: person for person in people}
    rows = {first.subject: Row(first, called(known.get(first.person_id or 0))) for first in firsts}
    for reason in queue.reasons_about(scope, rows):
        _add(rows[reason.subject], reason)
    for person in people:
        _with_earlier(rows, person)
    return [row for row in rows.values() if row.matters]


def _add(row: Row, reason: Attention) -> None:
    decision = reason.decision
    matter = next((each for each in row.matters if each.decision.pk == decision.pk), None)
    if matter is None:
        matter = Matter(decision)
        row.matters.append(matter)
    matter.why.append(Why(reason.reason, words_of(reason.reason), reason.since))


def _with_earlier(rows: dict[str, Row], person: PersonConcerned) -> None:
    """Another record about the same person, by the reference that they are known by."""
    row = rows.get(subject_of(person))
    if row is None:
        return
    row.number = person.number  # type: ignore[attr-defined]
    there = {matter.decision.pk for matter in row.matters} | {each.pk for each in row.earlier}
    if person.decision_id not in there and len(row.earlier) < queue.EARLIER:
        row.earlier.append(person.decision)


def called(person: PersonConcerned | None) -> str:
    """The role and a reference or initials, never a name; the role alone of protected people."""
    if person is None:
        return _("Somebody who is not known")
    role = label(PersonRole, person.role) or _("Somebody")
    known = person.identifier or initials(person.name)
    return role if person.is_protected or not known else f"{role} {known}"


def initials(name: str) -> str:
    """The first letters of a name; initials stay as they are."""
    letters = [word[0].upper() for word in name.replace(".", " ").split() if word[0].isalpha()]
    return "".join(letters[:4]) or ""
