"""Adding to a record, replacing it, marking it, giving up a draft: each with its reason."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.models import Membership
from accounts.ui.forms import UiForm
from accounts.verdict import Verdict
from audit.actions import note
from decisions import permissions, queries
from decisions.actions.correcting import abandon, add_addendum, mark_in_error, start_replacement
from decisions.forms import AddendumForm, InErrorForm, ReasonForm
from decisions.models import Decision
from decisions.record import load
from decisions.steps import BY_SLUG
from decisions.views.journey import step_url

May = Callable[[Membership, Decision], Verdict]
Do = Callable[[HttpRequest, Decision, UiForm], str]


def _correcting(
    request: HttpRequest, reference: str, may: May, form_class: type[UiForm], page: str, do: Do
) -> HttpResponse:
    """Ask for the reason, then do it; what was typed survives every refusal of the form."""
    if request.method == "POST":
        with acting(request.actor):
            decision = queries.for_writing(request.membership, reference)
            may(request.membership, decision).or_403()
            form = form_class(request.POST)
            if form.is_valid():
                half_typed.forget(request.actor, request.path)
                return redirect(do(request, decision, form))
            return _page(request, page, decision, form)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = queries.decision_or_404(request.membership, reference)
        may(request.membership, decision).or_403()
        note("decision.viewed", decision_id=decision.pk, target=page)
        return _page(request, page, decision, form_class(kept), restored=kept is not None)


def _page(
    request: HttpRequest, page: str, decision: Decision, form: UiForm, *, restored: bool = False
) -> HttpResponse:
    context = {
        "form": form,
        "decision": decision,
        "reference": decision.reference,
        "restored": restored,
        "typed_token": half_typed.token(request.actor, request.path),
    }
    status = 422 if form.is_bound and form.errors and not restored else 200
    return render(request, f"decisions/{page}.html", context, status=status)


METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@signed_in
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add to a record."""
    return _correcting(request, reference, permissions.may_correct, AddendumForm, "addendum", _add)


def _add(request: HttpRequest, decision: Decision, form: UiForm) -> str:
    add_addendum(decision, actor=request.actor, **form.cleaned_data)
    return reverse("recorded", args=[decision.reference]) + "#addenda"


@require_http_methods(METHODS)
@signed_in
def replace(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin the decision that replaces a record."""
    return _correcting(
        request, reference, permissions.may_supersede, ReasonForm, "supersede", _replace
    )


def _replace(request: HttpRequest, decision: Decision, form: UiForm) -> str:
    later = start_replacement(
        load(decision),
        actor=request.actor,
        membership=request.membership,
        reason=form.cleaned_data["reason"],
    )
    return step_url(later.reference, BY_SLUG["what-has-happened"])


@require_http_methods(METHODS)
@signed_in
def in_error(request: HttpRequest, reference: str) -> HttpResponse:
    """Mark a record as recorded in error."""
    return _correcting(
        request, reference, permissions.may_mark_in_error, InErrorForm, "in_error", _in_error
    )


def _in_error(request: HttpRequest, decision: Decision, form: UiForm) -> str:
    mark_in_error(decision, actor=request.actor, **form.cleaned_data)
    return reverse("recorded", args=[decision.reference])


@require_http_methods(METHODS)
@signed_in
def give_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Give up a draft."""
    return _correcting(request, reference, permissions.may_abandon, ReasonForm, "abandon", _give_up)


def _give_up(request: HttpRequest, decision: Decision, form: UiForm) -> str:
    abandon(decision, actor=request.actor, reason=form.cleaned_data["reason"])
    return reverse("mine")
