"""Who may do, hand over and see tasks? One function for each question."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership, Role
from accounts.standing_in import Standing
from accounts.verdict import YES, Verdict, no
from decisions.choices import TaskKind
from decisions.models import Decision, Task
from decisions.tasks.policies import can, is_by_hand


def may_finish(member: Membership, task: Task, decision: Decision, standing: Standing) -> Verdict:
    """Whoever it falls to says that it was done, or a lead of the team, where no row shows it."""
    if not (_is_theirs(member, task, standing) or _leads(member, decision)):
        return no("not-theirs", _("This task is somebody else’s."))
    if not can(task, "finish"):
        return no("state", _("This task is done, or no longer needed."))
    if not is_by_hand(task):
        return no("by-rows", _("This task closes by itself once it is done on its page."))
    return YES


def may_hand_over(member: Membership, task: Task, decision: Decision) -> Verdict:
    """A lead of the team or the Guardian; what is the Guardian's own, only a Guardian."""
    if task.kind == TaskKind.ADJUDICATE:
        leads = Role.GUARDIAN in member.roles
    else:
        leads = _leads(member, decision)
    if not leads:
        return no("not-lead", _("Only a lead of the team or the Guardian hands tasks over."))
    if not can(task, "hand_over"):
        return no("state", _("This task is done, or no longer needed."))
    return YES


def may_see_work(member: Membership) -> Verdict:
    """How work in the background goes is for administrators; it names no record."""
    if Role.ADMINISTRATOR in member.roles:
        return YES
    return no("not-administrator", _("Only an administrator can see this."))


def _is_theirs(member: Membership, task: Task, standing: Standing) -> bool:
    person = member.person_id
    if person in {task.owner_id, task.escalated_to_id}:
        return True
    if task.owner_id not in standing.away:
        return False
    return (standing.away[task.owner_id] or task.cover_id) == person


def _leads(member: Membership, decision: Decision) -> bool:
    if Role.GUARDIAN in member.roles:
        return True
    if Role.LEAD not in member.roles:
        return False
    return decision.team_id in member.lead_team_ids
