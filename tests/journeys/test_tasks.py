"""Can somebody see in a browser what they have to do, do it, hand it over and be told of it?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.door import SYSTEM, reading
from decisions.choices import TaskKind
from decisions.models import Task
from decisions.tasks import moving
from decisions.tasks.queries import to_look_at
from tests.factories import recorded
from tests.journeys.conftest import Given
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
TASKS = "/tasks/"


def with_tasks(given: Given) -> str:
    """A record whose gaps, recipient and day to look again wait for its author."""
    cast = given.cast
    day = timezone.localdate() + dt.timedelta(days=30)
    return recorded(cast.practitioner, team_id=cast.team.pk, review_on=day).reference


def look_again(given: Given) -> str:
    """The address of the task of the day to look again."""
    with reading(given.cast.practitioner.actor()):
        return reverse("task", args=[Task.objects.get(kind=TaskKind.REVIEW_DECISION).pk])


def works(given: Given) -> None:
    """The worker looks once at everything whose time has come."""
    actor = SYSTEM("worker", given.cast.fernbrook.pk)
    moving.notice_who_left(given.cast.fernbrook, actor=actor)
    for pk in to_look_at(given.cast.fernbrook.pk, timezone.now(), actor):
        moving.look_at(pk, given.cast.fernbrook, actor=actor)


def test_by_keys_alone_a_task_is_done_and_stays_done(given: Given) -> None:
    reference = with_tasks(given)
    posy = given.typing(given.cast.practitioner)
    posy.opens(TASKS)
    posy.sees("Fill in what is missing from this record", reference, "Yours")
    posy.follows("Look at this decision again")
    posy.presses("It is done")
    posy.is_told_of("Say what you did")
    posy.writes("What did you do, and what came of it?", "Read it again with Rowan: it holds.")
    posy.presses("It is done")
    posy.sees("The task is done.")
    posy.does_not_see("Look at this decision again")
    posy.opens(f"/decisions/{reference}/recorded/")
    posy.sees("What is due next", "Tell The hub: they have not been told yet")
    posy.does_not_see("Look at this decision again")


def test_on_a_phone_without_scripts_somebody_covers_for_a_colleague(given: Given) -> None:
    with_tasks(given)
    posy = given.at_work(given.cast.practitioner, width=375, scripts=False)
    posy.opens("/my-account/")
    posy.follows("Say when you are away, and who does your tasks")
    posy.dates("First day away", timezone.localdate())
    posy.dates("Last day away", timezone.localdate() + dt.timedelta(days=7))
    posy.writes("Who does the tasks meanwhile? (optional)", given.cast.colleague.person.email)
    posy.presses("Save")
    posy.sees("The absence is noted.", "Linnet Marlow does the tasks.")
    works(given)
    linnet: Visitor = given.at_work(given.cast.colleague, width=375, scripts=False)
    linnet.opens(TASKS)
    linnet.sees("You stand in for Posy Thimble", "Posy Thimble, who is away")
    linnet.follows("What you were told")
    linnet.sees("A colleague’s task has come to you", "New")
    linnet.presses("Mark all as read")
    linnet.does_not_see("Mark all as read")


def test_a_lead_hands_over_and_the_colleague_is_told(given: Given) -> None:
    with_tasks(given)
    rowan = given.at_work(given.cast.lead)
    rowan.opens(look_again(given))
    rowan.picks("Who does it from now on?", "Linnet Marlow, Health visitor")
    rowan.writes("Why is it handed over?", "She knows the family.")
    rowan.presses("Hand it over")
    rowan.sees("The task is now for Linnet Marlow, who is told.")
    linnet = given.at_work(given.cast.colleague)
    linnet.opens(TASKS)
    assert linnet.page.get_by_role("link", name="My work: 1 new").count() == 1
    linnet.sees("Look at the decision again", "A colleague’s")
    linnet.follows("Look at the decision again")
    linnet.sees("She knows the family.", "You may not see it.")


def test_every_page_is_sound(given: Given, settings: Settings, tmp_path) -> None:
    with_tasks(given)
    address = look_again(given)
    inspector = given.inspecting(given.cast.lead)
    inspector.opens(TASKS)
    inspector.opens(address)
    inspector.picks("Who does it from now on?", "Linnet Marlow, Health visitor")
    inspector.writes("Why is it handed over?", "She knows the family.")
    inspector.presses("Hand it over")
    author = given.inspecting(given.cast.practitioner)
    author.opens(TASKS)
    author.opens(f"{TASKS}?show=others")
    author.opens(f"{TASKS}notices/")
    colleague = given.inspecting(given.cast.colleague)
    colleague.opens(f"{TASKS}notices/")
    colleague.opens(address)
    colleague.presses("It is done")
    colleague.opens("/my-account/away/")
    colleague.sends_in_error()
    hazel = given.inspecting(given.cast.administrator)
    hazel.opens(f"{TASKS}work/")
    hazel.opens("/organisation/")
    settings.DEMONSTRATION, settings.EMAIL_FILE_PATH = True, tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    send_mail("Something waits", "Sign in to see it.", "a@b.example", ["posy@fernbrook.example"])
    hazel.opens(f"{TASKS}mailbox/")
