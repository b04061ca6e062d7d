"""How does a record begin? Step by step, about to ring, already shared, or after an earlier one."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.models import Membership
from accounts.ui.forms import UiForm
from decisions import permissions, queries
from decisions.actions.correcting import start_later
from decisions.actions.drafting import start_decision
from decisions.actions.quick import record_call, record_share
from decisions.choices import Direction, LinkKind
from decisions.forms import AlreadySharedForm, CallForm, StartForm
from decisions.record import load
from decisions.steps import BY_SLUG
from decisions.views.journey import step_url


def team_chosen(membership: Membership, posted: str) -> int | None:
    """The team that the record belongs to: the one chosen, or the only one."""
    ids = sorted(membership.team_ids)
    if chosen := [pk for pk in ids if str(pk) == posted]:
        return chosen[0]
    return ids[0] if len(ids) == 1 else None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Choose how to begin; the step-by-step way begins a draft at once."""
    permissions.may_start(request.membership).or_403()
    posted = request.POST if request.method == "POST" else None
    form = StartForm(posted, membership=request.membership)
    if request.method == "POST" and form.is_valid():
        with acting(request.actor):
            decision = start_decision(
                actor=request.actor,
                membership=request.membership,
                direction=form.cleaned_data["direction"],
                team_id=team_chosen(request.membership, form.cleaned_data.get("team", "")),
                key=form.cleaned_data["key"],
            )
        return redirect(step_url(decision.reference, BY_SLUG["what-has-happened"]))
    return _page(request, "decisions/start.html", form)


def _page(request: HttpRequest, template: str, form: UiForm, **extra: object) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    with reading(request.actor):
        context = {
            "form": form,
            "typed_token": half_typed.token(request.actor, request.path),
            **extra,
        }
        return render(request, template, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ringing(request: HttpRequest) -> HttpResponse:
    """About to ring: the numbers, then one page that is filled in during or after the call."""
    return _quick(request, CallForm, "decisions/ringing.html", record_call)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def already(request: HttpRequest) -> HttpResponse:
    """Already shared: eight answers at most, recorded at once with their true times."""
    return _quick(request, AlreadySharedForm, "decisions/already.html", record_share)


def _quick(request: HttpRequest, form_class, template: str, record) -> HttpResponse:
    membership = request.membership
    permissions.may_start(membership).or_403()
    if request.method != "POST":
        kept = half_typed.take_back(request.actor, request.path)
        initial = {"key": uuid.uuid4()}
        form = form_class(kept, initial=initial, membership=membership)
        return _page(request, template, form, restored=kept is not None)
    form = form_class(request.POST, membership=membership)
    if not form.is_valid():
        return _page(request, template, form)
    with acting(request.actor):
        team_id = team_chosen(membership, form.cleaned_data.get("team", ""))
        answers = form.cleaned_data
        decision = record(answers, actor=request.actor, membership=membership, team_id=team_id)
        half_typed.forget(request.actor, request.path)
    return redirect("recorded", decision.reference)


@require_POST
@signed_in
def later_request(request: HttpRequest, reference: str) -> HttpResponse:
    """A later and better request: a decision of its own, linked; the earlier stays as it was."""
    return _later(request, reference, LinkKind.LATER_REQUEST, Direction.ASKED, "request")


@require_POST
@signed_in
def passed_on(request: HttpRequest, reference: str) -> HttpResponse:
    """Passing on more about the same matter: a short entry that asks consent and risk again."""
    return _later(request, reference, LinkKind.PASSED_ON, Direction.SHARE, "information")


def _later(
    request: HttpRequest, reference: str, kind: str, direction: str, slug: str
) -> HttpResponse:
    with acting(request.actor):
        earlier = queries.for_writing(request.membership, reference)
        permissions.may_correct(request.membership, earlier).or_403()
        later = start_later(
            load(earlier),
            actor=request.actor,
            membership=request.membership,
            kind=kind,
            direction=direction,
        )
    return redirect(step_url(later.reference, BY_SLUG[slug]))
