"""Who hears that a request waits too long? Its owner, and some days later those who lead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from accounts.door import Actor, acting
from accounts.models import Membership, Organisation, Role
from accounts.queries import holders_of
from decisions.arriving import queries
from decisions.arriving.permissions import leads
from decisions.choices import NoticeKind
from decisions.models import Incoming
from decisions.tasks.calendar import in_working_days
from decisions.tasks.notices import tell


def tell_of_overdue(organisation: Organisation, *, actor: Actor, now: dt.datetime) -> int:
    """Each hears of each once; how many notices were new."""
    with acting(actor):
        found = list(queries.overdue(organisation.pk, now).select_related("decision"))
        if not found:
            return 0
        holders = list(holders_of(organisation.pk, Role.LEAD))
        known = queries.told_of(found)
        days = organisation.escalate_after_days
        told = 0
        for each in found:
            due = each.due_at or now
            told += _tell(each, [each.owner_id], "overdue", actor, known)
            if in_working_days(due, days, organisation.nation) < now:
                told += _tell(each, _leads_of(each, holders), "escalated", actor, known)
        return told


def _leads_of(incoming: Incoming, holders: Iterable[Membership]) -> list[int | None]:
    """Of its team; where nobody leads that, all leads."""
    own: list[int | None] = [each.person_id for each in holders if leads(each, incoming)]
    return own or [each.person_id for each in holders]


def _tell(
    incoming: Incoming,
    people: Iterable[int | None],
    what: str,
    actor: Actor,
    known: set[tuple[int, str]],
) -> int:
    cause = f"incoming:{incoming.pk}:{what}"
    made = [
        tell(
            person_id,
            NoticeKind.INCOMING_OVERDUE,
            actor=actor,
            cause=cause,
            organisation_id=incoming.organisation_id,
            decision=incoming.decision,
            incoming=incoming,
        )
        for person_id in people
        if person_id is not None and (person_id, cause) not in known
    ]
    return sum(notice is not None for notice in made)
