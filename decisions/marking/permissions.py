"""Who may mark an injury on a drawing of a body? One function for each question."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.verdict import Verdict, no
from decisions.marking.policies import loses_marks, takes_marks
from decisions.models import Decision, InformationItem
from decisions.permissions import may_write


def may_mark(membership: Membership, decision: Decision, item: InformationItem) -> Verdict:
    """Whoever may write on the record, for what is not left out of it."""
    verdict = may_write(membership, decision)
    if verdict and not takes_marks(item):
        return no("left-out", _("This item is left out, so nothing of it is kept on a drawing."))
    return verdict


def may_remove_mark(membership: Membership, decision: Decision) -> Verdict:
    """Only while it is a draft."""
    verdict = may_write(membership, decision)
    if verdict and not loses_marks(decision):
        return no("recorded", _("This mark is recorded, and stays as it is."))
    return verdict
