"""Who may make copies, note attempts and read what went? One function for each question."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.verdict import YES, Verdict, no
from decisions.models import Decision
from decisions.permissions import may_correct
from decisions.sending.policies import may_go_out


def may_see(_membership: Membership, decision: Decision) -> Verdict:
    """Whoever sees the record sees what went to whom, unless its content is sealed."""
    if decision.is_sealed:
        return no("sealed", _("The content of this record is sealed."))
    return YES


def may_send(membership: Membership, decision: Decision) -> Verdict:
    """The author, colleagues named on it, leads of its team and the Guardian."""
    if not (verdict := may_see(membership, decision)):
        return verdict
    if not decision.is_recorded:
        return no("draft", _("Nothing goes out from a draft. Record the decision first."))
    if not may_correct(membership, decision):
        said = _("Only the author, colleagues named on it, their lead or the Guardian can do this.")
        return no("not-author", said)
    if not decision.shares:
        said = _("The decision was not to share. To share, record a new decision first.")
        return no("not-shared", said)
    if not may_go_out(decision):
        return no("state", _("This record was made in error. Nothing goes out from it."))
    return YES


def may_cross_refer(membership: Membership, decision: Decision) -> Verdict:
    """The same people, whatever was decided: where else it stands is worth knowing."""
    if not (verdict := may_see(membership, decision)):
        return verdict
    return may_correct(membership, decision)
