"""How much waits for somebody, in the frame of every page? One query, by one function."""

from __future__ import annotations

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership

MOST = 100
# The page says all of it; the entry above it is short.
PLACE, ENTRY = "my_tasks", "work"


def what_waits(member: Membership) -> dict[str, str]:
    """What stands beside an entry of the navigation, by its name: “2 overdue, 1 new”."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.decisions_waiting(%s, %s, %s, %s)",
            [member.organisation_id, member.person_id, timezone.now(), MOST],
        )
        overdue, new = cursor.fetchone()[0]
    said = []
    if overdue:
        said.append(_("%(number)s overdue") % {"number": _number(overdue)})
    if new:
        said.append(_("%(number)s new") % {"number": _number(new)})
    return {PLACE: ", ".join(said), ENTRY: said[0]} if said else {}


def _number(found: int) -> str:
    return f"{MOST - 1}+" if found >= MOST else str(found)
