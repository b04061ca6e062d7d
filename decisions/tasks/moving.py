"""What is done about a task when its time comes: reminders, further people, other owners?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.door import Actor, acting
from accounts.models import Absence, Organisation
from accounts.standing_in import Standing, away_now, standing_in, who_left
from audit.actions import note
from decisions.choices import NoticeKind, TaskKind, TaskState
from decisions.models import Decision, Notice, Task
from decisions.settling import happened
from decisions.tasks.looking import GUARDIAN, LEAD, OVERDUE, REMIND, UNOWNED, next_look, passed
from decisions.tasks.notices import tell
from decisions.tasks.queries import unowned

# A day that has passed changes what follows from these: consent has run out.
DAY_CHANGES = frozenset({TaskKind.CONSENT_REVIEW})
LOOKED = (
    "owner",
    "cover",
    "moved_because",
    "reminded_at",
    "escalated_at",
    "escalated_to",
    "look_at",
)


def look_at(task_id: int, organisation: Organisation, *, actor: Actor) -> bool:
    """Do what has become due about one task, in one transaction; False where nothing was.

    Done again, after a crash or by two workers at once, it changes nothing more: each notice
    has its cause, and the row is locked and says when it is looked at next.
    """
    with acting(actor):
        if (found := _locked(task_id, organisation)) is None:
            return False
        task, decision = found
        now, before = timezone.now(), task.look_at
        people = [decision.author_id, task.owner_id, task.cover_id]
        standing = standing_in(organisation.pk, decision.team_id, people)
        _move_on(task, decision, standing, actor)
        for what in passed(task, organisation, now):
            STEPS[what](task, standing, now, actor)
        task.look_at = next_look(task, organisation, now)
        task.save(update_fields=LOOKED)
        if task.kind in DAY_CHANGES and before and task.due_at and before <= task.due_at <= now:
            detail: dict[str, object] = {"task": task.pk}
            happened(decision, actor=actor, act="task.day_passed", detail=detail)
    return True


def _locked(task_id: int, organisation: Organisation) -> tuple[Task, Decision] | None:
    """A task that is to be looked at, and its record; locked in the order of every action."""
    rows = Task.objects.filter(pk=task_id, state=TaskState.OPEN, look_at__lte=timezone.now())
    if (first := rows.first()) is None:
        return None
    decision = Decision.objects.select_for_update().get(pk=first.decision_id)
    decision.organisation = organisation
    task = rows.select_for_update().first()
    return (task, decision) if task else None


def notice_who_left(organisation: Organisation, *, actor: Actor) -> None:
    """Have the tasks of those who left looked at, and those of nobody where there is somebody."""
    now = timezone.now()
    with acting(actor):
        theirs = Task.objects.filter(organisation=organisation, state=TaskState.OPEN)
        left = list(who_left(organisation.pk).values_list("person", flat=True))
        late = theirs.filter(owner__in=left).exclude(look_at__lte=now)
        ids = set(late.values_list("pk", flat=True)) if left else set()
        ids |= {task.pk for task in _could_be_owned(organisation)}
        if ids:
            theirs.filter(pk__in=ids).update(look_at=now)
        _tell_covers(organisation, actor)


def _could_be_owned(organisation: Organisation) -> list[Task]:
    found = unowned(organisation.pk).exclude(look_at__lte=timezone.now())
    return [task for task in found.select_related("decision")[:100] if _heir(task) is not None]


def _heir(task: Task) -> int | None:
    """To whom a task without an owner could go today."""
    decision = task.decision
    standing = standing_in(task.organisation_id, decision.team_id, [decision.author_id])
    if task.kind == TaskKind.ADJUDICATE:
        return standing.guardian
    return standing.owner(decision.author_id)


def _covered(organisation: Organisation) -> list[Absence]:
    found = away_now(organisation.pk).filter(cover__isnull=False)
    return list(found.select_related("cover"))


def _tell_covers(organisation: Organisation, actor: Actor) -> None:
    """Whoever stands in for somebody who is away from today on hears of it once."""
    found = {f"absence:{row.pk}": row for row in _covered(organisation)}
    if not found:
        return
    known = Notice.objects.filter(organisation=organisation, cause__in=found)
    for cause in found.keys() - set(known.values_list("cause", flat=True)):
        cover = found[cause].cover
        if cover is None:
            continue
        tell(
            cover.person_id,
            NoticeKind.TASK_MOVED,
            actor=actor,
            cause=cause,
            organisation_id=organisation.pk,
        )


def _move_on(task: Task, decision: Decision, standing: Standing, actor: Actor) -> None:
    """A task whose owner has left, or that has none, goes to the cover, a lead, or nobody."""
    if task.owner_id in standing.here:
        return
    left = task.owner_id
    if task.kind == TaskKind.ADJUDICATE:
        task.owner_id = standing.guardian
        task.cover_id = standing.other_guardian(task.owner_id)
    else:
        # What was nobody's goes to whoever leads, before somebody who only stood in.
        cover = task.cover_id if left else None
        task.owner_id = standing.owner(left or decision.author_id, cover=cover)
        task.cover_id = standing.cover(task.owner_id)
    if task.owner_id == left:
        return
    task.moved_because = _("Whoever had it left")
    note("task.moved", decision_id=task.decision_id, detail={"task": task.pk, "from": left})
    _tell(task, task.owner_id, NoticeKind.TASK_MOVED, f"moved:{left}", actor)


def _remind(task: Task, standing: Standing, now: dt.datetime, actor: Actor) -> None:
    if task.reminded_at is None:
        task.reminded_at = now
        _tell(task, _doer(task, standing), NoticeKind.TASK_DUE, REMIND, actor)


def _say_overdue(task: Task, standing: Standing, _now: dt.datetime, actor: Actor) -> None:
    _tell(task, _doer(task, standing), NoticeKind.TASK_OVERDUE, OVERDUE, actor)


def _to_lead(task: Task, standing: Standing, now: dt.datetime, actor: Actor) -> None:
    if task.kind != TaskKind.ADJUDICATE:
        leads = (*standing.leads, standing.lead)
        _escalate(task, next((each for each in leads if each), None), LEAD, now, actor)


def _to_guardian(task: Task, standing: Standing, now: dt.datetime, actor: Actor) -> None:
    _escalate(task, standing.guardian, GUARDIAN, now, actor)


def _escalate(task: Task, person: int | None, stage: str, now: dt.datetime, actor: Actor) -> None:
    """The owner keeps the task; somebody further up sees it too."""
    if person is None or person in {task.owner_id, task.escalated_to_id}:
        return
    task.escalated_to_id, task.escalated_at = person, now
    detail = {"task": task.pk, "stage": stage, "person": person}
    note("task.escalated", decision_id=task.decision_id, detail=detail)
    _tell(task, person, NoticeKind.TASK_ESCALATED, stage, actor)


def _raise_alarm(task: Task, standing: Standing, _now: dt.datetime, actor: Actor) -> None:
    """Nobody owns it: the named lead and the Guardian hear of it."""
    if task.owner_id is not None:
        return
    for person in {standing.lead, standing.guardian} - {None}:
        _tell(task, person, NoticeKind.TASK_UNOWNED, UNOWNED, actor)


Step = Callable[[Task, Standing, dt.datetime, Actor], None]
STEPS: Mapping[str, Step] = {
    UNOWNED: _raise_alarm,
    REMIND: _remind,
    OVERDUE: _say_overdue,
    LEAD: _to_lead,
    GUARDIAN: _to_guardian,
}


def _doer(task: Task, standing: Standing) -> int | None:
    """The owner, or while they are away whoever stands in."""
    if task.owner_id in standing.away:
        return standing.away[task.owner_id] or task.cover_id
    return task.owner_id


def _tell(task: Task, person: int | None, kind: str, cause: str, actor: Actor) -> None:
    if person is None:
        return
    tell(
        person,
        kind,
        actor=actor,
        cause=f"task:{task.pk}:{cause}",
        organisation_id=task.organisation_id,
        decision=Decision(pk=task.decision_id),
        task=task,
    )
