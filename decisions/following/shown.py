"""What does a page show of what became of a share, and of what went wrong?"""

from __future__ import annotations

from typing import Any

from accounts.models import Membership
from decisions.after import After
from decisions.models import Recipient


def on_sharing(after: After, recipient: Recipient, membership: Membership) -> dict[str, Any]:
    """The context of this part on the page of one recipient."""
    return {}


def on_record(after: After, membership: Membership) -> dict[str, Any]:
    """The context of this part on the page of a record."""
    return {}
