"""What follows from whatever has just happened to a recorded decision?

Every action on a recorded decision ends with ``happened``: the tasks that are due and what a
lead has to see are worked out anew, in the same transaction, and the version goes up last.
"""

from __future__ import annotations

from accounts.door import Actor, acting
from audit.actions import note
from decisions.actions.drafting import bump
from decisions.after import After, load_after
from decisions.dashboard.attending import attend
from decisions.models import Decision
from decisions.record import load
from decisions.tasks.settling import settle_tasks


def happened(
    decision: Decision,
    *,
    actor: Actor,
    act: str,
    detail: dict[str, object] | None = None,
    target: str = "",
) -> After:
    """Call last in an action, with the decision's row locked: tasks, attention, version, act."""
    with acting(actor):
        after = settle(decision, actor=actor)
        bump(decision)
        note(act, decision_id=decision.pk, detail=detail, target=target)
        return after


def settle(decision: Decision, *, actor: Actor) -> After:
    """Tasks and attention as they follow from what is stored now; drafts have none."""
    after = load_after(load(decision))
    if decision.is_recorded:
        with acting(actor):
            settle_tasks(after, actor=actor)
            attend(after, actor=actor)
    return after
