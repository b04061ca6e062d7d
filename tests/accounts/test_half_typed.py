"""Is what was typed given back after an expired sign-in, to its writer alone?"""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core import signing
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from accounts import actions, half_typed
from accounts.door import PERSON, SYSTEM, Actor, reading
from accounts.models import HalfTyped, Membership
from tests.cast import Cast, client_of, idle, signs_in

PAGE = "/my-account/details/"
TYPED = {"name": "Posy  Thimble-Marlow", "job_title": "Ymwelydd iechyd ŵ 🌱", "phone": "01632"}


def token_on(client: Client, path: str = PAGE) -> str:
    """The hidden field of the form on a page."""
    return str(client.get(path).content.decode().split('name="typed_by" value="')[1].split('"')[0])


def shown(answer) -> str:
    return answer.content.decode()


def at(member: Membership) -> Actor:
    return Actor(PERSON, member.person_id, member.organisation_id)


def test_the_text_comes_back_after_signing_in_again(practitioner: Client, cast: Cast) -> None:
    token = token_on(practitioner)
    idle(practitioner)
    answer = practitioner.post(PAGE, {**TYPED, "typed_by": token})
    assert answer.headers["Location"] == "/sign-in/?next=%2Fmy-account%2Fdetails%2F"
    page = practitioner.get(answer.headers["Location"])
    assert "What you typed is kept" in shown(page)
    answer = signs_in(practitioner, cast.practitioner, next=PAGE)
    page = practitioner.get(answer.headers["Location"])
    assert "Ymwelydd iechyd ŵ 🌱" in shown(page)
    assert "Posy  Thimble-Marlow" in shown(page)
    answer = practitioner.post(PAGE, {**TYPED, "typed_by": token_on(practitioner)})
    assert answer.headers["Location"] == "/my-account/"
    assert half_typed.take_back(at(cast.practitioner), PAGE) is None


def test_somebody_else_gets_nothing(practitioner: Client, cast: Cast) -> None:
    token = token_on(practitioner)
    idle(practitioner)
    practitioner.post(PAGE, {**TYPED, "typed_by": token})
    signs_in(practitioner, cast.colleague, next=PAGE)
    assert "Ymwelydd" not in shown(practitioner.get(PAGE))


@pytest.mark.parametrize("forged", ["", "[1,1,2]", "{token}x", "W{token}", "\0", "ŵ"])
def test_a_forged_token_keeps_nothing(client: Client, cast: Cast, forged: str) -> None:
    token = half_typed.token(at(cast.practitioner), PAGE)
    client.post(PAGE, {**TYPED, "typed_by": forged.replace("{token}", token)})
    assert half_typed.take_back(at(cast.practitioner), PAGE) is None


def test_a_token_of_another_kind_keeps_nothing(client: Client, cast: Cast) -> None:
    forged = signing.dumps([cast.practitioner.person_id, cast.fernbrook.pk, PAGE], salt="other")
    client.post(PAGE, {**TYPED, "typed_by": forged})
    assert half_typed.take_back(at(cast.practitioner), PAGE) is None


def test_it_goes_back_to_the_page_of_the_form_not_of_the_post(client: Client, cast: Cast) -> None:
    token = half_typed.token(at(cast.practitioner), PAGE)
    answer = client.post("/my-account/stay/", {**TYPED, "typed_by": token})
    assert answer.headers["Location"].endswith("?next=%2Fmy-account%2Fdetails%2F")


def test_a_script_learns_that_it_is_signed_out_and_the_text_is_kept(
    practitioner: Client, cast: Cast
) -> None:
    token = token_on(practitioner)
    idle(practitioner)
    answer = practitioner.post(PAGE, {**TYPED, "typed_by": token}, HTTP_SEC_FETCH_MODE="cors")
    assert answer.status_code == 401
    assert half_typed.take_back(at(cast.practitioner), PAGE)["phone"] == "01632"


def test_a_button_without_text_goes_back_to_its_page(client: Client, db: None) -> None:
    answer = client.post("/numbers/1/remove/", HTTP_REFERER="http://testserver/numbers/")
    assert answer.headers["Location"] == "/sign-in/?next=%2Fnumbers%2F"
    answer = client.post("/numbers/1/remove/", HTTP_REFERER="http://evil.example/numbers/")
    assert answer.headers["Location"] == "/sign-in/?next=%2F"


def test_a_form_drawn_for_somebody_else_is_not_saved(cast: Cast) -> None:
    token = half_typed.token(at(cast.colleague), PAGE)
    client = client_of(cast.practitioner)
    answer = client.post(PAGE, {**TYPED, "typed_by": token}, follow=True)
    assert "nothing was saved" in shown(answer)
    assert client.get(PAGE).context["membership"].person.name == "Posy Thimble"
    assert half_typed.take_back(at(cast.colleague), PAGE)["phone"] == "01632"
    assert half_typed.take_back(at(cast.practitioner), PAGE) is None


