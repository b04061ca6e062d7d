"""What may a member do to other members? One function for each question."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts import policies, standing_in
from accounts.models import Membership, Role
from accounts.verdict import YES, Verdict, no


def may_administer(member: Membership) -> Verdict:
    """People, teams and settings are for administrators, who see no case content."""
    if Role.ADMINISTRATOR in member.roles:
        return YES
    return no("not_administrator", _("Only an administrator can change this."))


def may_deactivate(member: Membership, other: Membership, *, others: int) -> Verdict:
    """An administrator may, but neither themselves nor the last administrator."""
    if not (verdict := may_administer(member)):
        return verdict
    if not other.is_active:
        return no("already_deactivated", _("This account is already deactivated."))
    if other.pk == member.pk:
        return no(
            "own_account",
            _("You cannot deactivate your own account. Ask another administrator to do it."),
        )
    if policies.is_last_administrator(other, others):
        return last_administrator()
    return YES


def may_take_role(member: Membership, other: Membership, role: str, *, others: int) -> Verdict:
    """An administrator may take any role, but an organisation keeps one administrator."""
    if not (verdict := may_administer(member)):
        return verdict
    if role == Role.ADMINISTRATOR and policies.is_last_administrator(other, others):
        return last_administrator()
    return YES


def may_name_deputy(member: Membership, role: str) -> Verdict:
    """A lead or a Guardian may name a deputy for their own role; a deputy may not pass it on."""
    own = [held for held in member.held if held.role == role and not held.deputy_for]
    if role in policies.NAMED_ROLES and own:
        return YES
    return no(
        "not_own_role", _("Only somebody who holds a role for good can name a deputy for it.")
    )


def may_note_absence(member: Membership, other_id: int) -> Verdict:
    """Everybody their own, a lead those of their teams, an administrator everybody's."""
    if other_id in {each.pk for each in standing_in.whose_absence(member)}:
        return YES
    return no("not_theirs", _("Only they, a lead of their team or an administrator can do this."))


def last_administrator() -> Verdict:
    """The refusal to leave an organisation without an administrator."""
    return no(
        "last_administrator",
        _(
            "An organisation needs at least one administrator. "
            "Make somebody else an administrator first."
        ),
    )
