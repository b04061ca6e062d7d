"""How is a task done by hand or handed over, and a notice read?"""

from __future__ import annotations

from django.utils import timezone

from accounts.door import Actor, acting
from accounts.models import Membership
from accounts.standing_in import standing_in
from audit.actions import note
from decisions.choices import NoticeKind, TaskState
from decisions.models import Decision, Notice, Task
from decisions.settling import happened
from decisions.tasks.looking import next_look
from decisions.tasks.notices import tell
from decisions.tasks.policies import can
from decisions.tasks.settling import close


def finish(task: Task, decision: Decision, *, actor: Actor, outcome: str) -> None:
    """Say that a task was done, and what was done; nothing where it is closed already."""
    if not can(task, "finish"):
        return
    with acting(actor):
        close(task, TaskState.DONE, timezone.now(), actor)
        task.outcome = outcome
        task.save(update_fields=["state", "done_at", "done_by", "look_at", "outcome"])
        happened(decision, actor=actor, act="task.done", detail=_codes(task))


def hand_over(task: Task, decision: Decision, *, actor: Actor, to: Membership, reason: str) -> None:
    """Give a task to somebody else; they are told. To whoever has it already changes nothing."""
    if task.owner_id == to.person_id or not can(task, "hand_over"):
        return
    with acting(actor, reason=reason):
        standing = standing_in(decision.organisation_id, decision.team_id, [to.person_id])
        task.owner_id = to.person_id
        task.cover_id = standing.cover(to.person_id)
        task.escalated_to_id = None
        task.moved_because = reason
        task.look_at = next_look(task, decision.organisation, timezone.now())
        task.save(update_fields=["owner", "cover", "escalated_to", "moved_because", "look_at"])
        detail = {**_codes(task), "person": to.person_id}
        happened(decision, actor=actor, act="task.handed_over", detail=detail)
        tell(
            to.person_id,
            NoticeKind.TASK_MOVED,
            actor=actor,
            cause=f"task:{task.pk}:to:{to.person_id}:{decision.version}",
            organisation_id=task.organisation_id,
            decision=decision,
            task=task,
        )


def read_notices(member: Membership, *, actor: Actor, up_to: int | None = None) -> int:
    """Mark everything that a member was told as read, as far as it stood on the page."""
    unread = Notice.objects.filter(
        organisation=member.organisation_id, person=member.person_id, read_at__isnull=True
    )
    if up_to is not None:
        unread = unread.filter(pk__lte=up_to)
    with acting(actor):
        read = unread.update(read_at=timezone.now())
        if read:
            note("notice.read", detail={"notices": read})
    return read


def _codes(task: Task) -> dict[str, object]:
    return {"task": task.pk, "kind": task.kind}
