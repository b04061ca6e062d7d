"""How do tests come by decisions? Plain functions that call the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.door import acting, reading
from accounts.models import Membership
from decisions.actions.correcting import abandon, mark_in_error, start_replacement
from decisions.actions.drafting import add_part, answer, start_decision
from decisions.actions.information import add_items
from decisions.actions.recording import record_decision
from decisions.choices import Direction, Outcome, PersonRole, Status
from decisions.models import Decision, PersonConcerned, Recipient
from decisions.record import Record, load


def draft(author: Membership, *, team_id: int | None = None, **columns: Any) -> Decision:
    """A draft by ``author`` with one child, one item and one recipient."""
    actor = author.actor()
    with acting(actor):
        decision = start_decision(
            actor=actor, membership=author, direction=Direction.SHARE, team_id=team_id
        )
        person = {"role": PersonRole.CHILD, "name": "A", "identifier": "FCH 1001", "position": 1}
        add_part(decision, PersonConcerned, actor=actor, values=person)
        add_items(decision, actor=actor, lines=[{"text": "A bruise of 1 cm", "is_included": True}])
        told = {"agency_name": "The hub", "gets_everything": True, "position": 1}
        add_part(decision, Recipient, actor=actor, values=told)
        if columns:
            answer(decision, actor=actor, values=columns)
    return decision


def recorded(author: Membership, *, team_id: int | None = None, **columns: Any) -> Decision:
    """A decision that was recorded, with gaps."""
    decided = {
        "outcome": Outcome.SHARE_ALL,
        "reasons": "The baby cannot roll yet.",
        "decided_at": timezone.now() - dt.timedelta(hours=1),
        **columns,
    }
    decision = draft(author, team_id=team_id, **decided)
    with acting(author.actor()):
        record_decision(load(decision), actor=author.actor())
    return decision


def decision_at(status: str, author: Membership, *, team_id: int | None = None) -> Decision:
    """A decision in the given state, brought there by the real actions."""
    actor = author.actor()
    if status in {Status.DRAFT, Status.ABANDONED}:
        decision = draft(author, team_id=team_id)
        if status == Status.ABANDONED:
            with acting(actor):
                abandon(decision, actor=actor, reason="Begun twice.")
        return decision
    decision = recorded(author, team_id=team_id)
    if status == Status.IN_ERROR:
        with acting(actor):
            mark_in_error(decision, actor=actor, reason="The wrong child.", seal=True)
    if status == Status.SUPERSEDED:
        _replace(decision, author)
    return decision


def _replace(decision: Decision, author: Membership) -> None:
    actor = author.actor()
    with acting(actor):
        later = start_replacement(
            load(decision), actor=actor, membership=author, reason="More is known."
        )
        decided = {
            "outcome": Outcome.NOT_SHARE,
            "reasons": "It was a birthmark.",
            "decided_at": timezone.now(),
        }
        answer(later, actor=actor, values=decided)
        record_decision(load(later), actor=actor)
        decision.refresh_from_db()


def record_of(decision: Decision, reader: Membership) -> Record:
    """The record as it is stored now."""
    with reading(reader.actor()):
        found = Decision.objects.select_related("organisation", "author").get(pk=decision.pk)
        return load(found)
