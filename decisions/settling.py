"""What follows from whatever has just happened to a recorded decision?

Every action on a recorded decision ends with ``happened``: the tasks that are due and what a
lead has to see are worked out anew, in the same transaction, and the version goes up last.
"""

from __future__ import annotations

from accounts.door import Actor, acting
from audit.actions import note
from decisions.actions.drafting import bump
from decisions.consequences import settle
from decisions.models import Decision

__all__ = ["happened", "settle"]


def happened(
    decision: Decision,
    *,
    actor: Actor,
    act: str,
    detail: dict[str, object] | None = None,
    target: str = "",
) -> None:
    """Call last in an action, with the decision's row locked: tasks, attention, version, act."""
    with acting(actor):
        bump(decision)
        note(act, decision_id=decision.pk, detail=detail, target=target)
