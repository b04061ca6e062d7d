"""How does the Guardian keep the schedule, hold records, and destroy them with a second person?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.ui import UiForm
from accounts.views.shared import typed
from audit.actions import note
from decisions import paging
from decisions import queries as decisions
from decisions.choices import RecordKind
from decisions.models import Decision, Disposal
from decisions.retention import actions, permissions, queries
from decisions.retention.examples import EXAMPLES
from decisions.retention.forms import (
    AGREE,
    DecideForm,
    HoldFindForm,
    HoldForm,
    PeriodForm,
    ProposeForm,
    RefuseForm,
    ReleaseForm,
)

PAGE = 25
SALT = "decisions.retention"
METHODS = ["GET", "HEAD", "POST"]
NOT_SIGNED = gettext_lazy(
    "Nothing is destroyed yet: the newest entries of its history are not signed. "
    "Try again in a minute. If it stays so, the signer may have stopped."
)
NOT_FREE = gettext_lazy(
    "Nothing is destroyed: the record is held, or somebody has begun a record that belongs to it."
)


@require_safe
@signed_in
def retention(request: HttpRequest) -> HttpResponse:
    """The schedule, what waits for a second person, and what is due, the longest due first."""
    with reading(request.actor):
        permissions.may_see(request.membership).or_403()
        organisation_id = request.membership.organisation_id
        context = _waiting(request, organisation_id)
        if permissions.may_keep_schedule(request.membership):
            context |= _schedule(organisation_id) | _due(request, organisation_id)
            context["others"] = queries.could_approve(request.membership)
        note("retention.viewed", detail={"due": len(context.get("due", ()))})
        return render(request, "retention/retention.html", context)


def _waiting(request: HttpRequest, organisation_id: int) -> dict[str, Any]:
    after = paging.position(request.GET.get("since", ""), salt=SALT)
    found = queries.waiting(organisation_id, after, PAGE)
    last = found[PAGE - 1] if len(found) > PAGE else None
    return {
        "waiting": found[:PAGE],
        "next_waiting": paging.signed(last.proposed_at, last.pk, salt=SALT) if last else "",
    }


def _schedule(organisation_id: int) -> dict[str, Any]:
    periods = queries.periods_of(organisation_id)
    schedule = [(kind, label, periods.get(kind)) for kind, label in RecordKind.choices]
    return {"schedule": schedule, "periods": periods}


def _due(request: HttpRequest, organisation_id: int) -> dict[str, Any]:
    after = paging.position(request.GET.get("after", ""), salt=SALT)
    periods = queries.periods_of(organisation_id)
    found = queries.due_page(organisation_id, periods, after, PAGE)
    last = found[PAGE - 1] if len(found) > PAGE else None
    return {
        "due": found[:PAGE],
        "next": paging.signed(last.due_at, last.pk, salt=SALT) if last else "",
        "paged": after is not None,
    }


@require_http_methods(METHODS)
@signed_in
def period(request: HttpRequest, kind: str) -> HttpResponse:
    """How long one kind of record is kept."""
    with reading(request.actor):
        permissions.may_keep_schedule(request.membership).or_403()
        if kind not in RecordKind.values:
            raise Http404
        organisation_id = request.membership.organisation_id
        kept = queries.periods_of(organisation_id).get(kind)
    names = ("years", "counted_from", "source")
    initial = {name: getattr(kept, name) for name in names} if kept else {}
    form = PeriodForm(typed(request), kind=kind, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_period(organisation_id, actor=request.actor, kind=kind, **form.cleaned_data)
        return _done(request, _("The schedule is saved."))
    context = {"kind": RecordKind(kind).label, "examples": EXAMPLES.get(kind, ())}
    return _form_page(request, "retention/period.html", form, **context)


@require_http_methods(METHODS)
@signed_in
def holds(request: HttpRequest) -> HttpResponse:
    """Every hold in force; a record to hold is found by its reference, by post."""
    form = HoldFindForm(request.POST if request.method == "POST" else None)
    with reading(request.actor):
        permissions.may_keep_schedule(request.membership).or_403()
        if form.is_bound and form.is_valid():
            reference = form.cleaned_data["reference"]
            if decisions.matching(request.membership, reference=reference).exists():
                return redirect("hold", reference)
            form.add_error("reference", _("There is no record with this reference"))
        before = paging.position(request.GET.get("before", ""), salt=SALT)
        found = queries.holds_page(request.membership.organisation_id, before, PAGE)
        last = found[PAGE - 1] if len(found) > PAGE else None
        context = {
            "form": form,
            "holds": found[:PAGE],
            "next": paging.signed(last.held_at, last.pk, salt=SALT) if last else "",
            "paged": before is not None,
        }
        note("retention.viewed", target="holds", detail={"holds": len(found[:PAGE])})
        return render(request, "retention/holds.html", context, status=422 if form.errors else 200)


@require_http_methods(METHODS)
@signed_in
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep one record, and how it was kept before."""
    with reading(request.actor):
        decision = _kept_by(request, reference)
        found = queries.holds_on(decision)
    form = HoldForm(typed(request))
    if request.method == "POST" and form.is_valid():
        actions.hold(decision, actor=request.actor, **form.cleaned_data)
        return _done(request, _("The record is held. It cannot be destroyed."), "holds")
    return _form_page(request, "retention/hold.html", form, decision=decision, holds=found)


