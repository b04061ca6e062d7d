"""What follows from what is stored about a recorded decision? Its tasks, and who must look."""

from __future__ import annotations

from accounts.door import Actor, acting
from decisions.after import After, load_after
from decisions.dashboard.attending import attend
from decisions.models import Decision
from decisions.record import Record, load
from decisions.tasks.settling import settle_tasks


def settle(decision: Decision, *, actor: Actor, record: Record | None = None) -> After:
    """Tasks and attention as they follow from what is stored now; drafts have none.

    Whoever holds all that is stored of the record hands it in, and it is not read again.
    """
    after = load_after(record or load(decision))
    if decision.is_recorded:
        with acting(actor):
            settle_tasks(after, actor=actor)
            attend(after, actor=actor)
    return after
