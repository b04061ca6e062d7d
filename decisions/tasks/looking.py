"""When is a task looked at next: to remind, to say that it is overdue, to take it further?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from accounts.models import Organisation
from decisions.models import Task
from decisions.tasks.calendar import in_working_days, morning_of, working_day_before

REMIND, OVERDUE, LEAD, GUARDIAN, UNOWNED = "due", "overdue", "lead", "guardian", "unowned"


def moments(task: Task, organisation: Organisation) -> Iterator[tuple[str, dt.datetime]]:
    """What happens about an open task, and when, in its order; a task without a date has none."""
    if task.due_at is None:
        return
    nation = organisation.nation
    yield REMIND, morning_of(working_day_before(timezone.localdate(task.due_at), nation))
    yield OVERDUE, task.due_at
    yield LEAD, in_working_days(task.due_at, organisation.escalate_after_days, nation)
    yield GUARDIAN, in_working_days(task.due_at, organisation.guardian_after_days, nation)


def next_look(task: Task, organisation: Organisation, now: dt.datetime) -> dt.datetime | None:
    """The next moment after ``now``; a reminder for what is raised late is left out."""
    return min((at for _, at in moments(task, organisation) if at > now), default=None)


def passed(task: Task, organisation: Organisation, now: dt.datetime) -> list[str]:
    """What has become due about a task; nobody is reminded of what is overdue."""
    alarm = [UNOWNED] if task.owner_id is None else []
    found = [what for what, at in moments(task, organisation) if at <= now]
    return alarm + [what for what in found if what != REMIND or OVERDUE not in found]
