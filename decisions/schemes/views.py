"""How is a concern passed on to a scheme, and how is it noted what the police did?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from audit.actions import note
from decisions import queries as decisions
from decisions.after import After, load_after
from decisions.choices import SchemeStage
from decisions.events import is_noted
from decisions.following.queries import names_of
from decisions.following.views.shared import METHODS, form_page
from decisions.guidance.schemes import Scheme, name_of, scheme_of, schemes
from decisions.models import Decision, SchemeConcern
from decisions.permissions import may_start
from decisions.record import Record, load
from decisions.schemes import actions, permissions, queries, shown, words
from decisions.schemes.forms import FORMS, AddForm, BeginForm, EventForm
from decisions.views.begin import team_chosen


@require_safe
@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Which scheme of the nation it is, where there is no record yet."""
    may_start(request.membership).or_403()
    with reading(request.actor):
        found = schemes(request.membership.organisation.nation)
        return render(request, "schemes/choose.html", {"schemes": found})


@require_http_methods(METHODS)
@signed_in
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody may be a danger: a draft for the police begins with it."""
    membership = request.membership
    may_start(membership).or_403()
    scheme = queries.scheme_or_404(membership.organisation.nation, code)
    if request.method == "POST":
        form = BeginForm(request.POST, membership=membership)
        return _begun(request, scheme, form) if form.is_valid() else _begin(request, scheme, form)
    kept = half_typed.take_back(request.actor, request.path)
    form = BeginForm(kept, membership=membership)
    return _begin(request, scheme, form, restored=kept is not None)


def _begin(request: HttpRequest, scheme: Scheme, form: BeginForm, **more: Any) -> HttpResponse:
    with reading(request.actor):
        return form_page(
            request, "schemes/begin.html", form, scheme=scheme, known=shown.topics(scheme), **more
        )


def _begun(request: HttpRequest, scheme: Scheme, form: BeginForm) -> HttpResponse:
    with acting(request.actor):
        said = dict(form.cleaned_data)
        team_id = team_chosen(request.membership, said.pop("team", ""))
        made = actions.begin_concern(
            scheme, actor=request.actor, membership=request.membership, team_id=team_id, **said
        )
        half_typed.forget(request.actor, request.path)
        return redirect("scheme", made.decision.reference, made.pk)


@require_safe
@signed_in
def of_record(request: HttpRequest, reference: str) -> HttpResponse:
    """Which concerns a record has, and which schemes there are."""
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_add_concern(request.membership, decision).or_403()
        note("scheme.viewed", decision_id=decision.pk)
        after = load_after(load(decision))
        context = {
            "decision": decision,
            "reference": reference,
            "schemes": schemes(decision.nation),
            "has_police": bool(queries.police_of(after.record)),
            **shown.on_record(after, request.membership),
        }
        return render(request, "schemes/of_record.html", context)


@require_http_methods(METHODS)
@signed_in
def add(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """A concern on a record that is there, draft or recorded."""
    if request.method == "POST":
        return _add(request, reference, code)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_add_concern(request.membership, decision).or_403()
        scheme = queries.scheme_or_404(decision.nation, code)
        note("scheme.viewed", decision_id=decision.pk)
        form = _add_form(load(decision), kept)
        return _add_page(request, decision, scheme, form, restored=kept is not None)


def _add(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        permissions.may_add_concern(request.membership, decision).or_403()
        scheme = queries.scheme_or_404(decision.nation, code)
        form = _add_form(load(decision), request.POST)
        if not form.is_valid():
            return _add_page(request, decision, scheme, form)
        made = actions.add_chosen(decision, scheme, form.chosen(), actor=request.actor)
        half_typed.forget(request.actor, request.path)
        return redirect("scheme", reference, made.pk)


def _add_form(record: Record, data: QueryDict | None) -> AddForm:
    return AddForm(
        data,
        people={str(row.pk): row for row in record.people},
        police={str(row.pk): row for row in queries.police_of(record)},
        may_grow=record.decision.is_open,
    )


def _add_page(
    request: HttpRequest, decision: Decision, scheme: Scheme, form: AddForm, **more: Any
) -> HttpResponse:
    context: dict[str, Any] = {"decision": decision, "scheme": scheme}
    context |= {"reference": decision.reference, "known": shown.topics(scheme)}
    return form_page(request, "schemes/add.html", form, **context, **more)


@require_safe
@signed_in
def concern(request: HttpRequest, reference: str, concern_id: int) -> HttpResponse:
    """One concern: how far it is, what happened, and what comes next."""
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        after = load_after(load(decision))
        row = queries.concern_or_404(after, concern_id)
        note("scheme.viewed", decision_id=decision.pk)
        found = after.events_of(row)
        names = names_of([row.noted_by_id, *(e.noted_by_id for e in found)], request.membership)
        context = {
            "decision": decision,
            "reference": reference,
            "now": shown.concern_now(row, after, request.membership),
            "known": shown.topics(scheme_of(row.scheme)),
            "events": shown.events(found, names),
            "noted_by": names.get(row.noted_by_id, ""),
        }
        return render(request, "schemes/concern.html", context)


@require_http_methods(METHODS)
@signed_in
def event(request: HttpRequest, reference: str, concern_id: int, stage: str) -> HttpResponse:
    """One thing that happened with a concern; each asks only what it needs."""
    if stage not in FORMS:
        raise Http404
    if request.method == "POST":
        return _note(request, reference, concern_id, stage)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_note(request.membership, decision).or_403()
        after = load_after(load(decision))
        row = queries.concern_or_404(after, concern_id)
        permissions.may_come(after, row, stage).or_403()
        note("scheme.viewed", decision_id=decision.pk, target=stage)
        form = _form(request, stage, kept)
        return _event_page(request, after, row, stage, form, restored=kept is not None)


def _note(request: HttpRequest, reference: str, concern_id: int, stage: str) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        permissions.may_note(request.membership, decision).or_403()
        after = load_after(load(decision))
        row = queries.concern_or_404(after, concern_id)
        form = _form(request, stage, request.POST)
        if not (form.is_valid() and _is_written(request, after, row, stage, form)):
            return _event_page(request, after, row, stage, form)
        half_typed.forget(request.actor, request.path)
    messages.success(request, _("It is noted in the record."))
    return redirect("scheme", reference, concern_id)


def _is_written(
    request: HttpRequest, after: After, row: SchemeConcern, stage: str, form: EventForm
) -> bool:
    """Write what is new; False where it cannot come next, and the form says so."""
    said = dict(form.cleaned_data)
    at, actor, decision = said.pop("happened_at"), request.actor, after.record.decision
    if is_noted(queries.latest_event(row), stage, actor=actor, happened_at=at, said=said):
        return True
    if may := permissions.may_come(after, row, stage):
        actions.add_event(decision, row, stage, actor=actor, happened_at=at, **said)
    else:
        form.add_error(None, may.reason)
    return bool(may)


def _form(request: HttpRequest, stage: str, data: QueryDict | None) -> EventForm:
    if stage == SchemeStage.TOLD:
        return FORMS[stage](data, own_name=request.membership.person.name)
    return FORMS[stage](data)


def _event_page(
    request: HttpRequest,
    after: After,
    row: SchemeConcern,
    stage: str,
    form: EventForm,
    **more: Any,
) -> HttpResponse:
    scheme = scheme_of(row.scheme)
    context: dict[str, Any] = {
        "decision": after.record.decision,
        "reference": after.record.decision.reference,
        "concern": row,
        "name": name_of(row.scheme),
        "scheme": scheme,
        "known": shown.topics(scheme, *words.BESIDE[stage]),
        "stage": stage,
        "heading": words.HEADINGS[stage],
    }
    return form_page(request, "schemes/event.html", form, **context, **more)
