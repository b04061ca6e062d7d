"""Does the demonstration tell how shares went, by the same actions as people do?"""

from __future__ import annotations

from typing import Any

import pytest

from decisions.demonstration.after import sending
from decisions.sending.asks import gaps_of
from decisions.sending.policies import ShareState, shares_of, state_of
from tests.cast import Cast
from tests.decisions.sending.shares import Shared, ago

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def every_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "WRITTEN_DOWN", 100)
    monkeypatch.setattr(sending, "COPIED", 100)


@pytest.mark.parametrize(
    ("method", "state", "attempts"),
    [
        ("portal", ShareState.SENT, 1),
        ("phone", ShareState.SENT, 2),
        ("meeting", ShareState.TOLD, 1),
    ],
)
def test_what_the_record_tells_is_one_share_and_a_call_is_followed_in_writing(
    cast: Cast, method: str, state: str, attempts: int
) -> None:
    told: dict[str, Any] = {"sent_at": ago(600), "sent_by": cast.practitioner.person}
    if method == "phone":
        told["written_follow_up_due_at"] = ago(-600)
    share = Shared(cast.practitioner, method=method, **told)
    sending.play(share.decision, actor=share.actor)
    found = share.attempts()
    assert len(found) == attempts
    assert found[0].happened_at == told["sent_at"]
    assert all(gaps_of(row) == [] for row in found[1:])
    assert state_of(share.told(), found) == state
    assert len(shares_of(share.after())) == 1
    assert len(share.after().copies) == 1


def test_who_was_not_told_was_tried(cast: Cast) -> None:
    share = Shared(cast.practitioner)
    sending.play(share.decision, actor=share.actor)
    assert state_of(share.told(), share.attempts()) == ShareState.FAILED
