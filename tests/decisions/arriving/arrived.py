"""Requests and what came unasked, made through the real actions."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from accounts.door import Actor, acting
from accounts.models import Membership
from decisions.arriving import actions, queries
from decisions.choices import IncomingKind, ReplyKind
from decisions.models import Decision, Incoming, Reply
from decisions.queries import for_writing

SAID = {
    "kind": IncomingKind.REQUEST,
    "from_name": "Bryony Latch",
    "from_organisation": "Fernshire Council",
    "words": "Please send all notes about FCH 1001.",
    "about": "FCH 1001",
}


def logged(
    by: Membership,
    *,
    owner: Membership | None = None,
    team_id: int | None = None,
    days_ago: float = 0,
    **values: Any,
) -> Incoming:
    """Something that came in so many days ago, written down by ``by``."""
    told = {**SAID, "received_at": timezone.now() - dt.timedelta(days=days_ago), **values}
    with acting(by.actor()):
        return actions.log_incoming(
            by.organisation,
            actor=by.actor(),
            key=uuid.uuid4(),
            owner_id=(owner or by).person_id,
            team_id=team_id,
            values=told,
        )


def begun(incoming: Incoming, by: Membership) -> Decision:
    """The decision that it calls for, begun by ``by``."""
    with acting(by.actor()):
        found = queries.for_dealing(by, incoming.pk)
        team_id = found.team_id
        return actions.begin(found, actor=by.actor(), membership=by, team_id=team_id)


def replied(
    incoming: Incoming, by: Membership, kind: str = ReplyKind.NOT_YET, *, is_sent: bool = False
) -> Reply:
    """A reply that was drafted, and sent where told."""
    actor: Actor = by.actor()
    with acting(actor):
        found = queries.for_dealing(by, incoming.pk)
        decision = found.decision
        reply = actions.draft_reply(
            found, actor=actor, kind=kind, text="Dear Bryony", decision=decision
        )
        if is_sent:
            actions.send_reply(
                reply, found, actor=actor, sent_at=timezone.now(), sent_how="By post",
                decision=decision,
            )  # fmt: skip
    return reply


def closed(incoming: Incoming, by: Membership, because: str = "It came twice") -> None:
    """Nothing more is to be done about it."""
    with acting(by.actor()):
        found = queries.for_dealing(by, incoming.pk)
        actions.close(found, actor=by.actor(), because=because, decision=found.decision)


def tied(incoming: Incoming, decision: Decision, by: Membership) -> None:
    """A decision that was begun already stands for it."""
    with acting(by.actor()):
        found = queries.for_dealing(by, incoming.pk)
        actions.match(found, for_writing(by, decision.reference), actor=by.actor())


def passed_on(incoming: Incoming, by: Membership, to: Membership) -> None:
    """Somebody else has it now."""
    with acting(by.actor()):
        found = queries.for_dealing(by, incoming.pk)
        actions.pass_on(found, actor=by.actor(), owner_id=to.person_id)
