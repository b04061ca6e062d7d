"""Who may note that a record moves, and what happened to it? One function for each question."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.verdict import YES, Verdict, no
from decisions.after import After
from decisions.following.permissions import may_follow_up
from decisions.models import Decision, RecordTransfer
from decisions.permissions import may_write
from decisions.transfers.policies import may_come_next


def may_prepare(membership: Membership, decision: Decision) -> Verdict:
    """Whoever writes the draft; once it is recorded, whoever writes what followed a share."""
    if not decision.is_recorded:
        return may_write(membership, decision)
    verdict = may_follow_up(membership, decision)
    if verdict and not decision.shares:
        return no("not-shared", _("It was decided not to share, so nothing moves."))
    return verdict


def may_note(membership: Membership, decision: Decision) -> Verdict:
    """What happened on the way is written once the record is, by whoever writes what followed."""
    if not decision.is_recorded:
        return no("draft", _("Record the decision first. Then note here what happened."))
    return may_follow_up(membership, decision)


def may_come(after: After, transfer: RecordTransfer, stage: str) -> Verdict:
    """Only what can follow from where the record is; the person was asked for before."""
    if stage in may_come_next(after, transfer):
        return YES
    return no("not-next", _("This cannot come next: look at what is noted already."))
