"""What does the page of a record show of reviews, rulings and advice?"""

from __future__ import annotations

from typing import Any

from accounts.models import Membership
from decisions.after import After


def on_record(after: After, membership: Membership) -> dict[str, Any]:
    """The context of this part on the page of a record."""
    return {}
