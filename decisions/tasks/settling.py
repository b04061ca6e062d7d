"""Which tasks are open for a decision? Those that follow from what is stored, and no others."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.door import Actor
from accounts.standing_in import Standing, standing_in
from decisions.after import After
from decisions.choices import TaskState
from decisions.models import Task
from decisions.tasks.looking import next_look
from decisions.tasks.wanted import wanted, was_done
from decisions.tasks.wanting import Wanted

WRITTEN = ("state", "done_at", "done_by", "due_at", "is_day", "look_at")
Key = tuple[str, str]


def settle_tasks(after: After, *, actor: Actor) -> None:
    """Raise what has become due, and close what has been done or is no longer needed.

    Call inside ``acting``. What was done is never raised again. Three statements at most; none
    where nothing changed.
    """
    needed = wanted(after)
    now = timezone.now()
    _close_and_move(after, needed, now, actor)
    _raise(after, needed, now)


def _close_and_move(
    after: After, needed: dict[Key, Wanted], now: dt.datetime, actor: Actor
) -> None:
    changed = []
    for task in after.open_tasks:
        if found := needed.get((task.kind, task.subject)):
            if _move(task, found, after, now):
                changed.append(task)
        else:
            done = was_done(after, task)
            close(task, TaskState.DONE if done else TaskState.DROPPED, now, actor)
            changed.append(task)
    if changed:
        Task.objects.bulk_update(changed, WRITTEN)


def close(task: Task, state: str, now: dt.datetime, actor: Actor) -> None:
    """The last change that a task takes; not stored yet."""
    task.state = state
    task.done_at = now
    task.done_by_id = actor.person_id
    task.look_at = None


def _move(task: Task, found: Wanted, after: After, now: dt.datetime) -> bool:
    """A new date, where it changed; whether it did."""
    if (task.due_at, task.is_day) == (found.due_at, found.is_day):
        return False
    task.due_at, task.is_day = found.due_at, found.is_day
    task.look_at = next_look(task, after.record.decision.organisation, now)
    return True


def _raise(after: After, needed: dict[Key, Wanted], now: dt.datetime) -> None:
    known = {(t.kind, t.subject) for t in after.tasks if t.state != TaskState.DROPPED}
    new = {key: found for key, found in needed.items() if key not in known}
    if not new:
        return
    decision = after.record.decision
    owners = {found.owner_id for found in new.values()} | {decision.author_id}
    standing = standing_in(decision.organisation_id, decision.team_id, owners)
    tasks = [_task(after, kind, found, standing, now) for (kind, _), found in new.items()]
    after.tasks += Task.objects.bulk_create(tasks)


def _task(after: After, kind: str, found: Wanted, standing: Standing, now: dt.datetime) -> Task:
    decision = after.record.decision
    task = Task(
        organisation_id=decision.organisation_id,
        decision=decision,
        kind=kind,
        subject=found.subject,
        recipient_id=found.recipient_id,
        person_id=found.person_id,
        incident_id=found.incident_id,
        advice_id=found.advice_id,
        due_at=found.due_at,
        is_day=found.is_day,
    )
    if found.for_guardian:
        task.owner_id = standing.guardian
        task.cover_id = standing.other_guardian(task.owner_id)
    else:
        task.owner_id = standing.owner(found.owner_id or decision.author_id)
        task.cover_id = standing.cover(task.owner_id)
    task.look_at = look_from(task, after, now)
    return task


def look_from(task: Task, after: After, now: dt.datetime) -> dt.datetime | None:
    """When the worker looks first: at once, where something is to be said about it already."""
    organisation = after.record.decision.organisation
    overdue = task.due_at is not None and task.due_at <= now
    return now if task.owner_id is None or overdue else next_look(task, organisation, now)
