"""How does an administrator keep the teams?"""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.door import SYSTEM, reading
from accounts.models import Team
from audit.models import Act
from tests.accounts.litany import is_unknown, refuses
from tests.cast import Cast, client_of


def teams(cast: Cast) -> list[str]:
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        return [team.name for team in Team.objects.all()]


def test_the_list_shows_who_is_in_each(administrator: Client) -> None:
    text = administrator.get("/teams/").content.decode()
    assert "Rowan Quill</a> (leads it)" in text
    assert "Posy Thimble" in text
    assert "Nobody is in this team yet" in text
    assert "Pastoral team" not in text


def test_adding_one(administrator: Client, cast: Cast) -> None:
    form = {"name": "Midwives", "members_see_decisions": "on"}
    assert administrator.post("/teams/add/", form).headers["Location"] == "/teams/"
    assert "Midwives" in teams(cast)
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        assert Team.objects.get(name="Midwives").members_see_decisions
        assert Act.objects.filter(kind="account.team_added").latest("id").role == "administrator"


def test_opening_a_team_shows_on_its_members(administrator: Client, cast: Cast) -> None:
    form = {"name": cast.team.name, "members_see_decisions": "on", "is_active": "on"}
    administrator.post(f"/teams/{cast.team.pk}/", form)
    membership = client_of(cast.practitioner).get("/privacy/").context["membership"]
    assert membership.open_team_ids == {cast.team.pk}


def test_a_team_not_in_use_counts_for_nobody(administrator: Client, cast: Cast) -> None:
    administrator.post(f"/teams/{cast.team.pk}/", {"name": cast.team.name})
    membership = client_of(cast.lead).get("/privacy/").context["membership"]
    assert membership.team_ids == membership.lead_team_ids == set()
    assert "Not in use" in administrator.get("/teams/").content.decode()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "Enter a name for the team"),
        ("school NURSES", "already a team"),
        ("x" * 121, "Shorten this to 120 characters"),
        ("Mid\0wives", "U+0000"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    administrator: Client, cast: Cast, name: str, why: str
) -> None:
    before = teams(cast)
    for url in ("/teams/add/", f"/teams/{cast.team.pk}/"):
        answer = administrator.post(url, {"name": name, "is_active": "on"})
        assert answer.status_code == 422
        assert why in answer.content.decode()
    assert teams(cast) == before


def test_a_team_keeps_its_own_name(administrator: Client, cast: Cast) -> None:
    form = {"name": cast.team.name, "is_active": "on"}
    assert administrator.post(f"/teams/{cast.team.pk}/", form).status_code == 302


def test_another_organisation_may_have_a_team_of_that_name(cast: Cast) -> None:
    answer = client_of(cast.stranger).post("/teams/add/", {"name": cast.team.name})
    assert answer.status_code == 302


def test_who_is_refused(administrator: Client, cast: Cast) -> None:
    refuses(cast, "/teams/", writes=False)
    refuses(cast, "/teams/add/")
    refuses(cast, f"/teams/{cast.team.pk}/")
    is_unknown(client_of(cast.stranger), f"/teams/{cast.team.pk}/")
    is_unknown(administrator, "/teams/999999/")
