"""Which services, people and agreements does each invented organisation know?"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from accounts.door import SYSTEM_KIND, Actor, acting
from accounts.models import Membership
from decisions.demonstration.cast import LABEL, Company
from decisions.directory import actions
from decisions.models import Agency

Row = dict[str, Any]
EMPTY = ("kind", "area", "phone", "email", "portal", "hours", "notes")


@cache
def written() -> Row:
    """What is invented, by the key of the organisation."""
    with Path(__file__).with_name("directory.toml").open("rb") as file:
        return tomllib.load(file)


def acting_for(member: Membership) -> Actor:
    """The system, in somebody's name: it may say that things happened earlier."""
    return Actor(SYSTEM_KIND, member.person_id, member.organisation_id, label=LABEL)


def play(companies: Mapping[str, Company], today: dt.date) -> None:
    """The lead keeps the directory of each organisation."""
    for key, company in companies.items():
        actor = acting_for(company.people["lead"])
        with acting(actor):
            known = [_agency(company, row, actor, today) for row in written()[key]["agencies"]]
            for row in written()[key]["agreements"]:
                _agreement(company, row, [known[place] for place in row["parties"]], actor, today)


def _agency(company: Company, row: Row, actor: Actor, today: dt.date) -> Agency:
    checked = today - dt.timedelta(days=row["checked"]) if "checked" in row else None
    values = {
        **{name: row.get(name, "") for name in ("name", *EMPTY)},
        "is_shared_inbox": row.get("is_shared_inbox", False),
        "is_active": row.get("is_active", True),
        "checked_on": checked,
    }
    made = actions.add_agency(company.organisation.pk, actor=actor, values=values)
    for person in row.get("people", ()):
        held = {"role": "", "phone": "", "email": "", "checked_on": checked, "is_active": True}
        actions.add_contact(made, actor=actor, values={**held, **person})
    return made


def _agreement(
    company: Company, row: Row, parties: list[Agency], actor: Actor, today: dt.date
) -> None:
    """Days are counted back from today; those below none are to come."""
    values = {
        **{name: row[name] for name in ("title", "scope", "document")},
        "starts_on": today - dt.timedelta(days=row["started"]),
        "review_on": today - dt.timedelta(days=row["review"]),
        "ends_on": today - dt.timedelta(days=row["ends"]),
        "is_active": True,
    }
    actions.add_agreement(
        company.organisation.pk, actor=actor, values=values, parties=[each.pk for each in parties]
    )
