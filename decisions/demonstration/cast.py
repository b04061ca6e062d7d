"""Who is in the demonstration? Made through the real actions: invited, joined, placed, named."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts import actions
from accounts.door import SYSTEM, Actor, acting
from accounts.models import Membership, Organisation, Team

LABEL = "demonstration"
Row = dict[str, Any]


@cache
def written() -> Row:
    """The cast as it is written in its file."""
    with Path(__file__).with_name("cast.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass
class Company:
    """One organisation of the demonstration with its teams and people, by key."""

    organisation: Organisation
    teams: dict[str, Team] = field(default_factory=dict)
    people: dict[str, Membership] = field(default_factory=dict)


# How long ago somebody made sure of the numbers to ring.
CHECKED = dt.timedelta(days=12)


def address(name: str, host: str) -> str:
    return f"{name.lower().replace(' ', '.')}@{host}"


def settle() -> dict[str, Company]:
    """Make both organisations, their numbers, teams and people."""
    return {row["key"]: _settle(row) for row in written()["organisations"]}


def _settle(row: Row) -> Company:
    system = SYSTEM(LABEL)
    organisation = actions.create_organisation(
        name=row["name"],
        nation=row["nation"],
        kind=row["kind"],
        is_public_authority=row["is_public_authority"],
        actor=system,
    )
    here = SYSTEM(LABEL, organisation.pk)
    company = Company(organisation)
    with acting(here):
        settings = {name: row[name] for name in ("opening_hours", "policy_document")}
        actions.change_organisation(organisation, settings=settings, actor=here)
        checked_on = timezone.localdate() - CHECKED
        for number in row["duty_numbers"]:
            actions.add_duty_number(organisation, **number, checked_on=checked_on, actor=here)
        for team in row["teams"]:
            company.teams[team["key"]] = _team(organisation, team, here)
        for person in row["people"]:
            company.people[person["key"]] = _person(company, row["host"], person, here)
    return company


def _team(organisation: Organisation, row: Row, here: Actor) -> Team:
    return actions.add_team(
        organisation,
        name=row["name"],
        members_see_decisions=row.get("members_see_decisions", False),
        actor=here,
    )


def _person(company: Company, host: str, row: Row, here: Actor) -> Membership:
    invited = actions.invite(
        company.organisation,
        email=address(row["name"], host),
        name=row["name"],
        job_title=row["job_title"],
        phone=row.get("phone", ""),
        roles=row["roles"],
        actor=here,
    )
    member = actions.accept_invitation(
        invited.invitation, name=row["name"], password=written()["password"], actor=here
    )
    for place in ("teams", "leads"):
        for team in row.get(place, ()):
            actions.place_in_team(
                company.teams[team], membership=member, is_lead=place == "leads", actor=here
            )
    if row.get("named") == "lead":
        actions.name_lead(member, actor=here)
    if row.get("named") == "guardian":
        actions.name_guardian(member, actor=here)
    return member


def accounts() -> list[tuple[str, str, str, str]]:
    """Who may sign in: organisation, address, name and what they do."""
    return [
        (place["name"], address(row["name"], place["host"]), row["name"], _does(row))
        for place in written()["organisations"]
        for row in place["people"]
    ]


def _does(row: Row) -> str:
    return f"{row['job_title']} ({', '.join(row['roles'])})"
