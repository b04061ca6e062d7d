"""Who may make a link, take one back, and write down that a recipient has it?"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.verdict import Verdict, no
from decisions.after import After
from decisions.models import Decision, OutsideLink, Recipient
from decisions.permissions import may_correct, may_write
from decisions.receipts.policies import REVOKE, can, is_told


def may_confirm(membership: Membership, after: After, recipient: Recipient) -> Verdict:
    """Make a link, or write down what they said: whoever answers for the record, once it went."""
    decision = after.record.decision
    verdict = may_correct(membership, decision)
    if verdict and decision.is_sealed:
        return no("sealed", _("The content of this record is sealed."))
    if verdict and not is_told(after, recipient):
        return no("not-told", _("First write down that it was sent, or that they were told."))
    return verdict


def may_revoke(
    membership: Membership, decision: Decision, link: OutsideLink, now: dt.datetime
) -> Verdict:
    """Whoever answers for the record takes any link of it back while it works."""
    verdict = may_correct(membership, decision) or may_write(membership, decision)
    if verdict and not can(link, REVOKE, now):
        return no("state", _("This link does not work any more."))
    return verdict
