"""How is something that came in written down, dealt with and closed?

Where a decision stands for it, the decision's row is locked by the caller
(``decisions.queries.for_writing``), and what follows from the act is settled at once.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from accounts.door import Actor, acting
from accounts.models import Membership, Organisation
from audit.actions import note
from decisions.actions.drafting import add_part, put_request, start_decision
from decisions.arriving.policies import ANSWER, act_of
from decisions.choices import Direction, IncomingKind, NoticeKind
from decisions.models import Decision, Incoming, Notice, PersonConcerned, Reply
from decisions.record import Record
from decisions.settling import happened
from decisions.tasks.calendar import end_of, in_working_days
from decisions.tasks.notices import tell

# Where each answer of something that came in stands in the request of a decision.
IN_REQUEST = {
    "from_name": "requester_name", "from_role": "requester_role",
    "from_organisation": "requester_organisation", "from_contact": "requester_contact",
    **{name: name for name in (
        "identity_checked", "received_at", "words", "purpose", "legal_power", "data_wanted",
        "needed_by", "relationship", "why_necessary", "extra_conditions", "law_enforcement",
        "retention", "security",
    )},
}  # fmt: skip
MOST_OF_A_REFERENCE = 60


def log_incoming(
    organisation: Organisation,
    *,
    actor: Actor,
    key: uuid.UUID,
    owner_id: int,
    team_id: int | None,
    values: Mapping[str, Any],
) -> Incoming:
    """Write down what came in; the same ``key`` twice is one (a double click)."""
    told = dict(values)
    told["due_at"] = due_at(organisation, told["received_at"], told.get("needed_by"))
    own = {"organisation": organisation, "team_id": team_id, "owner_id": owner_id}
    with acting(actor):
        made, is_new = Incoming.objects.get_or_create(
            key=key, defaults={**told, **own, "received_by_id": _person_of(actor)}
        )
        if is_new:
            note("incoming.logged", detail={"incoming": made.pk, "kind": made.kind})
            _tell_owner(made, actor)
        return made


def log_of_record(record: Record, *, actor: Actor) -> Incoming | None:
    """Write down the request of a record that has one, so that it can be replied to."""
    decision, asked = record.decision, record.request
    if asked is None:
        return None
    values = {name: getattr(asked, held) for name, held in IN_REQUEST.items()}
    values["received_at"] = asked.received_at or decision.happened_at or decision.created_at
    own = {"kind": IncomingKind.REQUEST, "decision": decision, "received_by_id": _person_of(actor)}
    with acting(actor):
        made = Incoming(
            organisation=decision.organisation,
            team_id=decision.team_id,
            owner_id=decision.author_id,
            due_at=due_at(decision.organisation, values["received_at"], values["needed_by"]),
            **own,
            **values,
        )
        made.save(force_insert=True)
        _settle(decision, "incoming.logged", actor, incoming=made.pk)
        return made


def due_at(
    organisation: Organisation, received_at: dt.datetime, needed_by: dt.date | None = None
) -> dt.datetime:
    """The organisation's own working days after it came; sooner where it is needed sooner."""
    days = organisation.answer_requests_in_days
    usual = in_working_days(received_at, days, organisation.nation)
    if needed_by is None:
        return usual
    return min(usual, end_of(max(needed_by, timezone.localdate(received_at))))


def _tell_owner(incoming: Incoming, actor: Actor) -> None:
    """Whoever did it themselves knows."""
    if incoming.owner_id and incoming.owner_id != actor.person_id:
        tell(
            incoming.owner_id,
            NoticeKind.INCOMING,
            actor=actor,
            cause=f"incoming:{incoming.pk}",
            organisation_id=incoming.organisation_id,
            incoming=incoming,
            decision=incoming.decision,
        )


def pass_on(incoming: Incoming, *, actor: Actor, owner_id: int) -> None:
    """Somebody else deals with it from now on, and is told."""
    with acting(actor):
        if incoming.owner_id == owner_id:
            return
        incoming.owner_id = owner_id
        incoming.save(update_fields=["owner"])
        note("incoming.passed_on", detail={"incoming": incoming.pk, "owner": owner_id})
        _tell_owner(incoming, actor)


