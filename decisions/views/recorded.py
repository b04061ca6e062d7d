"""What was decided, who was told, what is due, and what happened to the record since?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.door import reading
from accounts.models import Membership
from audit.actions import note
from decisions import permissions, queries
from decisions.after import load_after
from decisions.afterwards import afterwards
from decisions.arriving import shown as arriving
from decisions.directory import shown as directory
from decisions.evidence import rule_tables
from decisions.following import shown as following
from decisions.law import shown as law
from decisions.library.today import asks_differently
from decisions.record import Record, load
from decisions.reviewing import shown as reviewing
from decisions.schemes import shown as schemes
from decisions.screens.consent_stored import Withdrawable, withdrawable
from decisions.sending.shown import recipients_now
from decisions.steps import missing
from decisions.summary import sections_to_read
from decisions.tasks import shown as tasks
from decisions.timeline import milestones, timeline
from decisions.transfers import shown as transfers


@require_safe
@signed_in
def recorded(request: HttpRequest, reference: str) -> HttpResponse:
    """The record, with what is due next and what was done with it."""
    return _record(request, reference, "decisions/recorded.html", "decision.viewed", _on_screen)


@require_safe
@signed_in
def printed(request: HttpRequest, reference: str) -> HttpResponse:
    """The record laid out for paper; opening it is an act of its own."""
    return _record(request, reference, "decisions/print.html", "decision.printed", _on_paper)


@require_safe
@signed_in
def every_change(request: HttpRequest, reference: str) -> HttpResponse:
    """Who did what and when, with what each answer was and became, and who has looked."""
    return _record(request, reference, "decisions/timeline.html", "decision.viewed", _story)


Content = Callable[[Membership, Record], dict[str, Any]]


def _record(
    request: HttpRequest, reference: str, template: str, kind: str, content: Content
) -> HttpResponse:
    with reading(request.actor):
        decision = queries.decision_or_404(request.membership, reference)
        if decision.is_draft:
            return redirect("tasks", reference)
        note(kind, decision_id=decision.pk)
        record = load(decision)
        context = {"decision": decision, "reference": reference, "record": record}
        return render(request, template, context | content(request.membership, record))


def _on_screen(membership: Membership, record: Record) -> dict[str, Any]:
    decision = record.decision
    context: dict[str, Any] = {
        "links": queries.tied_to(membership, decision),
        "may_write": permissions.may_write(membership, decision),
        "may_correct": permissions.may_correct(membership, decision),
        "may_supersede": permissions.may_supersede(membership, decision),
        "may_mark_in_error": permissions.may_mark_in_error(membership, decision),
        "milestones": milestones(decision),
    }
    if decision.is_sealed:
        return context
    after = load_after(record)
    for part in (tasks, following, law, schemes, transfers, reviewing, arriving, directory):
        context |= part.on_record(after, membership)
    return {
        **context,
        **_answers(membership, record),
        "after": after,
        "missing": missing(record) if decision.is_open else [],
        "recipients": recipients_now(after, membership),
        "others": queries.others_about(membership, record),
        "withdrawable": _withdrawable(record, membership),
        "asks_differently": asks_differently(record),
    }


def _answers(membership: Membership, record: Record) -> dict[str, Any]:
    """What was written, as far as it is not sealed."""
    if record.decision.is_sealed:
        return {}
    return {
        "sections": sections_to_read(record),
        "tables": rule_tables(record, contact_known=bool(membership.named_lead)),
    }


def _on_paper(membership: Membership, record: Record) -> dict[str, Any]:
    """With what followed; on the screen each part shows it beside what can be done."""
    if record.decision.is_sealed:
        return {}
    return _answers(membership, record) | {"chapters": afterwards(load_after(record))}


def _story(_membership: Membership, record: Record) -> dict[str, Any]:
    return {"timeline": timeline(record)}


def _withdrawable(record: Record, membership: Membership) -> list[Withdrawable]:
    """Consents that this reader may write a change of mind for."""
    may = permissions.may_withdraw(membership, record.decision)
    return withdrawable(record) if may else []
