"""How is somebody told that something waits for them? In the application, and by e-mail."""

from __future__ import annotations

from accounts.door import Actor, acting
from decisions.models import Decision, Incoming, Notice, Task
from decisions.tasks.deferring import MAIL_NOTICE, later


def tell(
    person_id: int,
    kind: str,
    *,
    actor: Actor,
    cause: str,
    organisation_id: int,
    decision: Decision | None = None,
    task: Task | None = None,
    incoming: Incoming | None = None,
) -> Notice | None:
    """Tell one person once for each ``cause`` (“review:12”); None where they know already.

    The e-mail is a job of the same transaction: where this is undone, none is sent.
    """
    with acting(actor):
        notice, is_new = Notice.objects.get_or_create(
            organisation_id=organisation_id,
            person_id=person_id,
            cause=cause,
            defaults={"kind": kind, "decision": decision, "task": task, "incoming": incoming},
        )
        if not is_new:
            return None
        later(MAIL_NOTICE, notice_id=notice.pk, organisation_id=organisation_id)
        return notice
