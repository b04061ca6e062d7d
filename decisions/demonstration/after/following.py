"""What became of the shares of the demonstration, and what went wrong with a few?

The same every time: chance is seeded with the reference of each record. Of what is long past
nearly everything was checked; the latest shares are in each of the states.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from accounts.door import SYSTEM, Actor, acting
from decisions.actions.telling import tell_person
from decisions.after import After, load_after
from decisions.choices import Breach, FollowUpKind, IncidentKind, PuttingRight, Told
from decisions.demonstration.cast import LABEL, Company
from decisions.following import policies
from decisions.following.actions import incidents
from decisions.following.actions.follow_ups import follow_ups
from decisions.following.actions.stages import add_stage
from decisions.models import Decision, EscalationStage, Recipient
from decisions.record import load

Row = dict[str, Any]
HOUR, RECENT, THIS_SEASON = dt.timedelta(hours=1), dt.timedelta(days=28), dt.timedelta(days=120)
A_WEEK = dt.timedelta(days=7)
# How many records at most come after each: one is being put right, and one is long finished.
WENT_WRONG = {"finished": 60, "open": 20}
STAGES = (
    ("The manager of the service that said no", "Ask for them on the same number", 2),
    ("Their named or designated professional", "Through our safeguarding lead", 3),
    ("The safeguarding partnership", "Only our safeguarding lead or the Guardian goes there", 5),
)
ENDS = ("accepted", "done", "verified", "told")
# How many of a hundred came so far, by the kinds of what happened.
LONG_AGO: Mapping[tuple[str, ...], int] = {
    ENDS: 78,
    ("declined", "escalated", *ENDS): 8,
    ("no-answer", "chased", *ENDS): 8,
}
LATELY: Mapping[tuple[str, ...], int] = {
    ("accepted",): 24,
    ENDS[:2]: 12,
    ENDS[:3]: 10,
    ENDS: 12,
    ("declined",): 8,
    ("declined", "escalated"): 5,
    ("no-answer",): 7,
    ("no-answer", "chased"): 4,
}
SAID: Mapping[str, tuple[Row, ...]] = {
    "accepted": (
        {"action": "Visit, and see the child alone", "action_by": "The duty social worker"},
        {"action": "Talk it over in the team and ring back", "whom": "Tamsin Fell, hub officer"},
    ),
    "declined": (
        {"note": "Below their threshold. They suggest early help.", "whom": "Hub officer"},
        {"note": "They say that another area should have it.", "whom": "Corin Dell"},
    ),
    "no-answer": ({"note": "Rang twice and left a message."},),
    "chased": ({"how": "By telephone", "note": "Somebody will ring back.", "whom": "Office"},),
    "escalated": ({"whom": "Ms Rook, team manager", "how": "By telephone"},),
    "done": (
        {"note": "They visited and agreed a plan with the family.", "whom": "Corin Dell"},
        {"note": "They spoke to the family. A worker comes each week now."},
    ),
    "verified": (
        {"how": "I saw the child on a visit", "note": "The plan is kept."},
        {"how": "Read their letter", "note": "It says what they told me."},
    ),
    "told": ({"whom": "Who told us", "note": "That somebody acted on it.", "how": "By phone"},),
}


class Following:
    """What followed, one record after the other, the earliest first."""

    def __init__(self, companies: Mapping[str, Company]) -> None:
        """Each organisation has its stages of escalation."""
        self.wrong = dict(WENT_WRONG)
        self.stages = {
            company.organisation.pk: _stages(company.organisation.pk)
            for company in companies.values()
        }

    def play(self, decision: Decision, *, actor: Actor, left: int) -> None:
        """Follow each share of one record, as far as it came; ``left``: how many come after it."""
        if not decision.is_recorded or decision.is_sealed:
            return
        chance = random.Random(f"following {decision.reference}")
        stages = self.stages[decision.organisation_id]
        with acting(actor):
            after = load_after(load(decision))
            rows = [
                row
                for recipient in after.record.recipients
                for row in _story(after, recipient, chance, stages)
            ]
            if rows:
                follow_ups(after.record.decision, rows, actor=actor)
            _tell_later(after, actor, chance)
            told = [row for row in after.record.recipients if policies.is_told(after, row)]
            for end in [end for end, most in self.wrong.items() if told and left <= most][:1]:
                del self.wrong[end]
                _went_wrong(after, told, actor, is_open=end == "open")


def _stages(organisation_id: int) -> list[EscalationStage]:
    here = SYSTEM(LABEL, organisation_id)
    with acting(here):
        return [
            add_stage(organisation_id, actor=here, name=name, who=who, within_days=days)
            for name, who, days in STAGES
        ]


def _story(
    after: After, recipient: Recipient, chance: random.Random, stages: list[EscalationStage]
) -> Iterator[Row]:
    """What happened with one recipient since they were told, never later than now."""
    at, now = policies.told_at(after, recipient), timezone.now()
    if at is None:
        return
    if now - at > THIS_SEASON and chance.random() < 0.5:
        return
    odds = LATELY if now - at < RECENT else LONG_AGO
    for kind in _drawn(odds, chance):
        at += chance.uniform(4, 40) * HOUR
        if at > now or (kind == "told" and not policies.has_raisers(after.record)):
            return
        said = {**chance.choice(SAID[kind]), "stage": stages[0] if kind == "escalated" else None}
        if kind == "accepted":
            said["due_on"] = timezone.localdate(at) + dt.timedelta(days=3)
        yield _row(recipient, kind, at, chance, said)
    ended = policies.consent_ended_at(after.record, now)
    if ended and policies.must_hear_of_the_end(after, recipient, now) and chance.random() < 0.5:
        said = {"whom": "The office", "how": "Secure email", "note": "Their reply is kept."}
        yield _row(recipient, FollowUpKind.WITHDRAWAL_TOLD, min(ended + HOUR, now), chance, said)


def _drawn(odds: Mapping[tuple[str, ...], int], chance: random.Random) -> tuple[str, ...]:
    drawn = chance.randrange(100)
    for kinds, share in odds.items():
        drawn -= share
        if drawn < 0:
            return kinds
    return ()


def _row(recipient: Recipient, kind: str, at: dt.datetime, chance: random.Random, said: Row) -> Row:
    key = uuid.UUID(int=chance.getrandbits(128))
    return {"recipient": recipient, "kind": kind, "happened_at": at, "key": key, **said}


def _tell_later(after: After, actor: Actor, chance: random.Random) -> None:
    """Those who could not be told at first were told when the day came to ask again; of those
    whose day was lately, most."""
    record, today = after.record, timezone.localdate()
    for person in record.people:
        latest = record.informing_of(person)[-1:]
        waits = latest and latest[0].told in {Told.NOT, Told.WILL}
        day = latest[0].ask_again_on if waits else None
        if day and day < today and (day < today - A_WEEK or chance.random() < 0.6):
            noon = dt.datetime.combine(day, dt.time(12, 10), timezone.get_current_timezone())
            said = {"told": Told.AFTER, "told_at": noon, "how": "Face to face", "by_whom": "We did"}
            tell_person(record.decision, person, actor=actor, values=said)


def _went_wrong(after: After, told: list[Recipient], actor: Actor, *, is_open: bool) -> None:
    """A copy that went to an old address: found a day ago, or long ago and finished."""
    record = after.record
    found = timezone.now() - 26 * HOUR
    if not is_open:
        found = (record.decision.recorded_at or found) + 20 * HOUR
    incident = incidents.begin_incident(
        record.decision,
        told,
        actor=actor,
        key=uuid.uuid5(uuid.NAMESPACE_OID, f"wrong {record.decision.reference}"),
        kind=IncidentKind.WRONG_PLACE,
        what="The copy also went to an address that the service no longer uses.",
        found_at=found,
        in_danger="no",
        putting_right=PuttingRight.RECALL,
    )
    if not is_open:
        _finish(load_after(record), incident.pk, actor, found)


def _finish(after: After, incident_id: int, actor: Actor, found: dt.datetime) -> None:
    decision = after.record.decision
    incident = next(row for row in after.incidents if row.pk == incident_id)
    for row in after.recipients_of(incident):
        how = "By telephone, the office"
        incidents.ask_recipient(decision, row, actor=actor, asked_at=found + HOUR, asked_how=how)
        said = {"confirmed_at": found + 5 * HOUR, "confirmed_how": "By e-mail: it was destroyed"}
        incidents.confirm_recipient(decision, row, actor=actor, confirmed_by="Ms Rook", **said)
    incidents.decide_breach(
        decision,
        incident,
        actor=actor,
        breach=Breach.NOT_REPORTABLE,
        breach_reasons="Only the service itself could open that address, and it was destroyed.",
        at=found + 6 * HOUR,
    )
    lessons = "We look addresses up in the directory and read them back."
    incidents.close_incident(decision, incident, actor=actor, lessons=lessons, at=found + 30 * HOUR)
