"""What may an answer about consent hold, and what does it amount to?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.choices import Capacity, ConsentStatus, How, NotSoughtReason, ToldWhat
from consent.models import Consent, Withdrawal
from consent.policies import (
    AGAINST,
    ANSWERS,
    BELONGS_TO,
    DATES,
    TICKS,
    answers_of,
    is_against,
    is_in_force,
    is_nothing,
    is_withdrawable,
    nothing,
    standing,
    whole,
)

CHOICES = {
    "capacity": st.sampled_from(Capacity.values),
    "how": st.sampled_from(How.values),
    "not_sought_reason": st.sampled_from(NotSoughtReason.values),
    "told": st.lists(st.sampled_from(ToldWhat.values), unique=True),
}


def any_answer(name: str) -> st.SearchStrategy:
    """Anything that somebody could answer to one question."""
    if name == "status":
        return st.sampled_from(ConsentStatus.values)
    if name in CHOICES:
        return CHOICES[name]
    if name in TICKS:
        return st.booleans()
    return st.dates() if name in DATES else st.text(max_size=20)


any_answers = st.fixed_dictionaries({name: any_answer(name) for name in ANSWERS})


@given(any_answers)
def test_what_does_not_belong_to_the_status_is_never_kept(answers: dict[str, Any]) -> None:
    kept = whole(answers)
    assert set(kept) == set(ANSWERS)
    for name, statuses in BELONGS_TO.items():
        if answers["status"] not in statuses:
            assert kept[name] == nothing(name)
        elif name not in ("capacity", "told") and not is_nothing(answers[name]):
            assert kept[name] == answers[name]


@given(any_answers)
def test_an_override_is_never_kept_with_consent_that_was_given(answers: dict[str, Any]) -> None:
    kept = whole(answers)
    assert not kept["overridden"] or kept["status"] in AGAINST
    assert kept["status"] == answers["status"]


@given(any_answers)
def test_whole_answers_stay_as_they_are(answers: dict[str, Any]) -> None:
    kept = whole(answers)
    assert whole(kept) == kept
    assert answers_of(Consent(**kept)) == kept


@pytest.mark.parametrize("status", ConsentStatus.values)
def test_nobody_says_yes_or_no_in_another_persons_best_interests(status: str) -> None:
    kept = whole({"status": status, "capacity": Capacity.BEST_INTERESTS})
    assert (kept["capacity"] == Capacity.BEST_INTERESTS) == (status == ConsentStatus.CANNOT)


@pytest.mark.parametrize("status", ConsentStatus.values)
def test_only_consent_that_was_given_can_be_taken_back_and_once(status: str) -> None:
    consent = Consent(status=status)
    assert is_withdrawable(consent, []) == (status == ConsentStatus.GIVEN)
    assert not is_withdrawable(consent, [Withdrawal()])
    assert is_against(consent) == (status in {ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN})


def test_a_change_of_mind_counts_and_the_row_says_what_was_given() -> None:
    consent = Consent(status=ConsentStatus.GIVEN)
    assert standing(consent, []) == ConsentStatus.GIVEN
    assert standing(consent, [Withdrawal()]) == ConsentStatus.WITHDRAWN
    assert consent.status == ConsentStatus.GIVEN


def test_consent_ends_after_the_day_on_which_it_was_to_be_looked_at() -> None:
    day = dt.date(2026, 3, 4)
    consent = Consent(status=ConsentStatus.GIVEN, review_on=day)
    assert is_in_force(consent, [], day)
    assert not is_in_force(consent, [], day + dt.timedelta(days=1))
    assert not is_in_force(consent, [Withdrawal()], day)
    assert not is_in_force(Consent(status=ConsentStatus.REFUSED), [], day)
