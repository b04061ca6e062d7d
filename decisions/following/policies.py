"""How far is what followed a share, and what went wrong? No person, no request.

``STATES`` says what is offered first in each state. It blocks nothing: life is not orderly, and
``AFTER`` names the state that an act leads to when it comes out of turn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from django.utils import timezone

from consent.policies import GIVEN
from decisions.after import After
from decisions.choices import (
    Breach,
    DispatchResult,
    FollowUpKind,
    PersonRole,
    ReceiptKind,
)
from decisions.models import Incident, IncidentRecipient, Recipient
from decisions.record import Record

NOT_TOLD, TOLD, ACCEPTED, DECLINED = "not-told", "told", "accepted", "declined"
NO_ANSWER, ESCALATED, DONE, VERIFIED, CLOSED = (
    "no-answer", "escalated", "done", "verified", "closed",
)  # fmt: skip

# State of a share → what is offered first → the state after it.
STATES: Mapping[str, Mapping[str, str]] = {
    NOT_TOLD: {},
    TOLD: {
        FollowUpKind.ACCEPTED: ACCEPTED,
        FollowUpKind.DECLINED: DECLINED,
        FollowUpKind.NO_ANSWER: NO_ANSWER,
        FollowUpKind.CHASED: TOLD,
    },
    ACCEPTED: {FollowUpKind.DONE: DONE, FollowUpKind.CHASED: ACCEPTED},
    DECLINED: {FollowUpKind.ESCALATED: ESCALATED, FollowUpKind.ACCEPTED: ACCEPTED},
    NO_ANSWER: {
        FollowUpKind.CHASED: TOLD,
        FollowUpKind.ESCALATED: ESCALATED,
        FollowUpKind.ACCEPTED: ACCEPTED,
        FollowUpKind.DECLINED: DECLINED,
    },
    ESCALATED: {
        FollowUpKind.ACCEPTED: ACCEPTED,
        FollowUpKind.DECLINED: DECLINED,
        FollowUpKind.NO_ANSWER: NO_ANSWER,
    },
    DONE: {FollowUpKind.VERIFIED: VERIFIED},
    VERIFIED: {FollowUpKind.TOLD: CLOSED},
    CLOSED: {},
}
# Where an act leads that comes out of turn; what is not here leaves the state as it is.
AFTER: Mapping[str, str] = {
    FollowUpKind.ACCEPTED: ACCEPTED,
    FollowUpKind.DECLINED: DECLINED,
    FollowUpKind.NO_ANSWER: NO_ANSWER,
    FollowUpKind.ESCALATED: ESCALATED,
    FollowUpKind.DONE: DONE,
    FollowUpKind.VERIFIED: VERIFIED,
}
RECEIVED: Mapping[str, str] = {
    ReceiptKind.ACCEPTED: FollowUpKind.ACCEPTED,
    ReceiptKind.RETURNED: FollowUpKind.DECLINED,
}


def next_state(state: str, act: str) -> str:
    """The state after an act, in turn or out of turn."""
    return STATES[state].get(act) or AFTER.get(act, state)


def state_of(after: After, recipient: Recipient) -> str:
    """How far one share has come: every act in order, what the recipient answered among them."""
    state = TOLD if is_told(after, recipient) else NOT_TOLD
    for act in _acts(after, recipient):
        state = next_state(state, act)
    if state == VERIFIED and not has_raisers(after.record):
        return CLOSED  # nobody waits to hear of it
    return state


def _acts(after: After, recipient: Recipient) -> Iterator[str]:
    """What happened with one recipient, the earliest first, as the kinds of a follow-up."""
    rows = [(row.happened_at, row.noted_at, row.kind) for row in after.follow_ups_of(recipient)]
    rows += [
        (row.happened_at, row.noted_at, RECEIVED[row.kind])
        for row in after.receipts_of(recipient)
        if row.kind in RECEIVED
    ]
    if recipient.will_do:  # they said so when they were told
        yield FollowUpKind.ACCEPTED
    for _at, _noted, kind in sorted(rows):
        yield kind


def is_told(after: After, recipient: Recipient) -> bool:
    """Whether they have the information."""
    arrived = (DispatchResult.SENT, DispatchResult.SPOKEN)
    return told_at(after, recipient) is not None or any(
        row.result in arrived for row in after.dispatches_to(recipient)
    )


def told_at(after: After, recipient: Recipient) -> dt.datetime | None:
    """When they first had the information."""
    times = [row.happened_at for row in after.dispatches_to(recipient) if row.result != "failed"]
    if recipient.sent_at:
        times.append(recipient.sent_at)
    return min(times, default=None)


def has_raisers(record: Record) -> bool:
    """Whether somebody raised it and waits to hear: an informant, or who asked."""
    informed = any(person.role == PersonRole.INFORMANT for person in record.people)
    return informed or record.request is not None


# Consent that ended


def consent_ended_at(record: Record, now: dt.datetime) -> dt.datetime | None:
    """When consent last ended, by a change of mind or because its day passed; None: it stands."""
    ends = [row.withdrawn_at for row in record.withdrawals]
    today = timezone.localdate(now)
    for row in record.consents:
        day = row.review_on
        if row.status == GIVEN and day and day < today and not record.withdrawals_of(row):
            ends.append(_end_of(day))
    return max(ends, default=None)


def _end_of(day: dt.date) -> dt.datetime:
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time())
    return midnight.replace(tzinfo=timezone.get_current_timezone())


def must_hear_of_the_end(after: After, recipient: Recipient, now: dt.datetime) -> bool:
    """Consent has ended, they had the information before, and nobody noted that they were told."""
    ended = consent_ended_at(after.record, now)
    had = told_at(after, recipient)
    if ended is None or had is None or had > ended:
        return False
    return not any(
        row.kind == FollowUpKind.WITHDRAWAL_TOLD and row.happened_at >= ended
        for row in after.follow_ups_of(recipient)
    )


# What went wrong

UNDECIDED, TO_REPORT, PUTTING_RIGHT, READY = "undecided", "to-report", "putting-right", "ready"
CONFIRM, REPORT, CLOSE = "confirm", "report", "close"
_DECIDE: Mapping[str, str] = {
    Breach.NOT_A_BREACH: PUTTING_RIGHT,
    Breach.NOT_REPORTABLE: PUTTING_RIGHT,
    Breach.REPORTABLE: TO_REPORT,
}
# State of an incident → act → the state after it. Where everybody has confirmed already, what is
# being put right is ready at once; ``confirm`` stands for the last of those who were asked.
INCIDENT_STATES: Mapping[str, Mapping[str, str]] = {
    UNDECIDED: {**_DECIDE, CONFIRM: UNDECIDED},
    TO_REPORT: {**_DECIDE, REPORT: PUTTING_RIGHT, CONFIRM: TO_REPORT},
    PUTTING_RIGHT: {**_DECIDE, CONFIRM: READY},
    READY: {**_DECIDE, CLOSE: CLOSED},
    CLOSED: {},
}
# UK GDPR, Article 33: hours of the clock, so they run through nights and weekends.
REPORT_WITHIN: Final = dt.timedelta(hours=72)


def state_of_incident(incident: Incident, rows: list[IncidentRecipient]) -> str:
    """What an incident waits for."""
    if incident.closed_at is not None:
        return CLOSED
    if incident.breach == Breach.UNDECIDED:
        return UNDECIDED
    if incident.breach == Breach.REPORTABLE and incident.reported_at is None:
        return TO_REPORT
    if any(row.confirmed_at is None for row in rows):
        return PUTTING_RIGHT
    return READY


def report_by(incident: Incident) -> dt.datetime:
    """72 hours of the clock after the organisation found out, whatever days those are."""
    return incident.found_at.astimezone(dt.UTC) + REPORT_WITHIN


def clock_runs(incident: Incident) -> bool:
    """Whether the 72 hours still matter: not decided, or to be reported and not reported yet."""
    if incident.closed_at is not None:
        return False
    if incident.breach == Breach.REPORTABLE:
        return incident.reported_at is None
    return incident.breach == Breach.UNDECIDED


def can_close(incident: Incident, rows: list[IncidentRecipient]) -> bool:
    """Everybody confirmed, and the breach decided and reported where it has to be."""
    return state_of_incident(incident, rows) == READY
