"""How is a reply drafted, made one's own, copied or printed, and noted as sent?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.views.shared import typed
from audit.actions import note
from decisions.arriving import actions, permissions, queries
from decisions.arriving.forms import ReplyForm, SentForm
from decisions.arriving.policies import act_of
from decisions.arriving.replies import drafted, needed, written
from decisions.arriving.views.dealing import decision_of, decision_seen, for_dealing
from decisions.choices import ReplyKind
from decisions.models import Incoming, Reply
from decisions.record import load

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@signed_in
def draft(request: HttpRequest, incoming_id: int, kind: str) -> HttpResponse:
    """The words of a reply: those that were kept, else those that the facts suggest."""
    if kind not in ReplyKind.values:
        raise Http404
    with reading(request.actor):
        found = queries.one_or_404(request.membership, incoming_id)
        replied = queries.is_replied(found)
        permissions.may(request.membership, found, act_of(kind), is_replied=replied).or_403()
        form = ReplyForm(typed(request), initial={"text": _begun(request, found, kind)})
    if request.method == "POST" and form.is_valid():
        with acting(request.actor):
            found, _replied = for_dealing(request, incoming_id, act_of(kind))
            decision = decision_of(request, found)
            made = actions.draft_reply(
                found, actor=request.actor, kind=kind, decision=decision, **form.cleaned_data
            )
        half_typed.forget(request.actor, request.path)
        return redirect("reply", found.pk, made.pk)
    return _draft_page(request, found, kind, form)


def _begun(request: HttpRequest, found: Incoming, kind: str) -> str:
    kept = [each for each in queries.replies_to(found) if each.kind == kind and not each.sent_at]
    if kept:
        return kept[-1].text
    decision = decision_seen(request, found)
    if decision is None or decision.is_sealed:
        return drafted(kind, found, request.membership)
    return drafted(kind, found, request.membership, load(decision))


def _draft_page(request: HttpRequest, found: Incoming, kind: str, form: ReplyForm) -> HttpResponse:
    with reading(request.actor):
        note("incoming.viewed", decision_id=found.decision_id, detail={"incoming": found.pk})
        context = {
            "form": form,
            "incoming": found,
            "kind": ReplyKind(kind),
            "needed": needed(found) if kind == ReplyKind.NOT_YET else [],
            "is_checked": written()["verified"] != "unverified",
        }
        status = 422 if request.method == "POST" else 200
        return render(request, "arriving/draft.html", context, status=status)


@require_http_methods(METHODS)
@signed_in
def reply(request: HttpRequest, incoming_id: int, reply_id: int) -> HttpResponse:
    """One reply: its words to copy or to print; and that it went, once it has."""
    if request.method == "POST":
        return _sent(request, incoming_id, reply_id)
    with reading(request.actor):
        found, row = _reply(request, incoming_id, reply_id)
        kept = half_typed.take_back(request.actor, request.path)
        form = SentForm(kept, initial={"sent_how": found.from_contact})
        return _reply_page(request, found, row, form)


def _sent(request: HttpRequest, incoming_id: int, reply_id: int) -> HttpResponse:
    with acting(request.actor):
        found = queries.for_dealing(request.membership, incoming_id)
        row = queries.reply_or_404(found, reply_id)
        if row.sent_at:  # a double click
            return redirect("came_in", found.pk)
        replied = queries.is_replied(found)
        act = act_of(row.kind)
        permissions.may(request.membership, found, act, is_replied=replied).or_403()
        form = SentForm(request.POST)
        if not form.is_valid():
            return _reply_page(request, found, row, form)
        decision = decision_of(request, found)
        actions.send_reply(row, found, actor=request.actor, decision=decision, **form.cleaned_data)
        half_typed.forget(request.actor, request.path)
    messages.success(request, _("The reply is kept as it went."))
    return redirect("came_in", incoming_id)


def _reply(request: HttpRequest, incoming_id: int, reply_id: int) -> tuple[Incoming, Reply]:
    found = queries.one_or_404(request.membership, incoming_id)
    return found, queries.reply_or_404(found, reply_id)


def _reply_page(request: HttpRequest, found: Incoming, row: Reply, form: SentForm) -> HttpResponse:
    note("incoming.viewed", decision_id=found.decision_id, detail={"reply": row.pk})
    replied = queries.is_replied(found)
    may = permissions.may(request.membership, found, act_of(row.kind), is_replied=replied)
    context = {
        "form": form if may and not row.sent_at else None,
        "incoming": found,
        "reply": row,
        "may": may,
    }
    return render(request, "arriving/reply.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
def reply_text(request: HttpRequest, incoming_id: int, reply_id: int) -> HttpResponse:
    """The words alone, for an e-mail or a word processor."""
    with reading(request.actor):
        found, row = _reply(request, incoming_id, reply_id)
        note("incoming.viewed", decision_id=found.decision_id, detail={"reply": row.pk})
    return HttpResponse(row.text + "\n", content_type="text/plain; charset=utf-8")
