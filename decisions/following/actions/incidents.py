"""How is it written what went wrong with a share, and how it is put right?

Callers hold the decision's row lock. Nothing here waits for anybody: each part may be written
when it is known, and again when more is known; the history keeps what it was before.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.door import Actor, acting
from decisions.choices import NoticeKind
from decisions.following.queries import told_of_incidents
from decisions.models import Decision, Incident, IncidentRecipient, Recipient
from decisions.settling import happened
from decisions.tasks.notices import tell


def begin_incident(
    decision: Decision,
    recipients: Iterable[Recipient],
    *,
    actor: Actor,
    key: uuid.UUID,
    putting_right: str = "",
    somebody_else: str = "",
    **said: Any,
) -> Incident:
    """Say that something went wrong; leads and Guardian get a notice. The same ``key``: once."""
    with acting(actor):
        place = {"organisation_id": decision.organisation_id, "decision": decision}
        made, is_new = Incident.objects.get_or_create(
            key=key, defaults={**place, "found_by_id": actor.person_id or 0, **said}
        )
        if not is_new:
            return made
        to_do = {**place, "incident": made, "putting_right": putting_right}
        rows = [IncidentRecipient(**to_do, recipient=row) for row in recipients]
        if somebody_else:
            rows.append(IncidentRecipient(**to_do, somebody_else=somebody_else))
        IncidentRecipient.objects.bulk_create(rows)
        happened(decision, actor=actor, act="incident.begun", detail={"incident": made.pk})
        _tell(decision, made, actor=actor)
        return made


def _tell(decision: Decision, incident: Incident, *, actor: Actor) -> None:
    """Whoever answers for the record hears of it, but for who wrote it down."""
    for person_id in sorted(told_of_incidents(decision) - {actor.person_id}):
        tell(
            person_id,
            NoticeKind.INCIDENT,
            actor=actor,
            cause=f"incident:{incident.pk}",
            organisation_id=decision.organisation_id,
            decision=decision,
        )


def add_somebody(
    decision: Decision,
    incident: Incident,
    *,
    actor: Actor,
    somebody_else: str,
    putting_right: str,
) -> IncidentRecipient:
    """Somebody whom the record does not name has it too. The same words again: once."""
    with acting(actor):
        row, is_new = IncidentRecipient.objects.get_or_create(
            organisation_id=decision.organisation_id,
            decision=decision,
            incident=incident,
            recipient=None,
            somebody_else=somebody_else,
            defaults={"putting_right": putting_right},
        )
        if is_new:
            detail: dict[str, object] = {"incident": incident.pk, "row": row.pk}
            happened(decision, actor=actor, act="incident.somebody_added", detail=detail)
        return row


def say_danger(decision: Decision, incident: Incident, *, actor: Actor, **said: Any) -> bool:
    """Who is in danger because of it, and what was done."""
    return _put(decision, incident, actor=actor, act="incident.danger_noted", said=said)


def decide_breach(
    decision: Decision,
    incident: Incident,
    *,
    actor: Actor,
    breach: str,
    breach_reasons: str,
    at: dt.datetime | None = None,
) -> bool:
    """Whether it is a personal data breach, and whether the regulator must hear of it.

    Only the system names a time of its own, to load demonstration data; so with finishing.
    """
    said: dict[str, Any] = {"breach": breach, "breach_reasons": breach_reasons}
    if all(getattr(incident, name) == value for name, value in said.items()):
        return False
    said |= {"breach_decided_at": at or timezone.now(), "breach_decided_by_id": actor.person_id}
    return _put(decision, incident, actor=actor, act="incident.breach_decided", said=said)


def note_report(
    decision: Decision,
    incident: Incident,
    *,
    actor: Actor,
    reported_at: dt.datetime,
    report_reference: str,
) -> bool:
    """When it was reported, and under which reference."""
    said = {"reported_at": reported_at, "report_reference": report_reference}
    return _put(decision, incident, actor=actor, act="incident.reported", said=said)


def note_people_told(
    decision: Decision, incident: Incident, *, actor: Actor, people_told: str
) -> bool:
    """Whether those whom it is about were told."""
    said = {"people_told": people_told}
    return _put(decision, incident, actor=actor, act="incident.people_told", said=said)


def close_incident(
    decision: Decision,
    incident: Incident,
    *,
    actor: Actor,
    lessons: str,
    at: dt.datetime | None = None,
) -> bool:
    """Everything is done: what is learned from it."""
    closed_at = at or timezone.now()
    said = {"lessons": lessons, "closed_at": closed_at, "closed_by_id": actor.person_id}
    return _put(decision, incident, actor=actor, act="incident.closed", said=said)


def ask_recipient(
    decision: Decision,
    row: IncidentRecipient,
    *,
    actor: Actor,
    asked_at: dt.datetime,
    asked_how: str,
) -> bool:
    """One recipient was asked to give it back or to put it right."""
    said: dict[str, Any] = {"asked_at": asked_at, "asked_how": asked_how}
    if all(getattr(row, name) == value for name, value in said.items()):
        return False
    said["asked_by_id"] = actor.person_id
    return _put(decision, row, actor=actor, act="incident.recipient_asked", said=said)


def confirm_recipient(
    decision: Decision, row: IncidentRecipient, *, actor: Actor, **said: Any
) -> bool:
    """One recipient confirmed that it is back, destroyed or put right."""
    return _put(decision, row, actor=actor, act="incident.recipient_confirmed", said=said)


def _put(
    decision: Decision,
    row: Incident | IncidentRecipient,
    *,
    actor: Actor,
    act: str,
    said: dict[str, Any],
) -> bool:
    """Write what is new; a double click finds nothing new and writes nothing."""
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    if not changed:
        return False
    with acting(actor):
        for name in changed:
            setattr(row, name, said[name])
        row.save(update_fields=changed)
        detail: dict[str, object] = {"incident": _incident_of(row)}
        if isinstance(row, IncidentRecipient):
            detail["recipient"] = row.recipient_id
        happened(decision, actor=actor, act=act, detail=detail)
    return True


def _incident_of(row: Incident | IncidentRecipient) -> int:
    return row.incident_id if isinstance(row, IncidentRecipient) else row.pk
