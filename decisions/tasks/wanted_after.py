"""Which tasks follow from answers, incidents, advice and reviews?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from decisions.after import After
from decisions.choices import (
    Breach,
    Finding,
    FollowUpKind,
    PersonRole,
    TaskKind,
    TaskState,
)
from decisions.models import FollowUp, Incident, Receipt, Review, Task
from decisions.tasks.calendar import end_of, in_hours
from decisions.tasks.wanting import (
    Story,
    Wanted,
    in_days,
    is_refusal,
    named,
    on_day,
    soon,
    stories,
)

REPORT_WITHIN_HOURS = 72
ANSWER_WITHIN, TELL_WITHIN, ADVISE_WITHIN, CLOSE_WITHIN = 3, 2, 2, 10


def chase(after: After) -> Iterator[Wanted]:
    """They have it, and have not said what they will do; each chasing starts the time anew."""
    decision = after.record.decision
    allowed = decision.organisation.chase_after_days
    for story in stories(after):
        row, told_at = story.recipient, story.told_at
        if told_at is None or story.answer or _said_when_told(story):
            continue
        last = story.latest(FollowUpKind.CHASED, FollowUpKind.ESCALATED)
        subject = f"recipient:{row.pk}" + (f":{last.pk}" if last else "")
        day = last.due_on if last else row.chase_on
        since = last.happened_at if last else told_at
        due = on_day(day) if day else in_days(since, allowed, decision)
        yield Wanted(subject, *due, recipient_id=row.pk)


def _said_when_told(story: Story) -> bool:
    return bool(story.recipient.will_do or story.recipient.will_do_by)


def declined(after: After) -> Iterator[Wanted]:
    """They will not act, sent it back or gave no answer, and nothing was done about it."""
    for story in stories(after):
        answer = story.answer
        if answer and is_refusal(answer) and not story.since(answer):
            due = soon(answer.happened_at, after.record.decision)
            yield Wanted(named(answer), *due, recipient_id=story.recipient.pk)


def verify(after: After) -> Iterator[Wanted]:
    """They said what they will do: somebody checks that it was done."""
    decision = after.record.decision
    allowed = decision.organisation.chase_after_days
    for story in stories(after):
        if (said := _said(story)) and not _was_verified(story, story.answer):
            subject, day, since = said
            due = on_day(day) if day else in_days(since, allowed, decision)
            yield Wanted(subject, *due, recipient_id=story.recipient.pk)


def _said(story: Story) -> tuple[str, dt.date | None, dt.datetime] | None:
    """The latest promise: what it is called, by when, and since when it stands."""
    answer, row = story.answer, story.recipient
    if answer is not None:
        if is_refusal(answer):
            return None
        day = answer.will_do_by if isinstance(answer, Receipt) else answer.due_on
        return named(answer), day, answer.happened_at
    if story.told_at is None or not _said_when_told(story):
        return None
    return f"recipient:{row.pk}", row.will_do_by, story.told_at


def _was_verified(story: Story, answer: FollowUp | Receipt | None) -> bool:
    if answer is not None:
        return story.has_since(answer, FollowUpKind.VERIFIED)
    return story.latest(FollowUpKind.VERIFIED) is not None


def is_verified(after: After, task: Task) -> bool:
    """Whether it was checked that the recipient of a task did what they said."""
    return any(
        row.kind == FollowUpKind.VERIFIED and row.recipient_id == task.recipient_id
        for row in after.follow_ups
    )


def tell_raiser(after: After) -> Iterator[Wanted]:
    """Whoever told us or asked hears what became of it, as far as they need to know."""
    record = after.record
    raised = record.request or any(row.role == PersonRole.INFORMANT for row in record.people)
    if not raised:
        return
    for story in stories(after):
        verified = story.latest(FollowUpKind.VERIFIED)
        if verified and not story.has_since(verified, FollowUpKind.TOLD):
            due = in_days(verified.happened_at, TELL_WITHIN, record.decision)
            yield Wanted(named(verified), *due, recipient_id=story.recipient.pk)


def tell_withdrawal(after: After) -> Iterator[Wanted]:
    """Consent was taken back or has run out: everybody who had it before must hear of it."""
    if (ended := _consent_ended(after)) is None:
        return
    subject, ended_at = ended
    for story in stories(after):
        if story.told_at is None or story.told_at > ended_at:
            continue
        told = story.latest(FollowUpKind.WITHDRAWAL_TOLD)
        if told is None or told.happened_at < ended_at:
            due = soon(ended_at, after.record.decision)
            pk = story.recipient.pk
            yield Wanted(f"recipient:{pk}:{subject}", *due, recipient_id=pk)


def _consent_ended(after: After) -> tuple[str, dt.datetime] | None:
    """The latest withdrawal or expiry: what it is called, and when it was."""
    record = after.record
    found = [(row.withdrawn_at, f"withdrawal:{row.pk}") for row in record.withdrawals]
    standing = [row for row in record.consents if not record.withdrawals_of(row)]
    days = {row.review_on for row in standing if row.review_on} - _looked_at(after)
    now = timezone.now()
    found += [(end_of(day), f"expiry:{day}") for day in days if end_of(day) <= now]
    latest = max(found, default=None)
    return (latest[1], latest[0]) if latest else None


def _looked_at(after: After) -> set[dt.date]:
    """Days on which somebody asked whether a consent still holds, and said that it does."""
    return {
        dt.date.fromisoformat(task.subject)
        for task in after.tasks
        if task.kind == TaskKind.CONSENT_REVIEW and task.state == TaskState.DONE
    }


def is_told_of_end(after: After, task: Task) -> bool:
    """Whether the recipient of a task heard that consent was taken back or has run out."""
    return any(
        row.kind == FollowUpKind.WITHDRAWAL_TOLD and row.recipient_id == task.recipient_id
        for row in after.follow_ups
    )


def put_right(after: After) -> Iterator[Wanted]:
    """What went wrong is got back or corrected at each recipient, and they confirm it."""
    found = {row.pk: row for row in after.incidents}
    for row in after.incident_recipients:
        if row.confirmed_at is None:
            incident = found[row.incident_id]
            yield Wanted(
                f"incident:{incident.pk}:{row.pk}",
                *soon(incident.found_at, after.record.decision),
                recipient_id=row.recipient_id,
                incident_id=incident.pk,
            )


def breach(after: After) -> Iterator[Wanted]:
    """Within 72 hours of the clock it is decided whether the regulator must hear of it."""
    for row in after.incidents:
        if row.breach == Breach.UNDECIDED:
            yield _within_72_hours(row)


def report_breach(after: After) -> Iterator[Wanted]:
    """The same clock runs for the report itself."""
    for row in after.incidents:
        if row.breach == Breach.REPORTABLE and row.reported_at is None:
            yield _within_72_hours(row)


def _within_72_hours(row: Incident) -> Wanted:
    due_at = in_hours(row.found_at, REPORT_WITHIN_HOURS)
    return Wanted(f"incident:{row.pk}", due_at, incident_id=row.pk)


def close_incident(after: After) -> Iterator[Wanted]:
    """Everything is put right and decided: what was learnt is written down."""
    for row in after.incidents:
        waiting = any(each.confirmed_at is None for each in after.recipients_of(row))
        unreported = row.breach == Breach.REPORTABLE and row.reported_at is None
        if row.closed_at or waiting or unreported or row.breach == Breach.UNDECIDED:
            continue
        due = in_days(row.found_at, CLOSE_WITHIN, after.record.decision)
        yield Wanted(f"incident:{row.pk}", *due, incident_id=row.pk)


def advise(after: After) -> Iterator[Wanted]:
    """A colleague was asked for advice: the task is theirs."""
    for row in after.record.advice:
        if row.asked_of_id and row.asked_at and row.answered_at is None:
            yield Wanted(
                f"advice:{row.pk}",
                *in_days(row.asked_at, ADVISE_WITHIN, after.record.decision),
                advice_id=row.pk,
                owner_id=row.asked_of_id,
            )


def follow_advice(after: After) -> Iterator[Wanted]:
    """Advice came, and the record does not say yet what became of it."""
    for row in after.record.advice:
        if row.answered_at and not row.followed:
            due = in_days(row.answered_at, ANSWER_WITHIN, after.record.decision)
            yield Wanted(f"advice:{row.pk}", *due, advice_id=row.pk, owner_id=row.asked_by_id)


def answer_review(after: After) -> Iterator[Wanted]:
    """The latest reviewer asks something, or wants something done."""
    row = _latest_review(after)
    if row and row.finding in {Finding.QUESTION, Finding.ACTION} and not after.answers_to(row):
        due = in_days(row.reviewed_at, ANSWER_WITHIN, after.record.decision)
        yield Wanted(f"review:{row.pk}", *due)


def adjudicate(after: After) -> Iterator[Wanted]:
    """A question was brought to the Guardian, and is not decided yet."""
    brought = [row for row in after.reviews if row.finding == Finding.ESCALATE]
    if not brought:
        return
    row = brought[-1]
    if not any(ruling.decided_at > row.reviewed_at for ruling in after.adjudications):
        due = in_days(row.reviewed_at, ANSWER_WITHIN, after.record.decision)
        yield Wanted(f"review:{row.pk}", *due, for_guardian=True)


def _latest_review(after: After) -> Review | None:
    return after.reviews[-1] if after.reviews else None
