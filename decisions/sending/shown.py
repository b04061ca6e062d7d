"""Who has been told, which number to ring, when to chase: how it stands with each recipient."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Person
from accounts.ui.dates import when_in_words
from decisions.after import After
from decisions.choices import DispatchResult, ReadBack
from decisions.guidance import method
from decisions.models import Dispatch, Recipient
from decisions.record import Record
from decisions.sending.asks import Ask, asks_of, gaps_of, known_as
from decisions.sending.policies import ShareState, shares_of, state_of, to_follow
from decisions.words import label, said

COLOURS = {
    ShareState.NOT_TOLD: "govuk-tag--red",
    ShareState.FAILED: "govuk-tag--red",
    ShareState.TOLD: "govuk-tag--teal",
    ShareState.TO_FOLLOW: "govuk-tag--yellow",
    ShareState.SENT: "govuk-tag--teal",
}
RESULTS: dict[str, tuple[Promise, str]] = {
    DispatchResult.SENT: (_("Sent"), "govuk-tag--teal"),
    DispatchResult.SPOKEN: (_("Told"), "govuk-tag--teal"),
    DispatchResult.FAILED: (_("It did not work"), "govuk-tag--red"),
}
# What an attempt may say where nobody said how it went.
PLAIN = (
    Ask("contact", _("Number or address")),
    Ask("spoke_to", _("Taken by")),
    Ask("said", _("What was said")),
    Ask("reference_number", _("Their reference")),
)


@dataclass(frozen=True)
class RecipientNow:
    """How things stand with one recipient."""

    recipient: Recipient
    state: str
    number: str
    number_label: str
    chase_on: dt.date | None
    follow_up_due: dt.datetime | None = None

    @property
    def is_told(self) -> bool:
        return self.recipient.sent_at is not None

    @property
    def state_in_words(self) -> str:
        return label(ShareState, self.state)

    @property
    def colour(self) -> str:
        return COLOURS[ShareState(self.state)]

    @property
    def is_overdue(self) -> bool:
        return self.follow_up_due is not None and self.follow_up_due < timezone.now()


@dataclass(frozen=True)
class Attempt:
    """One attempt as it is read."""

    row: Dispatch
    way: str
    result: str
    colour: str
    by: str
    rows: list[tuple[str, str]] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    @property
    def is_follow_up(self) -> bool:
        return self.row.follows_id is not None


def recipients_now(after: After, membership: Membership) -> list[RecipientNow]:
    """Every recipient, with the number to ring: the one used, else a duty number."""
    return [recipient_now(after, row, membership) for row in after.record.recipients]


def recipient_now(after: After, row: Recipient, membership: Membership) -> RecipientNow:
    numbers = membership.duty_numbers
    spare = numbers[0] if numbers else None
    own = row.contact if any(sign.isdigit() for sign in row.contact) else ""
    dispatches = after.dispatches_to(row)
    state = state_of(row, dispatches)
    return RecipientNow(
        recipient=row,
        state=state,
        number=own or (spare.number if spare else ""),
        number_label="" if own else (spare.label if spare else ""),
        chase_on=_chase_on(row, membership),
        follow_up_due=_follow_up_due(row, dispatches) if state == ShareState.TO_FOLLOW else None,
    )


def _follow_up_due(row: Recipient, dispatches: list[Dispatch]) -> dt.datetime | None:
    call = to_follow(dispatches)
    return call.follow_up_due_at if call else row.written_follow_up_due_at


def _chase_on(row: Recipient, membership: Membership) -> dt.date | None:
    """When they said, else the organisation's own number of days after it went."""
    if row.sent_at is None:
        return None
    allowed = dt.timedelta(days=membership.organisation.chase_after_days)
    return row.chase_on or row.will_do_by or timezone.localdate(row.sent_at) + allowed


def share_in_words(after: After, row: Recipient) -> str:
    """How often information went to this recipient; a call and its written form are one."""
    number = sum(share.recipient.pk == row.pk for share in shares_of(after))
    if number > 1:
        return _now("It went to them %(number)d times: each is a share.") % {"number": number}
    return _now("A call and what is sent in writing after it count as one share.") if number else ""


def attempts_of(after: After, row: Recipient, people: dict[int, Person]) -> list[Attempt]:
    """Each attempt to tell one recipient, in order."""
    return [_attempt(each, people, after.record) for each in after.dispatches_to(row)]


def doers(after: After, row: Recipient) -> set[int]:
    """Whose names are needed to read the attempts and copies of one recipient."""
    ids = {each.done_by_id for each in after.dispatches_to(row)}
    ids |= {each.made_by_id for each in after.copies_for(row)}
    return {pk for pk in ids if pk}


def _attempt(row: Dispatch, people: dict[int, Person], record: Record) -> Attempt:
    result, colour = RESULTS[row.result]
    by = row.done_by_other or str(people.get(row.done_by_id or 0, ""))
    return Attempt(
        row=row,
        way=method(row.method).label if row.method else _now("It is not written how"),
        result=str(result),
        colour=colour,
        by=by,
        rows=[(name, value) for name, value in rows_of(row, record) if value],
        gaps=gaps_of(row),
    )


def rows_of(row: Dispatch, record: Record) -> Iterator[tuple[str, str]]:
    """What was written down about an attempt, in the words in which its way asks."""
    called = {person.pk: known_as(person) for person in record.people}
    yield _now("Why it did not work"), row.why_failed
    if row.result == DispatchResult.FAILED:
        yield _now("Number or address tried"), row.contact
        return
    for ask in asks_of(row.method) if row.method else PLAIN:
        value = getattr(row, ask.column)
        if isinstance(value, dt.datetime):
            yield _now("Written follow-up due"), when_in_words(value)
        else:
            yield str(ask.label), said(value)
    yield _now("The police or incident number"), row.incident_number
    yield _now("Read back"), ", ".join(label(ReadBack, kind) for kind in row.read_back)
    yield _now("Whose"), called.get(row.read_back_for_id or 0, "")
    yield _now("How the person was made sure of"), row.read_back_note
