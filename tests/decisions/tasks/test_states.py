"""What may each do with a task in each state? Every (state, act, role) from the table."""

from __future__ import annotations

from itertools import product

import pytest

from accounts.door import acting, reading
from accounts.standing_in import standing_in
from decisions.choices import TaskKind, TaskState
from decisions.models import Task
from decisions.tasks import permissions
from decisions.tasks.policies import BY_HAND, STATES, can, is_by_hand, state_of
from tests.cast import Cast
from tests.factories import recorded

pytestmark = pytest.mark.django_db
ROLES = ("practitioner", "colleague", "lead", "guardian", "administrator", "stranger")
FINISHES = {"practitioner", "lead", "guardian"}
HANDS_OVER = {"lead", "guardian"}


def a_task(cast: Cast, state: str, kind: str) -> Task:
    decision = recorded(cast.practitioner, team_id=cast.team.pk)
    with acting(cast.practitioner.actor()):
        task = Task.objects.get(decision=decision, kind=TaskKind.COMPLETE)
    task.kind, task.state = kind, state
    return task


@pytest.mark.parametrize(("state", "role"), list(product(STATES, ROLES)))
def test_every_act_in_every_state_by_everybody(cast: Cast, state: str, role: str) -> None:
    task = a_task(cast, state, TaskKind.REVIEW_DECISION)
    member = cast.everybody()[role]
    with reading(cast.lead.actor()):
        standing = standing_in(cast.fernbrook.pk, cast.team.pk, [])
        decision = task.decision
    codes = {
        "finish": permissions.may_finish(member, task, decision, standing).code,
        "hand_over": permissions.may_hand_over(member, task, decision).code,
    }
    # A stranger with every role in another organisation is kept out before: it is not there.
    if role == "stranger":
        return
    for act, allowed, refused in (
        ("finish", FINISHES, "not-theirs"),
        ("hand_over", HANDS_OVER, "not-lead"),
    ):
        expected = refused if role not in allowed else "" if act in STATES[state] else "state"
        assert codes[act] == expected, act


def test_states_lead_to_states_and_closed_tasks_stay_closed() -> None:
    assert set(STATES) == set(TaskState)
    assert {after for acts in STATES.values() for after in acts.values()} <= set(STATES)
    assert not STATES[TaskState.DONE]
    assert not STATES[TaskState.DROPPED]
    assert all(can(Task(state=state), act) for state, acts in STATES.items() for act in acts)
    assert state_of(Task(state=TaskState.DONE)) == TaskState.DONE


@pytest.mark.parametrize("kind", TaskKind)
def test_only_what_no_row_shows_is_done_by_hand(cast: Cast, kind: str) -> None:
    task = a_task(cast, TaskState.OPEN, kind)
    with reading(cast.lead.actor()):
        standing = standing_in(cast.fernbrook.pk, cast.team.pk, [])
        decision = task.decision
    code = permissions.may_finish(cast.practitioner, task, decision, standing).code
    assert code == ("" if kind in BY_HAND else "by-rows")
    assert is_by_hand(task) == (kind in BY_HAND)


def test_what_is_the_guardians_only_a_guardian_hands_over(cast: Cast) -> None:
    task = a_task(cast, TaskState.OPEN, TaskKind.ADJUDICATE)
    with reading(cast.lead.actor()):
        decision = task.decision
    assert permissions.may_hand_over(cast.lead, task, decision).code == "not-lead"
    assert permissions.may_hand_over(cast.guardian, task, decision)


def test_only_administrators_see_how_the_worker_is(cast: Cast) -> None:
    seen = {role for role, member in cast.everybody().items() if permissions.may_see_work(member)}
    assert seen == {"administrator", "stranger"}
