"""How do practitioners make links, take them back, and write a receipt down?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.views.shared import typed
from audit.actions import note
from decisions import queries as decisions
from decisions.after import After, load_after
from decisions.choices import LinkPurpose
from decisions.models import Decision, OutsideLink, Recipient
from decisions.receipts import actions, permissions, policies, queries
from decisions.receipts.address import LinkAddress, aloud
from decisions.receipts.forms import LinkForm, NotedForm, now_at_first
from decisions.record import load

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@signed_in
def make_link(request: HttpRequest, reference: str, recipient_id: int) -> HttpResponse:
    """A link for one recipient; the answer to the form is the one place that shows it."""
    if request.method == "POST":
        return _make(request, reference, recipient_id)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        after, recipient = _theirs(request, decision, recipient_id)
        form = LinkForm(initial={"days": decision.organisation.link_days})
        note("decision.viewed", decision_id=decision.pk, target="receipt_link")
        return _page(request, "receipts/make_link.html", after, recipient, form)


def _make(request: HttpRequest, reference: str, recipient_id: int) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        after, recipient = _theirs(request, decision, recipient_id)
        form = LinkForm(request.POST)
        if not form.is_valid():
            return _page(request, "receipts/make_link.html", after, recipient, form)
        link, address, code = actions.make_link(
            decision,
            actor=request.actor,
            purpose=LinkPurpose.RECEIPT,
            recipient=recipient,
            **form.cleaned_data,
        )
        if policies.state_of(link, timezone.now()) != policies.MADE:  # the form of long ago
            return redirect("sharing", reference, recipient_id)
        shown = shown_once(request, link, address, code)
        return _page(request, "receipts/link_made.html", after, recipient, None, **shown)


def shown_once(
    request: HttpRequest, link: OutsideLink, address: LinkAddress, code: str
) -> dict[str, Any]:
    """The link and the code for the page that shows them; for advice too."""
    place = request.build_absolute_uri(reverse("receive", args=[address]))
    return {"link": link, "address": place, "code": aloud(code)}


@require_POST
@signed_in
def revoke_link(request: HttpRequest, reference: str, link_id: int) -> HttpResponse:
    """Take a link back; it opens nothing from now on."""
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        link = queries.link_or_404(decision, link_id)
        verdict = permissions.may_revoke(request.membership, decision, link, timezone.now())
        if verdict.code != "state":  # a double click, or it ran out meanwhile
            verdict.or_403()
        if actions.revoke_link(link, actor=request.actor):
            messages.success(request, _("The link is taken back. It does not work any more."))
    if link.recipient_id:
        return redirect("sharing", reference, link.recipient_id)
    return redirect("advice", link.advice_id)


@require_http_methods(METHODS)
@signed_in
def note_receipt(request: HttpRequest, reference: str, recipient_id: int) -> HttpResponse:
    """Write down what a recipient said: their own reference closes the receipt."""
    if request.method == "POST":
        return _note(request, reference, recipient_id)
    kept = typed(request)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        after, recipient = _theirs(request, decision, recipient_id)
        form = NotedForm(kept, initial=now_at_first())
        note("decision.viewed", decision_id=decision.pk, target="receipt_noted")
        return _page(
            request, "receipts/note.html", after, recipient, form, restored=kept is not None
        )


def _note(request: HttpRequest, reference: str, recipient_id: int) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        after, recipient = _theirs(request, decision, recipient_id)
        form = NotedForm(request.POST)
        if not form.is_valid():
            return _page(request, "receipts/note.html", after, recipient, form)
        actions.note_receipt(decision, recipient, actor=request.actor, **form.cleaned_data)
    half_typed.forget(request.actor, request.path)
    messages.success(request, _("It is written down."))
    return redirect("sharing", reference, recipient_id)


def _theirs(request: HttpRequest, decision: Decision, recipient_id: int) -> tuple[After, Recipient]:
    """The recipient, once whoever asks may confirm for them."""
    after = load_after(load(decision))
    found = [row for row in after.record.recipients if row.pk == recipient_id]
    if not found:
        raise Http404
    permissions.may_confirm(request.membership, after, found[0]).or_403()
    return after, found[0]


def _page(
    request: HttpRequest,
    template: str,
    after: After,
    recipient: Recipient,
    form: LinkForm | NotedForm | None,
    **context: Any,
) -> HttpResponse:
    decision = after.record.decision
    context |= {
        "form": form,
        "decision": decision,
        "reference": decision.reference,
        "recipient": recipient,
    }
    return render(request, template, context, status=422 if form and form.errors else 200)