def begin(
    incoming: Incoming, *, actor: Actor, membership: Membership, team_id: int | None
) -> Decision:
    """Begin the decision that it calls for, with all that it says in its place."""
    with acting(actor):
        is_request = incoming.kind == IncomingKind.REQUEST
        decision = start_decision(
            actor=actor,
            membership=membership,
            direction=Direction.ASKED if is_request else Direction.SHARE,
            team_id=team_id,
            values={"happened_at": incoming.received_at, **({} if is_request else _told(incoming))},
        )
        if is_request:
            values = {held: getattr(incoming, name) for name, held in IN_REQUEST.items()}
            put_request(decision, actor=actor, values=values)
        if incoming.about:
            add_part(decision, PersonConcerned, actor=actor, values=_person(incoming.about))
        note("incoming.begun", decision_id=decision.pk, detail={"incoming": incoming.pk})
        _tie(incoming, decision)
        return decision


def _told(incoming: Incoming) -> dict[str, Any]:
    """What came unasked is the worry of the decision about it, with who said so."""
    named = [incoming.from_name, incoming.from_role, incoming.from_organisation]
    who = ", ".join(filter(None, named))
    return {
        "concern": f"{who}:\n{incoming.words}" if who else incoming.words,
        "noticed_on": timezone.localdate(incoming.received_at),
    }


def _person_of(actor: Actor) -> int:
    if actor.person_id is None:
        raise ValueError("Only people write down what came in, and reply to it.")
    return actor.person_id


def _person(about: str) -> dict[str, Any]:
    """References have a number in them; initials and names do not."""
    is_reference = any(sign.isdigit() for sign in about) and len(about) <= MOST_OF_A_REFERENCE
    return {"position": 1, "identifier" if is_reference else "name": about}


def match(incoming: Incoming, decision: Decision, *, actor: Actor) -> None:
    """A decision that was begun already stands for it."""
    with acting(actor):
        _tie(incoming, decision)
        _settle(decision, "incoming.matched", actor, incoming=incoming.pk)


def _tie(incoming: Incoming, decision: Decision) -> None:
    """What was replied, and who was told, belong to the decision from now on."""
    incoming.decision = decision
    incoming.save(update_fields=["decision"])
    Reply.objects.filter(incoming=incoming).update(decision=decision)
    Notice.objects.filter(incoming=incoming).update(decision=decision)


def _settle(decision: Decision | None, act: str, actor: Actor, **detail: object) -> None:
    if decision is None:
        note(act, detail=detail)
    else:
        happened(decision, actor=actor, act=act, detail=detail)


def close(
    incoming: Incoming, *, actor: Actor, because: str, decision: Decision | None = None
) -> None:
    """Nothing more is to be done; without a decision, it says why."""
    with acting(actor):
        _close(incoming, actor, because)
        _settle(decision, "incoming.closed", actor, incoming=incoming.pk)


def _close(incoming: Incoming, actor: Actor, because: str) -> None:
    incoming.closed_at = timezone.now()
    incoming.closed_by_id = actor.person_id
    incoming.closed_because = because
    incoming.save(update_fields=["closed_at", "closed_by", "closed_because"])


def draft_reply(
    incoming: Incoming, *, actor: Actor, kind: str, text: str, decision: Decision | None = None
) -> Reply:
    """Keep the words of a reply; until it is sent there is one draft of each kind."""
    with acting(actor):
        open_ones = Reply.objects.filter(incoming=incoming, kind=kind, sent_at__isnull=True)
        reply = open_ones.first()
        if reply is not None and reply.text == text:
            return reply
        if reply is None:
            reply = Reply(
                organisation_id=incoming.organisation_id, incoming=incoming, decision=decision,
                kind=kind, text=text, made_by_id=_person_of(actor),
            )  # fmt: skip
            reply.save(force_insert=True)
        else:
            reply.text = text
            reply.save(update_fields=["text"])
        _settle(decision, "incoming.reply_drafted", actor, reply=reply.pk, kind=kind)
        return reply


def send_reply(
    reply: Reply,
    incoming: Incoming,
    *,
    actor: Actor,
    sent_at: dt.datetime,
    sent_how: str,
    decision: Decision | None = None,
) -> None:
    """Note that a reply went; an answer closes what it answers."""
    with acting(actor):
        reply.sent_at, reply.sent_how = sent_at, sent_how
        reply.save(update_fields=["sent_at", "sent_how"])
        if act_of(reply.kind) == ANSWER:
            _close(incoming, actor, "")
        _settle(decision, "incoming.reply_sent", actor, reply=reply.pk, kind=reply.kind)
