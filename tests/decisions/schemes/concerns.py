"""Concerns for a disclosure scheme, and what the police did with them, by the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.door import acting
from accounts.models import Membership
from decisions.choices import DispatchResult, SchemeRoute, SchemeStage, Undertaking
from decisions.guidance.schemes import schemes
from decisions.models import Decision, SchemeConcern, SchemeEvent
from decisions.schemes import policies
from decisions.schemes.actions import add_concern, add_event
from decisions.sending.actions import note_attempt
from tests.decisions.following.shares import after_of, shared

SAID: dict[str, Any] = {
    "route": SchemeRoute.ASK,
    "who_asked": "Her grandmother",
    "about_whom": "Perrin Holt, a lodger",
    "why_worried": "He is alone with her each evening.",
}
# What is said of each kind of event.
OF_STAGE: dict[str, dict[str, str]] = {
    SchemeStage.PASSED_ON: {"by_whom": "PC Wren 4021", "reference_number": "SL 17"},
    SchemeStage.CHECKED: {"by_whom": "PC Wren 4021", "note": "At home, by herself"},
    SchemeStage.WILL_TELL: {"by_whom": "DS Larch", "note": "On Friday, with a social worker"},
    SchemeStage.WILL_NOT_TELL: {"by_whom": "DS Larch", "note": "Not needed. She sleeps at hers"},
    SchemeStage.TOLD: {
        "told_whom": "Her mother",
        "by_whom": "DS Larch",
        "undertaking": Undertaking.SIGNED,
        "undertaking_terms": "To speak of it to nobody else",
        "note": "The social worker rings each day",
    },
    SchemeStage.TOLD_BY_US: {
        "told_whom": "Her mother",
        "by_whom": "A colleague in the team",
        "note": "She asked outright. Our lead and the police know",
    },
    SchemeStage.ENDED: {"note": "He has moved away"},
}
# The events that bring a concern to a state.
WAYS: dict[str, tuple[str, ...]] = {
    policies.NOTED: (),
    policies.PASSED_ON: (SchemeStage.PASSED_ON,),
    policies.CHECKED: (SchemeStage.PASSED_ON, SchemeStage.CHECKED),
    policies.WILL_TELL: (SchemeStage.PASSED_ON, SchemeStage.WILL_TELL),
    policies.WILL_NOT_TELL: (SchemeStage.PASSED_ON, SchemeStage.WILL_NOT_TELL),
    policies.TOLD: (SchemeStage.PASSED_ON, SchemeStage.TOLD),
    policies.ENDED: (SchemeStage.ENDED,),
}


def a_concern(
    decision: Decision, who: Membership, *, with_police: bool = False, **said: Any
) -> SchemeConcern:
    """A concern on a record that is there; the first recipient is the police, or none is."""
    after, actor = after_of(decision, who), who.actor()
    with acting(actor):
        return add_concern(
            after.record.decision,
            schemes(decision.nation)[0],
            actor=actor,
            person_at_risk=after.record.people[0],
            recipient=after.record.recipients[0] if with_police else None,
            **{**SAID, **said},
        )


def happens(concern: SchemeConcern, who: Membership, stage: str, **said: Any) -> SchemeEvent:
    """Somebody notes what happened with a concern."""
    after, actor = after_of(concern.decision, who), who.actor()
    values = {"happened_at": None, **OF_STAGE[stage], **said}
    with acting(actor):
        return add_event(after.record.decision, concern, stage, actor=actor, **values)


def concern_in(state: str, author: Membership, *, team_id: int | None = None) -> SchemeConcern:
    """A concern in one of the states; somebody else told the police."""
    found = a_concern(shared(author, "The police", team_id=team_id, told=False), author)
    for stage in WAYS[state]:
        happens(found, author, stage)
    return found


def police_are_told(decision: Decision, who: Membership, key: Any) -> None:
    """The share with the first recipient is noted where every share is."""
    after, actor = after_of(decision, who), who.actor()
    at = timezone.now() - dt.timedelta(minutes=5)
    values = {"method": "phone", "result": DispatchResult.SPOKEN, "happened_at": at}
    with acting(actor):
        note_attempt(after, after.record.recipients[0], actor=actor, key=key, values=values)


def state_now(concern: SchemeConcern, reader: Membership) -> str:
    after = after_of(concern.decision, reader)
    [row] = [each for each in after.schemes if each.pk == concern.pk]
    return policies.state_of(after, row)
