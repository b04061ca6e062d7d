"""Which tasks are open for a decision? Those that follow from what is stored, and no others."""

from __future__ import annotations

from accounts.door import Actor
from decisions.after import After


def settle_tasks(after: After, *, actor: Actor) -> None:
    """Raise what has become due, and close what has been done or is no longer needed."""
