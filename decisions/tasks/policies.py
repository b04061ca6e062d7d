"""What does the state of a task allow? No person, no request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from decisions.choices import TaskKind, TaskState
from decisions.models import Task

# What was done or is no longer needed stays as it is; ``settle`` does and drops by the rows.
STATES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        TaskState.OPEN: MappingProxyType(
            {
                "finish": TaskState.DONE,
                "drop": TaskState.DROPPED,
                "hand_over": TaskState.OPEN,
                "move": TaskState.OPEN,
            }
        ),
        TaskState.DONE: MappingProxyType({}),
        TaskState.DROPPED: MappingProxyType({}),
    }
)
# Nothing that is stored elsewhere shows that these were done: somebody says so, and how.
BY_HAND = frozenset({TaskKind.REVIEW_DECISION, TaskKind.CONSENT_REVIEW, TaskKind.DECLINED})


def state_of(task: Task) -> str:
    """Where a task stands."""
    return task.state


def can(task: Task, act: str) -> bool:
    """Whether the state table allows it."""
    return act in STATES[state_of(task)]


def is_by_hand(task: Task) -> bool:
    """Whether somebody has to say that it was done."""
    return task.kind in BY_HAND


def is_overdue(task: Task, now: dt.datetime) -> bool:
    """Still open after its time; a day counts to its end."""
    return task.state == TaskState.OPEN and task.due_at is not None and task.due_at < now
