"""Who may read what the organisation put beside a question, keep it, and see who has read it?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership, Role
from accounts.verdict import YES, Verdict, no

READERS = set(Role.values)
KEEPERS = {Role.LEAD, Role.GUARDIAN, Role.ADMINISTRATOR}


def may_read(member: Membership) -> Verdict:
    """Everybody who belongs here in any role: it is for all, and holds no case content."""
    if member.roles & READERS:
        return YES
    return no("no-role", _("You have no role here yet. An administrator can give you one."))


def may_keep(member: Membership) -> Verdict:
    """Safeguarding leads, Guardians and administrators keep the list."""
    if member.roles & KEEPERS:
        return YES
    return no(
        "no-keeper",
        _("Only safeguarding leads, Guardians and administrators can change this list."),
    )


def may_see_readers(member: Membership) -> Verdict:
    """Who has read what is for those who answer for it; it names colleagues and nobody else."""
    if member.roles & KEEPERS:
        return YES
    return no(
        "no-keeper",
        _("Only safeguarding leads, Guardians and administrators can see who has read this."),
    )
