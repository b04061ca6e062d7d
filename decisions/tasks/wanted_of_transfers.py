"""Which tasks follow from records that move?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from decisions.after import After
from decisions.choices import Status, TransferStage
from decisions.models import RecordTransfer, Task, TransferEvent
from decisions.tasks.wanting import Wanted, in_days, on_day
from decisions.transfers.policies import PREPARED, RECEIVED, sent_at, state_of

# After these it is asked again, with a time of its own.
ASKED_ANEW = {TransferStage.CHASED, TransferStage.INCOMPLETE, TransferStage.RETURNED}


def transfer(after: After) -> Iterator[Wanted]:
    """A record moves, and nobody there has confirmed that they have all of it."""
    for row in after.transfers:
        state = state_of(after, row)
        if state != RECEIVED and not (state == PREPARED and _stays_here(after)):
            last = _asked_last(after, row)
            subject = f"transfer:{row.pk}" + (f":{last.pk}" if last else "")
            due = _due(after, row, last)
            yield Wanted(subject, *due, recipient_id=row.recipient_id)


def _stays_here(after: After) -> bool:
    """Nothing goes from a record that does not share, or was replaced or marked meanwhile."""
    decision = after.record.decision
    return not decision.shares or decision.status in {Status.SUPERSEDED, Status.IN_ERROR}


def is_confirmed(after: After, task: Task) -> bool:
    """Whether a task went because the record went; one that stayed here needs nothing more."""
    going = [row for row in after.transfers if f"transfer:{row.pk}" == _named(task)]
    return any(state_of(after, row) != PREPARED for row in going)


def _named(task: Task) -> str:
    return ":".join(task.subject.split(":")[:2])


def _asked_last(after: After, row: RecordTransfer) -> TransferEvent | None:
    asked = [each for each in after.events_on_the_way(row) if each.stage in ASKED_ANEW]
    return asked[-1] if asked else None


def _due(after: After, row: RecordTransfer, last: TransferEvent | None) -> tuple[dt.datetime, bool]:
    decision = after.record.decision
    first = on_day(row.due_on) if row.due_on else None
    if last is not None:
        again = in_days(last.happened_at, decision.organisation.chase_after_days, decision)
        return max(first, again) if first else again
    if first:
        return first
    since = sent_at(after, row) or row.noted_at
    return in_days(since, decision.organisation.receipt_within_days, decision)
