"""What can somebody see and change about themselves?"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts import actions, permissions
from accounts.door import SYSTEM, reading
from accounts.models import RoleHeld
from audit.models import Act
from tests.accounts.litany import has_only, is_unknown
from tests.cast import Cast, at_work, client_of

DAY = timezone.localdate() + dt.timedelta(days=14)
DEPUTY = {
    "role": "lead",
    "email": "linnet.marlow@fernbrook.example",
    "until-day": str(DAY.day),
    "until-month": str(DAY.month),
    "until-year": str(DAY.year),
}


def test_it_shows_name_roles_and_teams(lead: Client) -> None:
    text = lead.get("/my-account/").content.decode()
    for words in ("Rowan Quill", "Named nurse", "Safeguarding lead", "(you lead it)"):
        assert words in text


def test_changing_name_job_title_and_telephone(practitioner: Client, cast: Cast) -> None:
    form = {"name": "Posy Thimble-Marlow", "job_title": "", "phone": "01632 960177"}
    assert practitioner.post("/my-account/details/", form).headers["Location"] == "/my-account/"
    text = practitioner.get("/my-account/").content.decode()
    assert "Posy Thimble-Marlow" in text
    assert "Your details are saved" in text
    assert "Not given" in text
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        assert Act.objects.filter(kind="account.name_changed").count() == 1


def test_a_name_is_needed(practitioner: Client) -> None:
    answer = practitioner.post("/my-account/details/", {"name": " ", "phone": "01632 960177"})
    assert answer.status_code == 422
    assert "Enter your name" in answer.content.decode()
    assert 'value="01632 960177"' in answer.content.decode()


def test_nothing_more_than_that_can_be_changed(practitioner: Client, cast: Cast) -> None:
    form = {"name": "Posy", "email": "new@fernbrook.example", "is_active": "", "roles": "guardian"}
    practitioner.post("/my-account/details/", {**form, "organisation": cast.glan.pk})
    membership = at_work(cast.practitioner)
    assert membership.person.email == "posy.thimble@fernbrook.example"
    assert membership.roles == {"practitioner"}


def test_a_lead_names_a_deputy_until_a_day(lead: Client, cast: Cast) -> None:
    assert lead.post("/my-account/deputy/", DEPUTY).headers["Location"] == "/my-account/"
    text = lead.get("/my-account/").content.decode()
    assert "Linnet Marlow, until the end of" in text
    membership = at_work(cast.colleague)
    assert membership.roles == {"practitioner", "lead"}
    assert membership.lead_team_ids == {cast.team.pk}
    page = client_of(cast.colleague).get("/my-account/").content.decode()
    assert "Safeguarding lead, standing in for Rowan Quill until" in page


def test_a_deputy_cannot_pass_it_on(lead: Client, cast: Cast) -> None:
    lead.post("/my-account/deputy/", DEPUTY)
    deputy = at_work(cast.colleague)
    assert permissions.may_name_deputy(deputy, "lead").code == "not_own_role"
    assert client_of(cast.colleague).get("/my-account/deputy/").status_code == 403
    assert client_of(cast.colleague).post("/my-account/deputy/", DEPUTY).status_code == 403


def test_ending_it_early(lead: Client, cast: Cast) -> None:
    lead.post("/my-account/deputy/", DEPUTY)
    end = re.search(r"/my-account/deputy/\d+/end/", lead.get("/my-account/").content.decode())[0]
    is_unknown(client_of(cast.guardian), end, reads=False)
    is_unknown(client_of(cast.stranger), end, reads=False)
    assert lead.get(end).status_code == 405
    lead.post(end)
    assert at_work(cast.colleague).roles == {"practitioner"}
    is_unknown(lead, end, reads=False)


def test_the_role_lost_ends_the_deputy(lead: Client, cast: Cast) -> None:
    lead.post("/my-account/deputy/", DEPUTY)
    actions.take_role(cast.lead, role="lead", actor=cast.administrator.actor())
    assert at_work(cast.colleague).roles == {"practitioner"}


def test_a_lead_elsewhere_may_stand_in_as_well(lead: Client, cast: Cast) -> None:
    here = cast.administrator.actor()
    actions.give_role(cast.colleague, role="lead", actor=here)
    actions.place_in_team(cast.other_team, membership=cast.colleague, is_lead=True, actor=here)
    lead.post("/my-account/deputy/", DEPUTY)
    membership = at_work(cast.colleague)
    assert membership.lead_team_ids == {cast.team.pk, cast.other_team.pk}
    assert membership.actor().role == "practitioner lead"
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        assert RoleHeld.objects.filter(membership=cast.colleague, role="lead").count() == 2


def day(**since: int) -> dict[str, str]:
    found = timezone.localdate() + dt.timedelta(**since)
    return {
        "until-day": str(found.day),
        "until-month": str(found.month),
        "until-year": str(found.year),
    }


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"email": ""}, "Enter the email address of a colleague"),
        ({"email": "nobody@fernbrook.example"}, "Nobody here has this email address"),
        ({"email": "gwenllian.teg@glan-yr-afon.example"}, "Nobody here has this email address"),
        ({"email": "rowan.quill@fernbrook.example"}, "somebody other than yourself"),
        ({"role": "guardian"}, "Choose one of the answers shown"),
        (day(days=-1), "today or in the future"),
        (day(days=400), "within a year"),
        ({"until-year": ""}, "must include a year"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    lead: Client, cast: Cast, change: dict[str, str], why: str
) -> None:
    answer = lead.post("/my-account/deputy/", {**DEPUTY, **change})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert at_work(cast.colleague).roles == {"practitioner"}


def test_others_have_no_role_to_lend(practitioner: Client, administrator: Client) -> None:
    for client in (practitioner, administrator):
        assert "stand in for you" not in client.get("/my-account/").content.decode()
        answer = client.get("/my-account/deputy/")
        assert answer.status_code == 403
        assert "who holds a role for good" in answer.content.decode()


def test_everybody_who_is_signed_in_has_one_and_nobody_else(cast: Cast, client: Client) -> None:
    for member in cast.everybody().values():
        assert client_of(member).get("/my-account/").status_code == 200
    for url in ("/my-account/", "/my-account/details/", "/my-account/deputy/"):
        assert client.get(url).headers["Location"].startswith("/sign-in/?next=")


def test_wrong_methods(lead: Client) -> None:
    has_only(lead, "/my-account/", reads=True, writes=False)
    has_only(lead, "/my-account/details/", reads=True, writes=True)
    has_only(lead, "/my-account/deputy/", reads=True, writes=True)
    has_only(lead, "/my-account/organisation/", reads=True, writes=True)
    has_only(lead, "/my-account/stay/", reads=False, writes=True)
