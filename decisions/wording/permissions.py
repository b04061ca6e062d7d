"""Who may do what a hint offers? One function for each question."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.verdict import Verdict, no
from decisions.models import Decision
from decisions.permissions import may_write
from decisions.wording.policies import can_change_words


def may_put_away(membership: Membership, decision: Decision) -> Verdict:
    """Whoever writes on it: a hint is advice to them."""
    return may_write(membership, decision)


def may_change_words(membership: Membership, decision: Decision) -> Verdict:
    """Whoever writes on it, while it is a draft."""
    verdict = may_write(membership, decision)
    if verdict and not can_change_words(decision):
        return no("recorded", _("What is recorded is not changed. Add to it instead."))
    return verdict
