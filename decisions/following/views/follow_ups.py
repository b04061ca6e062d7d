"""How is it noted what a recipient did, and that a person was told later?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from audit.actions import note
from decisions import queries as decisions
from decisions.actions.telling import TELLING, fitting, tell_person
from decisions.choices import FollowUpKind
from decisions.following import permissions, queries
from decisions.following.actions.follow_ups import follow_up as add_follow_up
from decisions.following.forms import FORMS, FollowUpForm, ToldLaterForm
from decisions.following.views.shared import METHODS, form_page
from decisions.following.words import BUTTONS
from decisions.models import Decision, PersonConcerned
from decisions.record import Record, load
from decisions.screens.whom import called, role_of, spoken_to


@require_http_methods(METHODS)
@signed_in
def follow_up(request: HttpRequest, reference: str, recipient_id: int, kind: str) -> HttpResponse:
    """One thing that happened with one recipient; each kind asks only what it needs."""
    if kind not in FORMS:
        raise Http404
    if request.method == "POST":
        return _add(request, reference, recipient_id, kind)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_follow_up(request.membership, decision).or_403()
        record = load(decision)
        queries.recipient_or_404(record, recipient_id)
        note("follow_up.viewed", decision_id=decision.pk, target=kind)
        form = _form(decision, kind, kept)
        return _page(request, record, recipient_id, kind, form, restored=kept is not None)


def _add(request: HttpRequest, reference: str, recipient_id: int, kind: str) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        permissions.may_follow_up(request.membership, decision).or_403()
        record = load(decision)
        recipient = queries.recipient_or_404(record, recipient_id)
        form = _form(decision, kind, request.POST)
        if not form.is_valid():
            return _page(request, record, recipient_id, kind, form)
        add_follow_up(decision, recipient, kind, actor=request.actor, **form.cleaned_data)
        half_typed.forget(request.actor, request.path)
    messages.success(request, _("It is noted in the record."))
    return redirect("sharing", reference, recipient_id)


def _form(decision: Decision, kind: str, data: QueryDict | None) -> FollowUpForm:
    more: dict[str, Any] = {}
    if kind == FollowUpKind.ESCALATED:
        more["stages"] = queries.stages_of(decision.organisation_id)
    return FORMS[kind](data, **more)


def _page(
    request: HttpRequest,
    record: Record,
    recipient_id: int,
    kind: str,
    form: FollowUpForm,
    **more: Any,
) -> HttpResponse:
    context: dict[str, Any] = {
        "decision": record.decision,
        "reference": record.decision.reference,
        "recipient": queries.recipient_or_404(record, recipient_id),
        "kind": kind,
        "heading": BUTTONS[kind],
        "without_stages": kind == FollowUpKind.ESCALATED and "stage" not in form.fields,
    }
    return form_page(request, "following/follow_up.html", form, **context, **more)


@require_http_methods(METHODS)
@signed_in
def told_later(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """Whether somebody who was not told has been told since; the earlier answer stays."""
    if request.method == "POST":
        return _tell(request, reference, person_id)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_follow_up(request.membership, decision).or_403()
        record = load(decision)
        person = _spoken_to_or_404(record, person_id)
        note("follow_up.viewed", decision_id=decision.pk, target="told-later")
        form = ToldLaterForm(kept)
        return _person_page(request, record, person, form, restored=kept is not None)


def _tell(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        permissions.may_follow_up(request.membership, decision).or_403()
        record = load(decision)
        person = _spoken_to_or_404(record, person_id)
        form = ToldLaterForm(request.POST)
        if not form.is_valid():
            return _person_page(request, record, person, form)
        if not _is_known(record, person, form.cleaned_data):
            tell_person(decision, person, actor=request.actor, values=form.cleaned_data)
        half_typed.forget(request.actor, request.path)
    messages.success(request, _("It is noted in the record."))
    return redirect("recorded", reference)


def _is_known(record: Record, person: PersonConcerned, values: dict[str, Any]) -> bool:
    """A double click says what the last telling says already."""
    latest = record.informing_of(person)[-1:]
    said = fitting(values)
    return bool(latest) and all(getattr(latest[0], name) == said[name] for name in TELLING)


def _spoken_to_or_404(record: Record, person_id: int) -> PersonConcerned:
    """There is nothing to tell an unborn child."""
    person = queries.person_or_404(record, person_id)
    if person not in spoken_to(record):
        raise Http404
    return person


def _person_page(
    request: HttpRequest,
    record: Record,
    person: PersonConcerned,
    form: ToldLaterForm,
    *,
    restored: bool = False,
) -> HttpResponse:
    context = {
        "decision": record.decision,
        "reference": record.decision.reference,
        "person": person,
        "person_name": called(person, record),
        "person_role": role_of(person),
        "tellings": record.informing_of(person),
    }
    return form_page(request, "following/told_later.html", form, restored=restored, **context)
