"""Who may read the directory, and who may keep it? One function for each question."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership, Role
from accounts.verdict import YES, Verdict, no

READERS = set(Role.values)
KEEPERS = {Role.ADMINISTRATOR, Role.LEAD}


def may_read(member: Membership) -> Verdict:
    """Whoever has a part in records; and administrators, since it holds no case content."""
    if member.roles & READERS:
        return YES
    return no("no-role", _("You have no role here yet. An administrator can give you one."))


def may_keep(member: Membership) -> Verdict:
    """Administrators and safeguarding leads keep it up to date."""
    if member.roles & KEEPERS:
        return YES
    return no("no-keeper", _("Only administrators and safeguarding leads can change this."))
