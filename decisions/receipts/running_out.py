"""What follows when the time of a link is over and nobody answered by it? A task, and a notice."""

from __future__ import annotations

from django.utils import timezone

from accounts.door import Actor, acting
from decisions.after import load_after
from decisions.choices import NoticeKind, TaskKind, TaskState
from decisions.models import Decision, OutsideLink, Task
from decisions.receipts.policies import ran_out_unused
from decisions.record import load
from decisions.settling import happened
from decisions.tasks.deferring import LINK_RAN_OUT, later
from decisions.tasks.notices import tell
from decisions.tasks.wanted import wanted
from decisions.tasks.wanting import LINK


def look_when_it_ends(link: OutsideLink) -> None:
    """Leave a job for the moment when its time is over; call inside ``acting``."""
    later(
        LINK_RAN_OUT,
        at=link.expires_at,
        link_id=link.pk,
        organisation_id=link.organisation_id,
    )


def link_ran_out(link_id: int, *, actor: Actor) -> bool:
    """Have the task raised and its owner told; done again, it tells nobody twice.

    False where the link was used or taken back, or they said in another way that they have it.
    """
    with acting(actor):
        locked = Decision.objects.select_related("organisation").select_for_update(of=("self",))
        decision = locked.get(outside_links=link_id)
        link = OutsideLink.objects.get(pk=link_id)
        subject = f"{LINK}{link.pk}"
        if not ran_out_unused(link, timezone.now()):
            return False
        if (TaskKind.RECEIPT, subject) not in wanted(load_after(load(decision))):
            return False
        if (task := _task(decision, subject)) is None:
            detail: dict[str, object] = {"link": link.pk}
            happened(decision, actor=actor, act="receipt.link_ran_out", detail=detail)
            task = _task(decision, subject)
        _tell_owner(task, decision, actor)
    return True


def _task(decision: Decision, subject: str) -> Task | None:
    found = Task.objects.filter(decision=decision, kind=TaskKind.RECEIPT, subject=subject)
    return found.first()


def _tell_owner(task: Task | None, decision: Decision, actor: Actor) -> None:
    if task is None or task.owner_id is None or task.state != TaskState.OPEN:
        return
    tell(
        task.owner_id,
        NoticeKind.TASK_DUE,
        actor=actor,
        cause=f"task:{task.pk}:ran-out",
        organisation_id=task.organisation_id,
        decision=decision,
        task=task,
    )
