"""What does a page show of receipts, and of links to receive by?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from accounts.queries import names_of
from accounts.verdict import Verdict
from decisions.after import After
from decisions.models import OutsideLink, Receipt, Recipient
from decisions.receipts import permissions, policies
from decisions.receipts.words import STATES


@dataclass(frozen=True)
class LinkSeen:
    """A link as it stands, in words."""

    link: OutsideLink
    state: str
    made_by: str
    may_revoke: Verdict

    @property
    def said(self) -> str:
        return str(STATES[self.state])

    @property
    def attempts(self) -> int:
        """Wrong codes, while there can be more."""
        return self.link.attempts if self.state == policies.MADE else 0


@dataclass(frozen=True)
class Receiving:
    """What one recipient said about having it, and the links by which they may say it."""

    recipient: Recipient
    receipts: list[tuple[Receipt, str]]
    links: list[LinkSeen]
    may_confirm: Verdict
    most: int = policies.WRONG_CODES


def on_sharing(after: After, recipient: Recipient, membership: Membership) -> dict[str, Any]:
    """The context of this part on the page of one recipient."""
    receipts = after.receipts_of(recipient)
    names = names_of(row.noted_by_id for row in receipts)
    found = Receiving(
        recipient=recipient,
        receipts=[(row, names.get(row.noted_by_id or 0, "")) for row in receipts],
        links=links_seen(after, after.links_for(recipient), membership, timezone.now()),
        may_confirm=permissions.may_confirm(membership, after, recipient),
    )
    return {"receiving": found}


def links_seen(
    after: After, links: list[OutsideLink], membership: Membership, now: dt.datetime
) -> list[LinkSeen]:
    """Links as they stand, the latest first; for links to advisers too."""
    names = names_of(link.made_by_id for link in links)
    decision = after.record.decision
    return [
        LinkSeen(
            link=link,
            state=policies.state_of(link, now),
            made_by=names.get(link.made_by_id, ""),
            may_revoke=permissions.may_revoke(membership, decision, link, now),
        )
        for link in reversed(links)
    ]
