"""Who needs a lead now, and what of the ordinary work is looked at? Both without leaving a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.models import Role
from accounts.views.shared import typed
from audit.actions import note
from decisions.after import load_after
from decisions.dashboard import places, queue
from decisions.dashboard.essentials import essentials
from decisions.dashboard.permissions import may_see_dashboard, scope_of
from decisions.dashboard.rows import rows_of
from decisions.models import Decision
from decisions.queries import for_writing
from decisions.record import load
from decisions.reference import tidy
from decisions.reviewing import actions
from decisions.reviewing.forms import ReviewForm
from decisions.reviewing.permissions import may_review

PAGE, MOST_DRAWN = 20, 100
METHODS = ["GET", "HEAD", "POST"]
THEN = "then"
Listed = Callable[[HttpRequest], dict[str, Any]]


@require_safe
@signed_in
def dashboard(request: HttpRequest) -> HttpResponse:
    """One row for each person concerned, most pressing first."""
    with reading(request.actor):
        may_see_dashboard(request.membership).or_403()
        context = _queue(request)
        note("dashboard.viewed", detail={"people": len(context["rows"])})
        return render(request, "dashboard/queue.html", context)


@require_http_methods(METHODS)
@signed_in
def triage(request: HttpRequest, reference: str) -> HttpResponse:
    """The same page with one record open in its row, to look at it and say what was found."""
    return _open(request, reference, _queue, "dashboard/queue.html", ("dashboard", "triage"))


@require_safe
@signed_in
def sample(request: HttpRequest) -> HttpResponse:
    """Of the records that need nobody, those that were drawn to be looked at."""
    with reading(request.actor):
        may_see_dashboard(request.membership).or_403()
        context = _sample(request)
        note("dashboard.viewed", target="sample", detail={"records": len(context["drawn"])})
        return render(request, "dashboard/sample.html", context)


@require_http_methods(METHODS)
@signed_in
def triage_sample(request: HttpRequest, reference: str) -> HttpResponse:
    """One of them, open in its row."""
    return _open(request, reference, _sample, "dashboard/sample.html", ("sample", "triage_sample"))


def _queue(request: HttpRequest) -> dict[str, Any]:
    scope = scope_of(request.membership)
    page = queue.page(
        scope,
        PAGE,
        after=places.place(request.GET.get(places.AFTER, "")),
        before=places.place(request.GET.get(places.BEFORE, "")),
    )
    rows = rows_of(scope, page.rows)
    return {
        "rows": rows,
        "references": [each.decision.reference for row in rows for each in row.matters],
        "here": places.query(places.asked(request.GET)),
        "has_no_team": scope.team_ids == (),
        **places.beside(page),
    }


def _sample(request: HttpRequest) -> dict[str, Any]:
    scope = scope_of(request.membership)
    drawn = queue.sample(scope, MOST_DRAWN)
    return {
        "drawn": drawn,
        "references": [each.reference for each in drawn],
        "from": queue.recorded_lately(scope),
        "one_in": request.membership.organisation.sample_one_in,
    }


def _open(
    request: HttpRequest, reference: str, listed: Listed, template: str, names: tuple[str, str]
) -> HttpResponse:
    if request.method == "POST":
        return _review(request, reference, listed, template, names)
    kept = typed(request)
    with reading(request.actor):
        may_see_dashboard(request.membership).or_403()
        decision = queue.opened(request.membership, reference)
        context = listed(request)
        count = len(context["references"])
        note("dashboard.opened", decision_id=decision.pk, detail={"records": count})
        context |= _opened(request, decision, context, kept)
        return render(request, template, context)


def _opened(
    request: HttpRequest, decision: Decision, listed: dict[str, Any], data: Any
) -> dict[str, Any]:
    """What is shown of the open record, with the form; whose part it is not is told why."""
    after = load_after(load(decision))
    verdict = may_review(request.membership, decision)
    latest = after.reviews[-1].pk if after.reviews else 0
    decides = Role.GUARDIAN in request.membership.roles
    return {
        "opened": decision,
        "open_in": _row_with(decision, listed),
        "after_it": _following(listed["references"], decision.reference),
        "essentials": [] if decision.is_sealed else essentials(after),
        "verdict": verdict,
        "form": ReviewForm(data, initial={"after": latest}, decides=decides) if verdict else None,
    }


def _row_with(decision: Decision, listed: dict[str, Any]) -> int | None:
    """A record about two people stands in two rows, and is open in the first."""
    found = (
        row.first.pk
        for row in listed.get("rows", ())
        for matter in row.matters
        if matter.decision.pk == decision.pk
    )
    return next(found, None)


def _following(references: list[str], reference: str) -> str:
    """The next record on the page."""
    if reference not in references:
        return references[0] if references else ""
    rest = references[references.index(reference) + 1 :]
    return next((each for each in rest if each != reference), "")


def _review(
    request: HttpRequest, reference: str, listed: Listed, template: str, names: tuple[str, str]
) -> HttpResponse:
    with acting(request.actor):
        may_see_dashboard(request.membership).or_403()
        queue.opened(request.membership, reference)
        decision = for_writing(request.membership, reference)
        may_review(request.membership, decision).or_403()
        form = ReviewForm(request.POST, decides=Role.GUARDIAN in request.membership.roles)
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("finding", "comment", "after")}
            drawn = queue.is_of_sample(decision)
            actions.review(decision, actor=request.actor, is_sample=drawn, **given)
        else:
            context = listed(request)
            context |= _opened(request, decision, context, request.POST)
            return render(request, template, context, status=422)
    half_typed.forget(request.actor, request.path)
    messages.success(request, _("Your review of %s is saved.") % reference)
    return redirect(_next(request, names))


def _next(request: HttpRequest, names: tuple[str, str]) -> str:
    """The same place in the list, with the next record open where there is one."""
    here = places.query(places.asked(request.GET))
    then = tidy(request.POST.get(THEN, ""))
    if then:
        return f"{reverse(names[1], args=[then])}{here}#open"
    return reverse(names[0]) + here
