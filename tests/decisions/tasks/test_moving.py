"""Are people reminded, are tasks taken further, and do they move when somebody is not there?"""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts import actions as accounts
from accounts.door import SYSTEM, reading
from accounts.models import Role
from decisions.choices import NoticeKind, TaskKind
from decisions.models import Notice, Task
from decisions.tasks import moving
from decisions.tasks.looking import GUARDIAN, LEAD, OVERDUE, REMIND, moments, next_look, passed
from decisions.tasks.queries import mine, standing_of, to_look_at, unowned
from tests.cast import Cast
from tests.factories import recorded

pytestmark = pytest.mark.django_db
# A Monday; the record is to be completed by Tuesday, half past ten.
BEGUN = dt.datetime(2026, 11, 16, 10, 30, tzinfo=dt.UTC)
DUE = BEGUN + dt.timedelta(days=1)


@pytest.fixture
def task(cast: Cast) -> Task:
    """The gaps of a record, due in a day."""
    decision = recorded(cast.practitioner, team_id=cast.team.pk)
    with reading(cast.practitioner.actor()):
        found = Task.objects.get(decision=decision, kind=TaskKind.COMPLETE)
    return due(cast, found, DUE)


def due(cast: Cast, task: Task, at: dt.datetime) -> Task:
    """The same task with the dates of a week in November."""
    task.due_at = at
    task.look_at = next_look(task, cast.fernbrook, BEGUN)
    with moving.acting(worker(cast)):
        task.save(update_fields=["due_at", "look_at"])
    return task


def worker(cast: Cast):
    return SYSTEM("worker", cast.fernbrook.pk)


def look(cast: Cast, now: dt.datetime) -> None:
    """What the worker does in the minute of ``now``, twice."""
    with time_machine.travel(now, tick=False):
        moving.notice_who_left(cast.fernbrook, actor=worker(cast))
        for _ in range(2):
            for pk in to_look_at(cast.fernbrook.pk, now, worker(cast)):
                moving.look_at(pk, cast.fernbrook, actor=worker(cast))


def told(cast: Cast, task: Task) -> list[tuple[str, int]]:
    with reading(worker(cast)):
        found = Notice.objects.filter(task=task).order_by("pk")
        return list(found.values_list("kind", "person"))


def test_the_steps_and_their_times(cast: Cast, task: Task) -> None:
    steps = dict(moments(task, cast.fernbrook))
    assert list(steps) == [REMIND, OVERDUE, LEAD, GUARDIAN]
    assert steps[REMIND] == dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)
    assert steps[LEAD].date() == dt.date(2026, 11, 19)
    assert steps[GUARDIAN].date() == dt.date(2026, 11, 24)
    assert passed(task, cast.fernbrook, DUE - dt.timedelta(seconds=1)) == [REMIND]
    assert passed(task, cast.fernbrook, DUE) == [OVERDUE]


def test_somebody_is_reminded_once_before_it_is_due(cast: Cast, task: Task) -> None:
    friday = dt.datetime(2026, 11, 20, 16, tzinfo=dt.UTC)
    due(cast, task, friday)
    look(cast, dt.datetime(2026, 11, 19, 8, 59, tzinfo=dt.UTC))
    assert told(cast, task) == []
    for minute in (0, 1, 30):
        look(cast, dt.datetime(2026, 11, 19, 9, minute, tzinfo=dt.UTC))
    assert told(cast, task) == [(NoticeKind.TASK_DUE, cast.practitioner.person_id)]


def test_what_stays_undone_goes_to_the_lead_and_then_the_guardian(cast: Cast, task: Task) -> None:
    author = cast.practitioner.person_id
    look(cast, DUE)
    overdue = (NoticeKind.TASK_OVERDUE, author)
    assert told(cast, task) == [overdue]
    look(cast, dt.datetime(2026, 11, 20, 0, 1, tzinfo=dt.UTC))
    to_lead = (NoticeKind.TASK_ESCALATED, cast.lead.person_id)
    assert told(cast, task) == [overdue, to_lead]
    look(cast, dt.datetime(2026, 11, 25, 0, 1, tzinfo=dt.UTC))
    to_guardian = (NoticeKind.TASK_ESCALATED, cast.guardian.person_id)
    assert told(cast, task) == [overdue, to_lead, to_guardian]
    with reading(worker(cast)):
        task.refresh_from_db()
    assert (task.owner_id, task.look_at) == (author, None)