@require_http_methods(METHODS)
@signed_in
def release(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Lift one hold."""
    with reading(request.actor):
        permissions.may_keep_schedule(request.membership).or_403()
        found = queries.hold_or_404(request.membership.organisation_id, hold_id)
    form = ReleaseForm(typed(request))
    if request.method == "POST" and form.is_valid():
        actions.release(found, actor=request.actor, **form.cleaned_data)
        return _done(request, _("The hold is lifted."), "holds")
    return _form_page(request, "retention/release.html", form, hold=found)


@require_safe
@signed_in
def decided(request: HttpRequest) -> HttpResponse:
    """What was destroyed, and what was not agreed to."""
    with reading(request.actor):
        permissions.may_keep_schedule(request.membership).or_403()
        before = paging.position(request.GET.get("before", ""), salt=SALT)
        found = queries.decided_page(request.membership.organisation_id, before, PAGE)
        last = found[PAGE - 1] if len(found) > PAGE else None
        context = {
            "found": found[:PAGE],
            "next": paging.signed(last.proposed_at, last.pk, salt=SALT) if last else "",
            "paged": before is not None,
        }
        note("retention.viewed", target="disposals", detail={"found": len(found[:PAGE])})
        return render(request, "retention/decided.html", context)


@require_http_methods(METHODS)
@signed_in
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose that a record whose time is over be destroyed."""
    with reading(request.actor):
        decision = _kept_by(request, reference)
        periods = queries.periods_of(decision.organisation_id)
        term = queries.term_of(decision, periods) if queries.is_due(decision) else None
        blocked = term is None or queries.followed_by_draft(decision)
    suggested = {"authority": term.period.source if term else ""}
    form = ProposeForm(None if blocked else typed(request), initial=suggested)
    if request.method == "POST" and term and not blocked and form.is_valid():
        made = actions.propose_disposal(decision, term, actor=request.actor, **form.cleaned_data)
        half_typed.forget(request.actor, request.path)
        return redirect("disposal", made.pk)
    context = {"decision": decision, "term": term, "blocked": blocked}
    return _form_page(request, "retention/propose.html", form, **context)


@require_http_methods(METHODS)
@signed_in
def disposal(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """One proposal: the second person agrees or not, the first may take it back."""
    if request.method == "POST":
        return _decide(request, disposal_id)
    with reading(request.actor):
        permissions.may_see(request.membership).or_403()
        found = queries.disposal_or_404(request.membership.organisation_id, disposal_id)
        note("retention.viewed", decision_id=found.decision_id, detail={"disposal": found.pk})
        return _disposal_page(request, found, _form_for(request, found))


def _decide(request: HttpRequest, disposal_id: int) -> HttpResponse:
    with acting(request.actor):
        permissions.may_see(request.membership).or_403()
        found = queries.for_deciding(request.membership.organisation_id, disposal_id)
        form = _form_for(request, found, posted=True)
        if form is None:
            permissions.may_refuse(request.membership, found).or_403()
        elif form.is_valid():
            _say(request, found, form)
            return redirect("disposal", found.pk)
        return _disposal_page(request, found, form)


def _say(request: HttpRequest, found: Disposal, form: UiForm) -> None:
    if form.cleaned_data.get("answer") == AGREE:
        actions.approve_disposal(found, actor=request.actor)
    else:
        actions.refuse_disposal(found, actor=request.actor, reason=form.cleaned_data["reason"])


def _form_for(
    request: HttpRequest, found: Disposal, *, posted: bool = False
) -> DecideForm | RefuseForm | None:
    """The second person agrees or refuses; the others can only stop it."""
    data = request.POST if posted else None
    if permissions.may_approve(request.membership, found, _author(found)):
        return DecideForm(data)
    if permissions.may_refuse(request.membership, found):
        return RefuseForm(data)
    return None


def _author(found: Disposal) -> int | None:
    decision = queries.subject_of(found)
    return decision.author_id if decision else None


def _disposal_page(request: HttpRequest, found: Disposal, form: UiForm | None) -> HttpResponse:
    may_approve = permissions.may_approve(request.membership, found, _author(found))
    seen = decisions.visible_to(request.membership).filter(pk=found.decision_id)
    context = {
        "form": form,
        "disposal": found,
        "may_approve": may_approve,
        "may_dispose": permissions.may_dispose(request.membership, found),
        "is_seen": seen.exists(),
        "is_held": seen.filter(queries.held()).exists(),
        "entries": queries.entries_covered(found),
        "others": queries.could_approve(request.membership),
    }
    status = 422 if form and form.errors else 200
    return render(request, "retention/disposal.html", context, status=status)


@require_POST
@signed_in
def destroy(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """Destroy what two people agreed on; the database looks for itself whether they did."""
    try:
        with acting(request.actor):
            organisation_id = request.membership.organisation_id
            permissions.may_see(request.membership).or_403()
            found = queries.for_deciding(organisation_id, disposal_id)
            permissions.may_dispose(request.membership, found).or_403()
            entries = actions.dispose(found, actor=request.actor)
    except actions.NotSignedYet:
        messages.info(request, NOT_SIGNED)
    except actions.HeldOrFollowed:
        messages.info(request, NOT_FREE)
    else:
        said = ngettext(
            "The record is destroyed, with %d entry of its history.",
            "The record is destroyed, with %d entries of its history.",
            entries,
        )
        messages.success(request, said % entries)
    return redirect("disposal", disposal_id)


def _kept_by(request: HttpRequest, reference: str) -> Decision:
    """Nothing is there for strangers; who may see the record, but not this, is told so."""
    decision = decisions.decision_or_404(request.membership, reference)
    permissions.may_keep_schedule(request.membership).or_403()
    return decision


def _done(request: HttpRequest, said: str, place: str = "retention") -> HttpResponse:
    half_typed.forget(request.actor, request.path)
    messages.success(request, said)
    return redirect(place)


def _form_page(request: HttpRequest, template: str, form: UiForm, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    with reading(request.actor):
        if decision := context.get("decision"):
            note("retention.viewed", decision_id=decision.pk)
        return render(request, template, {"form": form, **context}, status=status)
