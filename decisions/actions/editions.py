"""Which edition of the rules does a draft answer? The one in force for whom and when."""

from __future__ import annotations

from django.utils import timezone

from accounts.door import Actor
from decisions.actions.drafting import answer
from decisions.choices import PersonRole
from decisions.guidance import editions_in_force
from decisions.record import Record

CHILDREN = {PersonRole.CHILD, PersonRole.UNBORN}


def about(record: Record) -> str:
    """ "child", "adult" or "both": who the decision is about, as the editions tell them apart."""
    roles = {person.role for person in record.people}
    if PersonRole.ADULT not in roles:
        return "child"
    return "both" if roles & CHILDREN else "adult"


def settle_editions(record: Record, *, actor: Actor) -> None:
    """Name the editions in force; a recorded decision keeps the ones that it answered."""
    decision = record.decision
    if not decision.is_draft:
        return
    on = timezone.localdate(decision.decided_at) if decision.decided_at else timezone.localdate()
    found = editions_in_force(decision.nation, about(record), on)
    answer(decision, actor=actor, values=found.by_family)
