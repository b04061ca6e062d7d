"""Who may pass a concern on, and note what came of it? One function for each question."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.verdict import YES, Verdict, no
from decisions.after import After
from decisions.following.permissions import may_follow_up
from decisions.models import Decision, SchemeConcern
from decisions.permissions import may_write
from decisions.schemes.policies import may_come_next


def may_add_concern(membership: Membership, decision: Decision) -> Verdict:
    """Whoever writes the draft; once it is recorded, whoever writes what followed."""
    if decision.is_recorded:
        return may_follow_up(membership, decision)
    return may_write(membership, decision)


def may_note(membership: Membership, decision: Decision) -> Verdict:
    """What happened in a scheme is written once the record is, by whoever writes what followed."""
    if not decision.is_recorded:
        return no("draft", _("Record the decision first. Then note here what happened."))
    return may_follow_up(membership, decision)


def may_come(after: After, concern: SchemeConcern, stage: str) -> Verdict:
    """Only what can follow from where the concern is; the person was asked for before."""
    if stage in may_come_next(after, concern):
        return YES
    return no("not-next", _("This cannot come next: look at what is noted already."))
