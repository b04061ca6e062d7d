"""What does a page show of receipts, and of links to receive by?"""

from __future__ import annotations

from typing import Any

from accounts.models import Membership
from decisions.after import After
from decisions.models import Recipient


def on_sharing(after: After, recipient: Recipient, membership: Membership) -> dict[str, Any]:
    """The context of this part on the page of one recipient."""
    return {}
