"""Agencies, people and agreements, made through the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.door import acting
from accounts.models import Membership
from decisions.directory import actions
from decisions.directory.forms import AgencyForm, AgreementForm
from decisions.models import Agency, AgencyContact, Agreement

HUB = {
    "name": "Fernshire hub",
    "kind": "childrens-social-care",
    "area": "Fernshire",
    "phone": "01632 960201",
    "email": "hub@fernshire.example",
    "portal": "https://hub.fernshire.example/refer",
    "hours": "Monday to Friday, 9am to 5pm",
    "is_shared_inbox": True,
    "checked_on": dt.date(2026, 3, 2),
    "is_active": True,
}
PERSON = {
    "name": "Bryony Latch", "role": "Duty manager", "phone": "01632 960299", "is_active": True,
}  # fmt: skip


def agency(by: Membership, **values: Any) -> Agency:
    """An agency in the directory of ``by``."""
    empty = dict.fromkeys(AgencyForm.base_fields, "")
    told = {**empty, "is_shared_inbox": False, "checked_on": None, "is_active": True, **values}
    with acting(by.actor()):
        return actions.add_agency(by.organisation_id, actor=by.actor(), values=told)


def agreement(
    by: Membership, *parties: Agency, ends_in: int | None = 90, **values: Any
) -> Agreement:
    """An agreement that ends in so many days; a number below none has lapsed."""
    today = timezone.localdate()
    empty: dict[str, Any] = {name: "" for name in AgreementForm.base_fields if name != "parties"}
    days = {"starts_on": today - dt.timedelta(days=400), "review_on": None}
    ends_on = None if ends_in is None else today + dt.timedelta(days=ends_in)
    told = {"title": "Hub agreement", **days, "ends_on": ends_on, "is_active": True, **values}
    with acting(by.actor()):
        return actions.add_agreement(
            by.organisation_id,
            actor=by.actor(),
            values={**empty, **told},
            parties=[each.pk for each in parties],
        )


def listed(by: Membership) -> tuple[Agency, AgencyContact, Agreement]:
    """One of each."""
    hub = agency(by, **HUB)
    with acting(by.actor()):
        values = {"email": "", "checked_on": None, **PERSON}
        contact = actions.add_contact(hub, actor=by.actor(), values=values)
    return hub, contact, agreement(by, hub)
