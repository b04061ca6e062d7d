"""What has to be done about a decision now? One table of rules, a row for each kind of task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from decisions.after import After
from decisions.choices import Status, TaskKind
from decisions.models import Task
from decisions.tasks import wanted_after as afterwards
from decisions.tasks import wanted_of_record as record
from decisions.tasks import wanted_of_transfers as moving
from decisions.tasks.wanting import Wanted

LIVE = frozenset({Status.INCOMPLETE, Status.RECORDED})
Find = Callable[[After], Iterable[Wanted]]
IsDone = Callable[[After, Task], bool]


def _gone_is_done(_after: After, _task: Task) -> bool:
    return True


def _gone_is_dropped(_after: After, _task: Task) -> bool:
    return False


@dataclass(frozen=True)
class Rule:
    """When a task of one kind is wanted, and whether one that is not wanted any more was done.

    ``outlives``: it must be done also where the decision was replaced or marked meanwhile.
    """

    find: Find
    is_done: IsDone = _gone_is_done
    outlives: bool = False


RULES: Mapping[TaskKind, Rule] = MappingProxyType(
    {
        TaskKind.COMPLETE: Rule(record.complete),
        TaskKind.REVIEW_DECISION: Rule(record.look_again, _gone_is_dropped),
        TaskKind.TELL_RECIPIENT: Rule(record.tell_recipient, record.is_told),
        TaskKind.WRITTEN_FOLLOW_UP: Rule(record.written_follow_up),
        TaskKind.TRY_AGAIN: Rule(record.try_again),
        TaskKind.RECEIPT: Rule(record.receipt),
        TaskKind.CHASE: Rule(afterwards.chase),
        TaskKind.DECLINED: Rule(afterwards.declined),
        TaskKind.VERIFY: Rule(afterwards.verify, afterwards.is_verified),
        TaskKind.TELL_RAISER: Rule(afterwards.tell_raiser),
        TaskKind.TELL_PERSON: Rule(record.tell_person),
        TaskKind.CONSENT_REVIEW: Rule(record.consent_review, _gone_is_dropped),
        TaskKind.TELL_WITHDRAWAL: Rule(
            afterwards.tell_withdrawal, afterwards.is_told_of_end, outlives=True
        ),
        TaskKind.PUT_RIGHT: Rule(afterwards.put_right, outlives=True),
        TaskKind.BREACH: Rule(afterwards.breach, outlives=True),
        TaskKind.REPORT_BREACH: Rule(afterwards.report_breach, outlives=True),
        TaskKind.CLOSE_INCIDENT: Rule(afterwards.close_incident, outlives=True),
        TaskKind.ADVISE: Rule(afterwards.advise),
        TaskKind.FOLLOW_ADVICE: Rule(afterwards.follow_advice),
        TaskKind.ANSWER_REVIEW: Rule(afterwards.answer_review),
        TaskKind.ADJUDICATE: Rule(afterwards.adjudicate),
        TaskKind.TRANSFER: Rule(moving.transfer, moving.is_confirmed, outlives=True),
    }
)


def wanted(after: After) -> dict[tuple[str, str], Wanted]:
    """Every task that follows from what is stored, by its kind and subject."""
    decision = after.record.decision
    if not decision.is_recorded:
        return {}
    is_live = decision.status in LIVE
    found = [
        (str(kind), each)
        for kind, rule in RULES.items()
        if is_live or rule.outlives
        for each in rule.find(after)
    ]
    return {(kind, each.subject): each for kind, each in found}


def was_done(after: After, task: Task) -> bool:
    """Whether a task that is not wanted any more was done; else it is no longer needed."""
    rule = RULES[TaskKind(task.kind)]
    if after.record.decision.status not in LIVE and not rule.outlives:
        return False
    return rule.is_done(after, task)
