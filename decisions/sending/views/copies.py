"""Copies: one is looked at before it is made, kept as it was made, and taken away as it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import signed_in
from accounts.door import acting, reading
from audit.actions import note
from decisions import queries as decisions
from decisions.choices import CopyLanguage
from decisions.evidence_pack import paper
from decisions.models import Copy, Decision, Recipient
from decisions.record import Record, load
from decisions.sending import actions, making, permissions, queries
from decisions.sending.choosing import Ticks, named_unless_changed, to_be_ticked
from decisions.sending.document import Sender, Wanted
from decisions.sending.forms import MAKE, CopyForm
from decisions.sending.making import Preview
from decisions.sending.warnings import warnings
from decisions.sending.words import is_confirmed
from decisions.wording import shown as wording
from decisions.wording.actions import put_away

METHODS = ["GET", "HEAD", "POST"]


@dataclass
class Look:
    """The form for a copy, and the copy as it would be made from its answers."""

    record: Record
    recipient: Recipient
    form: CopyForm
    preview: Preview | None = None

    @property
    def is_the_one_seen(self) -> bool:
        """Whether what would be made is what was on the page when the button was pressed."""
        seen = self.form.cleaned_data.get("seen")
        return self.preview is not None and seen == self.preview.text_sha256


@require_http_methods(METHODS)
@signed_in
def make_copy(request: HttpRequest, reference: str, recipient_id: int) -> HttpResponse:
    """Look at what they would get, tick what needs it, and make exactly what was looked at."""
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_send(request.membership, decision).or_403()
        look = _look(request, decision, recipient_id)
    wants_it_made = request.method == "POST" and request.POST.get("do") == MAKE
    if request.method == "POST":
        _put_away(request, look)
    if not (wants_it_made and look.preview and look.is_the_one_seen):
        return _preview_page(request, look, asked=wants_it_made)
    try:
        made = making.made(look.preview)
    except paper.TooLong:
        look.form.add_error(None, _("This is too long for one copy. Leave items out of it."))
        return _preview_page(request, look)
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        permissions.may_send(request.membership, decision).or_403()
        ticked = sorted(look.form.ticks().items)
        copy = actions.keep_copy(decision, look.recipient, made, actor=request.actor, ticked=ticked)
    messages.success(request, _("The copy is made and kept. It has not been sent."))
    return redirect("kept_copy", reference, recipient_id, copy.pk)


def _put_away(request: HttpRequest, look: Look) -> None:
    """A hint about words, where the button names one; what is ticked stays ticked."""
    what, _colon, mark = request.POST.get("do", "").partition(":")
    if what != wording.AWAY or look.preview is None:
        return
    record = look.record
    with acting(request.actor):
        record.decision = decisions.for_writing(request.membership, record.decision.reference)
        permissions.may_send(request.membership, record.decision).or_403()
        hints = wording.of_copy(record, look.recipient, look.preview)
        if found := wording.named_by(hints, mark):
            put_away(record, found, actor=request.actor)


def _look(request: HttpRequest, decision: Decision, recipient_id: int) -> Look:
    record = load(decision)
    recipient = queries.recipient_or_404(record, recipient_id)
    posted = request.POST if request.method == "POST" else None
    number = making.number_to_ring(request.membership)
    usual = {
        "named": sorted(map(str, named_unless_changed(record, recipient))),
        "language": CopyLanguage.ENGLISH,
        "number": number,
    }
    form = CopyForm(posted, record=record, recipient=recipient, initial=usual)
    look = Look(record, recipient, form)
    if posted is None:
        ticks = Ticks(named=frozenset(named_unless_changed(record, recipient)))
        look.preview = _preview(request, look, ticks, usual)
    elif form.is_valid():
        look.preview = _preview(request, look, form.ticks(), form.cleaned_data)
    return look


def _preview(request: HttpRequest, look: Look, ticks: Ticks, given: Mapping[str, Any]) -> Preview:
    member = request.membership
    name, organisation = str(member.person), str(member.organisation)
    sender = Sender(name, member.job_title, organisation, given["number"])
    explains = bool(given.get("explain"))
    wanted = Wanted(ticks, given["language"], sender, timezone.localdate(), explains)
    return making.preview(look.record, look.recipient, wanted)


def _preview_page(request: HttpRequest, look: Look, *, asked: bool = False) -> HttpResponse:
    """The form with the copy as it would be; what was asked for and has changed is looked at."""
    form, decision = look.form, look.record.decision
    if look.preview:
        form = _with_seen(look, request)
    context: dict[str, Any] = {
        "form": form,
        "decision": decision,
        "reference": decision.reference,
        "recipient": look.recipient,
        "preview": look.preview,
        "warnings": warnings(look.record, look.recipient, look.preview) if look.preview else [],
        "to_be_ticked": to_be_ticked(look.record, look.recipient),
        "has_changed": asked and look.preview is not None and not form.errors,
        "is_confirmed": is_confirmed(),
    }
    status = 422 if form.errors else 200
    with reading(request.actor):
        detail = {"recipient": look.recipient.pk}
        note("sending.viewed", decision_id=decision.pk, target="copy", detail=detail)
        context |= wording.on_copy(look.record, look.recipient, look.preview)
        return render(request, "sending/make_copy.html", context, status=status)


def _with_seen(look: Look, request: HttpRequest) -> CopyForm:
    """The same form, which now says what was looked at."""
    assert look.preview is not None  # noqa: S101
    if not look.form.is_bound:
        look.form.initial["seen"] = look.preview.text_sha256
        return look.form
    data: QueryDict = request.POST.copy()
    data["seen"] = look.preview.text_sha256
    form = CopyForm(data, record=look.record, recipient=look.recipient)
    form.is_valid()
    for error in look.form.non_field_errors():
        form.add_error(None, error)
    return form


@require_safe
@signed_in
def kept_copy(
    request: HttpRequest, reference: str, recipient_id: int, copy_id: int
) -> HttpResponse:
    """One copy as it was kept: its words, its fingerprints, and its two files."""
    with reading(request.actor):
        copy = _kept(request, reference, recipient_id, copy_id)
        detail = {"recipient": recipient_id, "copy": copy.pk}
        note("sending.viewed", decision_id=copy.decision_id, target="copy", detail=detail)
        context = {
            "copy": copy,
            "recipient": copy.recipient,
            "reference": reference,
            "may_send": permissions.may_send(request.membership, copy.decision),
        }
        return render(request, "sending/copy.html", context)


@require_safe
@signed_in
def copy_pdf(request: HttpRequest, reference: str, recipient_id: int, copy_id: int) -> HttpResponse:
    """The PDF as it is kept; taking it away is an act."""
    with reading(request.actor):
        copy = _kept(request, reference, recipient_id, copy_id)
        actions.note_copy_read(copy, file_format="pdf")
    return _file(bytes(copy.pdf), "application/pdf", f"{reference}-{copy.pk}.pdf")


@require_safe
@signed_in
def copy_text(
    request: HttpRequest, reference: str, recipient_id: int, copy_id: int
) -> HttpResponse:
    """The plain text as it is kept; taking it away is an act."""
    with reading(request.actor):
        copy = _kept(request, reference, recipient_id, copy_id)
        actions.note_copy_read(copy, file_format="text")
    return _file(copy.text.encode(), "text/plain; charset=utf-8", f"{reference}-{copy.pk}.txt")


def _kept(request: HttpRequest, reference: str, recipient_id: int, copy_id: int) -> Copy:
    decision = decisions.decision_or_404(request.membership, reference)
    permissions.may_see(request.membership, decision).or_403()
    return queries.copy_or_404(decision, recipient_id, copy_id)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    """The name of the file says which record and copy; never about whom."""
    headers = {"Content-Disposition": f'attachment; filename="copy-{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
