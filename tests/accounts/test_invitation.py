"""How does somebody who was invited join?"""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts import actions, queries
from accounts.actions import Invited
from accounts.door import SYSTEM, reading
from accounts.models import Membership, Person
from audit.models import Act
from tests.accounts.litany import has_only
from tests.cast import PASSWORD, Cast, is_signed_in, signs_in

JOIN = {"name": "Wren Sallow", "password1": "gravel teapot minnow sundial"}


@pytest.fixture
def invited(cast: Cast) -> Invited:
    return actions.invite(
        cast.fernbrook,
        email="wren.sallow@fernbrook.example",
        name="Wren S",
        job_title="School nurse",
        roles=["practitioner", "lead"],
        team=cast.team,
        actor=cast.administrator.actor(),
    )


def link(invited: Invited) -> str:
    return f"/invitation/{invited.secret}/"


def members(cast: Cast, email: str = "wren.sallow@fernbrook.example") -> list[Membership]:
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        return list(queries.people_of(cast.fernbrook.pk).filter(person__email=email))


def test_a_name_and_a_password_are_enough(client: Client, cast: Cast, invited: Invited) -> None:
    page = client.get(link(invited)).content.decode()
    assert "Join Fernbrook Community Health Trust" in page
    assert "wren.sallow@fernbrook.example" in page
    assert 'value="Wren S"' in page
    answer = client.post(link(invited), JOIN)
    assert answer.headers["Location"] == "/"
    assert is_signed_in(client)
    membership = client.get("/my-account/").context["membership"]
    assert membership.person.name == "Wren Sallow"
    assert membership.roles == {"practitioner", "lead"}
    assert membership.team_ids == {cast.team.pk}
    assert membership.job_title == "School nurse"


def test_it_works_once(client: Client, cast: Cast, invited: Invited) -> None:
    client.post(link(invited), JOIN)
    for method in (Client().get, Client().post):
        answer = method(link(invited))
        assert answer.status_code == 404
        assert "no longer works" in answer.content.decode()
    assert len(members(cast)) == 1


def test_it_works_for_a_week(client: Client, invited: Invited) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(days=6)):
        assert client.get(link(invited)).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        assert client.get(link(invited)).status_code == 404


def test_not_after_it_was_taken_back(client: Client, cast: Cast, invited: Invited) -> None:
    actions.revoke_invitation(invited.invitation, actor=cast.administrator.actor())
    assert client.post(link(invited), JOIN).status_code == 404
    assert members(cast) == []


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "ŵ", "..", "'--"])
def test_a_guess_is_told_nothing(client: Client, cast: Cast, secret: str) -> None:
    answer = client.get(f"/invitation/{secret}/")
    assert answer.status_code in {400, 404}
    assert "Fernbrook" not in answer.content.decode()


def test_opening_it_changes_nothing(client: Client, cast: Cast, invited: Invited) -> None:
    for _ in range(2):
        assert client.get(link(invited)).status_code == 200
    assert members(cast) == []
    assert not Person.objects.filter(email="wren.sallow@fernbrook.example").exists()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": ""}, "Enter your name"),
        ({"password1": ""}, "Enter a new password"),
        ({"password1": "short"}, "too short"),
        ({"password1": "wren.sallow@fernbrook"}, "too similar"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    client: Client, cast: Cast, invited: Invited, change: dict[str, str], why: str
) -> None:
    answer = client.post(link(invited), {**JOIN, **change})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert members(cast) == []


def test_nothing_more_can_be_taken_than_was_offered(
    client: Client, cast: Cast, invited: Invited
) -> None:
    more = {"roles": "guardian", "email": "other@fernbrook.example", "is_named": "on"}
    client.post(link(invited), {**JOIN, **more, "organisation": cast.glan.pk})
    (membership,) = members(cast)
    assert membership.roles == {"practitioner", "lead"}
    assert membership.person.email == "wren.sallow@fernbrook.example"


@pytest.fixture
def invited_elsewhere(cast: Cast) -> Invited:
    """The practitioner of Fernbrook is invited to the school."""
    return actions.invite(
        cast.glan,
        email=cast.practitioner.person.email,
        name="Posy Thimble",
        roles=["practitioner"],
        actor=cast.stranger.actor(),
    )


def test_somebody_with_an_account_signs_in_first(
    client: Client, cast: Cast, invited_elsewhere: Invited
) -> None:
    answer = client.get(link(invited_elsewhere))
    assert answer.headers["Location"].startswith("/sign-in/?next=%2Finvitation%2F")
    signs_in(client, cast.practitioner)
    assert "Join Ysgol Glan-yr-Afon" in client.get(link(invited_elsewhere)).content.decode()
    assert client.post(link(invited_elsewhere)).headers["Location"] == "/"
    assert client.get("/my-account/").context["membership"].organisation == cast.glan


def test_nobody_sets_the_password_of_an_account_by_an_invitation(
    client: Client, cast: Cast, invited_elsewhere: Invited
) -> None:
    assert client.post(link(invited_elsewhere), JOIN).headers["Location"].startswith("/sign-in/")
    person = Person.objects.get(pk=cast.practitioner.person_id)
    assert person.check_password(PASSWORD)


def test_somebody_else_cannot_take_it(
    client: Client, cast: Cast, invited_elsewhere: Invited
) -> None:
    signs_in(client, cast.colleague)
    assert "for somebody else" in client.get(link(invited_elsewhere)).content.decode()
    assert client.post(link(invited_elsewhere)).status_code == 403


def test_somebody_who_left_comes_back_as_what_is_offered(client: Client, cast: Cast) -> None:
    here = cast.administrator.actor()
    actions.deactivate_person(cast.practitioner, actor=here)
    invited = actions.invite(
        cast.fernbrook,
        email=cast.practitioner.person.email,
        name="Posy Thimble",
        roles=["lead"],
        actor=here,
    )
    signs_in(client, cast.practitioner)
    client.post(link(invited))
    (membership,) = members(cast, cast.practitioner.person.email)
    assert membership.is_active
    assert membership.roles == {"lead"}
    assert membership.team_ids == set()


def test_joining_is_an_act_and_has_a_history(client: Client, cast: Cast, invited: Invited) -> None:
    client.post(link(invited), JOIN)
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        act = Act.objects.get(
            kind="account.invitation_accepted", target__endswith=f":{invited.invitation.pk}"
        )
        (membership,) = members(cast)
        version = Membership.history.model.objects.filter(id=membership.pk).earliest("history_id")
    assert (act.actor_kind, act.role) == ("system", "invitation")
    assert version.history_actor_kind == "system"


def test_wrong_methods(client: Client, invited: Invited) -> None:
    has_only(client, link(invited), reads=True, writes=True)
