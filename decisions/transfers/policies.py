"""How far is a record on its way, and what may be noted next? No person, no request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from django.utils import timezone

from decisions.after import After
from decisions.choices import ReceiptKind, TransferStage
from decisions.models import RecordTransfer, TransferEvent

PREPARED, ON_THE_WAY, RECEIVED, INCOMPLETE, RETURNED = (
    "prepared", "on-the-way", "received", "incomplete", "returned",
)  # fmt: skip

# State of a record that moves → what may be noted → the state after it. A receipt by which a
# recipient accepts what came is the same as a confirmation that one of ours notes.
STATES: Mapping[str, Mapping[str, str]] = {
    PREPARED: {TransferStage.SENT: ON_THE_WAY},
    ON_THE_WAY: {
        TransferStage.RECEIVED: RECEIVED,
        TransferStage.CHASED: ON_THE_WAY,
        TransferStage.INCOMPLETE: INCOMPLETE,
        TransferStage.RETURNED: RETURNED,
    },
    INCOMPLETE: {
        TransferStage.SENT: ON_THE_WAY,
        TransferStage.RECEIVED: RECEIVED,
        TransferStage.CHASED: INCOMPLETE,
        TransferStage.RETURNED: RETURNED,
    },
    RETURNED: {TransferStage.SENT: ON_THE_WAY},
    RECEIVED: {TransferStage.INCOMPLETE: INCOMPLETE, TransferStage.RETURNED: RETURNED},
}


def state_of(after: After, transfer: RecordTransfer) -> str:
    """Where it is: every event in turn, and what its recipient confirmed by their link."""
    state = PREPARED
    for _at, act in acts_of(after, transfer):
        state = STATES[state].get(act, state)
    return state


def acts_of(after: After, transfer: RecordTransfer) -> list[tuple[dt.datetime, str]]:
    """What happened to it and when; a later note never counts before an earlier one."""
    found = [*_events(after.events_on_the_way(transfer))]
    found += [
        (row.happened_at, str(TransferStage.RECEIVED))
        for row in after.receipts
        if row.recipient_id == transfer.recipient_id and row.kind == ReceiptKind.ACCEPTED
    ]
    return sorted(found, key=lambda each: each[0])


def _events(rows: list[TransferEvent]) -> Iterator[tuple[dt.datetime, str]]:
    at: dt.datetime | None = None
    for row in sorted(rows, key=lambda each: each.pk):
        at = max(at or row.happened_at, row.happened_at)
        yield at, row.stage


def may_come_next(after: After, transfer: RecordTransfer) -> list[str]:
    """What may be noted now."""
    return list(STATES[state_of(after, transfer)])


def sent_at(after: After, transfer: RecordTransfer) -> dt.datetime | None:
    """When it last went."""
    times = [at for at, act in acts_of(after, transfer) if act == TransferStage.SENT]
    return times[-1] if times else None


def noted_until(after: After, transfer: RecordTransfer) -> dt.datetime | None:
    """The time of what was noted last: nothing can have happened before it."""
    times = [at for at, _stage in _events(after.events_on_the_way(transfer))]
    return times[-1] if times else None


def is_overdue(after: After, transfer: RecordTransfer) -> bool:
    """The day is over by which it had to be there, and nobody has confirmed it."""
    if transfer.due_on is None or state_of(after, transfer) == RECEIVED:
        return False
    return transfer.due_on < timezone.localdate()
