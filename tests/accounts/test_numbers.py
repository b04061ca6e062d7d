"""How does an administrator keep the numbers to ring?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from accounts.door import SYSTEM, reading
from accounts.models import DutyNumber
from tests.accounts.litany import is_unknown, refuses
from tests.cast import CHECKED_ON, Cast, client_of

FORM = {
    "label": "Police, protecting vulnerable people",
    "number": "101",
    "area": "",
    "hours": "any time",
    "checked_on-day": "1",
    "checked_on-month": "March",
    "checked_on-year": "2026",
}


def numbers(cast: Cast) -> list[DutyNumber]:
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        return list(DutyNumber.objects.order_by("id"))


def test_a_new_number_stands_on_every_page(administrator: Client, cast: Cast) -> None:
    assert administrator.post("/numbers/add/", FORM).headers["Location"] == "/numbers/"
    found = client_of(cast.practitioner).get("/privacy/").context["duty_numbers"]
    assert [each.number for each in found] == ["01632 960100", "101"]
    assert found[1].checked_on == dt.date(2026, 3, 1)
    assert client_of(cast.stranger).get("/privacy/").context["duty_numbers"] == []


def test_the_list_says_when_each_was_checked(administrator: Client, cast: Cast) -> None:
    text = administrator.get("/numbers/").content.decode()
    assert "Last checked on 2 March 2026" in text
    assert dt.date(2026, 3, 2) == CHECKED_ON


def test_changing_one(administrator: Client, cast: Cast) -> None:
    (number,) = numbers(cast)
    page = administrator.get(f"/numbers/{number.pk}/").content.decode()
    assert 'value="01632 960100"' in page
    administrator.post(f"/numbers/{number.pk}/", FORM)
    (number,) = numbers(cast)
    assert (number.number, number.checked_on) == ("101", dt.date(2026, 3, 1))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"label": ""}, "Enter who answers"),
        ({"number": ""}, "Enter a telephone number"),
        ({"checked_on-year": "2999"}, "must be today or in the past"),
        ({"checked_on-day": "30", "checked_on-month": "2"}, "has 28 days"),
        ({"checked_on-year": ""}, "must include a year"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    administrator: Client, cast: Cast, change: dict[str, str], why: str
) -> None:
    answer = administrator.post("/numbers/add/", {**FORM, **change})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert len(numbers(cast)) == 1


def test_removing_one_keeps_its_history(administrator: Client, cast: Cast) -> None:
    (number,) = numbers(cast)
    assert administrator.get(f"/numbers/{number.pk}/remove/").status_code == 405
    administrator.post(f"/numbers/{number.pk}/remove/")
    assert client_of(cast.practitioner).get("/privacy/").context["duty_numbers"] == []
    assert "People see 999 only" in administrator.get("/numbers/").content.decode()
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        assert DutyNumber.history.model.objects.filter(id=number.pk, is_active=True).exists()
    is_unknown(administrator, f"/numbers/{number.pk}/")


def test_who_is_refused(administrator: Client, cast: Cast) -> None:
    (number,) = numbers(cast)
    refuses(cast, "/numbers/", writes=False)
    refuses(cast, "/numbers/add/")
    refuses(cast, f"/numbers/{number.pk}/")
    refuses(cast, f"/numbers/{number.pk}/remove/", reads=False)
    is_unknown(client_of(cast.stranger), f"/numbers/{number.pk}/")
    is_unknown(client_of(cast.stranger), f"/numbers/{number.pk}/remove/", reads=False)
    is_unknown(administrator, "/numbers/999999/")
