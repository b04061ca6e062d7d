"""Records of long ago, and schedules, made through the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.door import SYSTEM, acting
from accounts.models import Membership
from decisions.actions.drafting import add_part, answer, start_decision
from decisions.actions.recording import record_decision
from decisions.choices import CountedFrom, Direction, Outcome, PersonRole, RecordKind
from decisions.models import Decision, Disposal, PersonConcerned, RetentionPeriod
from decisions.record import load
from decisions.retention import actions, queries

YEAR = dt.timedelta(days=365.25)


def years_ago(years: float) -> dt.datetime:
    return timezone.now() - YEAR * years


def old(
    author: Membership,
    years: float = 10,
    *roles: str,
    team_id: int | None = None,
    born: dt.date | None = None,
    **columns: Any,
) -> Decision:
    """A record made so many years ago, about people in these roles; an adult unless told."""
    actor = SYSTEM("tests", author.organisation_id)
    with acting(actor):
        decision = start_decision(
            actor=actor, membership=author, direction=Direction.SHARE, team_id=team_id
        )
        for number, role in enumerate(roles or [PersonRole.ADULT]):
            values = {"role": role, "position": number, "date_of_birth": born}
            add_part(decision, PersonConcerned, actor=actor, values=values)
        told = {"outcome": Outcome.SHARE_ALL, "reasons": "It had to be.", "people_not_known": True}
        answer(decision, actor=actor, values={**told, "decided_at": years_ago(years), **columns})
        record_decision(load(decision), actor=actor, recorded_at=years_ago(years))
    return decision


def kept(
    guardian: Membership,
    kind: str = RecordKind.ADULT,
    years: int | None = 8,
    counted_from: str = CountedFrom.RECORDED,
) -> RetentionPeriod:
    """The Guardian enters how long one kind is kept."""
    actor = guardian.actor()
    actions.set_period(
        guardian.organisation_id,
        actor=actor,
        kind=kind,
        years=years,
        counted_from=counted_from if years else "",
        source="Our schedule 2025, item 4" if years else "",
    )
    with acting(actor):
        return queries.periods_of(guardian.organisation_id)[kind]


def due_now(guardian: Membership) -> list[str]:
    """The references that the Guardian is shown as due."""
    with acting(guardian.actor()):
        periods = queries.periods_of(guardian.organisation_id)
        found = queries.due_page(guardian.organisation_id, periods, None, 50)
        return [each.reference for each in found]


def proposed(decision: Decision, guardian: Membership) -> Disposal:
    """The Guardian proposes to destroy a record that is due."""
    actor = guardian.actor()
    with acting(actor):
        term = queries.term_of(decision, queries.periods_of(decision.organisation_id))
        assert term is not None
        return actions.propose_disposal(decision, term, actor=actor, authority="Item 4")
