"""Whom do we share with? The list of agencies, one of them, and how they are kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.views.shared import saved, show, typed
from audit.actions import note
from decisions.directory import actions, permissions, queries
from decisions.directory.forms import AgencyForm, ContactForm, FindForm, KindForm, kinds_in
from decisions.models import Agency

PAGE = 50
METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@signed_in
def directory(request: HttpRequest) -> HttpResponse:
    """Every agency by name; words to find one by are posted."""
    form = FindForm(request.POST if request.method == "POST" else None)
    with reading(request.actor):
        permissions.may_read(request.membership).or_403()
        organisation = request.membership.organisation
        today = timezone.localdate()
        context = {
            "form": form,
            "kinds": KindForm(initial=request.GET.dict(), nation=organisation.nation),
            "may_keep": permissions.may_keep(request.membership),
            "look_at": queries.needing_a_look(organisation.pk, today),
            "today": today,
            **_found(request, form),
        }
        note("directory.viewed", detail={"agencies": len(context["found"])})
        status = 422 if form.errors else 200
        return render(request, "directory/directory.html", context, status=status)


def _found(request: HttpRequest, form: FindForm) -> dict[str, Any]:
    """What was asked for, by codes in the address or by words in the post."""
    organisation = request.membership.organisation
    labels = dict(kinds_in(organisation.nation))
    if form.is_bound and form.is_valid():
        found = queries.agencies_with(organisation.pk, form.cleaned_data["words"])
        return {"found": _with_kinds(found, labels), "searched": True}
    kind, old = request.GET.get("kind", ""), request.GET.get("show") == "old"
    found = queries.agencies_page(
        organisation.pk,
        size=PAGE,
        kind=kind if kind in labels else "",
        is_active=not old,
        after=request.GET.get("after", ""),
    )
    return {
        "found": _with_kinds(found[:PAGE], labels),
        "next": found[PAGE - 1].pk if len(found) > PAGE else "",
        "kind": kind,
        "old": old,
        "paged": bool(request.GET.get("after")),
    }


def _with_kinds(found: list[Agency], labels: dict[str, str]) -> list[tuple[Agency, str]]:
    return [(each, labels.get(each.kind, "")) for each in found]


@require_safe
@signed_in
def agency(request: HttpRequest, agency_id: int) -> HttpResponse:
    """One agency: how to reach it, its people, its agreements."""
    with reading(request.actor):
        permissions.may_read(request.membership).or_403()
        found = queries.agency_or_404(request.membership.organisation_id, agency_id)
        note("directory.viewed", detail={"agency": found.pk})
        context = {
            "agency": found,
            "kind": dict(kinds_in(request.membership.organisation.nation)).get(found.kind, ""),
            "people": queries.contacts_of(found),
            "agreements": queries.agreements_of(found),
            "today": timezone.localdate(),
            "may_keep": permissions.may_keep(request.membership),
        }
        return render(request, "directory/agency.html", context)


@require_http_methods(METHODS)
@signed_in
def edit_agency(request: HttpRequest, agency_id: int | None = None) -> HttpResponse:
    """Add an agency, or bring one up to date."""
    kept = _agency(request, agency_id)
    initial = model_to_dict(kept, list(AgencyForm.base_fields)) if kept else {"is_active": True}
    nation = request.membership.organisation.nation
    form = AgencyForm(typed(request), nation=nation, initial=initial)
    if saved(request, form) and (done := _save_agency(request, kept, form)):
        return _done(request, done)
    return show(request, "directory/edit_agency.html", form, agency=kept)


def _agency(request: HttpRequest, agency_id: int | None) -> Agency | None:
    """For whoever keeps the directory; strangers find nothing."""
    with reading(request.actor):
        organisation_id = request.membership.organisation_id
        found = queries.agency_or_404(organisation_id, agency_id) if agency_id else None
        permissions.may_keep(request.membership).or_403()
        return found


def _save_agency(request: HttpRequest, kept: Agency | None, form: AgencyForm) -> Agency | None:
    values = form.cleaned_data
    try:
        with acting(request.actor):
            if kept is None:
                organisation_id = request.membership.organisation_id
                return actions.add_agency(organisation_id, actor=request.actor, values=values)
            actions.change_agency(kept, actor=request.actor, values=values)
            return kept
    except actions.Taken:
        form.add_error("name", _("There is one of this name in this area already"))
        return None


@require_http_methods(METHODS)
@signed_in
def edit_contact(
    request: HttpRequest, agency_id: int, contact_id: int | None = None
) -> HttpResponse:
    """Add somebody at an agency, or bring what is known of them up to date."""
    with reading(request.actor):
        place = queries.agency_or_404(request.membership.organisation_id, agency_id)
        permissions.may_keep(request.membership).or_403()
        kept = queries.contact_or_404(place, contact_id) if contact_id else None
    initial = model_to_dict(kept, list(ContactForm.base_fields)) if kept else {"is_active": True}
    form = ContactForm(typed(request), initial=initial)
    if saved(request, form):
        with acting(request.actor):
            if kept:
                actions.change_contact(kept, actor=request.actor, values=form.cleaned_data)
            else:
                actions.add_contact(place, actor=request.actor, values=form.cleaned_data)
        return _done(request, place)
    return show(request, "directory/edit_contact.html", form, agency=place, contact=kept)


def _done(request: HttpRequest, place: Agency) -> HttpResponse:
    half_typed.forget(request.actor, request.path)
    messages.success(request, _("The directory is saved."))
    return redirect("agency", place.pk)
