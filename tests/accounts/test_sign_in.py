"""Who can sign in, and what is everybody else told?"""

import re

import pytest
from django.contrib import auth
from django.core.cache import cache
from django.test import Client

from accounts import actions
from accounts.door import SYSTEM, acting, reading
from audit.models import Act
from tests.accounts.litany import has_only
from tests.cast import PASSWORD, Cast, is_signed_in, signs_in


@pytest.fixture(autouse=True)
def no_earlier_tries(db: None) -> None:
    cache.clear()


def errors(answer) -> str:
    return " ".join(re.findall(r"error-message\">(.*?)</p>", answer.content.decode(), re.S))


def test_an_address_and_a_password_sign_in(client: Client, cast: Cast) -> None:
    answer = signs_in(client, cast.practitioner)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert is_signed_in(client)
    assert client.get("/my-account/").context["membership"] == cast.practitioner


def test_the_address_may_be_typed_in_any_case(client: Client, cast: Cast) -> None:
    address = cast.practitioner.person.email.upper()
    client.post("/sign-in/", {"login": f" {address} ", "password": PASSWORD})
    assert is_signed_in(client)


def test_the_session_gets_a_new_key(client: Client, cast: Cast) -> None:
    session = client.session
    session["anything"] = "from before"
    session.save()
    before = session.session_key
    signs_in(client, cast.practitioner)
    assert client.session.session_key != before


def test_it_goes_on_to_the_page_that_was_asked_for(client: Client, cast: Cast) -> None:
    asked = client.get("/my-account/")
    assert asked.headers["Location"] == "/sign-in/?next=%2Fmy-account%2F"
    assert "Sign in to see that page" in client.get(asked.headers["Location"]).content.decode()
    answer = signs_in(client, cast.practitioner, next="/my-account/")
    assert answer.headers["Location"] == "/my-account/"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"]
)
def test_it_never_leads_elsewhere(client: Client, cast: Cast, elsewhere: str) -> None:
    assert signs_in(client, cast.practitioner, next=elsewhere).headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_read_the_same(client: Client, cast: Cast) -> None:
    known = client.post(
        "/sign-in/", {"login": cast.practitioner.person.email, "password": "wrong words entirely"}
    )
    unknown = client.post(
        "/sign-in/", {"login": "nobody@fernbrook.example", "password": "wrong words entirely"}
    )
    assert known.status_code == unknown.status_code == 422
    assert errors(known) == errors(unknown)
    assert "address or the password is not right" in errors(known)
    assert not is_signed_in(client)


def test_what_was_typed_stays_but_never_the_password(client: Client, cast: Cast) -> None:
    text = client.post(
        "/sign-in/", {"login": "posy@fernbrook.example", "password": "wrong words entirely"}
    ).content.decode()
    assert "posy@fernbrook.example" in text
    assert "wrong words entirely" not in text


def test_missing_answers_are_named_beside_their_field(client: Client, db: None) -> None:
    answer = client.post("/sign-in/", {"login": "", "password": ""})
    assert answer.status_code == 422
    assert "Enter your email address" in errors(answer)
    assert "Enter your password" in errors(answer)


def test_after_five_wrong_passwords_the_account_waits(client: Client, cast: Cast) -> None:
    form = {"login": cast.practitioner.person.email, "password": "wrong words entirely"}
    for _ in range(5):
        assert "not right" in errors(client.post("/sign-in/", form))
    assert "Too many wrong passwords" in errors(client.post("/sign-in/", form))
    signs_in(client, cast.practitioner)
    assert not is_signed_in(client)
    colleague = Client()
    signs_in(colleague, cast.colleague)
    assert is_signed_in(colleague)


def test_a_deactivated_person_is_told_so(client: Client, cast: Cast) -> None:
    person = cast.practitioner.person
    person.is_active = False
    with acting(SYSTEM("tests", cast.fernbrook.pk)):
        person.save()
    answer = signs_in(client, cast.practitioner)
    assert answer.headers["Location"] == "/sign-in/not-in-use/"
    assert not is_signed_in(client)
    assert "not in use" in client.get("/sign-in/not-in-use/").content.decode()