def test_a_form_drawn_in_another_organisation_is_kept_there(cast: Cast) -> None:
    there = SYSTEM("tests", cast.glan.pk)
    invitation = actions.invite(
        cast.glan,
        email=cast.practitioner.person.email,
        name="Posy",
        roles=["practitioner"],
        actor=there,
    ).invitation
    posy_there = actions.accept_invitation(invitation, person=cast.practitioner.person, actor=there)
    token = half_typed.token(at(cast.practitioner), PAGE)
    client_of(posy_there).post(PAGE, {**TYPED, "typed_by": token})
    assert half_typed.take_back(at(posy_there), PAGE) is None
    assert half_typed.take_back(at(cast.practitioner), PAGE) is not None


def test_an_old_page_of_ones_own_loses_no_text(cast: Cast) -> None:
    client = client_of(cast.practitioner, enforce_csrf_checks=True)
    token = half_typed.token(at(cast.practitioner), PAGE)
    answer = client.post(PAGE, {**TYPED, "typed_by": token, "csrfmiddlewaretoken": "a" * 64})
    assert answer.headers["Location"] == PAGE
    assert "Ymwelydd" in shown(client.get(PAGE))


def test_a_page_from_elsewhere_is_still_refused(cast: Cast) -> None:
    client = client_of(cast.practitioner, enforce_csrf_checks=True)
    assert client.post(PAGE, TYPED).status_code == 403


def test_a_day_later_it_is_gone(cast: Cast) -> None:
    half_typed.keep(at(cast.practitioner), PAGE, TYPED)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=23)):
        assert half_typed.take_back(at(cast.practitioner), PAGE) is not None
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25)):
        assert half_typed.take_back(at(cast.practitioner), PAGE) is None
        half_typed.keep(at(cast.practitioner), "/elsewhere/", TYPED)
    assert [row.path for row in rows(cast.practitioner)] == ["/elsewhere/"]


def test_the_command_deletes_what_is_old_whoever_typed_it(cast: Cast, capsys) -> None:
    half_typed.keep(at(cast.practitioner), PAGE, TYPED)
    half_typed.keep(at(cast.stranger), PAGE, TYPED)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=12)):
        half_typed.keep(at(cast.lead), PAGE, TYPED)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25)):
        call_command("purge_half_typed")
    assert "Deleted: 2." in capsys.readouterr().out
    assert len(rows(cast.lead)) == 1


def test_the_later_text_replaces_the_earlier(cast: Cast) -> None:
    half_typed.keep(at(cast.practitioner), PAGE, {"name": "one"})
    half_typed.keep(at(cast.practitioner), PAGE, {"name": "two"})
    assert half_typed.take_back(at(cast.practitioner), PAGE)["name"] == "two"
    assert len(rows(cast.practitioner)) == 1


def test_lists_order_and_a_megabyte_of_welsh_survive(cast: Cast) -> None:
    data = QueryDict(mutable=True)
    data.setlist("kinds", ["neglect", "online", "neglect"])
    data["words"] = "Dywedodd ŵyr y ŷd 🌾 \u202e\r\n" * 40_000
    half_typed.keep(at(cast.practitioner), PAGE, data)
    given = half_typed.take_back(at(cast.practitioner), PAGE)
    assert given.getlist("kinds") == ["neglect", "online", "neglect"]
    assert given["words"] == data["words"]


def test_passwords_and_tokens_are_never_kept(cast: Cast) -> None:
    data = {"password1": "secret words", "csrfmiddlewaretoken": "x", "typed_by": "y", "name": "z"}
    half_typed.keep(at(cast.practitioner), PAGE, data)
    assert dict(half_typed.take_back(at(cast.practitioner), PAGE)) == {"name": ["z"]}


def test_the_table_holds_no_readable_word(cast: Cast) -> None:
    half_typed.keep(at(cast.practitioner), PAGE, {"words": "canary in the mine"})
    (row,) = rows(cast.practitioner)
    assert b"canary" not in bytes(row.cipher)


def test_a_key_can_be_changed_and_a_lost_key_loses_only_the_text(cast: Cast, settings) -> None:
    half_typed.keep(at(cast.practitioner), PAGE, {"name": "z"})
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a-new-key-" * 8, [old]
    assert half_typed.take_back(at(cast.practitioner), PAGE)["name"] == "z"
    settings.SECRET_KEY_FALLBACKS = []
    assert half_typed.take_back(at(cast.practitioner), PAGE) is None


def test_the_database_shows_it_to_its_writer_alone(cast: Cast) -> None:
    half_typed.keep(at(cast.practitioner), PAGE, TYPED)
    with reading(at(cast.colleague)):
        assert HalfTyped.objects.count() == 0


def test_forgetting(cast: Cast) -> None:
    half_typed.keep(at(cast.practitioner), PAGE, TYPED)
    half_typed.forget(at(cast.practitioner), PAGE)
    assert rows(cast.practitioner) == []


def rows(member: Membership) -> list[HalfTyped]:
    with reading(at(member)):
        return list(HalfTyped.objects.order_by("id"))
