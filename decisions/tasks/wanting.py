"""What do the rules about tasks say, and what do they ask of a recipient's story?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from decisions.after import After
from decisions.choices import DispatchResult, FollowUpKind, ReceiptKind
from decisions.models import Decision, Dispatch, FollowUp, Receipt, Recipient
from decisions.tasks.calendar import end_of, in_working_days

ANSWERS = frozenset({FollowUpKind.ACCEPTED, FollowUpKind.DECLINED, FollowUpKind.NO_ANSWER})
REFUSALS = frozenset({FollowUpKind.DECLINED, FollowUpKind.NO_ANSWER, ReceiptKind.RETURNED})
TOLD = frozenset({DispatchResult.SENT, DispatchResult.SPOKEN})
Event = Dispatch | Receipt | FollowUp
# So begins the subject of a task about a link that ran out.
LINK = "link:"


@dataclass(frozen=True)
class Wanted:
    """A task as it follows from stored rows. No ``owner``: the author's."""

    subject: str
    due_at: dt.datetime
    is_day: bool = False
    recipient_id: int | None = None
    person_id: int | None = None
    incident_id: int | None = None
    advice_id: int | None = None
    owner_id: int | None = None
    for_guardian: bool = False


def on_day(day: dt.date) -> tuple[dt.datetime, bool]:
    """A day counts to its end, and no time of day is shown."""
    return end_of(day), True


def in_days(moment: dt.datetime, days: int, decision: Decision) -> tuple[dt.datetime, bool]:
    """The end of the day that is so many working days later, in the decision's nation."""
    return in_working_days(moment, days, decision.nation), True


def soon(moment: dt.datetime, decision: Decision) -> tuple[dt.datetime, bool]:
    """The next working day; where there was danger or haste, the same day whichever it is."""
    if decision.is_urgent or decision.danger_now == "yes":
        return end_of(timezone.localdate(moment)), True
    return in_days(moment, 1, decision)


class Story:
    """What happened with one recipient, in the order in which it happened."""

    def __init__(self, after: After, recipient: Recipient) -> None:
        self.recipient = recipient
        self.dispatches = after.dispatches_to(recipient)
        self.receipts = after.receipts_of(recipient)
        self.follow_ups = after.follow_ups_of(recipient)
        events: list[Event] = [*self.dispatches, *self.receipts, *self.follow_ups]
        self.events = sorted(events, key=lambda event: (event.happened_at, event.noted_at))

    @property
    def told_at(self) -> dt.datetime | None:
        """When they first had it, by whichever way."""
        told = [row.happened_at for row in self.dispatches if row.result in TOLD]
        return self.recipient.sent_at or min(told, default=None)

    @property
    def sent(self) -> list[Dispatch]:
        """What went in writing."""
        return [row for row in self.dispatches if row.result == DispatchResult.SENT]

    @property
    def has_failed(self) -> Dispatch | None:
        """The latest attempt, where it did not work."""
        latest = self.dispatches[-1] if self.dispatches else None
        return latest if latest and latest.result == DispatchResult.FAILED else None

    @property
    def answer(self) -> FollowUp | Receipt | None:
        """The latest answer: accepted, sent back, or a follow-up that says which."""
        found = [row for row in self.events if not isinstance(row, Dispatch) and _is_answer(row)]
        return found[-1] if found else None

    def since(self, event: Event) -> list[Event]:
        """What happened after one event."""
        return self.events[self.events.index(event) + 1 :]

    def has_since(self, event: Event, kind: str) -> bool:
        return any(isinstance(row, FollowUp) and row.kind == kind for row in self.since(event))

    def latest(self, *kinds: str) -> FollowUp | None:
        """The latest follow-up of these kinds."""
        found = [row for row in self.events if isinstance(row, FollowUp) and row.kind in kinds]
        return found[-1] if found else None


def _is_answer(row: FollowUp | Receipt) -> bool:
    if isinstance(row, Receipt):
        return row.kind in {ReceiptKind.ACCEPTED, ReceiptKind.RETURNED}
    return row.kind in ANSWERS


def is_refusal(row: FollowUp | Receipt) -> bool:
    """They will not act, sent it back, or gave no answer."""
    return row.kind in REFUSALS


def named(row: Event) -> str:
    """A short name of an event, for the subject of a task."""
    return f"{row._meta.model_name}:{row.pk}"


def stories(after: After) -> Iterator[Story]:
    """One for each recipient."""
    return (Story(after, recipient) for recipient in after.record.recipients)
