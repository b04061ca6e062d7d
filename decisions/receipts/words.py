"""Who was it that used a link, and how does a link stand, as people read it?"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.door import LINK
from decisions.choices import LinkPurpose
from decisions.receipts import policies

BY_LINK: Mapping[str, Promise] = {
    LinkPurpose.RECEIPT: gettext_lazy("The recipient (by a link)"),
    LinkPurpose.ADVICE: gettext_lazy("The adviser outside (by a link)"),
}
STATES: Mapping[str, Promise] = {
    policies.MADE: gettext_lazy("Waiting"),
    policies.CLAIMED: gettext_lazy("Opened"),
    policies.ANSWERED: gettext_lazy("Answered"),
    policies.EXPIRED: gettext_lazy("Ran out"),
    policies.REVOKED: gettext_lazy("Taken back"),
    policies.LOCKED: gettext_lazy("Stopped"),
}


def nobody_of_ours(actor_kind: str, purpose: str) -> str:
    """Who acted where it was no person with an account: never nobody."""
    if actor_kind == LINK:
        return str(BY_LINK.get(purpose, _("Somebody with a link")))
    return _("The system")
