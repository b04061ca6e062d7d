"""Does the demonstration show receipts and links in each of their states?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.door import SYSTEM_KIND, Actor, acting, reading
from accounts.models import Membership
from decisions.demonstration.after import receipts
from decisions.models import Decision, OutsideLink, Receipt, Recipient
from decisions.receipts.policies import state_of
from tests.cast import Cast
from tests.factories import decision_at, recorded

pytestmark = pytest.mark.django_db


def told(author: Membership, days: float) -> Decision:
    """A record whose recipient was told some days ago."""
    decision = recorded(author)
    with acting(author.actor()):
        row = Recipient.objects.get(decision=decision)
        row.sent_at = timezone.now() - dt.timedelta(days=days)
        row.save(update_fields=["sent_at"])
    return decision


def played(author: Membership, days: float = 2) -> tuple[list[str], list[str]]:
    """The kinds of receipts, and the states of links, of one record."""
    decision = told(author, days)
    actor = Actor(SYSTEM_KIND, author.person_id, author.organisation_id, label="demonstration")
    receipts.play(decision, actor=actor)
    with reading(author.actor()):
        kinds = [row.kind for row in Receipt.objects.filter(decision=decision)]
        links = OutsideLink.objects.filter(decision=decision)
        return kinds, [state_of(link, timezone.now()) for link in links]


@pytest.mark.parametrize(
    ("what", "days", "kinds", "states"),
    [
        ("accepted", 2, ["accepted"], ["answered"]),
        ("returned", 2, ["returned"], ["answered"]),
        ("seen", 2, ["seen"], ["claimed"]),
        ("waiting", 2, [], ["made"]),
        ("waiting", 9, [], ["expired"]),
        ("locked", 2, [], ["locked"]),
        ("noted", 2, ["seen"], []),
        ("noted", 300, ["seen"], []),
        ("noted", 0.1, [], []),
    ],
)
def test_each_end_of_a_share_is_told(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    days: float,
    kinds: list[str],
    states: list[str],
) -> None:
    for odds in ("RECENTLY", "LONG_AGO"):
        monkeypatch.setattr(receipts, odds, {what: 100})
    assert played(cast.practitioner, days) == (kinds, states)


def test_drafts_and_sealed_records_are_left_alone(cast: Cast) -> None:
    author = cast.practitioner
    actor = Actor(SYSTEM_KIND, author.person_id, author.organisation_id, label="demonstration")
    for status in ("draft", "in-error"):
        receipts.play(decision_at(status, author), actor=actor)
    with reading(author.actor()):
        assert not Receipt.objects.exists()
        assert not OutsideLink.objects.exists()


def test_the_odds_are_odds() -> None:
    assert sum(receipts.RECENTLY.values()) <= 100
    assert sum(receipts.LONG_AGO.values()) <= 100
