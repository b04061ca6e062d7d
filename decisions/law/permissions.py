"""Who may read what the guide says of a record, and judge a duty to share in it?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.verdict import YES, Verdict, no
from decisions.models import Decision
from decisions.permissions import may_correct, may_write


def may_see_guide(membership: Membership, decision: Decision) -> Verdict:  # noqa: ARG001
    """Whoever sees the record, unless its content is sealed."""
    if decision.is_sealed:
        return no("sealed", _("The content of this record is sealed."))
    return YES


def may_judge(membership: Membership, decision: Decision) -> Verdict:
    """Whoever writes the draft; once it is recorded, whoever may add to it."""
    if decision.is_sealed:
        return no("sealed", _("The content of this record is sealed."))
    if decision.is_recorded:
        return may_correct(membership, decision)
    return may_write(membership, decision)
