"""How is a concern passed on to a scheme, and what the police did with it, written down?

Callers hold the decision's row lock. Rows are only ever added: what was noted in error is put
right by what is noted next. A double click finds what it would write, and writes nothing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.door import Actor, acting
from accounts.models import Membership
from audit.actions import noting_together
from decisions.actions.drafting import add_part, start_decision
from decisions.choices import Direction, PersonRole
from decisions.events import writer
from decisions.guidance import agency
from decisions.guidance.schemes import ADULT, Scheme
from decisions.models import Decision, PersonConcerned, Recipient, SchemeConcern, SchemeEvent
from decisions.schemes.queries import (
    POLICE,
    concern_saying,
    first_concern,
    next_place,
)
from decisions.settling import happened


def begin_concern(
    scheme: Scheme,
    *,
    actor: Actor,
    membership: Membership,
    key: uuid.UUID | None,
    team_id: int | None,
    at_risk: str,
    **said: Any,
) -> SchemeConcern:
    """Begin a draft whose recipient is the police, with the concern in it."""
    with acting(actor), noting_together():
        decision = start_decision(
            actor=actor,
            membership=membership,
            direction=Direction.SHARE,
            team_id=team_id,
            key=key,
            values={"concern": said["why_worried"]},
        )
        if begun := first_concern(decision):
            return begun
        role = PersonRole.ADULT if scheme.protects == ADULT else PersonRole.CHILD
        values = {"role": role, "position": 1, **_called(at_risk)}
        person = add_part(decision, PersonConcerned, actor=actor, values=values)
        police = add_police(decision, scheme, actor=actor)
        return add_concern(
            decision, scheme, actor=actor, person_at_risk=person, recipient=police, **said
        )


def _called(who: str) -> dict[str, str]:
    """References have a number in them; initials and names do not."""
    held = "identifier" if any(sign.isdigit() for sign in who) else "name"
    return {held: who}


def add_police(decision: Decision, scheme: Scheme, *, actor: Actor) -> Recipient:
    """The police as a recipient like any other: the way and the time are noted at their row."""
    values = {
        "agency_type": POLICE,
        "agency_name": agency(POLICE, decision.nation).label,
        "position": next_place(decision),
        "need_to_know": _("They decide who is told: %(scheme)s.") % {"scheme": scheme.label},
    }
    return add_part(decision, Recipient, actor=actor, values=values)


def add_concern(
    decision: Decision,
    scheme: Scheme,
    *,
    actor: Actor,
    person_at_risk: PersonConcerned | None,
    recipient: Recipient | None,
    **said: Any,
) -> SchemeConcern:
    """Write a concern down; saying the same twice says it once."""
    with acting(actor):
        values = {"scheme": scheme.code, "person_at_risk": person_at_risk, **said}
        if kept := concern_saying(decision, values):
            return kept
        made = SchemeConcern(
            organisation_id=decision.organisation_id,
            decision=decision,
            recipient=recipient,
            noted_by_id=writer(actor, decision),
            **values,
        )
        made.save(force_insert=True)
        detail = {"concern": made.pk, "scheme": made.scheme}
        happened(decision, actor=actor, act="scheme.concern_noted", detail=detail)
        return made


def add_chosen(
    decision: Decision, scheme: Scheme, chosen: Mapping[str, Any], *, actor: Actor
) -> SchemeConcern:
    """The same for a record that is there; the police are added to it where nobody did yet."""
    said = dict(chosen)
    with acting(actor):
        if said.pop("adds_police"):
            same = {name: value for name, value in said.items() if name != "recipient"}
            if kept := concern_saying(decision, {"scheme": scheme.code, **same}):
                return kept
            said["recipient"] = add_police(decision, scheme, actor=actor)
        return add_concern(decision, scheme, actor=actor, **said)


def add_event(
    decision: Decision,
    concern: SchemeConcern,
    stage: str,
    *,
    actor: Actor,
    happened_at: dt.datetime | None,
    **said: Any,
) -> SchemeEvent:
    """Add what happened with a concern; nothing is ever changed."""
    with acting(actor):
        made = SchemeEvent(
            organisation_id=decision.organisation_id,
            decision=decision,
            concern=concern,
            stage=stage,
            happened_at=happened_at or timezone.now(),
            noted_by_id=writer(actor, decision),
            **said,
        )
        made.save(force_insert=True)
        detail = {"concern": concern.pk, "event": made.pk, "stage": stage}
        happened(decision, actor=actor, act="scheme.event_noted", detail=detail)
        return made
