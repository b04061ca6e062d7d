"""Who has been told, which number to ring, when to chase, and what is due next?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Membership
from decisions.choices import Told
from decisions.models import Decision, Recipient
from decisions.record import Record
from decisions.screens.consent_stored import must_be_told


@dataclass(frozen=True)
class RecipientNow:
    """How things stand with one recipient."""

    recipient: Recipient
    is_told: bool
    number: str
    number_label: str
    chase_on: dt.date | None


@dataclass(frozen=True)
class Due:
    """Something that has to happen, by when, in a sentence; ``at`` orders and marks lateness."""

    text: str
    at: dt.datetime | None
    is_day: bool = False

    @property
    def is_overdue(self) -> bool:
        return self.at is not None and self.at < timezone.now()


def recipients_now(record: Record, membership: Membership) -> list[RecipientNow]:
    """Every recipient, with the number to ring: the one used, else a duty number."""
    numbers = membership.duty_numbers
    spare = numbers[0] if numbers else None
    found = []
    for row in record.recipients:
        own = row.contact if any(sign.isdigit() for sign in row.contact) else ""
        found.append(
            RecipientNow(
                recipient=row,
                is_told=row.sent_at is not None,
                number=own or (spare.number if spare else ""),
                number_label="" if own else (spare.label if spare else ""),
                chase_on=_chase_on(row, membership),
            )
        )
    return found


def _chase_on(row: Recipient, membership: Membership) -> dt.date | None:
    """When they said, else the organisation's own number of days after it went."""
    if row.sent_at is None:
        return None
    allowed = dt.timedelta(days=membership.organisation.chase_after_days)
    return row.chase_on or row.will_do_by or timezone.localdate(row.sent_at) + allowed


def due_next(record: Record) -> list[Due]:
    """What still has to happen, the soonest first; days without a time count to their end."""
    found = list(_of_decision(record.decision))
    for row in record.recipients:
        found += _of_recipient(row, record.decision)
    for person in record.people:
        latest = record.informing_of(person)[-1:]
        if latest and latest[0].told in {Told.NOT, Told.WILL} and latest[0].ask_again_on:
            text = f"Ask again whether {person} can be told"
            found.append(_by_day(text, latest[0].ask_again_on))
    found += _about_consent(record)
    return sorted(found, key=lambda due: (due.at is not None, due.at or timezone.now()))


def _of_decision(decision: Decision) -> Iterator[Due]:
    if decision.is_open and decision.complete_by:
        yield Due("Fill in what is missing from this record", decision.complete_by)
    if decision.review_on:
        yield _by_day("Look at this decision again", decision.review_on)


def _of_recipient(row: Recipient, decision: Decision) -> Iterator[Due]:
    if row.sent_at is None and decision.shares:
        yield Due(f"Tell {row}: they have not been told yet", None)
    if row.written_follow_up_due_at and not row.written_follow_up_sent_at:
        yield Due(f"Send {row} the written follow-up of the call", row.written_follow_up_due_at)
    if row.will_do_by:
        yield _by_day(f"Check with {row} that it was done", row.will_do_by)


def _about_consent(record: Record) -> list[Due]:
    """Consent to look at again; and whom to tell that it was taken back."""
    standing = [row for row in record.consents if not record.withdrawals_of(row)]
    days = sorted({row.review_on for row in standing if row.review_on})
    found = [_by_day("Look at the consent again", day) for day in days]
    if record.withdrawals:
        told = must_be_told(record)
        found += [Due(f"Tell {row} that consent was taken back", None) for row in told]
    return found


def _by_day(text: str, day: dt.date) -> Due:
    end = dt.datetime.combine(day, dt.time(23, 59), tzinfo=timezone.get_current_timezone())
    return Due(text, end, is_day=True)
