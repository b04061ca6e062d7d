"""Does the owner hear that a link ran out, once, and only where nobody answered by it?"""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.door import SYSTEM, acting, reading
from decisions import queries as decisions
from decisions.choices import ReceiptKind, TaskState
from decisions.models import Notice, Task
from decisions.receipts.actions import note_receipt, revoke_link
from decisions.receipts.running_out import link_ran_out
from decisions.tasks.deferring import LINK_RAN_OUT
from tests.cast import Cast, client_of
from tests.decisions.receipts.links import Link, recipient_of
from tests.decisions.tasks.test_jobs import waiting

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(days=8)


@pytest.fixture
def link(cast: Cast) -> Link:
    return Link(cast.practitioner)


def ran_out(link: Link) -> bool:
    return link_ran_out(link.pk, actor=SYSTEM("worker", link.decision.organisation_id))


def about(link: Link) -> list[Task]:
    with reading(link.maker.actor()):
        return list(Task.objects.filter(subject=f"link:{link.pk}"))


def test_a_job_waits_for_the_end_of_its_time(link: Link) -> None:
    numbers = {"link_id": link.pk, "organisation_id": link.decision.organisation_id}
    assert waiting(LINK_RAN_OUT) == [numbers]


def test_whoever_made_it_hears_once_that_it_ran_out(link: Link) -> None:
    assert not ran_out(link)
    with time_machine.travel(timezone.now() + LATER, tick=False):
        assert ran_out(link)
        assert ran_out(link)
        [task] = about(link)
        page = client_of(link.maker).get(reverse("task", args=[task.pk])).text
    assert task.owner_id == link.maker.person_id
    assert "the last link ran out" in page
    assert [act.kind for act in link.acts].count("receipt.link_ran_out") == 1
    with reading(link.maker.actor()):
        assert Notice.objects.filter(task=task).count() == 1


def test_a_new_link_closes_the_task(link: Link) -> None:
    with time_machine.travel(timezone.now() + LATER, tick=False):
        ran_out(link)
        Link(link.maker, link.decision)
        assert [task.state for task in about(link)] == [TaskState.DONE]


@pytest.mark.parametrize("ended", ["revoked", "received"])
def test_a_link_that_is_needed_no_more_tells_nobody(ended: str, link: Link) -> None:
    actor = link.maker.actor()
    with acting(actor):
        mine = decisions.for_writing(link.maker, link.decision.reference)
        if ended == "revoked":
            revoke_link(link.row, actor=actor)
        else:
            recipient = recipient_of(mine, link.maker)
            said = {"key": uuid.uuid4(), "happened_at": timezone.now()}
            note_receipt(mine, recipient, actor=actor, kind=ReceiptKind.SEEN, **said)
    with time_machine.travel(timezone.now() + LATER, tick=False):
        assert not ran_out(link)
    assert not about(link)
