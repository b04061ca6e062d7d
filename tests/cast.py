"""Who plays in the tests? A fixed, plainly fictional cast, made through the real actions.

Two organisations in different nations: a practitioner, a colleague in the same team, the lead of
that team, the Guardian and the administrator of one; a stranger from the other.
"""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client

from accounts import actions, queries
from accounts.door import SYSTEM, Actor, acting, reading
from accounts.middleware import ORGANISATION
from accounts.models import (
    DutyNumber,
    Membership,
    Nation,
    Organisation,
    OrganisationKind,
    Person,
    Role,
    RoleHeld,
    Team,
    TeamMembership,
)

PASSWORD = "marmalade lantern orbit walrus"
FERNBROOK, GLAN = "Fernbrook Community Health Trust", "Ysgol Glan-yr-Afon"
CHECKED_ON = dt.date(2026, 3, 2)
_kept: list[Any] = []


@dataclass(frozen=True)
class Cast:
    """Everybody, as members who are at work in their organisation."""

    practitioner: Membership
    colleague: Membership
    lead: Membership
    guardian: Membership
    administrator: Membership
    stranger: Membership
    team: Team
    other_team: Team
    strange_team: Team

    @property
    def fernbrook(self) -> Organisation:
        return self.practitioner.organisation

    @property
    def glan(self) -> Organisation:
        return self.stranger.organisation

    def everybody(self) -> dict[str, Membership]:
        """By the word for their part."""
        parts = ("practitioner", "colleague", "lead", "guardian", "administrator", "stranger")
        return {part: getattr(self, part) for part in parts}


def settle() -> Cast:
    """Both organisations and everybody in them.

    The first test of a process makes them through the actions, which takes a third of a second;
    the others get the same rows back. Numbers are drawn once, so that they clash with nothing.
    """
    if connection.settings_dict["NAME"].endswith("_copy") and not _kept:
        # Numbers drawn from a copy of the database are not drawn from the next one.
        return _by_actions()
    if not _kept:
        with transaction.atomic():
            made = _by_actions()
            _kept.extend([made, _rows(made.fernbrook), _rows(made.glan)])
            transaction.set_rollback(True)
    kept, *rows = deepcopy(_kept)
    for place, added in zip((kept.fernbrook, kept.glan), rows, strict=True):
        with acting(SYSTEM("tests", place.pk)):
            for model, found in added.items():
                model.objects.bulk_create(found)
    return kept


def _rows(place: Organisation) -> dict[type[Model], list[Model]]:
    """Every row of an organisation, those that others point to first."""
    models = (Membership, Team, TeamMembership, RoleHeld, DutyNumber)
    with reading(SYSTEM("tests", place.pk)):
        people = Person.objects.filter(memberships__organisation=place)
        found = {model: list(model.objects.filter(organisation=place)) for model in models}
        return {Organisation: [place], Person: list(people), **found}


def _by_actions() -> Cast:
    fernbrook = organisation(FERNBROOK, Nation.ENGLAND, OrganisationKind.NHS)
    here = SYSTEM("tests", fernbrook.pk)
    with acting(here):
        team = actions.add_team(fernbrook, name="Health visitors, north", actor=here)
        other_team = actions.add_team(fernbrook, name="School nurses", actor=here)
        _number(fernbrook, here)
        practitioner = member(fernbrook, "Posy Thimble", "Health visitor", team=team)
        colleague = member(fernbrook, "Linnet Marlow", "Health visitor", team=team)
        lead = member(
            fernbrook,
            "Rowan Quill",
            "Named nurse",
            Role.PRACTITIONER,
            Role.LEAD,
            phone="01632 960101",
        )
        actions.place_in_team(team, membership=lead, is_lead=True, actor=here)
        actions.name_lead(lead, actor=here)
        guardian = member(
            fernbrook, "Alder Finch", "Medical director", Role.GUARDIAN, phone="01632 960102"
        )
        actions.name_guardian(guardian, actor=here)
        administrator = member(fernbrook, "Hazel Tumble", "Office manager", Role.ADMINISTRATOR)
    stranger, strange_team = _strangers()
    return Cast(
        practitioner=at_work(practitioner),
        colleague=at_work(colleague),
        lead=at_work(lead),
        guardian=at_work(guardian),
        administrator=at_work(administrator),
        stranger=at_work(stranger),
        team=team,
        other_team=other_team,
        strange_team=strange_team,
    )


def _strangers() -> tuple[Membership, Team]:
    """One person with every role in a school in Wales."""
    glan = organisation(GLAN, Nation.WALES, OrganisationKind.SCHOOL)
    there = SYSTEM("tests", glan.pk)
    with acting(there):
        team = actions.add_team(glan, name="Pastoral team", actor=there)
        stranger = member(glan, "Gwenllian Teg", "Teacher", *Role.values, team=team)
    return stranger, team


def organisation(name: str, nation: str, kind: str, *, public: bool = True) -> Organisation:
    """An organisation, as the command makes it."""
    return actions.create_organisation(
        name=name, nation=nation, kind=kind, is_public_authority=public, actor=SYSTEM("tests")
    )


def member(
    place: Organisation,
    name: str,
    job_title: str,
    *roles: str,
    phone: str = "",
    team: Team | None = None,
) -> Membership:
    """Somebody who was invited and joined; a practitioner unless told."""
    here = SYSTEM("tests", place.pk)
    with acting(here):
        invitation = actions.invite(
            place,
            email=address(name, place),
            name=name,
            job_title=job_title,
            phone=phone,
            roles=roles or [Role.PRACTITIONER],
            team=team,
            actor=here,
        ).invitation
        return actions.accept_invitation(invitation, name=name, password=PASSWORD, actor=here)


def address(name: str, place: Organisation) -> str:
    """An e-mail address that can belong to nobody."""
    host = "glan-yr-afon.example" if place.name == GLAN else "fernbrook.example"
    return f"{name.lower().replace(' ', '.')}@{host}"


def at_work(membership: Membership) -> Membership:
    """The membership with its roles, teams and contacts as they are now."""
    with reading(Actor("person", membership.person_id, membership.organisation_id)):
        found = queries.at_work(membership.person_id, membership.organisation_id)
    assert found is not None
    return found


def client_of(membership: Membership, **options: object) -> Client:
    """A browser in which somebody is signed in and at work."""
    client = Client(**options)
    client.force_login(membership.person)
    session = client.session
    session[ORGANISATION] = membership.organisation_id
    session.save()
    return client


def signs_in(client: Client, membership: Membership, **query: str):
    """Somebody types their address and password."""
    form = {"login": membership.person.email, "password": PASSWORD, **query}
    return client.post("/sign-in/", form)


def is_signed_in(client: Client) -> bool:
    """Does the browser hold a sign-in?"""
    return auth.SESSION_KEY in client.session


def idle(client: Client, seconds: int = settings.SESSION_IDLE_SECONDS + 60) -> None:
    """As if nothing had been asked for a while."""
    session = client.session
    for name in ("seen_at", "signed_in_at"):
        if name in session:
            session[name] -= seconds
    session.save()


def _number(place: Organisation, actor: Actor) -> None:
    actions.add_duty_number(
        place,
        label="Children’s social care duty team",
        number="01632 960100",
        area="Fernbrook",
        hours="any time",
        checked_on=CHECKED_ON,
        actor=actor,
    )
