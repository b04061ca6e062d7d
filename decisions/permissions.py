"""What may this person do with this decision? One function for each question."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership, Role
from accounts.verdict import YES, Verdict, no
from decisions.choices import Status
from decisions.models import Decision
from decisions.policies import can_become

WRITERS = {Role.PRACTITIONER, Role.LEAD, Role.GUARDIAN}


def may_start(membership: Membership) -> Verdict:
    """Everybody but those who only administer may record a decision."""
    if membership.roles & WRITERS:
        return YES
    return no(
        "no-case-role",
        _("Your role is to administer accounts. Records are made by practitioners and leads."),
    )


def may_write(membership: Membership, decision: Decision) -> Verdict:
    """Authors and named colleagues write, while it is a draft or has gaps to fill.

    Once it is recorded, those who lead its team fill gaps too: the lawful basis may be left
    to them.
    """
    fills_gaps = decision.is_recorded and _leads(membership, decision)
    if not (fills_gaps or _is_theirs(membership, decision)):
        return no("not-author", _("Only the author and colleagues named on it can write on it."))
    if not decision.is_open:
        return no(
            "closed",
            _("This record is complete. Add to it with an addendum, or replace it."),
        )
    return YES


def may_record(membership: Membership, decision: Decision) -> Verdict:
    """Whoever may write a draft may record it; nothing else stands before it."""
    return may_write(membership, decision)


def may_correct(membership: Membership, decision: Decision) -> Verdict:
    """The author, a lead of its team or the Guardian adds to, replaces or marks a record."""
    if not decision.is_recorded:
        return no("draft", _("This is still a draft: change its answers instead."))
    if _is_theirs(membership, decision) or _leads(membership, decision):
        return YES
    return no("not-author", _("Only the author, their lead or the Guardian can correct it."))


def may_withdraw(membership: Membership, decision: Decision) -> Verdict:
    """Consent can be taken back at any time: whoever may correct the record writes it down."""
    verdict = may_correct(membership, decision)
    if verdict and decision.is_sealed:
        return no("sealed", _("The content of this record is sealed."))
    return verdict


def may_supersede(membership: Membership, decision: Decision) -> Verdict:
    """A correction that replaces, where the state table allows it."""
    verdict = may_correct(membership, decision)
    if verdict and not can_become(decision, Status.SUPERSEDED):
        return no("state", _("This record has been replaced or marked already."))
    return verdict


def may_mark_in_error(membership: Membership, decision: Decision) -> Verdict:
    """Marks and hides nothing, unless the content is about the wrong person."""
    verdict = may_correct(membership, decision)
    if verdict and not can_become(decision, Status.IN_ERROR):
        return no("state", _("This record has been marked already."))
    return verdict


def may_abandon(membership: Membership, decision: Decision) -> Verdict:
    """A draft can be given up by those who write it; it stays in the history."""
    verdict = may_write(membership, decision)
    if verdict and not can_become(decision, Status.ABANDONED):
        return no("recorded", _("It has been recorded. Mark it as recorded in error instead."))
    return verdict


def _is_theirs(membership: Membership, decision: Decision) -> bool:
    if decision.author_id == membership.person_id:
        return True
    known: bool | None = getattr(decision, "names_reader", None)  # read with the decision
    if known is not None:
        return known
    return decision.contributors.filter(person=membership.person_id).exists()


def _leads(membership: Membership, decision: Decision) -> bool:
    if Role.GUARDIAN in membership.roles:
        return True
    return Role.LEAD in membership.roles and decision.team_id in membership.lead_team_ids
