"""Noting attempts: which way and what came of it, then what that way must record."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.ui import UiForm
from audit.actions import note
from decisions import queries as decisions
from decisions.after import After
from decisions.choices import DispatchResult
from decisions.guidance import method
from decisions.models import Recipient
from decisions.sending import actions, asks, permissions
from decisions.sending.choosing import concerned, is_protected
from decisions.sending.forms import FailedForm, ToldForm, WayForm
from decisions.sending.policies import ShareState, state_of
from decisions.sending.views.sharing import found

METHODS = ["GET", "HEAD", "POST"]
MakeForm = Callable[[Any, After, Recipient, str], UiForm]


@require_http_methods(METHODS)
@signed_in
def tell(request: HttpRequest, reference: str, recipient_id: int) -> HttpResponse:
    """Which way it was tried, and what came of it; the next page asks the rest."""
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_send(request.membership, decision).or_403()
        after, row = found(decision, recipient_id)
        posted = request.POST if request.method == "POST" else None
        form = WayForm(posted, initial={"method": _usual_way(after, row)})
        if form.is_valid():
            failed = form.cleaned_data["result"] == "failed"
            name = "note_failed" if failed else "note_told"
            return redirect(name, reference, recipient_id, form.cleaned_data["method"])
        note("sending.viewed", decision_id=decision.pk, target="tell")
        return _page(request, "tell", after, row, form)


def _usual_way(after: After, row: Recipient) -> str:
    """The way that the record names; after a call, what comes next is in writing."""
    state = state_of(row, after.dispatches_to(row))
    if state == ShareState.TO_FOLLOW and row.method and asks.is_by_mouth(row.method):
        return ""
    return row.method


@require_http_methods(METHODS)
@signed_in
def note_told(request: HttpRequest, reference: str, recipient_id: int, code: str) -> HttpResponse:
    """Note an attempt that worked."""
    return _noting(request, reference, recipient_id, code, _told_form, _note_told)


@require_http_methods(METHODS)
@signed_in
def note_failed(request: HttpRequest, reference: str, recipient_id: int, code: str) -> HttpResponse:
    """Note an attempt that did not work, and why."""
    return _noting(request, reference, recipient_id, code, _failed_form, _note_failed)


Note = Callable[[HttpRequest, After, Recipient, str, Any], str]


def _noting(
    request: HttpRequest,
    reference: str,
    recipient_id: int,
    code: str,
    make_form: MakeForm,
    do: Note,
) -> HttpResponse:
    if code not in asks.codes():
        raise Http404
    page = "failed" if make_form is _failed_form else "told"
    if request.method != "POST":
        kept = half_typed.take_back(request.actor, request.path)
        with reading(request.actor):
            decision = decisions.decision_or_404(request.membership, reference)
            permissions.may_send(request.membership, decision).or_403()
            after, row = found(decision, recipient_id)
            form = make_form(kept, after, row, code)
            note("sending.viewed", decision_id=decision.pk, target=page)
            return _page(request, page, after, row, form, code=code, restored=kept is not None)
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        permissions.may_send(request.membership, decision).or_403()
        after, row = found(decision, recipient_id)
        form = make_form(request.POST, after, row, code)
        if not form.is_valid():
            return _page(request, page, after, row, form, code=code, status=422)
        said = do(request, after, row, code, form)
        half_typed.forget(request.actor, request.path)
    messages.success(request, said)
    return redirect("sharing", reference, recipient_id)


def _failed_form(data: Any, _after: After, row: Recipient, _code: str) -> UiForm:
    return FailedForm(data, initial={"key": uuid.uuid4(), "contact": row.contact})


def _told_form(data: Any, after: After, row: Recipient, code: str) -> UiForm:
    record = after.record
    people = concerned(record, record.items_for(row))
    state = state_of(row, after.dispatches_to(row))
    return ToldForm(
        data,
        code=code,
        agency_type=row.agency_type,
        people=[person for person in people if not is_protected(person)],
        copies=after.copies_for(row),
        has_call=state in {ShareState.TO_FOLLOW, ShareState.SENT},
        hours=record.decision.organisation.complete_within_hours,
        initial={"key": uuid.uuid4(), "contact": row.contact},
    )


def _note_failed(
    request: HttpRequest, after: After, row: Recipient, code: str, form: FailedForm
) -> str:
    values = {**form.cleaned_data, "method": code, "result": DispatchResult.FAILED}
    key = values.pop("key")
    actions.note_attempt(after, row, actor=request.actor, key=key, values=values)
    return _("It is noted that it did not work. Try again, or try another way.")


def _note_told(
    request: HttpRequest, after: After, row: Recipient, code: str, form: ToldForm
) -> str:
    given = dict(form.cleaned_data)
    copy_id = given.pop("copy", "")
    given.pop("as_it_is", None)
    key = given.pop("key")
    spoken = asks.is_by_mouth(code)
    values = {
        **given,
        "method": code,
        "result": DispatchResult.SPOKEN if spoken else DispatchResult.SENT,
        "copy_id": int(copy_id) if copy_id else None,
        "read_back": form.kinds_read_back(),
        "read_back_for": form.read_back_for if form.kinds_read_back() else None,
    }
    made = actions.note_attempt(after, row, actor=request.actor, key=key, values=values)
    if made.follow_up_due_at:
        return _("It is noted. Send it in writing next: that is the same share.")
    return _("It is noted, with its true time.")


def _page(
    request: HttpRequest,
    page: str,
    after: After,
    row: Recipient,
    form: UiForm,
    *,
    code: str = "",
    status: int | None = None,
    restored: bool = False,
) -> HttpResponse:
    decision = after.record.decision
    context = {
        "form": form,
        "decision": decision,
        "reference": decision.reference,
        "recipient": row,
        "way": method(code) if code else None,
        "restored": restored,
        "typed_token": half_typed.token(request.actor, request.path),
    }
    status = status or (422 if request.method == "POST" else 200)
    return render(request, f"sending/{page}.html", context, status=status)
