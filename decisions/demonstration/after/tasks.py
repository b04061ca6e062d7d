"""Which tasks of the demonstration were done long ago? All but those of the last days.

What is left open is what a worker finds on an ordinary morning: some tasks due, some overdue.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.door import Actor, acting
from decisions.choices import TaskState
from decisions.models import Decision, Task
from decisions.settling import happened
from decisions.tasks.looking import next_look

LEFT_OPEN = dt.timedelta(days=5)
DONE = "Done, and written down at the time."


def play(decision: Decision, *, actor: Actor) -> int:
    """Close what was due before the last days, at the time when it was due; how many."""
    if not decision.is_recorded:
        return 0
    now = timezone.now()
    with acting(actor):
        found = list(Task.objects.filter(decision=decision, state=TaskState.OPEN))
        late = [task for task in found if task.due_at and task.due_at < now - LEFT_OPEN]
        for task in late:
            task.state, task.done_at, task.look_at = TaskState.DONE, task.due_at, None
            task.done_by_id, task.outcome = task.owner_id, DONE
        # What is a few days late was said to be so when it became late.
        for task in set(found) - set(late):
            task.look_at = next_look(task, decision.organisation, now)
        if found:
            fields = ["state", "done_at", "done_by", "outcome", "look_at"]
            Task.objects.bulk_update(found, fields)
        if late:
            detail: dict[str, object] = {"tasks": [task.pk for task in late]}
            happened(decision, actor=actor, act="task.done", detail=detail)
    return len(late)
