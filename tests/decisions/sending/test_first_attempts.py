"""Does one table know of every share, however it was told of?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.door import acting
from decisions.actions import recording
from decisions.choices import DispatchResult
from decisions.models import Dispatch
from decisions.record import load
from decisions.sending.policies import ShareState, shares_of, state_of
from tests.cast import Cast
from tests.decisions.sending.shares import Shared, ago

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "result"),
    [("portal", DispatchResult.SENT), ("phone", DispatchResult.SPOKEN), ("", "spoken")],
)
def test_whoever_was_told_in_the_steps_has_one_attempt(
    cast: Cast, practitioner: Client, method: str, result: str
) -> None:
    at = ago(600)
    given = {"contact": "01632 960201", "reference_number": "HUB 4", "spoke_to": "Ivy Plum"}
    person = cast.practitioner.person
    share = Shared(cast.practitioner, method=method, sent_at=at, sent_by=person, **given)
    [row] = share.attempts()
    assert (row.result, row.happened_at, row.done_by_id) == (result, at, person.pk)
    assert {name: getattr(row, name) for name in given} == given
    assert len(shares_of(share.after())) == 1
    practitioner.post(reverse("check", args=[share.reference]))
    assert len(share.attempts()) == 1


def test_what_follows_in_writing_is_the_same_share(cast: Cast) -> None:
    told = {"sent_at": ago(600), "written_follow_up_due_at": ago(-60)}
    share = Shared(cast.practitioner, method="phone", **told)
    assert state_of(share.told(), share.attempts()) == ShareState.TO_FOLLOW
    share.note("secure-email", DispatchResult.SENT, minutes=20)
    call, letter = share.attempts()
    assert letter.follows_id == call.pk
    assert len(shares_of(share.after())) == 1


def test_who_was_not_told_has_none(cast: Cast) -> None:
    assert Shared(cast.practitioner, method="portal").attempts() == []


def test_what_the_gaps_name_later_is_kept_once(cast: Cast) -> None:
    share = Shared(cast.practitioner, method="portal")
    with acting(share.actor):
        row = share.recipient
        row.sent_at = ago(5)
        row.save(update_fields=["sent_at"])
        for _ in range(2):
            recording._keep_later_attempts(load(share.decision), share.actor)
        assert Dispatch.objects.filter(recipient=row).count() == 1
