"""How is a forgotten password replaced, and an old one changed?"""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.door import SYSTEM, acting, reading
from accounts.models import Person
from audit.models import Act
from tests.accounts.litany import has_only
from tests.cast import PASSWORD, Cast, client_of, is_signed_in, signs_in

NEW = "gravel teapot minnow sundial"


@pytest.fixture(autouse=True)
def no_earlier_tries(db: None) -> None:
    cache.clear()


def ask(client: Client, address: str) -> str:
    """Ask for a link; the path in the mail, or nothing where none was sent."""
    mail.outbox.clear()
    answer = client.post("/password/forgotten/", {"email": address})
    assert answer.headers["Location"] == "/password/sent/"
    if not mail.outbox:
        return ""
    found = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)
    assert found
    return found[1]


def choose(client: Client, link: str, password: str = NEW):
    form_page = client.get(link, follow=True)
    return client.post(form_page.redirect_chain[-1][0], {"password1": password})


def test_a_link_by_mail_leads_to_a_new_password(client: Client, cast: Cast) -> None:
    answer = choose(client, ask(client, cast.practitioner.person.email))
    assert answer.headers["Location"] == "/password/saved/"
    assert "new password is saved" in client.get("/password/saved/").content.decode()
    signs_in(client, cast.practitioner)
    assert not is_signed_in(client)
    client.post("/sign-in/", {"login": cast.practitioner.person.email, "password": NEW})
    assert is_signed_in(client)


def test_the_mail_is_plain_and_names_no_organisation(client: Client, cast: Cast) -> None:
    ask(client, cast.practitioner.person.email)
    (message,) = mail.outbox
    assert message.subject == "Choose a new password for Sharing Decisions"
    assert message.to == [cast.practitioner.person.email]
    assert not getattr(message, "alternatives", [])
    assert "Fernbrook" not in message.body
    assert "&" not in message.body


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client, cast: Cast) -> None:
    assert ask(client, "nobody@fernbrook.example") == ""
    assert "If there is an account" in client.get("/password/sent/").content.decode()


def test_a_deactivated_person_gets_no_mail(client: Client, cast: Cast) -> None:
    person = cast.practitioner.person
    person.is_active = False
    with acting(SYSTEM("tests", cast.fernbrook.pk)):
        person.save()
    assert ask(client, person.email) == ""


def test_a_link_works_once(client: Client, cast: Cast) -> None:
    link = ask(client, cast.practitioner.person.email)
    choose(client, link)
    assert "no longer works" in client.get(link, follow=True).content.decode()


def test_a_link_works_for_a_day(client: Client, cast: Cast) -> None:
    link = ask(client, cast.practitioner.person.email)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25)):
        assert "no longer works" in client.get(link, follow=True).content.decode()


def test_the_key_leaves_the_address_at_once(client: Client, cast: Cast) -> None:
    link = ask(client, cast.practitioner.person.email)
    assert client.get(link).headers["Location"].endswith("-set-password/")


@pytest.mark.parametrize("key", ["1-abc", "zzzzzzzzzzzz-abc-def", "0-set-password"])
def test_a_guessed_link_is_told_the_same(client: Client, cast: Cast, key: str) -> None:
    assert "no longer works" in client.get(f"/password/new/{key}/").content.decode()


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "too short"),
        ("posy.thimble@fern", "too similar"),
        ("safeguarding2026", "words of this service"),
        ("123456789012", "entirely numeric"),
        ("aaaaaabbbbbb", "more different letters"),
        ("qwertyqwerty", "too common"),
        ("", "Enter a new password"),
    ],
)
def test_a_poor_password_is_refused_beside_its_field(
    client: Client, cast: Cast, password: str, why: str
) -> None:
    answer = choose(client, ask(client, cast.practitioner.person.email), password)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_long_password_is_taken(client: Client, cast: Cast) -> None:
    long = "ŵ long sentence that somebody likes, with commas and spaces 🌾 " * 2
    assert choose(client, ask(client, cast.practitioner.person.email), long).status_code == 302
    client.post("/sign-in/", {"login": cast.practitioner.person.email, "password": long})
    assert is_signed_in(client)


def test_a_reset_ends_other_sign_ins_and_is_told_by_mail(
    client: Client, practitioner: Client, cast: Cast
) -> None:
    choose(client, ask(client, cast.practitioner.person.email))
    assert practitioner.get("/my-account/").status_code == 302
    assert mail.outbox[-1].subject == "Your password for Sharing Decisions was changed"


def test_a_reset_opens_an_account_that_waits(client: Client, cast: Cast) -> None:
    form = {"login": cast.practitioner.person.email, "password": "wrong words entirely"}
    for _ in range(6):
        client.post("/sign-in/", form)
    signs_in(client, cast.practitioner)
    assert not is_signed_in(client)
    choose(client, ask(client, cast.practitioner.person.email))
    client.post("/sign-in/", {**form, "password": NEW})
    assert is_signed_in(client)


def test_asking_again_and_again_is_limited(client: Client, cast: Cast) -> None:
    answers = [
        client.post("/password/forgotten/", {"email": cast.practitioner.person.email})
        for _ in range(6)
    ]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Too many tries" in answers[-1].content.decode()


def test_a_mail_server_that_is_away_tells_nothing(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    answer = client.post("/password/forgotten/", {"email": cast.practitioner.person.email})
    assert answer.headers["Location"] == "/password/sent/"


def test_an_address_in_the_wrong_form(client: Client, db: None) -> None:
    answer = client.post("/password/forgotten/", {"email": "posy"})
    assert answer.status_code == 422
    assert "like name@example.org" in answer.content.decode()


def test_changing_it_needs_the_old_one(practitioner: Client) -> None:
    form = {"oldpassword": "not this one at all", "password1": NEW}
    answer = practitioner.post("/my-account/password/", form)
    assert answer.status_code == 422
    assert "This is not your password now" in answer.content.decode()


def test_changing_it_keeps_this_sign_in_and_ends_the_others(cast: Cast) -> None:
    here, elsewhere = client_of(cast.practitioner), client_of(cast.practitioner)
    form = {"oldpassword": PASSWORD, "password1": NEW}
    answer = here.post("/my-account/password/", form)
    assert answer.headers["Location"] == "/my-account/"
    assert "Your new password is saved" in here.get("/my-account/").content.decode()
    assert elsewhere.get("/my-account/").status_code == 302
    assert mail.outbox[-1].to == [cast.practitioner.person.email]


def test_a_change_is_an_act_and_history_holds_no_password(practitioner: Client, cast: Cast) -> None:
    practitioner.post("/my-account/password/", {"oldpassword": PASSWORD, "password1": NEW})
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        kinds = set(
            Act.objects.filter(person_id=cast.practitioner.person_id).values_list("kind", flat=True)
        )
        versions = Person.history.model.objects.filter(id=cast.practitioner.person_id)
        assert versions.filter(history_type="~").exists()
        assert not hasattr(versions.first(), "password")
    assert "person.password_changed" in kinds


def test_only_somebody_signed_in_changes_it(client: Client, db: None) -> None:
    assert client.get("/my-account/password/").headers["Location"].startswith("/sign-in/?next=")


def test_wrong_methods(practitioner: Client, client: Client) -> None:
    has_only(practitioner, "/my-account/password/", reads=True, writes=True)
    has_only(client, "/password/forgotten/", reads=True, writes=True)
    has_only(client, "/password/sent/", reads=True, writes=False)
    has_only(client, "/password/saved/", reads=True, writes=False)
    has_only(client, "/password/new/1-abc/", reads=True, writes=True)
