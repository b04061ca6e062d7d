"""Which tasks follow from the record itself, from sending it and from telling people?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from decisions.after import After
from decisions.choices import DispatchResult, Told
from decisions.models import OutsideLink, Task
from decisions.receipts.policies import ran_out_unused
from decisions.tasks.wanting import LINK, Story, Wanted, in_days, named, on_day, soon, stories

RECORD_TRANSFER = "record-transfer"


def complete(after: After) -> Iterator[Wanted]:
    """The gaps of a record are filled within the organisation's own hours."""
    decision = after.record.decision
    if decision.is_open and decision.complete_by:
        yield Wanted("", decision.complete_by)


def look_again(after: After) -> Iterator[Wanted]:
    """A decision that is not for good says when it is looked at again."""
    if day := after.record.decision.review_on:
        yield Wanted(day.isoformat(), *on_day(day))


def tell_recipient(after: After) -> Iterator[Wanted]:
    """Whoever is to have it and does not; once an attempt failed, trying again says so."""
    decision = after.record.decision
    if not decision.shares or decision.recorded_at is None:
        return
    due = soon(decision.recorded_at, decision)
    for story in stories(after):
        if story.told_at is None and not story.has_failed:
            pk = story.recipient.pk
            yield Wanted(f"recipient:{pk}", *due, recipient_id=pk)


def is_told(after: After, task: Task) -> bool:
    """Whether the recipient of a task has it by now."""
    return any(
        story.told_at is not None
        for story in stories(after)
        if story.recipient.pk == task.recipient_id
    )


def written_follow_up(after: After) -> Iterator[Wanted]:
    """What was said on the telephone follows in writing."""
    for story in stories(after):
        if (promised := _promised(story)) is None or _is_written(story):
            continue
        subject, due_at = promised
        yield Wanted(subject, due_at, recipient_id=story.recipient.pk)


def _promised(story: Story) -> tuple[str, dt.datetime] | None:
    """The call that a letter must follow, and by when."""
    calls = [row for row in story.dispatches if row.result == DispatchResult.SPOKEN]
    for call in reversed(calls):
        if call.follow_up_due_at:
            return named(call), call.follow_up_due_at
    recipient = story.recipient
    if recipient.written_follow_up_due_at:
        return f"recipient:{recipient.pk}", recipient.written_follow_up_due_at
    return None


def _is_written(story: Story) -> bool:
    """Whether something went in writing after the last call."""
    if story.recipient.written_follow_up_sent_at:
        return True
    calls = [row for row in story.dispatches if row.result == DispatchResult.SPOKEN]
    if not calls:
        return bool(story.sent)
    return any(row in story.since(calls[-1]) for row in story.sent)


def try_again(after: After) -> Iterator[Wanted]:
    """The latest attempt did not work."""
    for story in stories(after):
        if failed := story.has_failed:
            due = soon(failed.happened_at, after.record.decision)
            yield Wanted(named(failed), *due, recipient_id=story.recipient.pk)


def receipt(after: After) -> Iterator[Wanted]:
    """It went in writing, and nobody has said that it arrived: no receipt and no number."""
    decision = after.record.decision
    days = decision.organisation.receipt_within_days
    # A record that moves has a task of its own until it is confirmed.
    moving = {row.recipient_id for row in after.transfers}
    for story in stories(after):
        pk = story.recipient.pk
        sent = [row for row in story.sent if pk not in moving or row.method != RECORD_TRANSFER]
        if sent and not _is_received(story):
            due = in_days(sent[0].happened_at, days, decision)
            yield Wanted(f"recipient:{pk}", *due, recipient_id=pk)
        if (link := _ran_out(after, story)) and not _is_received(story):
            due = soon(link.expires_at, decision)
            yield Wanted(f"{LINK}{link.pk}", *due, recipient_id=pk, owner_id=link.made_by_id)


def _ran_out(after: After, story: Story) -> OutsideLink | None:
    """The latest link of a recipient, where it ran out before they said anything by it."""
    latest = after.links_for(story.recipient)[-1:]
    now = timezone.now()
    return next((link for link in latest if ran_out_unused(link, now)), None)


def _is_received(story: Story) -> bool:
    numbers = [story.recipient.reference_number, *(row.reference_number for row in story.sent)]
    return bool(story.receipts or story.answer or any(numbers))


def tell_person(after: After) -> Iterator[Wanted]:
    """Somebody who was not told: the day on which that is asked again has its task."""
    for person in after.record.people:
        latest = after.record.informing_of(person)[-1:]
        for row in latest:
            if row.told in {Told.NOT, Told.WILL} and row.ask_again_on:
                subject = f"informing:{row.pk}"
                yield Wanted(subject, *on_day(row.ask_again_on), person_id=person.pk)


def consent_review(after: After) -> Iterator[Wanted]:
    """Consent that was given until a day, and stands; people with the same day share a task."""
    record = after.record
    standing = [row for row in record.consents if not record.withdrawals_of(row)]
    for day in sorted({row.review_on for row in standing if row.review_on}):
        yield Wanted(day.isoformat(), *on_day(day))
