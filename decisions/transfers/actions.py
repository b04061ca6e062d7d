"""How is it written down that a record moves, and what happened to it on its way?

Callers hold the decision's row lock. Rows are only ever added; a double click writes nothing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from accounts.door import Actor, acting
from decisions.actions.drafting import add_part
from decisions.after import After
from decisions.choices import DispatchResult, TransferKind, TransferStage
from decisions.events import writer
from decisions.following.policies import is_told
from decisions.guidance.transfers import Move
from decisions.models import Decision, PersonConcerned, Recipient, RecordTransfer, TransferEvent
from decisions.sending.actions import note_attempt
from decisions.settling import happened
from decisions.tasks.calendar import working_days_after
from decisions.transfers.queries import (
    next_place,
    recipient_called,
    transfer_saying,
)

RECORD_TRANSFER, SCHOOL = "record-transfer", "education"


def due_day(move: Move, moved_on: dt.date | None, nation: str) -> dt.date | None:
    """By when it must be there; None where no number of days is known."""
    if not move.days:
        return None
    return working_days_after(moved_on or timezone.localdate(), move.days, nation)


def prepare(
    decision: Decision,
    move: Move,
    *,
    actor: Actor,
    recipient: Recipient,
    of_whom: PersonConcerned | None,
    due_on: dt.date | None = None,
    **said: Any,
) -> RecordTransfer:
    """Write down what moves, to whom, and by when; saying the same twice says it once."""
    due = due_on or due_day(move, said.get("moved_on"), decision.nation)
    with acting(actor):
        values = {"kind": move.kind, "recipient": recipient, "of_whom": of_whom, **said}
        if kept := transfer_saying(decision, {**values, "due_on": due}):
            return kept
        made = RecordTransfer(
            organisation_id=decision.organisation_id,
            decision=decision,
            due_on=due,
            noted_by_id=writer(actor, decision),
            **values,
        )
        made.save(force_insert=True)
        detail = {"transfer": made.pk, "kind": made.kind, "recipient": recipient.pk}
        happened(decision, actor=actor, act="transfer.prepared", detail=detail)
        return made


def prepare_chosen(
    decision: Decision, move: Move, chosen: Mapping[str, Any], *, actor: Actor
) -> RecordTransfer:
    """The same as it was answered on the page: the new place may not be on the record yet."""
    said = dict(chosen)
    name = said.pop("new_name")
    with acting(actor):
        if said["recipient"] is None:
            said["recipient"] = add_place(decision, move.kind, name, actor=actor)
        return prepare(decision, move, actor=actor, **said)


def add_place(decision: Decision, kind: str, name: str, *, actor: Actor) -> Recipient:
    """The new place as a recipient like any other."""
    if kept := recipient_called(decision, name):
        return kept
    values = {
        "agency_name": name,
        "agency_type": SCHOOL if kind == TransferKind.SCHOOL else "",
        "method": RECORD_TRANSFER,
        "position": next_place(decision),
    }
    return add_part(decision, Recipient, actor=actor, values=values)


def add_event(
    after: After,
    transfer: RecordTransfer,
    stage: str,
    *,
    actor: Actor,
    happened_at: dt.datetime | None,
    **said: Any,
) -> TransferEvent:
    """Add what happened to a record on its way; what is sent is noted as a share, once."""
    decision, at = after.record.decision, happened_at or timezone.now()
    with acting(actor):
        made = TransferEvent(
            organisation_id=decision.organisation_id,
            decision=decision,
            transfer=transfer,
            stage=stage,
            happened_at=at,
            noted_by_id=writer(actor, decision),
            **said,
        )
        made.save(force_insert=True)
        detail = {"transfer": transfer.pk, "event": made.pk, "stage": stage}
        happened(decision, actor=actor, act="transfer.event_noted", detail=detail)
        if stage == TransferStage.SENT:
            _note_share(after, transfer, at, actor)
        return made


def _note_share(after: After, transfer: RecordTransfer, at: dt.datetime, actor: Actor) -> None:
    """The place has been told with it, where nothing shows yet that it was."""
    recipient = next(row for row in after.record.recipients if row.pk == transfer.recipient_id)
    if is_told(after, recipient):
        return
    values = {
        "method": RECORD_TRANSFER,
        "result": DispatchResult.SENT,
        "happened_at": at,
        "security_check": transfer.how_sealed,
        "said": transfer.kept_back,
    }
    note_attempt(after, recipient, actor=actor, key=uuid.uuid4(), values=values)
