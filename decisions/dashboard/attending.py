"""Why does a decision need a lead's eye? Worked out from the record, one row for each reason."""

from __future__ import annotations

from accounts.door import Actor
from decisions.after import After


def attend(after: After, *, actor: Actor) -> None:
    """Write the reasons and the properties to filter by of one decision anew."""
