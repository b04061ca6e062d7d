"""Who may look at the history of a whole organisation?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership, Role
from accounts.verdict import YES, Verdict, no


def may_audit(member: Membership) -> Verdict:
    """The Caldicott Guardian and their deputies; in Northern Ireland the data guardian."""
    if Role.GUARDIAN in member.roles:
        return YES
    return no("not-guardian", _("Only the Guardian and their deputies can see this."))
