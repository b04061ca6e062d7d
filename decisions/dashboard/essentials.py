"""What has a lead to read of a record to say whether it is in order? A dozen lines at most."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.ui.dates import day_in_words, when_in_words
from consent.choices import ConsentStatus
from consent.policies import standing
from decisions.after import After
from decisions.choices import TaskKind
from decisions.evidence import gaps_of
from decisions.guidance import rule
from decisions.record import Record
from decisions.reviewing.essentials import essentials as for_review
from decisions.screens.base import Row
from decisions.screens.whom import called
from decisions.words import label


def essentials(after: After) -> list[Row]:
    """What every reviewer sees, and what the reasons of the queue are about."""
    record = after.record
    found = [
        (_("Consent"), _consent(record)),
        (_("Why it was late"), [record.decision.delay_reason]),
        (_("Not answered by the record"), [rule(code).title for code in gaps_of(record)]),
        (_("Still to do"), _tasks(after)),
        (_("Looked at before"), _reviews(after)),
    ]
    rows = [Row(str(title), "\n".join(lines)) for title, lines in found]
    return [*for_review(after), *(row for row in rows if row.value)]


def _consent(record: Record) -> Iterator[str]:
    for person in record.people:
        answers = {standing(row, record.withdrawals_of(row)) for row in record.consents_of(person)}
        said = sorted(label(ConsentStatus, answer) for answer in answers)
        if said:
            yield f"{called(person, record)}: {', '.join(said)}"


def _tasks(after: After) -> Iterator[str]:
    for task in after.open_tasks:
        kind = label(TaskKind, task.kind)
        due = task.due_at and (day_in_words if task.is_day else when_in_words)(task.due_at)
        yield f"{kind}, {due}" if due else kind


def _reviews(after: After) -> Iterator[str]:
    for review in after.reviews:
        said = f"{when_in_words(review.reviewed_at)}: {review.get_finding_display()}"
        yield f"{said}. {review.comment}" if review.comment else said
        yield from (_("Answer: %s") % answer.text for answer in after.answers_to(review))
