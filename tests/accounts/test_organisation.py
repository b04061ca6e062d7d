"""How does an administrator keep the organisation's settings?"""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.door import SYSTEM, reading
from accounts.models import Organisation
from audit.models import Act
from tests.accounts.litany import refuses
from tests.cast import GLAN, Cast

FORM = {
    "name": "Fernbrook Community Health Trust",
    "kind": "nhs",
    "nation": "northern-ireland",
    "is_public_authority": "yes",
    "opening_hours": "Monday to Friday",
    "policy_document": "",
    "late_after_hours": "12",
    "complete_within_hours": "48",
    "chase_after_days": "2",
    "receipt_within_days": "2",
    "escalate_after_days": "3",
    "guardian_after_days": "6",
    "answer_requests_in_days": "5",
    "link_days": "7",
    "sample_one_in": "10",
}


def kept(cast: Cast) -> Organisation:
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        return Organisation.objects.get(pk=cast.fernbrook.pk)


def test_the_form_shows_what_is_kept(administrator: Client) -> None:
    form = administrator.get("/organisation/").context["form"]
    assert form["nation"].value() == "england"
    assert form["is_public_authority"].value() == "yes"
    assert form["late_after_hours"].value() == 24


def test_it_is_saved_and_is_an_act(administrator: Client, cast: Cast) -> None:
    assert administrator.post("/organisation/", FORM).headers["Location"] == "/organisation/"
    found = kept(cast)
    assert (found.nation, found.late_after_hours, found.chase_after_days) == (
        "northern-ireland",
        12,
        2,
    )
    numbers = {name: int(text) for name, text in FORM.items() if text.isdecimal()}
    assert {name: getattr(found, name) for name in numbers} == numbers
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        act = Act.objects.get(kind="account.organisation_changed")
    assert "nation" in act.detail["fields"]
    assert "name" not in act.detail["fields"]


def test_the_guardian_has_another_title_in_northern_ireland(
    administrator: Client, cast: Cast
) -> None:
    assert "Our Caldicott Guardian" in administrator.get("/people/").content.decode()
    administrator.post("/organisation/", FORM)
    text = administrator.get("/people/").content.decode()
    assert "Our personal data guardian" in text
    assert "Caldicott" not in text


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": GLAN}, "Another organisation has this name"),
        ({"is_public_authority": ""}, "Choose"),
        ({"nation": "france"}, "Choose one of the answers shown"),
        ({"late_after_hours": "0"}, "Enter a number from 1 to 720"),
        ({"late_after_hours": "soon"}, "Enter a whole number"),
        ({"chase_after_days": "1e400"}, "Enter a whole number"),
        ({"guardian_after_days": "3"}, "Choose more days than for the lead"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    administrator: Client, cast: Cast, change: dict[str, str], why: str
) -> None:
    answer = administrator.post("/organisation/", {**FORM, **change})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert "Monday to Friday" in answer.content.decode()
    assert kept(cast).nation == "england"


def test_who_is_refused(cast: Cast) -> None:
    refuses(cast, "/organisation/")
