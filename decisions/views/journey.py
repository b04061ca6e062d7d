"""How is one step shown and saved? One view interprets every step."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.models import Membership
from audit.actions import note
from decisions import permissions, queries
from decisions.following.shown import before_sharing
from decisions.local.help import help_with
from decisions.merge import Merged, drawn_from, merge
from decisions.record import Record, load
from decisions.screens.base import NEXT, Screen
from decisions.steps import BY_SLUG, CHECK, Step, applicable, first_open, missing, neighbours
from decisions.views.conflicts import described

TASKS = "tasks"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def step(request: HttpRequest, reference: str, slug: str, part: str = "") -> HttpResponse:
    """One step of one decision, or one row of it."""
    found = BY_SLUG.get(slug)
    if found is None or found.screen is None:
        raise Http404
    if request.method == "POST":
        return _save(request, reference, found, part)
    return _show(request, reference, found, part)


def _show(request: HttpRequest, reference: str, found: Step, part: str) -> HttpResponse:
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = queries.decision_or_404(request.membership, reference)
        permissions.may_write(request.membership, decision).or_403()
        record = load(decision)
        screen = found.asks(record, part, data=kept)
        if not screen.exists():
            raise Http404
        note("decision.viewed", decision_id=decision.pk, target=found.slug)
        version = drawn_from(kept) or decision.version
        return _page(request, found, screen, version=version, restored=kept is not None)


def _save(request: HttpRequest, reference: str, found: Step, part: str) -> HttpResponse:
    with acting(request.actor):
        decision = queries.for_writing(request.membership, reference)
        permissions.may_write(request.membership, decision).or_403()
        record = load(decision)
        screen = found.asks(record, part, data=request.POST)
        if not screen.exists():
            raise Http404
        if not screen.is_valid():
            version = drawn_from(request.POST) or decision.version
            return _page(request, found, screen, version=version, status=422)
        merged = _merged(screen, drawn_from(request.POST))
        if merged.conflicts:
            return _both_shown(request, found, screen, merged)
        go = screen.write(merged.values, request.actor)
        half_typed.forget(request.actor, request.path)
        return redirect(_onward(request, found, record, go))


def _merged(screen: Screen, version: int | None) -> Merged:
    """What was posted, merged with what somebody else saved since the form was drawn."""
    mine, decision = screen.posted(), screen.decision
    if version is None or version >= decision.version:
        return Merged(mine, ())
    then = type(screen)(load(decision, version=version), screen.part)
    if not then.exists():
        return Merged(mine, ())
    return merge(then.initial(), screen.initial(), mine)


def _both_shown(request: HttpRequest, found: Step, screen: Screen, merged: Merged) -> HttpResponse:
    """Both changed one answer: keep mine on the page, show theirs beside it, save neither yet."""
    half_typed.keep(request.actor, request.path, request.POST)
    again = type(screen)(screen.record, screen.part, answers=merged.values)
    conflicts = described(screen, merged)
    version = screen.decision.version
    return _page(request, found, again, version=version, conflicts=conflicts, status=409)


def _onward(request: HttpRequest, found: Step, record: Record, go: str) -> str:
    """Where Continue leads: the next step, this one's list, the task list, or back to check."""
    reference = record.decision.reference
    if request.POST.get("then") == TASKS:
        return reverse("tasks", args=[reference])
    if go.startswith("/"):
        return go
    if go != NEXT:
        part, _, place = go.partition("#")
        address = step_url(reference, found, part) + _asking_to_return(request)
        return f"{address}#{place}" if place else address
    if "change" in request.GET:
        return f"{reverse('check', args=[reference])}#{found.slug}"
    following = neighbours(found, record)[1]
    return (
        reverse("check", args=[reference]) if following is CHECK else step_url(reference, following)
    )


def _asking_to_return(request: HttpRequest) -> str:
    return "?change" if "change" in request.GET else ""


def step_url(reference: str, found: Step, part: str = "") -> str:
    """The address of a step, or of a row in it."""
    if part:
        return reverse("step_part", args=[reference, found.slug, part])
    return reverse("step", args=[reference, found.slug])


def _page(
    request: HttpRequest,
    found: Step,
    screen: Screen,
    *,
    version: int,
    status: int = 200,
    restored: bool = False,
    conflicts: list[dict[str, str]] | None = None,
) -> HttpResponse:
    record, decision = screen.record, screen.decision
    context: dict[str, Any] = {
        "step": found,
        "decision": decision,
        "reference": decision.reference,
        "record": record,
        "screen": screen,
        "forms": list(screen.forms.values()),
        "form": next(iter(screen.forms.values()), None),
        "has_errors": status == 422,
        "version": version,
        "restored": restored,
        "conflicts": conflicts or [],
        "back": _back(request, found, screen),
        "typed_token": half_typed.token(request.actor, request.path),
        **_guidance(found, record, request.membership),
        **(before_sharing(record, request.membership) if found.slug == "consent" else {}),
        **screen.context(),
    }
    return render(request, screen.template, context, status=status)


def _guidance(found: Step, record: Record, membership: Membership) -> dict[str, Any]:
    """What helps with the question, in the terms of the record's nation."""
    return {"help": help_with(found.slug, record, membership)}


def _back(request: HttpRequest, found: Step, screen: Screen) -> str:
    reference = screen.decision.reference
    if screen.part:
        return step_url(reference, found) + _asking_to_return(request)
    if "change" in request.GET:
        return f"{reverse('check', args=[reference])}#{found.slug}"
    before = neighbours(found, screen.record)[0]
    return step_url(reference, before) if before else reverse("tasks", args=[reference])


@require_safe
@signed_in
def tasks(request: HttpRequest, reference: str) -> HttpResponse:
    """The task list: every step that applies, and what each still lacks."""
    with reading(request.actor):
        decision = queries.decision_or_404(request.membership, reference)
        if not decision.is_open:
            return redirect("recorded", reference)
        record = load(decision)
        note("decision.viewed", decision_id=decision.pk, target=TASKS)
        context = {
            "decision": decision,
            "reference": decision.reference,
            "record": record,
            "tasks": [_task(record, each) for each in applicable(record)],
            "go_on": first_open(record),
            "missing": missing(record),
            "may_write": permissions.may_write(request.membership, decision),
            "may_abandon": permissions.may_abandon(request.membership, decision),
        }
        return render(request, "decisions/tasks.html", context)


def _task(record: Record, each: Step) -> dict[str, Any]:
    gaps = each.asks.gaps(record)
    begun = each.asks.begun(record)
    state = "done" if begun and not gaps else "some" if begun else "not-started"
    url = step_url(record.decision.reference, each)
    return {"step": each, "state": state, "gaps": gaps if begun else [], "url": url}


@require_safe
@signed_in
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """The plain address of a decision leads to its task list or to the record."""
    with reading(request.actor):
        found = queries.decision_or_404(request.membership, reference)
    return redirect("tasks" if found.is_open else "recorded", found.reference)
