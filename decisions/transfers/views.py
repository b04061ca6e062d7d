"""How is it noted that a record moves, and that it arrived?"""

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
from decisions.events import is_noted
from decisions.following.queries import names_of
from decisions.following.views.shared import METHODS, form_page
from decisions.guidance import terms
from decisions.guidance.shapes import NATIONS
from decisions.guidance.transfers import Move, move_of, moves
from decisions.models import Decision, RecordTransfer
from decisions.record import Record, load
from decisions.transfers import actions, permissions, policies, queries, shown, words
from decisions.transfers.forms import FORMS, EventForm, MoveForm


@require_safe
@signed_in
def of_record(request: HttpRequest, reference: str) -> HttpResponse:
    """Which records move, and which kinds of move there are."""
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_prepare(request.membership, decision).or_403()
        note("transfer.viewed", decision_id=decision.pk)
        record = load(decision)
        context = {
            "decision": decision,
            "reference": reference,
            "moves": moves(decision.nation),
            "can_name": bool(record.recipients) or decision.is_open,
            "to": _recipient_asked(request),
            **shown.on_record(load_after(record), request.membership),
        }
        return render(request, "transfers/of_record.html", context)


def _recipient_asked(request: HttpRequest) -> str:
    """The recipient that a link names; anything but a number names none."""
    asked = request.GET.get("recipient", "")
    return asked if asked.isdecimal() else ""


@require_http_methods(METHODS)
@signed_in
def add(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """What goes, what stays, and by when it must be there."""
    if request.method == "POST":
        return _add(request, reference, kind)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_prepare(request.membership, decision).or_403()
        move = queries.move_or_404(kind, decision.nation)
        note("transfer.viewed", decision_id=decision.pk)
        initial = {"recipient": _recipient_asked(request)}
        form = _form(load(decision), move, kept, initial=initial)
        return _add_page(request, decision, move, form, restored=kept is not None)


def _add(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        permissions.may_prepare(request.membership, decision).or_403()
        move = queries.move_or_404(kind, decision.nation)
        form = _form(load(decision), move, request.POST)
        if not form.is_valid():
            return _add_page(request, decision, move, form)
        made = actions.prepare_chosen(decision, move, form.chosen(), actor=request.actor)
        half_typed.forget(request.actor, request.path)
        return redirect("transfer", reference, made.pk)


def _form(record: Record, move: Move, data: QueryDict | None, **more: Any) -> MoveForm:
    return MoveForm(
        data,
        move=move,
        recipients={str(row.pk): row for row in record.recipients},
        people={str(row.pk): row for row in record.people},
        may_grow=record.decision.is_open,
        **more,
    )


def _add_page(
    request: HttpRequest, decision: Decision, move: Move, form: MoveForm, **more: Any
) -> HttpResponse:
    elsewhere = [terms(key) for key in NATIONS if key != decision.nation]
    context: dict[str, Any] = {
        "decision": decision,
        "reference": decision.reference,
        "move": move,
        "nations": elsewhere if move.kind == "nation" else [],
    }
    return form_page(request, "transfers/add.html", form, **context, **more)


@require_safe
@signed_in
def transfer(request: HttpRequest, reference: str, transfer_id: int) -> HttpResponse:
    """One record that moves: how far it is, what happened, and what comes next."""
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        after = load_after(load(decision))
        row = queries.transfer_or_404(after, transfer_id)
        note("transfer.viewed", decision_id=decision.pk)
        ids = [row.noted_by_id, *(each.noted_by_id for each in after.events_on_the_way(row))]
        names = names_of(ids, request.membership)
        context = {
            "decision": decision,
            "reference": reference,
            "now": shown.transfer_now(row, after, request.membership),
            "events": shown.events(after, row, names),
            "noted_by": names.get(row.noted_by_id, ""),
        }
        return render(request, "transfers/transfer.html", context)


@require_http_methods(METHODS)
@signed_in
def event(request: HttpRequest, reference: str, transfer_id: int, stage: str) -> HttpResponse:
    """One thing that happened to a record on its way."""
    if stage not in FORMS:
        raise Http404
    if request.method == "POST":
        return _note(request, reference, transfer_id, stage)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_note(request.membership, decision).or_403()
        after = load_after(load(decision))
        row = queries.transfer_or_404(after, transfer_id)
        permissions.may_come(after, row, stage).or_403()
        note("transfer.viewed", decision_id=decision.pk, target=stage)
        form = _event_form(after, row, stage, kept)
        return _event_page(request, after, row, stage, form, restored=kept is not None)


def _note(request: HttpRequest, reference: str, transfer_id: int, stage: str) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        permissions.may_note(request.membership, decision).or_403()
        after = load_after(load(decision))
        row = queries.transfer_or_404(after, transfer_id)
        form = _event_form(after, row, stage, request.POST)
        if not (form.is_valid() and _is_written(request, after, row, stage, form)):
            return _event_page(request, after, row, stage, form)
        half_typed.forget(request.actor, request.path)
    messages.success(request, _("It is noted in the record."))
    return redirect("transfer", reference, transfer_id)


def _is_written(
    request: HttpRequest, after: After, row: RecordTransfer, stage: str, form: EventForm
) -> bool:
    """Write what is new; False where it cannot come next, and the form says so."""
    said = dict(form.cleaned_data)
    at, actor = said.pop("happened_at"), request.actor
    if is_noted(queries.latest_event(row), stage, actor=actor, happened_at=at, said=said):
        return True
    if may := permissions.may_come(after, row, stage):
        actions.add_event(after, row, stage, actor=actor, happened_at=at, **said)
    else:
        form.add_error(None, may.reason)
    return bool(may)


def _event_form(after: After, row: RecordTransfer, stage: str, data: QueryDict | None) -> EventForm:
    return FORMS[stage](data, not_before=policies.noted_until(after, row))


def _event_page(
    request: HttpRequest,
    after: After,
    row: RecordTransfer,
    stage: str,
    form: EventForm,
    **more: Any,
) -> HttpResponse:
    decision = after.record.decision
    context: dict[str, Any] = {
        "decision": decision,
        "reference": decision.reference,
        "transfer": row,
        "recipient": shown.transfer_now(row, after, request.membership).recipient,
        "move": move_of(row.kind, decision.nation),
        "stage": stage,
        "heading": words.BUTTONS[stage],
    }
    return form_page(request, "transfers/event.html", form, **context, **more)
