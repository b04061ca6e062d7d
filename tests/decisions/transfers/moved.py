"""Records that move, and what happened to them on their way, by the real actions."""

from __future__ import annotations

from typing import Any

from accounts.door import acting
from accounts.models import Membership
from decisions.choices import TransferStage
from decisions.guidance.transfers import move_of
from decisions.models import Decision, RecordTransfer, TransferEvent
from decisions.transfers import policies
from decisions.transfers.actions import add_event, prepare
from tests.decisions.following.shares import after_of, shared

# What is said of each kind of event.
OF_STAGE: dict[str, dict[str, str]] = {
    TransferStage.SENT: {"note": "Special Delivery", "tracking": "SD 123 456"},
    TransferStage.CHASED: {"by_whom": "The office", "note": "They will look"},
    TransferStage.RECEIVED: {"by_whom": "Ms Rook, safeguarding lead", "note": "Signed the list"},
    TransferStage.INCOMPLETE: {"by_whom": "Ms Rook", "note": "The plan of May is missing"},
    TransferStage.RETURNED: {"note": "The wrong school"},
}
# The events that bring a record to a state.
WAYS: dict[str, tuple[str, ...]] = {
    policies.PREPARED: (),
    policies.ON_THE_WAY: (TransferStage.SENT,),
    policies.RECEIVED: (TransferStage.SENT, TransferStage.RECEIVED),
    policies.INCOMPLETE: (TransferStage.SENT, TransferStage.INCOMPLETE),
    policies.RETURNED: (TransferStage.SENT, TransferStage.RETURNED),
}


def a_transfer(decision: Decision, who: Membership, **said: Any) -> RecordTransfer:
    """The file of the child moves to the first recipient."""
    after, actor = after_of(decision, who), who.actor()
    values = {"what": "The child protection file", "how_sealed": "Two envelopes", **said}
    with acting(actor):
        return prepare(
            after.record.decision,
            move_of("school", decision.nation),
            actor=actor,
            recipient=after.record.recipients[0],
            of_whom=after.record.people[0],
            **values,
        )


def happens(transfer: RecordTransfer, who: Membership, stage: str, **said: Any) -> TransferEvent:
    """Somebody notes what happened to a record on its way."""
    after, actor = after_of(transfer.decision, who), who.actor()
    values = {"happened_at": None, **OF_STAGE[stage], **said}
    with acting(actor):
        return add_event(after, transfer, stage, actor=actor, **values)


def transfer_in(state: str, author: Membership, *, team_id: int | None = None) -> RecordTransfer:
    """A record in one of the states."""
    found = a_transfer(shared(author, "Oakfield School", team_id=team_id, told=False), author)
    for stage in WAYS[state]:
        happens(found, author, stage)
    return found


def state_now(transfer: RecordTransfer, reader: Membership) -> str:
    after = after_of(transfer.decision, reader)
    [row] = [each for each in after.transfers if each.pk == transfer.pk]
    return policies.state_of(after, row)
