"""What do the pages show of tasks: words, dates, owners and where they are done?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Person
from accounts.standing_in import Standing
from decisions.after import After
from decisions.choices import NoticeKind, TaskState
from decisions.models import Notice, Task
from decisions.tasks import queries
from decisions.tasks.links import held_by_somebody_else, where_done
from decisions.tasks.policies import is_overdue
from decisions.tasks.words import said, said_to_others, why


@dataclass(frozen=True)
class ShownTask:
    """One task as it stands in a list."""

    task: Task
    text: str
    url: str
    owner: str
    is_mine: bool
    reference: str = ""
    # Whose it is, where somebody stands in.
    stands_in_for: str = ""

    @property
    def due_at(self) -> dt.datetime | None:
        return self.task.due_at

    @property
    def is_overdue(self) -> bool:
        return is_overdue(self.task, timezone.now())


def on_record(after: After, membership: Membership) -> dict[str, Any]:
    """The context of this part on the page of a record: what is to be done, the soonest first."""
    found = sorted(after.open_tasks, key=lambda task: (task.due_at or timezone.now(), task.pk))
    record = after.record
    named = {row.pk: str(row) for row in record.recipients}
    people = {row.pk: str(row) for row in record.people}
    others = {row.pk: row.somebody_else for row in after.incident_recipients}
    known = {record.decision.author_id: record.decision.author, membership.person_id: None}
    names = _names(found, membership, known)
    return {
        "open_tasks": [
            ShownTask(
                task=task,
                text=said(task, _who(task, named, people, others)),
                url=where_done(task, record.decision.reference),
                owner=names.get(task.owner_id or 0, ""),
                is_mine=task.owner_id == membership.person_id,
            )
            for task in found
        ],
        "tasks_done": sum(task.state == TaskState.DONE for task in after.tasks),
    }


def _who(
    task: Task,
    recipients: Mapping[int, str],
    people: Mapping[int, str],
    others: Mapping[int, str],
) -> str:
    if task.recipient_id:
        return recipients.get(task.recipient_id, "")
    if row := held_by_somebody_else(task):
        return others.get(row, "")
    return people.get(task.person_id or 0, "")


def _names(
    tasks: Iterable[Task], membership: Membership, known: Mapping[int, Person | None]
) -> dict[int, str]:
    """By person; asks only for those whom nobody has read yet."""
    found = {pk: person.name for pk, person in known.items() if person}
    found[membership.person_id] = membership.person.name
    missing = {task.owner_id for task in tasks if task.owner_id} - found.keys()
    return found | (queries.names_of(missing) if missing else {})


def listed(member: Membership, tasks: Iterable[Task], standing: Standing) -> list[ShownTask]:
    """Tasks in words; of a record that a member may not see, only what kind of task it is."""
    rows = list(tasks)
    about = queries.about(member, rows)
    return [_shown(member, task, about, standing) for task in rows]


def _shown(member: Membership, task: Task, about: queries.About, standing: Standing) -> ShownTask:
    decision = about.decisions.get(task.decision_id)
    owner = about.names.get(task.owner_id or 0, "")
    is_seen = decision is not None and not decision.is_sealed
    return ShownTask(
        task=task,
        text=said(task, about.who(task)) if is_seen else said_to_others(task),
        url=reverse("task", args=[task.pk]),
        owner=owner,
        is_mine=task.owner_id == member.person_id,
        reference=decision.reference if decision else "",
        stands_in_for=owner if task.owner_id in standing.away else "",
    )


@dataclass(frozen=True)
class OneTask:
    """A task with all that its own page says."""

    listed: ShownTask
    why: str
    cover: str
    done_by: str
    # Where it is done; empty where that is this page, or the record may not be seen.
    place: str


def one(member: Membership, task: Task, standing: Standing) -> OneTask:
    """One task for its own page."""
    about = queries.about(member, [task])
    row = _shown(member, task, about, standing)
    place = where_done(task, row.reference) if row.reference or task.advice_id else ""
    return OneTask(
        listed=row,
        why=why(task),
        cover=about.names.get(task.cover_id or 0, ""),
        done_by=about.names.get(task.done_by_id or 0, ""),
        place="" if place == row.url or task.state != TaskState.OPEN else place,
    )


def those_away(member: Membership, standing: Standing) -> list[str]:
    """For whom a member stands in today."""
    away = [person for person, cover in standing.away.items() if cover == member.person_id]
    return sorted(queries.names_of(away).values()) if away else []


@dataclass(frozen=True)
class Told:
    """One notice as it stands in the list."""

    notice: Notice
    url: str


def told(member: Membership, notices: Iterable[Notice]) -> list[Told]:
    """Notices with where each leads."""
    rows = list(notices)
    seen = queries.references_of(member, {row.decision_id for row in rows if row.decision_id})
    return [Told(row, _leads_to(row, seen)) for row in rows]


def _leads_to(row: Notice, references: Mapping[int, str]) -> str:
    about, _, number = row.cause.partition(":")
    if row.task_id:
        return reverse("task", args=[row.task_id])
    if row.kind in ABOUT_ADVICE and about == "advice":
        return reverse("advice", args=[number.partition(":")[0]])
    if row.kind == NoticeKind.AGREEMENT:
        return reverse("agreement", args=[number.partition(":")[0]])
    if row.incoming_id:
        return reverse("came_in", args=[row.incoming_id])
    if reference := references.get(row.decision_id or 0):
        return reverse("recorded", args=[reference])
    return ""


ABOUT_ADVICE = frozenset({NoticeKind.ADVICE_ASKED, NoticeKind.ADVICE_GIVEN})
