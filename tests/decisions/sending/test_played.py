"""Does the demonstration tell how shares went, by the same actions as people do?"""

from __future__ import annotations

import pytest

from decisions.choices import DispatchResult
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
    ("method", "state"),
    [("portal", ShareState.SENT), ("phone", ShareState.TO_FOLLOW), ("meeting", ShareState.TOLD)],
)
def test_what_the_record_tells_is_written_down_whole(cast: Cast, method: str, state: str) -> None:
    told = {"sent_at": ago(600), "sent_by": cast.practitioner.person}
    share = Shared(cast.practitioner, method=method, **told)
    sending.play(share.decision, actor=share.actor)
    arrived = [row for row in share.attempts() if row.result != DispatchResult.FAILED]
    assert [row.happened_at for row in arrived] == [told["sent_at"]]
    assert gaps_of(arrived[0]) == []
    assert state_of(share.told(), share.attempts()) == state
    assert len(shares_of(share.after())) == 1
    assert len(share.after().copies) == 1


def test_who_was_not_told_was_tried(cast: Cast) -> None:
    share = Shared(cast.practitioner)
    sending.play(share.decision, actor=share.actor)
    assert state_of(share.told(), share.attempts()) == ShareState.FAILED
