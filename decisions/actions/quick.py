"""The two-minute path: how is a share that has happened recorded at once, with its true times?"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from accounts.door import Actor, acting
from accounts.models import Membership
from audit.actions import noting_together
from decisions.actions.drafting import start_decision
from decisions.actions.information import items_from
from decisions.actions.recipients import note_told
from decisions.actions.recording import record_decision
from decisions.choices import Direction, Outcome, Route
from decisions.models import Decision, InformationItem, PersonConcerned, Recipient
from decisions.record import Record

TELEPHONE = "phone"
NOT_KNOWN = {"not known", "unknown", "not known yet", "don't know", "don’t know"}


def record_call(
    answers: Mapping[str, Any], *, actor: Actor, membership: Membership, team_id: int | None
) -> Decision:
    """A telephone call: recorded at once, its written follow-up due in the organisation's time."""
    allowed = dt.timedelta(hours=membership.organisation.complete_within_hours)
    telling = {
        "method": TELEPHONE,
        "spoke_to": answers["spoke_to"],
        "written_follow_up_due_at": answers["shared_at"] + allowed,
    }
    return _record(answers, telling, Route.RINGING, actor, membership, team_id)


def record_share(
    answers: Mapping[str, Any], *, actor: Actor, membership: Membership, team_id: int | None
) -> Decision:
    """A share that has happened, routine or urgent."""
    telling = {"method": answers["method"]}
    return _record(answers, telling, Route.ALREADY, actor, membership, team_id)


def _record(
    answers: Mapping[str, Any],
    telling: Mapping[str, Any],
    route: str,
    actor: Actor,
    membership: Membership,
    team_id: int | None,
) -> Decision:
    key: uuid.UUID | None = answers["key"]
    with acting(actor), noting_together():
        decision = start_decision(
            actor=actor,
            membership=membership,
            direction=Direction.SHARED,
            route=route,
            team_id=team_id,
            key=key,
            values=_columns(answers, actor),
        )
        if decision.is_recorded:
            return decision
        record = _with_parts(decision, answers, telling, actor)
        record_decision(record, actor=actor, said=answers["what"])
        return decision


def _with_parts(
    decision: Decision, answers: Mapping[str, Any], telling: Mapping[str, Any], actor: Actor
) -> Record:
    """Whom, what and to whom, a statement each; recording them is what makes the next version."""
    own: dict[str, Any] = {"organisation_id": decision.organisation_id, "decision": decision}
    record = Record(decision)
    if not decision.people_not_known:
        record.people = [PersonConcerned.objects.create(**own, **_person(answers["who"]))]
    record.items = InformationItem.objects.bulk_create(
        InformationItem(**own, **line, is_included=True, position=place)
        for place, line in enumerate(items_from(answers["what"]), start=1)
    )
    told = Recipient.objects.create(**own, **_told(answers, actor), **telling)
    record.recipients = [told]
    note_told(told)
    return record


def _person(who: str) -> dict[str, Any]:
    """References have a number in them; initials and names do not."""
    held = "identifier" if any(sign.isdigit() for sign in who) else "name"
    return {"position": 1, held: who}


def _columns(answers: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    return {
        "people_not_known": answers["who"].casefold().strip(" .") in NOT_KNOWN,
        "outcome": Outcome.SHARE_ALL,
        "reasons": answers["why"],
        "shared_at": answers["shared_at"],
        "decided_at": answers["shared_at"],
        "decided_by_id": actor.person_id,
    }


def _told(answers: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    return {
        "position": 1,
        "agency_name": answers["to_whom"],
        "gets_everything": True,
        "sent_at": answers["shared_at"],
        "sent_by_id": actor.person_id,
        "will_do": answers["will_do"],
        "reference_number": answers["reference_number"],
    }
