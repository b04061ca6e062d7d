"""Does every answer about consent come back from the form as it was stored?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consent.choices import ConsentStatus
from consent.models import Consent
from consent.policies import ANSWERS, BELONGS_TO, DATES, TICKS, answers_of, whole
from decisions.screens.consent_forms import (
    BOX,
    AnswerForm,
    PersonAnswerForm,
    TogetherForm,
    as_answers,
    as_initial,
)
from tests.consent.test_policies import any_answer

SAY_WHY = "Say why you are going ahead although they said no"
TODAY = dt.date(2026, 3, 4)


def posted(values: dict[str, Any]) -> dict[str, object]:
    """What a browser sends for a form that shows these values."""
    data: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, dt.date):
            parts = {"day": value.day, "month": value.month, "year": f"{value.year:04d}"}
            data |= {f"{name}-{part}": str(number) for part, number in parts.items()}
        elif isinstance(value, bool):
            data |= {name: "on"} if value else {}
        elif value not in (None, "", []):
            data[name] = value
    return data


def plain(name: str) -> st.SearchStrategy:
    """An answer that a form takes as it stands: no spaces around it, a day that has been."""
    if name in DATES:
        return st.none() | st.dates(min_value=dt.date(1990, 1, 1), max_value=TODAY)
    if name in TICKS:
        return st.booleans()
    if name in ("status", "capacity", "how", "told", "not_sought_reason"):
        return any_answer(name)
    words = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x00")
    return st.text(words, max_size=30).map(str.strip)


@st.composite
def stored(draw: st.DrawFn) -> Consent:
    """A consent as it can be stored: an override has its reason, and a reason its override."""
    values = {name: draw(plain(name)) for name in ANSWERS}
    values["overridden"] = bool(values["override_reason"])
    return Consent(**whole(values))


# The first draw asks for what is loaded once in a process, on a machine that may be busy.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(stored())
def test_every_status_comes_back_as_it_was_stored(consent: Consent) -> None:
    form = AnswerForm(posted(as_initial(consent)), initial=as_initial(consent))
    assert form.is_valid(), form.errors
    assert whole(as_answers(form.cleaned_data)) == answers_of(consent)


@pytest.mark.parametrize("status", ["refused", "withdrawn"])
def test_going_ahead_after_a_no_needs_its_reason(status: str) -> None:
    form = AnswerForm({"status": status, "overridden": "on"})
    assert form.errors["override_reason"] == [SAY_WHY]
    assert AnswerForm({"status": status, "overridden": "on", "override_reason": " "}).errors
    whole_form = AnswerForm({"status": status, "overridden": "on", "override_reason": "Bruises"})
    assert whole_form.is_valid()
    assert as_answers(whole_form.cleaned_data)["status"] == status


def test_a_reason_to_go_ahead_needs_the_box_too() -> None:
    form = AnswerForm({"status": "refused", "override_reason": "Bruises"})
    assert "overridden" in form.errors


@pytest.mark.parametrize("status", ["given", "not-sought", "cannot-consent"])
def test_an_override_never_goes_with_another_status(status: str) -> None:
    form = AnswerForm({"status": status, "overridden": "on", "override_reason": "Bruises"})
    assert form.is_valid()
    answers = as_answers(form.cleaned_data)
    assert (answers["overridden"], answers["override_reason"]) == (False, "")


def test_details_without_an_answer_are_asked_about_and_kept_on_the_page() -> None:
    form = AnswerForm({"evidence": "She said no at the door"})
    assert list(form.errors) == ["status"]
    assert form["evidence"].value() == "She said no at the door"
    assert list(PersonAnswerForm({"both": "same"}).errors) == ["status"]
    assert list(TogetherForm({"not_sought_note": "No time"}).errors) == ["everybody"]
    assert AnswerForm({}).is_valid()
    assert TogetherForm({}).is_valid()


def test_a_mistake_under_an_answer_that_was_not_chosen_stands_in_nobodys_way() -> None:
    data = {"status": "not-sought", "given_on-day": "40", "given_on-month": "1"}
    form = AnswerForm(data)
    assert form.is_valid()
    assert form.cleaned_data["given_on"] is None
    assert "given_on" in AnswerForm({**data, "status": "given"}).errors


def test_groups_of_the_page_follow_the_rule_of_what_belongs_to_a_status() -> None:
    shown: dict[str, set[str]] = {}
    for group in AnswerForm.groups["status"]:
        for name in group.fields:
            shown.setdefault(name, set()).update(group.answers)
    for name, statuses in BELONGS_TO.items():
        # Nobody answers for somebody who cannot consent; the box says what was done instead.
        expected = statuses - {ConsentStatus.CANNOT} if name == "capacity" else statuses
        assert shown[name] == expected, name
    assert set(shown) == {*BELONGS_TO, BOX}
    assert set(AnswerForm.base_fields) == {"status", *shown}
