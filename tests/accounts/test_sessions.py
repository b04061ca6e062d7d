"""How long does a sign-in last, and from when does a change of role hold?"""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import actions
from accounts.door import SYSTEM, acting, reading
from accounts.models import RoleHeld
from audit.models import Act
from tests.cast import Cast, client_of, is_signed_in

PAGE = "/my-account/details/"


def later(**since: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + dt.timedelta(**since), tick=True)


def test_it_ends_after_a_quarter_of_an_hour_without_a_request(practitioner: Client) -> None:
    practitioner.get(PAGE)
    with later(minutes=16):
        answer = practitioner.get(PAGE)
        assert answer.headers["Location"].startswith("/sign-in/?next=")
        page = practitioner.get(answer.headers["Location"]).content.decode()
    assert "nothing had happened for a while" in page
    assert not is_signed_in(practitioner)


def test_requests_keep_it_alive(practitioner: Client) -> None:
    for minutes in range(0, 60, 12):
        with later(minutes=minutes):
            assert practitioner.get(PAGE).status_code == 200


def test_it_ends_after_half_a_day_whatever_happens(practitioner: Client) -> None:
    for minutes in range(0, 12 * 60, 13):
        with later(minutes=minutes):
            assert practitioner.get(PAGE).status_code == 200
    with later(minutes=12 * 60 + 1):
        assert practitioner.get(PAGE).status_code == 302


def test_the_end_is_an_act(practitioner: Client, cast: Cast) -> None:
    practitioner.get(PAGE)
    with later(minutes=16):
        practitioner.get(PAGE)
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        last = Act.objects.filter(person_id=cast.practitioner.person_id).order_by("-id").first()
    assert last.kind == "person.sign_in_ended"


def test_the_row_of_an_ended_sign_in_is_gone(practitioner: Client) -> None:
    practitioner.get(PAGE)
    key = practitioner.session.session_key
    with later(minutes=16):
        practitioner.get(PAGE)
    assert not Session.objects.filter(session_key=key).exists()


def test_a_request_a_second_does_not_write_each_time(practitioner: Client) -> None:
    practitioner.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        practitioner.get(PAGE)
    assert not [q for q in queries if "UPDATE" in q["sql"] and "session" in q["sql"]]


def test_who_asks_takes_two_queries(practitioner: Client) -> None:
    practitioner.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        practitioner.get("/privacy/")
    asked = [q["sql"] for q in queries if q["sql"].startswith("SELECT")]
    told = [sql for sql in asked if "set_config" not in sql]
    assert len(told) == 2, told


def test_a_page_for_visitors_asks_nothing(client: Client, db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/privacy/")
    assert len(queries) == 0


def test_stay_signed_in(practitioner: Client) -> None:
    practitioner.get(PAGE)
    with later(minutes=14):
        answer = practitioner.post("/my-account/stay/", HTTP_REFERER="http://testserver/people/")
        assert answer.headers["Location"] == "/people/"
    with later(minutes=28):
        assert practitioner.get(PAGE).status_code == 200


def test_stay_signed_in_by_script(practitioner: Client) -> None:
    assert practitioner.post("/my-account/stay/", HTTP_SEC_FETCH_MODE="cors").status_code == 204
    practitioner.get(PAGE)
    with later(minutes=16):
        answer = practitioner.post("/my-account/stay/", HTTP_SEC_FETCH_MODE="cors")
    assert answer.status_code == 401


def test_staying_takes_a_post(practitioner: Client) -> None:
    assert practitioner.get("/my-account/stay/").status_code == 405


def test_the_page_knows_how_long_is_left(practitioner: Client) -> None:
    practitioner.get(PAGE)
    with later(minutes=5):
        assert practitioner.get(PAGE).wsgi_request.seconds_left in range(895, 901)


def test_a_role_holds_from_the_next_request(practitioner: Client, cast: Cast) -> None:
    here = SYSTEM("tests", cast.fernbrook.pk)
    assert practitioner.get("/people/").status_code == 403
    actions.give_role(cast.practitioner, role="administrator", actor=here)
    assert practitioner.get("/people/").status_code == 200
    actions.take_role(cast.practitioner, role="administrator", actor=here)
    assert practitioner.get("/people/").status_code == 403


def test_a_role_until_a_day_ends_with_it(cast: Cast) -> None:
    here = SYSTEM("tests", cast.fernbrook.pk)
    today = timezone.localdate()
    actions.give_role(cast.practitioner, role="administrator", until=today, actor=here)
    client = client_of(cast.practitioner)
    assert client.get("/people/").status_code == 200
    with later(days=1):
        assert client_of(cast.practitioner).get("/people/").status_code == 403


def test_a_deactivated_member_is_signed_out_on_the_next_request(
    practitioner: Client, cast: Cast
) -> None:
    assert practitioner.get(PAGE).status_code == 200
    actions.deactivate_person(cast.practitioner, actor=SYSTEM("tests", cast.fernbrook.pk))
    assert practitioner.get(PAGE).headers["Location"].startswith("/sign-in/")
    assert not is_signed_in(practitioner)


@pytest.mark.parametrize("what", ["person", "organisation"])
def test_a_deactivated_person_or_organisation_too(
    practitioner: Client, cast: Cast, what: str
) -> None:
    row = getattr(cast.practitioner, what)
    row.is_active = False
    with acting(SYSTEM("tests", cast.fernbrook.pk)):
        row.save()
    assert practitioner.get(PAGE).status_code == 302
    assert not is_signed_in(practitioner)


def test_a_changed_password_ends_other_sign_ins(practitioner: Client, cast: Cast) -> None:
    person = cast.practitioner.person
    person.set_password("another four plain words")
    with acting(SYSTEM("tests", cast.fernbrook.pk)):
        person.save()
    assert practitioner.get(PAGE).status_code == 302


def test_a_session_survives_a_change_of_the_secret_key(
    practitioner: Client, cast: Cast, settings
) -> None:
    practitioner.get(PAGE)
    old, new = settings.SECRET_KEY, "a-new-key-" * 8
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = new, [old]
    assert practitioner.get(PAGE).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert practitioner.get(PAGE).status_code == 200


def test_a_deputy_leads_the_teams_of_the_lead(cast: Cast) -> None:
    until = timezone.localdate() + dt.timedelta(days=7)
    actions.name_deputy(
        cast.colleague, role="lead", until=until, principal=cast.lead, actor=cast.lead.actor()
    )
    client = client_of(cast.colleague)
    membership = client.get(PAGE).context["membership"]
    assert membership.lead_team_ids == {cast.team.pk}
    with later(days=8):
        membership = client_of(cast.colleague).get(PAGE).context["membership"]
        assert membership.lead_team_ids == set()
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        assert RoleHeld.objects.get(deputy_for=cast.lead).membership_id == cast.colleague.pk


def test_one_id_stands_in_the_history_and_the_acts(practitioner: Client, cast: Cast) -> None:
    answer = practitioner.get("/people/", HTTP_X_REQUEST_ID="chosen-by-the-client")
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        act = Act.objects.get(kind="access.refused")
    assert act.request_id == answer.wsgi_request.request_id != "chosen-by-the-client"
    assert act.role == "practitioner"
