"""Who may see what needs a lead, and of which teams?"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Membership, Role
from accounts.verdict import YES, Verdict, no


@dataclass(frozen=True)
class Scope:
    """Whose decisions somebody answers for: those of some teams, or (None) all of them."""

    organisation_id: int
    team_ids: tuple[int, ...] | None = None


def may_see_dashboard(member: Membership) -> Verdict:
    """Leads and the Guardian; whoever writes records has a page of their own work."""
    if member.roles & {Role.LEAD, Role.GUARDIAN}:
        return YES
    return no("no-part", _("Only safeguarding leads and the Guardian can see the dashboard."))


def scope_of(member: Membership) -> Scope:
    """All of the organisation for the Guardian, their own teams for leads."""
    if Role.GUARDIAN in member.roles:
        return Scope(member.organisation_id)
    return Scope(member.organisation_id, tuple(sorted(member.lead_team_ids)))
