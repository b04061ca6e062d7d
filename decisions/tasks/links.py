"""Where is a task done?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from decisions.choices import FollowUpKind, TaskKind
from decisions.models import Task

Place = tuple[str, list[Any]]


def _sharing(task: Task, reference: str) -> Place:
    return "sharing", [reference, task.recipient_id]


def _incident(task: Task, reference: str) -> Place:
    return "incident", [reference, task.incident_id]


def _own(task: Task, _reference: str) -> Place:
    return "task", [task.pk]


def _numbered(task: Task) -> int:
    """The row that the subject names: “review:12”."""
    return int(task.subject.rpartition(":")[2])


def held_by_somebody_else(task: Task) -> int:
    """The row of an incident about somebody whom the record does not name; 0 for other tasks."""
    is_theirs = task.kind == TaskKind.PUT_RIGHT and task.recipient_id is None
    return _numbered(task) if is_theirs else 0


def _first_number(task: Task) -> int:
    """The row that the subject names first: “transfer:12:3”."""
    return int(task.subject.split(":")[1])


PLACES: Mapping[str, Callable[[Task, str], Place]] = MappingProxyType(
    {
        TaskKind.COMPLETE: lambda _task, reference: ("tasks", [reference]),
        TaskKind.REVIEW_DECISION: _own,
        TaskKind.TELL_RECIPIENT: _sharing,
        TaskKind.WRITTEN_FOLLOW_UP: _sharing,
        TaskKind.TRY_AGAIN: _sharing,
        TaskKind.RECEIPT: _sharing,
        TaskKind.CHASE: _sharing,
        TaskKind.DECLINED: _sharing,
        TaskKind.VERIFY: _sharing,
        TaskKind.TELL_RAISER: _sharing,
        TaskKind.TELL_PERSON: lambda t, reference: ("told_later", [reference, t.person_id]),
        TaskKind.CONSENT_REVIEW: _own,
        TaskKind.TELL_WITHDRAWAL: lambda t, reference: (
            "follow_up",
            [reference, t.recipient_id, FollowUpKind.WITHDRAWAL_TOLD.value],
        ),
        TaskKind.PUT_RIGHT: _incident,
        TaskKind.BREACH: _incident,
        TaskKind.REPORT_BREACH: _incident,
        TaskKind.CLOSE_INCIDENT: _incident,
        TaskKind.ADVISE: lambda t, _reference: ("advice", [t.advice_id]),
        TaskKind.FOLLOW_ADVICE: lambda t, reference: ("advice_outcome", [reference, t.advice_id]),
        TaskKind.ANSWER_REVIEW: lambda t, reference: ("answer_review", [reference, _numbered(t)]),
        TaskKind.ADJUDICATE: lambda _task, reference: ("ruling", [reference]),
        TaskKind.TRANSFER: lambda t, reference: ("transfer", [reference, _first_number(t)]),
    }
)


def where_done(task: Task, reference: str) -> str:
    """The address of the page on which a task is done."""
    name, arguments = PLACES[task.kind](task, reference)
    return reverse(name, args=arguments)
