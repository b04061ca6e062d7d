"""Are answers about consent stored apartd once, and taken back by a further row?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from accounts.door import SYSTEM, Actor, acting, reading
from consent.actions import (
    change_answers,
    change_wishes,
    hear_wishes,
    take_answers,
    withdraw_consent,
)
from consent.choices import Asked, ConsentStatus, How, NotSoughtReason, Thing
from consent.models import Consent, Wishes, Withdrawal
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast: Cast) -> Actor:
    return SYSTEM("tests", cast.fernbrook.pk)


def at(here: Actor) -> int:
    assert here.organisation_id is not None
    return here.organisation_id


def taken(here: Actor, **values: object) -> Consent:
    """One stored answer about data protection."""
    said = {"status": ConsentStatus.GIVEN, **values}
    answers: list[tuple[str, Mapping[str, Any]]] = [(Thing.DATA_PROTECTION, said)]
    return take_answers(at(here), actor=here, answers=answers)[0]


def test_the_two_things_are_two_rows_and_wishes_a_third(here: Actor) -> None:
    answers: list[tuple[str, Mapping[str, Any]]] = [
        (Thing.DATA_PROTECTION, {"status": ConsentStatus.NOT_SOUGHT}),
        (Thing.CONFIDENCE, {"status": ConsentStatus.GIVEN, "evidence": "Said yes"}),
    ]
    one, other = take_answers(at(here), actor=here, answers=answers)
    heard = [{"asked": Asked.ASKED, "words": "I want to go home"}]
    (said,) = hear_wishes(at(here), actor=here, heard=heard)
    change_wishes([(said, {"asked": Asked.ASKED, "words": "I want my nan"})], actor=here)
    with reading(here):
        assert Consent.objects.get(pk=one.pk).status == ConsentStatus.NOT_SOUGHT
        assert Consent.objects.get(pk=other.pk).evidence == "Said yes"
        assert Wishes.objects.get(pk=said.pk).words == "I want my nan"


def test_only_what_changed_is_given_back(here: Actor) -> None:
    consent = taken(here, evidence="Said yes")
    same = {"status": ConsentStatus.GIVEN, "evidence": "Said yes"}
    assert change_answers([(consent, same)], actor=here) == []
    other = {"status": ConsentStatus.REFUSED, "evidence": "Said no"}
    assert change_answers([(consent, other)], actor=here) == [consent]
    with reading(here):
        assert Consent.objects.get(pk=consent.pk).status == ConsentStatus.REFUSED


def test_words_go_with_the_answer_that_they_belong_to(here: Actor) -> None:
    heard = [{"asked": Asked.NOT_ASKED, "words": "Left over", "heard_by": "Left over"}]
    (said,) = hear_wishes(at(here), actor=here, heard=heard)
    assert (said.words, said.heard_by) == ("", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "refused", "overridden": True},
        {"status": "given", "overridden": True, "override_reason": "We know better"},
        {"status": "given", "not_sought_reason": NotSoughtReason.DELAY},
    ],
)
def test_the_database_refuses_what_can_never_be_true(here: Actor, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), acting(here), transaction.atomic():
        Consent.objects.create(organisation_id=at(here), thing=Thing.DATA_PROTECTION, **wrong)


def withdrawn(consent: Consent, here: Actor) -> Withdrawal:
    return withdraw_consent(
        consent,
        actor=here,
        withdrawn_at=timezone.now() - dt.timedelta(minutes=5),
        by_whom="E",
        how=How.SPOKEN,
        words="I don’t want the school to know any more",
    )


def test_taking_back_appends_and_leaves_the_consent_as_it_was(here: Actor) -> None:
    consent = taken(here, what_exactly="Sleep and meals")
    withdrawn(consent, here)
    with reading(here):
        stored = Consent.objects.get(pk=consent.pk)
        assert (stored.status, stored.what_exactly) == (ConsentStatus.GIVEN, "Sleep and meals")
        assert [row.by_whom for row in stored.withdrawals.all()] == ["E"]
        assert stored.history.count() == 1


def test_what_was_taken_back_cannot_be_taken_back_again(here: Actor) -> None:
    consent = taken(here)
    withdrawn(consent, here)
    with pytest.raises(ValueError, match="can be withdrawn"):
        withdrawn(consent, here)


def test_what_was_never_given_cannot_be_taken_back(here: Actor) -> None:
    with pytest.raises(ValueError, match="can be withdrawn"):
        withdrawn(taken(here, status=ConsentStatus.REFUSED), here)


def test_a_withdrawal_is_never_rewritten(here: Actor) -> None:
    row = withdrawn(taken(here), here)
    with pytest.raises(Error), acting(here), transaction.atomic():
        Withdrawal.objects.filter(pk=row.pk).update(words="Something else")
