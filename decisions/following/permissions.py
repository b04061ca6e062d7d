"""Who may write down what followed a share? One function for each question.

Author, named colleagues, leads of the team and the Guardian write; others who see the record
only see. Whether something is a personal data breach is decided by those who answer for the
record (its author, the leads of its team, the Guardian): a colleague who helps with it does not
answer for it. Nobody has to wait for a second person.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership, Role
from accounts.verdict import YES, Verdict, no
from decisions.following.policies import can_close
from decisions.models import Decision, Incident, IncidentRecipient
from decisions.permissions import may_correct


def may_follow_up(membership: Membership, decision: Decision) -> Verdict:
    """What became of a share, and whether a person was told, at any time after recording."""
    verdict = may_correct(membership, decision)
    if not verdict and verdict.code == "not-author":
        return no(
            "not-author",
            _("Only the author, colleagues named on it, a lead or the Guardian can write this."),
        )
    if verdict and decision.is_sealed:
        return no("sealed", _("The content of this record is sealed."))
    return verdict


def may_report_wrong(membership: Membership, decision: Decision) -> Verdict:
    """Whoever writes on what followed says that something went wrong; a sealed record too.

    A record is sealed because it holds the wrong person's content: just then there is something
    to get back.
    """
    if decision.is_sealed:
        return may_correct(membership, decision)
    return may_follow_up(membership, decision)


def may_put_right(membership: Membership, decision: Decision, incident: Incident) -> Verdict:
    """The same people, until it is finished."""
    verdict = may_report_wrong(membership, decision)
    if verdict and incident.closed_at is not None:
        return no("closed", _("This is finished. If it goes wrong again, begin again."))
    return verdict


def may_decide_breach(membership: Membership, decision: Decision, incident: Incident) -> Verdict:
    """The author, a lead of the team or the Guardian: whoever answers for the record."""
    verdict = may_put_right(membership, decision, incident)
    if not verdict or _answers_for(membership, decision):
        return verdict
    return no("not-answerable", _("Its author, a lead of its team or the Guardian decides this."))


def _answers_for(membership: Membership, decision: Decision) -> bool:
    if decision.author_id == membership.person_id or Role.GUARDIAN in membership.roles:
        return True
    return Role.LEAD in membership.roles and decision.team_id in membership.lead_team_ids


def may_finish(incident: Incident, rows: list[IncidentRecipient]) -> Verdict:
    """Once everybody has confirmed, and the breach is decided and reported where it must be."""
    if can_close(incident, rows):
        return YES
    return no("not-ready", _("Something is left to do before this can be finished."))
