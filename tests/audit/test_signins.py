"""Is every sign-in, and every one that failed, in the log of those whom it concerns?"""

from __future__ import annotations

import pytest
from allauth.account import signals as allauth
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory

from accounts.door import SYSTEM, acting, reading
from accounts.models import Membership
from audit.models import Act
from tests.database.world import Place

PASSWORD = "a long enough password"


@pytest.fixture
def member(here: Place) -> Place:
    """Somebody who can sign in."""
    with acting(SYSTEM("tests")):
        here.person.set_password(PASSWORD)
        here.person.save()
    return here


def acts_in(place: Place) -> list[tuple[str, str, int | None]]:
    with reading(place.actor):
        found = Act.objects.filter(organisation_id=place.organisation.pk).order_by("id")
        return [(act.kind, act.actor_kind, act.person_id) for act in found]


def test_signing_in_and_out_are_acts(member: Place, client: Client) -> None:
    assert client.login(email=member.person.email, password=PASSWORD)
    client.logout()
    assert acts_in(member) == [
        ("person.signed_in", "person", member.person.pk),
        ("person.signed_out", "person", member.person.pk),
    ]


def test_a_sign_in_stands_in_each_organisation_of_the_person(
    member: Place, there: Place, client: Client
) -> None:
    with acting(SYSTEM("tests", there.organisation.pk)):
        Membership.objects.create(person=member.person, organisation=there.organisation)
    client.login(email=member.person.email, password=PASSWORD)
    for place in (member, there):
        assert acts_in(place) == [("person.signed_in", "person", member.person.pk)]


def test_a_failed_sign_in_names_whose_account_it_was_not_who_tried(member: Place) -> None:
    request = RequestFactory().post("/")
    assert authenticate(request, email=member.person.email.upper(), password="wrong") is None
    assert acts_in(member) == [("person.sign_in_failed", "system", member.person.pk)]


def test_what_a_stranger_typed_is_not_kept(db: None) -> None:
    typed = "my secret by mistake"
    assert authenticate(RequestFactory().post("/"), email=typed, password=typed) is None
    with reading(SYSTEM("tests")):
        act = Act.objects.get()
    assert (act.kind, act.person_id, act.organisation_id) == ("person.sign_in_failed", None, None)
    assert (act.target, act.detail) == ("", {})


@pytest.mark.parametrize(
    ("signal", "kind"),
    [
        (allauth.password_changed, "person.password_changed"),
        (allauth.password_set, "person.password_changed"),
        (allauth.password_reset, "person.password_reset"),
    ],
)
def test_new_passwords_are_acts(signal: object, kind: str, member: Place) -> None:
    request = RequestFactory().post("/")
    signal.send(sender=None, request=request, user=member.person)  # type: ignore[attr-defined]
    assert acts_in(member) == [(kind, "person", member.person.pk)]
