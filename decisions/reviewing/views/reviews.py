"""How is a record reviewed, how does its author answer, and how does the Guardian decide?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.ui import UiForm
from audit.actions import note
from decisions.after import After, load_after
from decisions.models import Decision, Review
from decisions.queries import decision_or_404, for_writing
from decisions.record import load
from decisions.reviewing import actions, permissions, policies, queries, shown
from decisions.reviewing.essentials import essentials
from decisions.reviewing.forms import AnswerForm, ReviewForm, RulingForm

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@signed_in
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """A short form with the record's essentials beside it; also posted to from a queue."""
    if request.method == "POST":
        return _review(request, reference)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decision_or_404(request.membership, reference)
        permissions.may_review(request.membership, decision).or_403()
        after = load_after(load(decision))
        form = _review_form(request, decision, kept, _seen(request, after))
        note("review.viewed", decision_id=decision.pk)
        return _page(request, "review", form, after, restored=kept is not None)


def _review(request: HttpRequest, reference: str) -> HttpResponse:
    with acting(request.actor):
        decision = for_writing(request.membership, reference)
        permissions.may_review(request.membership, decision).or_403()
        form = _review_form(request, decision, request.POST)
        if form.is_valid():
            said = dict(form.cleaned_data)
            onward = said.pop("next")
            actions.review(decision, actor=request.actor, **said)
            half_typed.forget(request.actor, request.path)
            messages.success(request, _("Your review is in the record."))
            return redirect(_safe(request, onward) or _on_record(reference))
        return _page(request, "review", form, load_after(load(decision)))


def _review_form(request: HttpRequest, decision: Decision, data, initial=None) -> ReviewForm:
    decides = bool(permissions.may_rule(request.membership, decision))
    return ReviewForm(data, initial=initial, decides=decides)


def _seen(request: HttpRequest, after: After) -> dict[str, Any]:
    """What the form was drawn from, and where it leads back to."""
    latest = after.reviews[-1].pk if after.reviews else 0
    return {"after": latest, "next": _safe(request, request.GET.get("next", ""))}


def _safe(request: HttpRequest, path: str) -> str:
    """A path within this site, or nothing."""
    is_local = path.startswith("/") and url_has_allowed_host_and_scheme(
        path, allowed_hosts=None, require_https=request.is_secure()
    )
    return path if is_local else ""


@require_http_methods(METHODS)
@signed_in
def answer_review(request: HttpRequest, reference: str, review_id: int) -> HttpResponse:
    """The author answers the latest review in the record."""
    if request.method == "POST":
        return _answer(request, reference, review_id)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decision_or_404(request.membership, reference)
        after = load_after(load(decision))
        found = _review_or_404(after, review_id)
        permissions.may_answer(request.membership, after, found).or_403()
        note("review.viewed", decision_id=decision.pk, detail={"review": found.pk})
        form = AnswerForm(kept)
        return _page(request, "answer", form, after, restored=kept is not None, found=found)


def _answer(request: HttpRequest, reference: str, review_id: int) -> HttpResponse:
    with acting(request.actor):
        decision = for_writing(request.membership, reference)
        after = load_after(load(decision))
        found = _review_or_404(after, review_id)
        form = AnswerForm(request.POST)
        is_said = form.is_valid() and queries.is_said(
            after.answers_to(found), request.membership, form.cleaned_data["text"]
        )
        if not is_said:  # a double click comes after the first of its clicks was heard
            permissions.may_answer(request.membership, after, found).or_403()
        if form.is_valid():
            actions.answer_review(found, decision, actor=request.actor, **form.cleaned_data)
            return _done(request, reference, _("Your answer is in the record."))
        return _page(request, "answer", form, after, found=found)


def _review_or_404(after: After, review_id: int) -> Review:
    for found in after.reviews:
        if found.pk == review_id:
            return found
    raise Http404


@require_http_methods(METHODS)
@signed_in
def ruling(request: HttpRequest, reference: str) -> HttpResponse:
    """The Guardian decides a question about the record, brought to them or not."""
    if request.method == "POST":
        return _rule(request, reference)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decision_or_404(request.membership, reference)
        _may_rule(request, decision)
        form = RulingForm(kept, decision=decision)
        note("review.viewed", decision_id=decision.pk, target="ruling")
        return _ruling_page(request, decision, form, restored=kept is not None)


def _rule(request: HttpRequest, reference: str) -> HttpResponse:
    with acting(request.actor):
        decision = for_writing(request.membership, reference)
        _may_rule(request, decision)
        form = RulingForm(request.POST, decision=decision)
        if form.is_valid():
            actions.rule(decision, actor=request.actor, **form.cleaned_data)
            return _done(request, reference, _("Your decision is in the record."))
        return _ruling_page(request, decision, form)


def _may_rule(request: HttpRequest, decision: Decision) -> None:
    """Whoever had a part in the record is told who may decide, or whom to name."""
    verdict = permissions.may_rule(request.membership, decision)
    if verdict.code == "own":
        verdict = shown.nobody_else(verdict, queries.could_rule(decision))
    verdict.or_403()


def _ruling_page(
    request: HttpRequest, decision: Decision, form: RulingForm, *, restored: bool = False
) -> HttpResponse:
    after = load_after(load(decision))
    brought = policies.open_escalation(after)
    return _page(request, "ruling", form, after, restored=restored, found=brought)


def _done(request: HttpRequest, reference: str, said: str) -> HttpResponse:
    half_typed.forget(request.actor, request.path)
    messages.success(request, said)
    return redirect(_on_record(reference))


def _on_record(reference: str) -> str:
    return reverse("recorded", args=[reference]) + "#reviews"


def _page(
    request: HttpRequest,
    name: str,
    form: UiForm,
    after: After,
    *,
    restored: bool = False,
    **context: Any,
) -> HttpResponse:
    decision = after.record.decision
    context |= {
        "form": form,
        "decision": decision,
        "reference": decision.reference,
        "essentials": essentials(after),
        "said": shown.said(after),
        "restored": restored,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, f"reviewing/{name}.html", context, status=status)
