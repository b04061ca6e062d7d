"""How is it noted what went wrong with a share, and how is it put right to its end?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.models import Membership
from accounts.ui import UiForm
from accounts.verdict import Verdict
from audit.actions import note
from decisions import queries as decisions
from decisions.after import After, load_after
from decisions.following import permissions, policies, queries, shown
from decisions.following.actions import incidents as actions
from decisions.following.incident_forms import (
    AskedForm,
    BreachForm,
    CloseForm,
    ConfirmedForm,
    DangerForm,
    PeopleToldForm,
    ReportForm,
    SomebodyForm,
    WrongForm,
)
from decisions.following.views.shared import METHODS, form_page
from decisions.guidance import breach_rules
from decisions.models import Decision, Incident, IncidentRecipient
from decisions.record import Record, load


@dataclass(frozen=True)
class Part:
    """One form of an incident: its heading, who may, and what writes it."""

    heading: Promise
    form: type[UiForm]
    write: Callable[..., Any]
    may: Callable[[Membership, Decision, Incident], Verdict] = permissions.may_put_right


PARTS: Mapping[str, Part] = {
    "danger": Part(gettext_lazy("Who is in danger"), DangerForm, actions.say_danger),
    "breach": Part(
        gettext_lazy("Is it a data breach?"),
        BreachForm,
        actions.decide_breach,
        permissions.may_decide_breach,
    ),
    "report": Part(gettext_lazy("Reported to the ICO"), ReportForm, actions.note_report),
    "people": Part(
        gettext_lazy("Were the people it is about told?"), PeopleToldForm, actions.note_people_told
    ),
    "somebody": Part(gettext_lazy("Somebody else has it"), SomebodyForm, actions.add_somebody),
    "finish": Part(gettext_lazy("Finish this"), CloseForm, actions.close_incident),
}
# Of one recipient.
STEPS: Mapping[str, Part] = {
    "asked": Part(gettext_lazy("They were asked"), AskedForm, actions.ask_recipient),
    "confirmed": Part(gettext_lazy("They confirmed it"), ConfirmedForm, actions.confirm_recipient),
}


@require_http_methods(METHODS)
@signed_in
def wrong(request: HttpRequest, reference: str) -> HttpResponse:
    """Something was wrong with a share: who is in danger is asked first."""
    if request.method == "POST":
        return _begin(request, reference)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_report_wrong(request.membership, decision).or_403()
        record = load(decision)
        note("incident.viewed", decision_id=decision.pk, target="wrong")
        only = [request.GET["recipient"]] if "recipient" in request.GET else []
        form = WrongForm(kept, recipients=record.recipients, initial={"recipients": only})
        return _wrong_page(request, decision, form, restored=kept is not None)


def _begin(request: HttpRequest, reference: str) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        permissions.may_report_wrong(request.membership, decision).or_403()
        record = load(decision)
        form = WrongForm(request.POST, recipients=record.recipients)
        if not form.is_valid():
            return _wrong_page(request, decision, form)
        said = dict(form.cleaned_data)
        chosen = {int(pk) for pk in said.pop("recipients", [])}
        rows = [row for row in record.recipients if row.pk in chosen]
        made = actions.begin_incident(decision, rows, actor=request.actor, **said)
        half_typed.forget(request.actor, request.path)
        return redirect("incident", reference, made.pk)


def _wrong_page(
    request: HttpRequest, decision: Decision, form: WrongForm, *, restored: bool = False
) -> HttpResponse:
    context = {"decision": decision, "reference": decision.reference}
    return form_page(request, "following/wrong.html", form, restored=restored, **context)


@require_safe
@signed_in
def incident(request: HttpRequest, reference: str, incident_id: int) -> HttpResponse:
    """What went wrong, the clock, what each recipient did, and what is left to do."""
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        record = load(decision)
        after = load_after(record)
        found = queries.incident_or_404(after, incident_id)
        note("incident.viewed", decision_id=decision.pk, detail={"incident": found.pk})
        context = _incident(request.membership, after, found)
        return render(request, "following/incident.html", context)


def _incident(membership: Membership, after: After, found: Incident) -> dict[str, Any]:
    decision = after.record.decision
    rows = after.recipients_of(found)
    people = {found.found_by_id, found.breach_decided_by_id, found.closed_by_id}
    names: Mapping[Any, str] = queries.names_of(
        people | {row.asked_by_id for row in rows}, membership
    )
    return {
        "decision": decision,
        "reference": decision.reference,
        "incident": found,
        "now": shown.incident_now(found, after),
        "report_by": policies.report_by(found),
        "rows": [
            (row, shown.whoever_has_it(row, after.record), names.get(row.asked_by_id))
            for row in rows
        ],
        "finder": names.get(found.found_by_id),
        "decider": names.get(found.breach_decided_by_id),
        "closer": names.get(found.closed_by_id),
        "rules": breach_rules(),
        "may": permissions.may_put_right(membership, decision, found),
        "may_decide": permissions.may_decide_breach(membership, decision, found),
        "can_close": policies.can_close(found, rows),
    }


@require_http_methods(METHODS)
@signed_in
def incident_part(
    request: HttpRequest, reference: str, incident_id: int, part: str
) -> HttpResponse:
    """One part of what is written about an incident."""
    return _part(request, reference, incident_id, PARTS.get(part))


@require_http_methods(METHODS)
@signed_in
def incident_recipient(
    request: HttpRequest, reference: str, incident_id: int, row_id: int, step: str
) -> HttpResponse:
    """That one recipient was asked, or confirmed it."""
    return _part(request, reference, incident_id, STEPS.get(step), row_id)


def _part(
    request: HttpRequest,
    reference: str,
    incident_id: int,
    part: Part | None,
    row_id: int | None = None,
) -> HttpResponse:
    if part is None:
        raise Http404
    if request.method == "POST":
        return _write(request, reference, incident_id, part, row_id)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        after, found, row = _found(request, decision, incident_id, part, row_id)
        note("incident.viewed", decision_id=decision.pk, detail={"incident": found.pk})
        form = _form(part, row or found, kept)
        return _part_page(request, after.record, found, row, part, form, restored=bool(kept))


def _write(
    request: HttpRequest, reference: str, incident_id: int, part: Part, row_id: int | None
) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        if _is_finished(decision, incident_id, part):  # a double click
            return redirect("incident", reference, incident_id)
        after, found, row = _found(request, decision, incident_id, part, row_id)
        form = _form(part, row or found, request.POST)
        if not form.is_valid():
            return _part_page(request, after.record, found, row, part, form)
        part.write(decision, row or found, actor=request.actor, **form.cleaned_data)
        half_typed.forget(request.actor, request.path)
    messages.success(request, _("It is noted in the record."))
    return redirect("incident", reference, incident_id)


def _is_finished(decision: Decision, incident_id: int, part: Part) -> bool:
    return part is PARTS["finish"] and queries.is_finished(decision, incident_id)


def _found(
    request: HttpRequest, decision: Decision, incident_id: int, part: Part, row_id: int | None
) -> tuple[After, Incident, IncidentRecipient | None]:
    """What the form is about; 404 for what is not there, 403 for who may not write it now."""
    after = load_after(load(decision))
    found = queries.incident_or_404(after, incident_id)
    row = queries.incident_recipient_or_404(after, found, row_id) if row_id is not None else None
    part.may(request.membership, decision, found).or_403()
    if part is PARTS["finish"]:
        permissions.may_finish(found, after.recipients_of(found)).or_403()
    return after, found, row


def _form(part: Part, row: Incident | IncidentRecipient, data: Any) -> UiForm:
    """With what is written already, so that it can be put right."""
    names = part.form.base_fields
    return part.form(data, initial={name: getattr(row, name, None) or None for name in names})


def _part_page(
    request: HttpRequest,
    record: Record,
    found: Incident,
    row: IncidentRecipient | None,
    part: Part,
    form: UiForm,
    *,
    restored: bool = False,
) -> HttpResponse:
    context = {
        "decision": record.decision,
        "reference": record.decision.reference,
        "incident": found,
        "row": row,
        "who": shown.whoever_has_it(row, record) if row else None,
        "heading": part.heading,
        "rules": breach_rules() if part.form in (BreachForm, ReportForm, PeopleToldForm) else (),
        "clock": policies.clock_runs(found) and shown.clock_of(found),
        "is_danger": part.form is DangerForm,
    }
    return form_page(request, "following/incident_part.html", form, restored=restored, **context)
