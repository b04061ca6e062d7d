"""Who hears that an agreement has run out? Administrators and leads, once for each end."""

from __future__ import annotations

import datetime as dt

from accounts.door import Actor, acting
from accounts.models import Role
from accounts.queries import holders_of
from audit.actions import note
from decisions.choices import NoticeKind
from decisions.directory import queries
from decisions.tasks.notices import tell


def tell_of_lapsed(organisation_id: int, *, actor: Actor, today: dt.date) -> int:
    """Tell those who keep the directory of agreements that have run out; how many notices.

    An agreement that was made longer, and runs out again, is told of again.
    """
    told = 0
    with acting(actor):
        lapsed = queries.lapsed(organisation_id, today)
        if not lapsed:
            return 0
        keepers = {
            each.person_id
            for role in (Role.ADMINISTRATOR, Role.LEAD)
            for each in holders_of(organisation_id, role)
        }
        known = queries.told_of_lapses(organisation_id)
        for agreement in lapsed:
            cause = f"agreement:{agreement.pk}:{agreement.ends_on}"
            new = [
                tell(
                    person_id,
                    NoticeKind.AGREEMENT,
                    actor=actor,
                    cause=cause,
                    organisation_id=organisation_id,
                )
                for person_id in sorted(keepers)
                if (person_id, cause) not in known
            ]
            if any(new):
                note("directory.lapse_told", detail={"agreement": agreement.pk})
            told += sum(notice is not None for notice in new)
    return told
