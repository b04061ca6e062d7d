"""One recipient: how it stands, what they get, what was tried, and what comes next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from audit.actions import note
from decisions import queries as decisions
from decisions.after import After, load_after
from decisions.following import shown as following
from decisions.models import Decision, Recipient
from decisions.receipts import shown as receipts
from decisions.record import load
from decisions.sending import actions, permissions, queries, shown
from decisions.sending.choosing import Ticks, chosen, named_unless_changed, to_be_ticked
from decisions.sending.forms import ElsewhereForm
from decisions.transfers import shown as transfers

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def sharing(request: HttpRequest, reference: str, recipient_id: int) -> HttpResponse:
    """The page of one recipient of a recorded decision."""
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        if decision.is_draft:
            return redirect("tasks", reference)
        permissions.may_see(request.membership, decision).or_403()
        after, row = found(decision, recipient_id)
        note("sending.viewed", decision_id=decision.pk, detail={"recipient": row.pk})
        return render(request, "sending/sharing.html", _context(request, after, row))


def found(decision: Decision, recipient_id: int) -> tuple[After, Recipient]:
    """What is stored, and the recipient that the address names."""
    after = load_after(load(decision))
    return after, queries.recipient_or_404(after.record, recipient_id)


def _context(request: HttpRequest, after: After, row: Recipient) -> dict[str, Any]:
    record, membership = after.record, request.membership
    people = queries.people_named(shown.doers(after, row))
    ticks = Ticks(named=frozenset(named_unless_changed(record, row)))
    context: dict[str, Any] = {
        "decision": record.decision,
        "reference": record.decision.reference,
        "now": shown.recipient_now(after, row, membership),
        "recipient": row,
        "items": chosen(record, row, ticks).items,
        "waiting": to_be_ticked(record, row),
        "copies": [(copy, people.get(copy.made_by_id)) for copy in after.copies_for(row)],
        "attempts": shown.attempts_of(after, row, people),
        "share_in_words": shown.share_in_words(after, row),
        "elsewhere": after.elsewhere,
        "may_send": permissions.may_send(membership, record.decision),
        "may_cross_refer": permissions.may_cross_refer(membership, record.decision),
    }
    context |= receipts.on_sharing(after, row, membership)
    context |= transfers.on_sharing(after, row, membership)
    return context | following.on_sharing(after, row, membership)


@require_http_methods(METHODS)
@signed_in
def elsewhere(request: HttpRequest, reference: str) -> HttpResponse:
    """Name the case or clinical record in which this is written too; print a copy for it."""
    if request.method == "POST":
        return _name_elsewhere(request, reference)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_cross_refer(request.membership, decision).or_403()
        note("sending.viewed", decision_id=decision.pk, target="elsewhere")
        return _elsewhere_page(request, decision, ElsewhereForm(kept), restored=kept is not None)


def _name_elsewhere(request: HttpRequest, reference: str) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        permissions.may_cross_refer(request.membership, decision).or_403()
        form = ElsewhereForm(request.POST)
        if not form.is_valid():
            return _elsewhere_page(request, decision, form, status=422)
        actions.cross_refer(decision, actor=request.actor, **form.cleaned_data)
        half_typed.forget(request.actor, request.path)
    messages.success(request, _("It is written down where else this stands."))
    return redirect("elsewhere", reference)


def _elsewhere_page(
    request: HttpRequest,
    decision: Decision,
    form: ElsewhereForm,
    *,
    status: int = 200,
    restored: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "decision": decision,
        "reference": decision.reference,
        "elsewhere": load_after(load(decision)).elsewhere,
        "restored": restored,
        "typed_token": half_typed.token(request.actor, request.path),
    }
    return render(request, "sending/elsewhere.html", context, status=status)
