"""How do the numbers to ring stay right?"""

from __future__ import annotations

import datetime as dt

from accounts import door
from accounts.actions.changes import change
from accounts.door import Actor, acting
from accounts.models import DutyNumber, Organisation


def add_duty_number(
    organisation: Organisation,
    *,
    label: str,
    number: str,
    area: str = "",
    hours: str = "",
    checked_on: dt.date | None = None,
    actor: Actor,
) -> DutyNumber:
    """Add a number to ring, after those that are there."""
    with acting(actor):
        added = DutyNumber.objects.create(
            organisation=organisation,
            label=label,
            number=number,
            area=area,
            hours=hours,
            checked_on=checked_on,
            position=DutyNumber.objects.filter(organisation=organisation).count(),
        )
        door.note("account.number_added", target=f"number:{added.pk}")
    return added


def change_duty_number(
    duty_number: DutyNumber,
    *,
    label: str,
    number: str,
    area: str,
    hours: str,
    checked_on: dt.date | None,
    actor: Actor,
) -> DutyNumber:
    """Change a number, or only the day when somebody made sure of it."""
    given = {
        "label": label,
        "number": number,
        "area": area,
        "hours": hours,
        "checked_on": checked_on,
    }
    with acting(actor):
        changed = change(duty_number, given)
        if changed:
            door.note(
                "account.number_changed",
                target=f"number:{duty_number.pk}",
                detail={"fields": changed},
            )
    return duty_number


def remove_duty_number(duty_number: DutyNumber, *, actor: Actor) -> None:
    """Take a number off every page; its history stays."""
    with acting(actor):
        if change(duty_number, {"is_active": False}):
            door.note("account.number_removed", target=f"number:{duty_number.pk}")
