"""Who may say that somebody is away, and what must be right about it?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.door import reading
from accounts.models import Absence
from accounts.standing_in import standing_in
from tests.cast import Cast

pytestmark = pytest.mark.django_db
URL = "/my-account/away/"


def days(first: int, last: int, **more: object) -> dict[str, object]:
    """A post of days counted from today."""
    given: dict[str, object] = {**more}
    for name, number in (("starts_on", first), ("ends_on", last)):
        day = timezone.localdate() + dt.timedelta(days=number)
        given |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
    return given


def noted(cast: Cast) -> list[Absence]:
    with reading(cast.lead.actor()):
        return list(Absence.objects.filter(is_active=True).select_related("membership"))


def test_somebody_says_that_they_are_away_and_comes_back(cast: Cast, practitioner: Client) -> None:
    given = days(0, 7, email=cast.colleague.person.email)
    for _ in range(2):
        assert practitioner.post(URL, given).headers["Location"] == URL
    [row] = noted(cast)
    assert (row.membership_id, row.cover_id) == (cast.practitioner.pk, cast.colleague.pk)
    assert "Linnet Marlow does the tasks." in practitioner.get(URL).text
    with reading(cast.lead.actor()):
        away = standing_in(cast.fernbrook.pk, cast.team.pk, []).away
    assert away == {cast.practitioner.person_id: cast.colleague.person_id}
    assert practitioner.post(f"{URL}{row.pk}/end/").status_code == 302
    assert practitioner.post(f"{URL}{row.pk}/end/").status_code == 404
    assert noted(cast) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (days(3, 2), "The last day comes before the first day"),
        (days(-5, -1), "Choose a last day that is not over"),
        (days(0, 900), "Choose at most two years"),
        (days(0, 1, email="nobody@fernbrook.example"), "Nobody here has this email address"),
        (days(0, 1, email="posy.thimble@fernbrook.example"), "Choose somebody who is not away"),
        ({}, "Enter the first day"),
    ],
)
def test_what_cannot_be_is_refused(
    cast: Cast, practitioner: Client, given: dict[str, object], said: str
) -> None:
    answer = practitioner.post(URL, given)
    assert answer.status_code == 422
    assert said in answer.text
    assert noted(cast) == []


def test_leads_note_it_for_their_team_and_administrators_for_all(
    cast: Cast, lead: Client, administrator: Client, practitioner: Client
) -> None:
    assert lead.post(URL, days(0, 1, who=cast.colleague.pk)).status_code == 302
    assert administrator.post(URL, days(0, 1, who=cast.guardian.pk)).status_code == 302
    assert lead.post(URL, days(0, 1, who=cast.guardian.pk)).status_code == 422
    # A practitioner is asked for nobody: whatever is posted, it is their own.
    assert practitioner.post(URL, days(0, 1, who=cast.colleague.pk)).status_code == 302
    assert {row.membership_id for row in noted(cast)} == {
        cast.colleague.pk, cast.guardian.pk, cast.practitioner.pk,
    }  # fmt: skip


def test_nobody_ends_the_absence_of_somebody_else(
    cast: Cast, practitioner: Client, colleague: Client, stranger: Client
) -> None:
    practitioner.post(URL, days(0, 1))
    [row] = noted(cast)
    assert colleague.post(f"{URL}{row.pk}/end/").status_code == 403
    assert stranger.post(f"{URL}{row.pk}/end/").status_code == 404
    assert Client().post(f"{URL}{row.pk}/end/").status_code == 302
    assert len(noted(cast)) == 1
