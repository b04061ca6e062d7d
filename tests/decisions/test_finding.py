"""Is a record found by its reference, by the person's reference and by date; and by nobody else?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.door import acting, reading
from audit.models import Act
from decisions.models import Decision
from tests.cast import Cast
from tests.factories import draft, recorded

pytestmark = pytest.mark.django_db


def find(browser: Client, **asked: object) -> str:
    page = browser.post(reverse("find"), asked)
    assert page.status_code == 200
    return page.content.decode()


def test_by_reference_however_it_is_typed(practitioner: Client, cast: Cast) -> None:
    decision = recorded(cast.practitioner)
    typed = f" {decision.reference.replace('-', ' ').lower()} "
    assert decision.reference in find(practitioner, reference=typed)


def test_by_the_persons_reference_whatever_its_capitals(practitioner: Client, cast: Cast) -> None:
    decision = recorded(cast.practitioner)
    assert decision.reference in find(practitioner, person="fch 1001")
    assert decision.reference not in find(practitioner, person="fch 1002")


def test_by_the_day_of_recording(practitioner: Client, cast: Cast) -> None:
    decision = recorded(cast.practitioner)
    today = timezone.localdate()
    day = {"since-day": today.day, "since-month": today.month, "since-year": today.year}
    assert decision.reference in find(practitioner, **day)
    day["since-year"] = today.year + 1
    assert decision.reference not in find(practitioner, **day)


def test_nobody_finds_what_they_may_not_see(
    colleague: Client, stranger: Client, lead: Client, guardian: Client, cast: Cast
) -> None:
    decision = recorded(cast.practitioner, team_id=cast.team.pk)
    seen = {
        name: decision.reference in find(browser, person="FCH 1001")
        for name, browser in {
            "colleague": colleague, "stranger": stranger, "lead": lead, "guardian": guardian,
        }.items()
    }  # fmt: skip
    assert seen == {"colleague": False, "stranger": False, "lead": True, "guardian": True}


def test_what_was_looked_for_stands_in_no_log(practitioner: Client, cast: Cast) -> None:
    recorded(cast.practitioner)
    find(practitioner, person="FCH 1001")
    with reading(cast.guardian.actor()):
        [act] = Act.objects.filter(kind="decision.searched")
    assert act.detail == {"by": ["person"], "count": 1}


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({}, "Enter a reference, a person’s reference or a date"),
        ({"reference": "7K4MQ"}, "This is not a whole reference"),
        (
            {
                "since-day": "4", "since-month": "3", "since-year": "2026",
                "until-day": "3", "until-month": "3", "until-year": "2026",
            },
            "The last day must not be before the first",
        ),
    ],
)  # fmt: skip
def test_a_bad_question_is_explained(
    practitioner: Client, asked: dict[str, str], error: str
) -> None:
    page = practitioner.post(reverse("find"), asked)
    assert page.status_code == 422
    assert error in page.content.decode()


def test_a_long_list_is_read_page_by_page(practitioner: Client, cast: Cast) -> None:
    with acting(cast.practitioner.actor()):
        found = [draft(cast.practitioner) for _ in range(27)]
    assert len(found) == 27
    page = practitioner.get(reverse("mine"))
    assert page.status_code == 200
    first = find(practitioner, person="FCH 1001")
    assert sum(each.reference in first for each in found) == 25
    assert "Earlier records" in first


def test_other_records_about_the_person_stand_on_the_record(
    practitioner: Client, colleague: Client, cast: Cast
) -> None:
    one, two = recorded(cast.practitioner), recorded(cast.practitioner)
    theirs = recorded(cast.colleague)
    page = practitioner.get(reverse("recorded", args=[one.reference])).content.decode()
    assert two.reference in page
    assert theirs.reference not in page


def test_a_named_colleague_sees_and_writes(
    practitioner: Client, colleague: Client, cast: Cast
) -> None:
    decision = draft(cast.practitioner, team_id=cast.team.pk)
    url = reverse("step", args=[decision.reference, "safety"])
    assert colleague.get(url).status_code == 404
    chosen = {"person": cast.colleague.person_id}
    practitioner.post(reverse("colleagues", args=[decision.reference]), chosen)
    assert colleague.post(url, {"harm_if_shared": "Trust"}).status_code == 302
    with reading(cast.practitioner.actor()):
        assert Decision.objects.get(pk=decision.pk).harm_if_shared == "Trust"
