"""What does a page show of a concern in a disclosure scheme?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from accounts.verdict import Verdict
from decisions.after import After
from decisions.choices import SchemeStage, Undertaking
from decisions.guidance.schemes import ABOUT, Point, Scheme, name_of, scheme_of
from decisions.models import PersonConcerned, Recipient, SchemeConcern, SchemeEvent
from decisions.schemes import permissions, policies, words
from decisions.words import label

# What the note of each kind of event is about.
NOTES: Mapping[str, Promise] = {
    SchemeStage.CHECKED: gettext_lazy("To remember"),
    SchemeStage.WILL_TELL: gettext_lazy("What happens next"),
    SchemeStage.WILL_NOT_TELL: gettext_lazy("Reason, and what keeps them safe"),
    SchemeStage.TOLD: gettext_lazy("What helps them now"),
    SchemeStage.TOLD_BY_US: gettext_lazy("How it came to that, and what was done"),
    SchemeStage.ENDED: gettext_lazy("Why"),
}


@dataclass(frozen=True)
class Event:
    """One event as it is read."""

    row: SchemeEvent
    title: str
    by: str
    rows: list[tuple[str, str]]


@dataclass(frozen=True)
class ConcernNow:
    """One concern: how far it is, and what may be noted next."""

    concern: SchemeConcern
    name: str
    route: str
    scheme: Scheme | None
    state: str
    colour: str
    is_over: bool
    person: PersonConcerned | None
    recipient: Recipient | None
    # The police, where nothing shows yet that they have it.
    to_tell: Recipient | None
    next: list[tuple[str, str]]
    told_by_us: bool
    may: Verdict


def on_record(after: After, membership: Membership) -> dict[str, Any]:
    """The context of this part on the page of a record."""
    return {
        "scheme_concerns": [concern_now(row, after, membership) for row in after.schemes],
        "may_add_concern": permissions.may_add_concern(membership, after.record.decision),
    }


def concern_now(row: SchemeConcern, after: After, membership: Membership) -> ConcernNow:
    """How far it is, in words; it asks the database nothing."""
    state = policies.state_of(after, row)
    offered = [act for act in policies.may_come_next(after, row) if act != SchemeStage.TOLD_BY_US]
    return ConcernNow(
        concern=row,
        name=name_of(row.scheme),
        route=str(words.ROUTES[row.route]),
        scheme=scheme_of(row.scheme),
        state=str(words.STATES[state]),
        colour=words.COLOURS[state],
        is_over=state in policies.OVER,
        person=after.record.person(row.person_at_risk_id),
        recipient=policies.recipient_of(after, row),
        to_tell=policies.to_tell(after, row),
        next=[(act, str(words.BUTTONS[act])) for act in offered],
        told_by_us=any(e.stage == SchemeStage.TOLD_BY_US for e in after.events_of(row)),
        may=permissions.may_note(membership, after.record.decision),
    )


def events(rows: Iterable[SchemeEvent], names: Mapping[int, str]) -> list[Event]:
    """Each event in the order in which it was noted."""
    found = sorted(rows, key=lambda row: row.pk)
    return [
        Event(row, label(SchemeStage, row.stage), names.get(row.noted_by_id, ""), _answers(row))
        for row in found
    ]


def _answers(row: SchemeEvent) -> list[tuple[str, str]]:
    """Every answer with its question; the empty ones left out."""
    who = _("Who told them") if row.told_whom else _("Officer")
    said = [
        (_("Who was told"), row.told_whom),
        (who, row.by_whom),
        (_("Their reference"), row.reference_number),
        (_("Promise to keep it to themselves"), label(Undertaking, row.undertaking)),
        (_("What they promised"), row.undertaking_terms),
        (str(NOTES.get(row.stage) or _("Note")), row.note),
    ]
    return [(name, text) for name, text in said if text]


def topics(scheme: Scheme | None, *wanted: str) -> list[tuple[str, tuple[Point, ...]]]:
    """What is known about a scheme under its headings: all of it, or some."""
    if scheme is None:
        return []
    return [(str(words.TOPICS[topic]), scheme.about(topic)) for topic in wanted or ABOUT]
