"""What came in to each invented organisation, what waits, and what was replied?"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from accounts.door import Actor, acting
from accounts.models import Membership
from accounts.queries import at_work
from decisions.arriving import actions, queries
from decisions.arriving.replies import drafted
from decisions.choices import Direction, Outcome, ReplyKind
from decisions.demonstration.after.directory import acting_for, written
from decisions.demonstration.cast import Company
from decisions.models import Decision, Incoming
from decisions.record import load

Row = dict[str, Any]
SPACE = uuid.UUID("5f0e8d2a-6c1b-4f7e-9a35-0d2b7c4e8f16")
NOT_SAID = {"days", "by", "owner", "asked", "closed"}
HOUR = dt.timedelta(hours=1)
REPLIES = {
    Outcome.SHARE_ALL: ReplyKind.ALL,
    Outcome.SHARE_PART: ReplyKind.PART,
    Outcome.NOT_SHARE: ReplyKind.NO,
    Outcome.NOT_YET: ReplyKind.NOT_YET,
}
# So many of the recorded requests of each organisation have a reply.
REPLIED = 4


def play(companies: Mapping[str, Company], today: dt.date) -> None:
    """Requests, some overdue; what came unasked; and replies to those that were decided."""
    for key, company in companies.items():
        for number, row in enumerate(written()[key]["incoming"]):
            _came_in(company, row, uuid.uuid5(SPACE, f"{key} {number}"), today)
        _reply_to_the_decided(company)


def _came_in(company: Company, row: Row, key: uuid.UUID, today: dt.date) -> None:
    by = company.people[row["by"]]
    owner = company.people[str(row.get("owner") or row["by"])]
    noon = dt.datetime.combine(
        today - dt.timedelta(days=row["days"]), dt.time(12, 10), timezone.get_current_timezone()
    )
    actor = acting_for(by)
    with acting(actor):
        told = {name: value for name, value in row.items() if name not in NOT_SAID}
        made = actions.log_incoming(
            company.organisation,
            actor=actor,
            key=key,
            owner_id=owner.person_id,
            team_id=None,
            values={**told, "received_at": noon},
        )
        # Written down at once, not when the demonstration was loaded.
        Incoming.objects.filter(pk=made.pk).update(logged_at=noon)
        if row.get("asked"):
            _reply(made, ReplyKind.NOT_YET, _at_work(by), actor, noon + HOUR)
        if "closed" in row:
            actions.close(made, actor=actor, because=row["closed"])


def _at_work(member: Membership) -> Membership:
    found = at_work(member.person_id, member.organisation_id)
    if found is None:
        raise LookupError(f"{member} is not at work.")
    return found


def _reply(
    incoming: Incoming,
    kind: str,
    member: Membership,
    actor: Actor,
    at: dt.datetime,
    decision: Decision | None = None,
) -> None:
    text = drafted(kind, incoming, member, load(decision) if decision else None)
    made = actions.draft_reply(incoming, actor=actor, kind=kind, text=text, decision=decision)
    actions.send_reply(
        made, incoming, actor=actor, sent_at=at, sent_how="By post", decision=decision
    )


def _reply_to_the_decided(company: Company) -> None:
    """The newest recorded requests are written down as they came, and answered."""
    by_person = {member.person_id: member for member in company.people.values()}
    system = acting_for(company.people["lead"])
    with acting(system):
        asked = Decision.objects.filter(
            organisation=company.organisation,
            direction=Direction.ASKED,
            recorded_at__isnull=False,
            closed_at__isnull=True,
            request__isnull=False,
        )
        found = list(asked.select_related("organisation").order_by("-recorded_at", "pk")[:REPLIED])
    for decision in found:
        author = by_person[decision.author_id]
        actor = acting_for(author)
        with acting(actor):
            made = actions.log_of_record(load(decision), actor=actor)
            if made is None or not decision.recorded_at:
                continue
            Incoming.objects.filter(pk=made.pk).update(logged_at=made.received_at)
            incoming = queries.of_decision(decision)
            if incoming is not None:
                kind = REPLIES[Outcome(decision.outcome)]
                at = min(decision.recorded_at + HOUR, timezone.now())
                _reply(incoming, kind, _at_work(author), actor, at, decision)
