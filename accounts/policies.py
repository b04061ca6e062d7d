"""What does the state of an account, an invitation or a role allow? No person, no request."""

from __future__ import annotations

import datetime as dt

from accounts.models import Invitation, Membership, Role, RoleHeld

NAMED_ROLES = (Role.LEAD, Role.GUARDIAN)
INVITATION_LIVES = dt.timedelta(days=7)
LONGEST_DEPUTY = dt.timedelta(days=366)


def is_open(invitation: Invitation, at: dt.datetime) -> bool:
    """An invitation can be accepted once, within a week, unless it was taken back."""
    unanswered = invitation.accepted_at is None and invitation.revoked_at is None
    return unanswered and at < invitation.expires_at


def is_last_administrator(membership: Membership, others: int) -> bool:
    """An organisation that nobody can administer could never let anybody in again."""
    return Role.ADMINISTRATOR in membership.roles and others == 0


def is_standing_in(held: RoleHeld) -> bool:
    """A role held for somebody else, until a date."""
    return held.is_active and held.deputy_for_id is not None
