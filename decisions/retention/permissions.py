"""Who may set periods, hold, propose, approve and destroy? One function for each question."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership, Role
from accounts.verdict import YES, Verdict, no
from audit.permissions import may_audit
from decisions.choices import DisposalStatus
from decisions.models import Disposal
from decisions.retention.policies import can_become


def may_keep_schedule(member: Membership) -> Verdict:
    """Periods, holds and proposals are the Guardian's."""
    return may_audit(member)


def may_see(member: Membership) -> Verdict:
    """The Guardian, and the leads, who may be the second person."""
    if member.roles & {Role.GUARDIAN, Role.LEAD}:
        return YES
    return no("no-part", _("Only the Guardian and safeguarding leads can see this."))


def may_approve(member: Membership, disposal: Disposal, author_id: int | None) -> Verdict:
    """A second Guardian or a lead; never for their own proposal, nor for a record of their own."""
    if not (verdict := may_see(member)):
        return verdict
    if disposal.proposed_by_id == member.person_id:
        return no("own-proposal", _("You proposed this. Somebody else must agree to it."))
    if author_id == member.person_id:
        return no("own-record", _("You wrote this record. Somebody else must agree to it."))
    if not can_become(disposal, DisposalStatus.APPROVED):
        return no("state", _("This has been decided already."))
    return YES


def may_refuse(member: Membership, disposal: Disposal) -> Verdict:
    """Anybody who has a part in it, the proposer too, until the record is destroyed."""
    if not (verdict := may_see(member)):
        return verdict
    if not can_become(disposal, DisposalStatus.REFUSED):
        return no("state", _("This has been decided already."))
    return YES


def may_dispose(member: Membership, disposal: Disposal) -> Verdict:
    """A Guardian, or whoever agreed, once a second person has agreed."""
    if not (verdict := may_see(member)):
        return verdict
    if Role.GUARDIAN not in member.roles and disposal.approved_by_id != member.person_id:
        return no("no-part", _("Only the Guardian, or who agreed to it, can do this."))
    if not can_become(disposal, DisposalStatus.DISPOSED):
        return no("state", _("Nobody has agreed to it, or it has been done already."))
    return YES