def test_a_deactivated_member_belongs_nowhere(client: Client, cast: Cast) -> None:
    actions.deactivate_person(cast.practitioner, actor=SYSTEM("tests", cast.fernbrook.pk))
    signs_in(client, cast.practitioner)
    answer = client.get("/my-account/", follow=True)
    assert "do not belong to an organisation" in answer.content.decode()


def test_somebody_who_is_signed_in_does_not_sign_in_again(practitioner: Client) -> None:
    assert practitioner.get("/sign-in/").headers["Location"] == "/"


def test_there_is_no_open_sign_up(client: Client, db: None) -> None:
    assert client.get("/sign-up/").status_code == 404
    assert client.get("/signup/").status_code == 404


def test_signing_out_takes_a_post(practitioner: Client) -> None:
    assert practitioner.get("/sign-out/").status_code == 405
    assert is_signed_in(practitioner)
    assert practitioner.post("/sign-out/").headers["Location"] == "/"
    assert not is_signed_in(practitioner)
    assert practitioner.get("/my-account/").status_code == 302


def test_the_old_cookie_is_worth_nothing_after_signing_out(practitioner: Client) -> None:
    cookie = practitioner.cookies["sessionid"].value
    practitioner.post("/sign-out/")
    practitioner.cookies["sessionid"] = cookie
    assert practitioner.get("/my-account/").status_code == 302


def test_wrong_methods(client: Client, db: None) -> None:
    has_only(client, "/sign-in/", reads=True, writes=True)
    has_only(client, "/sign-out/", reads=False, writes=True)
    has_only(client, "/sign-in/not-in-use/", reads=True, writes=False)


def test_each_is_an_act(client: Client, cast: Cast) -> None:
    client.post(
        "/sign-in/", {"login": cast.colleague.person.email, "password": "wrong words entirely"}
    )
    signs_in(client, cast.colleague)
    client.post("/sign-out/")
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        acts = Act.objects.filter(person_id=cast.colleague.person_id).order_by("id")
        kinds = [act.kind for act in acts]
    assert kinds == ["person.sign_in_failed", "person.signed_in", "person.signed_out"]


def test_somebody_in_two_organisations_chooses_one(client: Client, cast: Cast) -> None:
    there = SYSTEM("tests", cast.glan.pk)
    invited = actions.invite(
        cast.glan,
        email=cast.practitioner.person.email,
        name="Posy Thimble",
        roles=["practitioner"],
        actor=there,
    )
    actions.accept_invitation(invited.invitation, person=cast.practitioner.person, actor=there)
    signs_in(client, cast.practitioner)
    answer = client.get("/my-account/")
    assert answer.headers["Location"] == "/my-account/organisation/?next=%2Fmy-account%2F"
    page = client.get(answer.headers["Location"])
    assert "Fernbrook" in page.content.decode()
    wrong = client.post("/my-account/organisation/", {"next": "/my-account/"})
    assert (wrong.status_code, errors(wrong)) == (422, errors(wrong))
    assert "Choose an organisation" in wrong.content.decode()
    form = {"organisation": cast.glan.pk, "next": "/my-account/"}
    answer = client.post("/my-account/organisation/", form)
    assert answer.headers["Location"] == "/my-account/"
    assert client.get("/my-account/").context["membership"].organisation == cast.glan


def test_nobody_can_choose_an_organisation_of_others(practitioner: Client, cast: Cast) -> None:
    answer = practitioner.post("/my-account/organisation/", {"organisation": cast.glan.pk})
    assert answer.status_code == 422
    assert practitioner.get("/my-account/").context["membership"].organisation == cast.fernbrook


def test_choosing_leads_nowhere_else(practitioner: Client, cast: Cast) -> None:
    form = {"organisation": cast.fernbrook.pk, "next": "https://evil.example/"}
    assert practitioner.post("/my-account/organisation/", form).headers["Location"] == "/"


def test_a_visitor_cannot_choose(client: Client, db: None) -> None:
    assert client.get("/my-account/organisation/").headers["Location"].startswith("/sign-in/")


def test_the_backend_still_hashes_with_argon2(cast: Cast) -> None:
    assert cast.practitioner.person.password.startswith("argon2$argon2id$")
    assert auth.authenticate(email=cast.practitioner.person.email, password=PASSWORD)
