"""Who may write down what came in, and who may deal with it? One function for each question.

Who may see it at all is ``queries.visible_to``: strangers find nothing.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership, Role
from accounts.verdict import YES, Verdict, no
from decisions.arriving.policies import ANSWER, can
from decisions.models import Incoming
from decisions.permissions import may_start


def may_log(member: Membership) -> Verdict:
    """Whoever may begin a record; no form may stand before the telephone is answered."""
    return may_start(member)


def may(member: Membership, incoming: Incoming, act: str, *, is_replied: bool) -> Verdict:
    """Who wrote it down, who owns it, who leads its team, and the Guardian."""
    if not _is_theirs(member, incoming):
        return no(
            "not-theirs",
            _("Only who wrote it down, who has it now, their lead or the Guardian can do this."),
        )
    if not can(incoming, act, is_replied=is_replied):
        if act == ANSWER and not incoming.closed_at:
            return no("undecided", _("Begin the decision first: an answer needs one."))
        return no("state", _("This has been dealt with already."))
    return YES


def _is_theirs(member: Membership, incoming: Incoming) -> bool:
    if member.organisation_id != incoming.organisation_id:
        return False
    if member.person_id in {incoming.received_by_id, incoming.owner_id}:
        return True
    return Role.GUARDIAN in member.roles or leads(member, incoming)


def leads(member: Membership, incoming: Incoming) -> bool:
    """Where it belongs to no team, every lead of the organisation does."""
    if Role.LEAD not in member.roles:
        return False
    return incoming.team_id is None or incoming.team_id in member.lead_team_ids
