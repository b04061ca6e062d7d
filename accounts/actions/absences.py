"""How is it written that somebody is away, and who does their tasks meanwhile?"""

from __future__ import annotations

import datetime as dt

from accounts import door
from accounts.actions.changes import change
from accounts.door import Actor, acting
from accounts.models import Absence, Membership
from accounts.verdict import no


def note_absence(
    membership: Membership,
    *,
    starts_on: dt.date,
    ends_on: dt.date,
    cover: Membership | None,
    actor: Actor,
) -> Absence:
    """From the first to the last day the tasks of a member fall to ``cover``; twice is once."""
    if cover and (cover.pk == membership.pk or cover.organisation_id != membership.organisation_id):
        no("not_a_colleague", "Whoever covers is somebody else in the organisation.").or_403()
    with acting(actor):
        made, is_new = Absence.objects.get_or_create(
            organisation_id=membership.organisation_id,
            membership=membership,
            starts_on=starts_on,
            ends_on=ends_on,
            is_active=True,
            defaults={"cover": cover},
        )
        changed = [] if is_new else change(made, {"cover": cover})
        if is_new or changed:
            door.note("account.absence_noted", target=f"membership:{membership.pk}")
        return made


def end_absence(absence: Absence, *, actor: Actor) -> None:
    """Somebody is back, or was not away after all."""
    with acting(actor):
        if change(absence, {"is_active": False}):
            target = f"membership:{absence.membership_id}"
            door.note("account.absence_ended", target=target)
