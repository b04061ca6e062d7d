"""How does an administrator change a member's particulars, roles and teams?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts import actions, queries
from accounts.door import SYSTEM, reading
from accounts.models import Membership, RoleHeld
from audit.models import Act
from tests.accounts.litany import has_only, is_unknown, refuses
from tests.cast import Cast, client_of


def url(member: Membership, more: str = "") -> str:
    return f"/people/{member.pk}/{more}"


def now(member: Membership) -> Membership:
    with reading(SYSTEM("tests", member.organisation_id)):
        return queries.people_of(member.organisation_id).get(pk=member.pk)


FORM = {"job_title": "Health visitor", "phone": "01632 960199", "roles": ["practitioner"]}


def test_the_form_shows_what_is_kept(administrator: Client, cast: Cast) -> None:
    form = administrator.get(url(cast.lead)).context["form"]
    assert form["roles"].value() == ["practitioner", "lead"]
    assert form["leads"].value() == [str(cast.team.pk)]
    assert form["teams"].value() == []


def test_roles_teams_and_particulars_are_saved(administrator: Client, cast: Cast) -> None:
    form = {
        **FORM,
        "roles": ["practitioner", "lead"],
        "teams": [cast.team.pk],
        "leads": [cast.other_team.pk],
    }
    answer = administrator.post(url(cast.practitioner), form)
    assert answer.headers["Location"] == url(cast.practitioner)
    member = now(cast.practitioner)
    assert member.roles == {"practitioner", "lead"}
    assert member.team_ids == {cast.team.pk, cast.other_team.pk}
    assert member.lead_team_ids == {cast.other_team.pk}
    assert member.phone == "01632 960199"
    administrator.post(url(cast.practitioner), FORM)
    member = now(cast.practitioner)
    assert (member.roles, member.team_ids) == ({"practitioner"}, set())


def test_saving_what_is_there_changes_nothing(administrator: Client, cast: Cast) -> None:
    form = administrator.get(url(cast.lead)).context["form"]
    same = {name: form[name].value() for name in form.fields}
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        before = Act.objects.count(), RoleHeld.history.model.objects.count()
    assert administrator.post(url(cast.lead), same).status_code == 302
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        assert (Act.objects.count(), RoleHeld.history.model.objects.count()) == before


def test_a_change_has_a_history_with_the_administrator_in_it(
    administrator: Client, cast: Cast
) -> None:
    administrator.post(url(cast.practitioner), {**FORM, "roles": ["practitioner", "guardian"]})
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        version = RoleHeld.history.model.objects.get(membership=cast.practitioner, role="guardian")
        act = Act.objects.filter(kind="account.role_given").latest("id")
    assert version.history_user_id == cast.administrator.person_id
    assert (version.history_actor_kind, version.history_role) == ("person", "administrator")
    assert act.detail == {"role": "guardian"}
    assert version.history_request_id == act.request_id


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"roles": []}, "Choose at least one role"),
        ({"roles": ["practitioner"], "leads": ["team"]}, "Tick safeguarding lead too"),
        ({"teams": ["999999"]}, "Choose from the answers shown"),
        ({"job_title": "x" * 121}, "Shorten this to 120 characters"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    administrator: Client, cast: Cast, change: dict[str, list[str]], why: str
) -> None:
    if change.get("leads"):
        change = {**change, "leads": [str(cast.team.pk)]}
    answer = administrator.post(url(cast.practitioner), {**FORM, **change})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert now(cast.practitioner).phone == ""


def test_a_team_of_another_organisation_cannot_be_chosen(administrator: Client, cast: Cast) -> None:
    answer = administrator.post(url(cast.practitioner), {**FORM, "teams": [cast.strange_team.pk]})
    assert answer.status_code == 422


def test_an_organisation_keeps_an_administrator(administrator: Client, cast: Cast) -> None:
    answer = administrator.post(url(cast.administrator), FORM)
    assert answer.status_code == 422
    assert "needs at least one administrator" in answer.content.decode()
    assert now(cast.administrator).roles == {"administrator"}
    here = cast.administrator.actor()
    actions.give_role(cast.lead, role="administrator", actor=here)
    assert administrator.post(url(cast.administrator), FORM).status_code == 302
    assert administrator.get("/people/").status_code == 403


def test_an_administrator_for_a_time_is_not_enough(administrator: Client, cast: Cast) -> None:
    until = timezone.localdate() + dt.timedelta(days=30)
    actions.give_role(
        cast.lead, role="administrator", until=until, actor=cast.administrator.actor()
    )
    assert administrator.post(url(cast.administrator), FORM).status_code == 422


def test_the_action_itself_keeps_an_administrator(cast: Cast) -> None:
    here = cast.administrator.actor()
    with pytest.raises(PermissionDenied, match="at least one administrator"):
        actions.take_role(cast.administrator, role="administrator", actor=here)
    with pytest.raises(PermissionDenied, match="at least one administrator"):
        actions.deactivate_person(cast.administrator, actor=here)
    assert now(cast.administrator).is_active


def test_deactivating_warns_first_and_is_recorded(administrator: Client, cast: Cast) -> None:
    page = administrator.get(url(cast.colleague, "deactivate/")).content.decode()
    assert "This is recorded with your name and the time." in page
    assert now(cast.colleague).is_active
    answer = administrator.post(url(cast.colleague, "deactivate/"))
    assert answer.headers["Location"] == "/people/"
    assert not now(cast.colleague).is_active
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        act = Act.objects.get(kind="account.person_deactivated")
    assert act.person_id == cast.administrator.person_id
    assert "is deactivated" in administrator.get(url(cast.colleague)).content.decode()


def test_nobody_deactivates_themselves(administrator: Client, cast: Cast) -> None:
    page = administrator.get(url(cast.administrator, "deactivate/")).content.decode()
    assert "Ask another administrator" in page
    answer = administrator.post(url(cast.administrator, "deactivate/"))
    assert answer.status_code == 403
    assert "Ask another administrator" in answer.content.decode()


def test_letting_somebody_in_again(administrator: Client, cast: Cast) -> None:
    actions.deactivate_person(cast.colleague, actor=cast.administrator.actor())
    answer = administrator.post(url(cast.colleague, "reactivate/"))
    assert answer.headers["Location"] == url(cast.colleague)
    member = now(cast.colleague)
    assert member.is_active
    assert member.team_ids == {cast.team.pk}


def test_naming_a_lead_takes_the_name_from_the_other(administrator: Client, cast: Cast) -> None:
    actions.give_role(cast.colleague, role="lead", actor=cast.administrator.actor())
    assert (
        "Show their name on every page" in administrator.get(url(cast.colleague)).content.decode()
    )
    administrator.post(url(cast.colleague, "name/lead/"))
    assert (
        client_of(cast.practitioner).get("/privacy/").context["named_lead"].name == "Linnet Marlow"
    )
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        assert RoleHeld.objects.filter(is_named=True, role="lead").count() == 1


@pytest.mark.parametrize("role", ["guardian", "administrator", "practitioner", "owner"])
def test_only_a_role_that_they_hold_can_be_named(
    administrator: Client, cast: Cast, role: str
) -> None:
    is_unknown(administrator, url(cast.colleague, f"name/{role}/"), reads=False)


def test_a_named_lead_without_the_role_is_not_shown(cast: Cast) -> None:
    actions.take_role(cast.lead, role="lead", actor=cast.administrator.actor())
    assert client_of(cast.practitioner).get("/privacy/").context["named_lead"] is None


def test_who_is_refused(administrator: Client, cast: Cast) -> None:
    refuses(cast, url(cast.colleague))
    refuses(cast, url(cast.colleague, "deactivate/"))
    refuses(cast, url(cast.colleague, "reactivate/"), reads=False)
    refuses(cast, url(cast.lead, "name/lead/"), reads=False)


def test_strangers_are_unknown(administrator: Client, cast: Cast) -> None:
    for more in ("", "deactivate/"):
        is_unknown(client_of(cast.stranger), url(cast.colleague, more))
        is_unknown(administrator, url(cast.stranger, more))
        is_unknown(administrator, f"/people/999999/{more}")
    is_unknown(administrator, "/people/99999999999999999999/")
    is_unknown(administrator, url(cast.stranger, "reactivate/"), reads=False)
    has_only(administrator, url(cast.colleague), reads=True, writes=True)