def test_a_worker_that_slept_for_a_month_says_each_thing_once(cast: Cast, task: Task) -> None:
    look(cast, DUE + dt.timedelta(days=31))
    kinds = [kind for kind, _ in told(cast, task)]
    assert kinds == [NoticeKind.TASK_OVERDUE, *[NoticeKind.TASK_ESCALATED] * 2]


def test_who_leaves_hands_their_tasks_to_the_cover(cast: Cast, task: Task) -> None:
    accounts.deactivate_person(cast.practitioner, actor=cast.administrator.actor())
    look(cast, BEGUN + dt.timedelta(minutes=5))
    with reading(worker(cast)):
        task.refresh_from_db()
    assert task.owner_id == cast.lead.person_id
    assert task.cover_id == cast.guardian.person_id
    assert (NoticeKind.TASK_MOVED, cast.lead.person_id) in told(cast, task)


def test_who_may_record_no_more_hands_them_over_too(cast: Cast, task: Task) -> None:
    actor = cast.administrator.actor()
    accounts.give_role(cast.practitioner, role=Role.ADMINISTRATOR, actor=actor)
    accounts.take_role(cast.practitioner, role=Role.PRACTITIONER, actor=actor)
    look(cast, BEGUN + dt.timedelta(minutes=5))
    with reading(worker(cast)):
        task.refresh_from_db()
    assert task.owner_id == cast.lead.person_id


def test_a_task_of_nobody_raises_an_alarm_and_finds_an_owner_later(cast: Cast, task: Task) -> None:
    actor = cast.administrator.actor()
    for member in (cast.lead, cast.practitioner):
        accounts.deactivate_person(member, actor=actor)
    look(cast, BEGUN + dt.timedelta(minutes=5))
    with reading(worker(cast)):
        assert task.pk in {each.pk for each in unowned(cast.fernbrook.pk)}
    assert (NoticeKind.TASK_UNOWNED, cast.guardian.person_id) in told(cast, task)
    accounts.reactivate(cast.lead, actor=actor)
    look(cast, BEGUN + dt.timedelta(minutes=6))
    with reading(worker(cast)):
        assert not unowned(cast.fernbrook.pk).exists()
        task.refresh_from_db()
    assert task.owner_id == cast.lead.person_id


def test_while_somebody_is_away_whoever_covers_has_their_tasks(
    cast: Cast, task: Task, colleague: Client, practitioner: Client
) -> None:
    today = dt.datetime.now(tz=dt.UTC).date()
    assert "You have nothing to do here." in colleague.get(reverse("my_tasks")).text
    accounts.note_absence(
        cast.practitioner,
        starts_on=today,
        ends_on=today + dt.timedelta(days=7),
        cover=cast.colleague,
        actor=cast.practitioner.actor(),
    )
    page = colleague.get(reverse("my_tasks")).text
    assert "You stand in for Posy Thimble" in page
    assert "Posy Thimble, who is away" in page
    assert "Fill in what is missing" in practitioner.get(reverse("my_tasks")).text
    now = dt.datetime.now(tz=dt.UTC)
    for _ in range(2):
        moving.notice_who_left(cast.fernbrook, actor=worker(cast))
    with reading(worker(cast)):
        found = Notice.objects.filter(person=cast.colleague.person_id)
        assert [row.kind for row in found] == [NoticeKind.TASK_MOVED]
    with time_machine.travel(now + dt.timedelta(days=9)), reading(cast.colleague.actor()):
        assert not any(way.exists() for way in mine(cast.colleague, standing_of(cast.colleague)))
