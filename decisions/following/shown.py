"""What does a page show of what became of a share, and of what went wrong?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from accounts.verdict import Verdict
from decisions.after import After
from decisions.choices import FollowUpKind, Told
from decisions.following import permissions, policies, words
from decisions.following.queries import EndedConsent, ended_consents, names_of, stages_named
from decisions.models import FollowUp, Incident, IncidentRecipient, PersonConcerned, Recipient
from decisions.record import Record
from decisions.screens.whom import called, expected_to_be_told, spoken_to
from decisions.words import day

NOTES: Mapping[str, Promise] = {
    FollowUpKind.DECLINED: gettext_lazy("Their reason"),
    FollowUpKind.DONE: gettext_lazy("What happened"),
    FollowUpKind.VERIFIED: gettext_lazy("What we found"),
    FollowUpKind.TOLD: gettext_lazy("What they were told"),
    FollowUpKind.CHASED: gettext_lazy("What came of it"),
    FollowUpKind.WITHDRAWAL_TOLD: gettext_lazy("What shows it"),
}


@dataclass(frozen=True)
class Entry:
    """One follow-up as it is read: its kind, and each answer with its question."""

    row: FollowUp
    by: str
    rows: list[tuple[str, str]]


@dataclass(frozen=True)
class SharingNow:
    """How far one share has come, what happened, and what is offered next."""

    state: str
    colour: str
    history: list[Entry]
    first: list[tuple[str, str]]
    others: list[tuple[str, str]]
    ended: bool
    incidents: list[IncidentNow]
    may: Verdict
    may_report: Verdict


@dataclass(frozen=True)
class IncidentNow:
    """One thing that went wrong, how far it is, and how long is left."""

    incident: Incident
    state: str
    is_closed: bool
    clock: str
    is_late: bool


@dataclass(frozen=True)
class Holder:
    """Somebody who has what they should not have, named in the record or not."""

    name: str
    contact: str = ""


@dataclass(frozen=True)
class RecordNow:
    """What of this part the page of a record shows."""

    incidents: list[IncidentNow]
    to_tell: list[tuple[PersonConcerned, str]]
    to_hear: list[Recipient]
    shares: list[tuple[Recipient, str]]
    may: Verdict


def on_sharing(after: After, recipient: Recipient, membership: Membership) -> dict[str, Any]:
    """The context of this part on the page of one recipient."""
    decision = after.record.decision
    state = policies.state_of(after, recipient)
    ended = policies.must_hear_of_the_end(after, recipient, timezone.now())
    first = [*([FollowUpKind.WITHDRAWAL_TOLD] if ended else []), *policies.STATES[state]]
    return {
        "following": SharingNow(
            state=str(words.STATES[state]),
            colour=words.COLOURS[state],
            history=history_of(after.follow_ups_of(recipient), membership),
            first=_buttons(first),
            others=_buttons(kind for kind in FollowUpKind.values if kind not in first),
            ended=ended,
            incidents=_incidents(_with(after, recipient), after),
            may=permissions.may_follow_up(membership, decision),
            may_report=permissions.may_report_wrong(membership, decision),
        )
    }


def on_record(after: After, membership: Membership) -> dict[str, Any]:
    """The context of this part on the page of a record."""
    record, now = after.record, timezone.now()
    return {
        "followed": RecordNow(
            incidents=_incidents(after.incidents, after),
            to_tell=people_to_tell(record),
            to_hear=[
                row for row in record.recipients if policies.must_hear_of_the_end(after, row, now)
            ],
            shares=[
                (row, words.became_of(after, row))
                for row in record.recipients
                if policies.is_told(after, row)
            ],
            may=permissions.may_follow_up(membership, record.decision),
        )
    }


def before_sharing(record: Record, membership: Membership) -> dict[str, list[EndedConsent]]:
    """Consent about the same person that ended in an earlier record: a warning, never a bar."""
    return {"ended_consents": ended_consents(membership, record)}


def people_to_tell(record: Record) -> list[tuple[PersonConcerned, str]]:
    """Whoever could be told and was not: those expected to be, and those who were put off."""
    expected = {person.pk for person in expected_to_be_told(record)}
    found = []
    for person in spoken_to(record):
        latest = record.informing_of(person)[-1:]
        was_told = bool(latest) and latest[0].told in {Told.BEFORE, Told.AFTER}
        if not was_told and (latest or person.pk in expected):
            found.append((person, called(person, record)))
    return found


def history_of(rows: Iterable[FollowUp], membership: Membership) -> list[Entry]:
    """Each follow-up in order, in words; two queries at most."""
    rows = list(rows)
    names = names_of([row.by_id for row in rows], membership)
    stages = stages_named(row.stage_id for row in rows)
    return [
        Entry(row, names.get(row.by_id or 0, ""), _answers(row, stages.get(row.stage_id or 0, "")))
        for row in rows
    ]


def _answers(row: FollowUp, stage: str) -> list[tuple[str, str]]:
    """Every answer of a follow-up with its question; the empty ones left out."""
    said = [
        (_("Stage"), stage),
        (_("What they will do"), row.action),
        (_("Who will do it"), row.action_by),
        (_("By"), day(row.due_on)),
        (_("Who it was"), row.whom),
        (_("How"), row.how),
        (str(NOTES.get(row.kind) or _("What was said")), row.note),
    ]
    return [(label, text) for label, text in said if text]


def _buttons(kinds: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(kind), str(words.BUTTONS[kind])) for kind in kinds]


def _with(after: After, recipient: Recipient) -> list[Incident]:
    """What went wrong with one recipient."""
    ids = {r.incident_id for r in after.incident_recipients if r.recipient_id == recipient.pk}
    return [incident for incident in after.incidents if incident.pk in ids]


def _incidents(rows: Iterable[Incident], after: After) -> list[IncidentNow]:
    return [incident_now(row, after) for row in rows]


def whoever_has_it(row: IncidentRecipient, record: Record) -> Holder:
    """The recipient of the record, or whoever else it reached."""
    for recipient in record.recipients:
        if recipient.pk == row.recipient_id:
            return Holder(str(recipient), recipient.contact)
    return Holder(row.somebody_else)


def clock_of(incident: Incident) -> str:
    """How long is left to report it, in words."""
    return words.time_left(incident, timezone.now())


def incident_now(incident: Incident, after: After) -> IncidentNow:
    """How far it is, in words."""
    state = policies.state_of_incident(incident, after.recipients_of(incident))
    runs = policies.clock_runs(incident)
    return IncidentNow(
        incident=incident,
        state=str(words.INCIDENTS[state]),
        is_closed=state == policies.CLOSED,
        clock=clock_of(incident) if runs else "",
        is_late=runs and policies.report_by(incident) < timezone.now(),
    )
