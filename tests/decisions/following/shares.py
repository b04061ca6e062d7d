"""Records whose information has gone to somebody, made through the real actions."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from accounts.door import acting, reading
from accounts.models import Membership
from decisions.actions.consent import answer_for
from decisions.actions.drafting import add_part, answer, start_decision
from decisions.actions.recording import record_decision
from decisions.after import After, load_after
from decisions.choices import Breach, Direction, FollowUpKind, IncidentKind, Outcome, PersonRole
from decisions.following import policies
from decisions.following.actions.follow_ups import follow_up
from decisions.following.actions.incidents import (
    begin_incident,
    close_incident,
    confirm_recipient,
    decide_breach,
    note_report,
)
from decisions.models import Decision, FollowUp, Incident, PersonConcerned, Recipient
from decisions.record import load

# The acts that bring a share to a state, from the moment when somebody was told.
WAYS: dict[str, tuple[str, ...]] = {
    policies.TOLD: (),
    policies.ACCEPTED: ("accepted",),
    policies.DECLINED: ("declined",),
    policies.NO_ANSWER: ("no-answer",),
    policies.ESCALATED: ("declined", "escalated"),
    policies.DONE: ("accepted", "done"),
    policies.VERIFIED: ("accepted", "done", "verified"),
    policies.CLOSED: ("accepted", "done", "verified", "told"),
}
SAID: dict[str, str] = {"note": "So it was said", "how": "By telephone", "whom": "Duty worker"}


def shared(
    author: Membership,
    *names: str,
    team_id: int | None = None,
    raised: bool = True,
    told: bool = True,
    consent: dict[str, Any] | None = None,
    identifier: str = "FCH 1001",
) -> Decision:
    """A record about a child, told to each of the recipients two days ago."""
    actor, before = author.actor(), timezone.now() - dt.timedelta(days=2)
    with acting(actor):
        decision = start_decision(
            actor=actor, membership=author, direction=Direction.SHARE, team_id=team_id
        )
        child = {"role": PersonRole.CHILD, "name": "A", "identifier": identifier, "position": 1}
        person = add_part(decision, PersonConcerned, actor=actor, values=child)
        if raised:
            values = {"role": PersonRole.INFORMANT, "name": "N", "position": 2}
            add_part(decision, PersonConcerned, actor=actor, values=values)
        for place, name in enumerate(names or ["The hub"]):
            values = {"agency_name": name, "gets_everything": True, "position": place}
            values |= {"sent_at": before} if told else {}
            add_part(decision, Recipient, actor=actor, values=values)
        if consent:
            answer_for(load(decision), person, actor=actor, values=consent)
        decided = {"outcome": Outcome.SHARE_ALL, "reasons": "To keep her safe."}
        answer(decision, actor=actor, values={**decided, "decided_at": before})
        record_decision(load(decision), actor=actor)
    return decision


def after_of(decision: Decision, reader: Membership) -> After:
    """The record and what followed it, as stored now."""
    with reading(reader.actor()):
        found = Decision.objects.select_related("organisation", "author").get(pk=decision.pk)
        return load_after(load(found))


def notes(decision: Decision, who: Membership, kind: str, **said: Any) -> FollowUp:
    """Somebody notes a follow-up of the first recipient."""
    after = after_of(decision, who)
    values = {"happened_at": timezone.now(), "key": uuid.uuid4(), **SAID, **said}
    return follow_up(
        after.record.decision, after.record.recipients[0], kind, actor=who.actor(), **values
    )


def share_in(state: str, author: Membership, *, team_id: int | None = None) -> Decision:
    """A share in one of the states, brought there by the real actions."""
    decision = shared(author, team_id=team_id, told=state != policies.NOT_TOLD)
    for kind in WAYS.get(state, ()):
        notes(decision, author, FollowUpKind(kind))
    return decision


def wrong(decision: Decision, who: Membership, **said: Any) -> Incident:
    """Somebody finds out that something went wrong with every recipient."""
    after = after_of(decision, who)
    values = {
        "kind": IncidentKind.WRONG_PLACE,
        "what": "Sent to an old address",
        "found_at": timezone.now(),
        "in_danger": "no",
        "key": uuid.uuid4(),
        "putting_right": "recall",
        **said,
    }
    return begin_incident(
        after.record.decision, after.record.recipients, actor=who.actor(), **values
    )


def incident_in(state: str, author: Membership, *, team_id: int | None = None) -> Decision:
    """A record with one incident in one of the states."""
    decision = shared(author, team_id=team_id)
    wrong(decision, author)
    if state == policies.UNDECIDED:
        return decision
    reportable = state == policies.TO_REPORT
    does(decision, author, Breach.REPORTABLE if reportable else Breach.NOT_REPORTABLE)
    for act in {policies.READY: ["confirm"], policies.CLOSED: ["confirm", "close"]}.get(state, []):
        does(decision, author, act)
    return decision


def does(decision: Decision, who: Membership, act: str) -> None:
    """Somebody does something about the one incident of a record."""
    after = after_of(decision, who)
    [incident], decision, actor = after.incidents, after.record.decision, who.actor()
    if act == policies.CONFIRM:
        said = {"confirmed_at": timezone.now(), "confirmed_how": "E-mail", "confirmed_by": "R"}
        for row in after.incident_recipients:
            confirm_recipient(decision, row, actor=actor, **said)
    elif act == policies.REPORT:
        now = timezone.now()
        note_report(decision, incident, actor=actor, reported_at=now, report_reference="IC-1")
    elif act == policies.CLOSE:
        close_incident(decision, incident, actor=actor, lessons="Check the address twice")
    else:
        decide_breach(decision, incident, actor=actor, breach=act, breach_reasons="It was sealed")
