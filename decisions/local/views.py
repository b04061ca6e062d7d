"""The list of our own guidance, its pages for those who keep it, and who has read what."""

from __future__ import annotations

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.views.shared import saved, show, typed
from audit.actions import note
from decisions.local import actions, permissions, queries
from decisions.local.forms import ChangeForm, LocalGuidanceForm, columns, values_of
from decisions.local.policies import is_due
from decisions.local.readers import Readers, by_team, written
from decisions.models import LocalGuidance

LONGEST_EDITION = 5


@require_safe
@signed_in
def local_guidance(request: HttpRequest) -> HttpResponse:
    """Everything that the organisation put beside a question, and whether one has read it."""
    member = request.membership
    with reading(request.actor):
        permissions.may_read(member).or_403()
        found, today = queries.listed(member), timezone.localdate()
        may_keep = permissions.may_keep(member)
        context = {
            "found": found,
            "due": [each for each in found if is_due(each, today)] if may_keep else [],
            "may_keep": may_keep,
            "may_see_readers": permissions.may_see_readers(member),
            "members": queries.how_many(member.organisation_id) if may_keep else 0,
            "unread": sum(each.read_at is None for each in found),
        }
        note("local.viewed", detail={"guidance": len(found)})
        return render(request, "local/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add_local_guidance(request: HttpRequest) -> HttpResponse:
    """Put a page into the list."""
    with reading(request.actor):
        permissions.may_keep(request.membership).or_403()
    form = LocalGuidanceForm(typed(request))
    if saved(request, form) and _save(request, form, None):
        return redirect("local_guidance")
    return show(request, "local/edit.html", form, guidance=None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_local_guidance(request: HttpRequest, guidance_id: int) -> HttpResponse:
    """Bring a page up to date, or ask everybody to read it again."""
    with reading(request.actor):
        found = queries.guidance_or_404(request.membership.organisation_id, guidance_id)
        permissions.may_keep(request.membership).or_403()
    form = ChangeForm(typed(request), initial=model_to_dict(found, columns()))
    if saved(request, form) and _save(request, form, found):
        return redirect("local_guidance")
    return show(request, "local/edit.html", form, guidance=found)


def _save(request: HttpRequest, form: LocalGuidanceForm, found: LocalGuidance | None) -> bool:
    try:
        with acting(request.actor):
            _write(request, form, found)
    except actions.Taken:
        form.add_error("title", _("There is something of this title in the list already"))
        return False
    half_typed.forget(request.actor, request.path)
    messages.success(request, _("The list is saved."))
    return True


def _write(request: HttpRequest, form: LocalGuidanceForm, found: LocalGuidance | None) -> None:
    values = values_of(form)
    if found is None:
        organisation_id = request.membership.organisation_id
        actions.add_guidance(organisation_id, actor=request.actor, values=values)
        return
    actions.change_guidance(
        found,
        actor=request.actor,
        values=values,
        read_again=form.cleaned_data["read_again"],
        drawn_from=_edition(request),
    )


def _edition(request: HttpRequest) -> int:
    """The edition that the page showed; none if it did not say."""
    said = request.POST.get("edition", "")
    return int(said) if said.isdecimal() and len(said) <= LONGEST_EDITION else 0


@require_POST
@signed_in
def take_off_local_guidance(request: HttpRequest, guidance_id: int) -> HttpResponse:
    """Take a page off the list."""
    with acting(request.actor):
        organisation_id = request.membership.organisation_id
        found = queries.guidance_or_404(organisation_id, guidance_id, taken_off=True)
        permissions.may_keep(request.membership).or_403()
        actions.take_off(found, actor=request.actor)
    messages.success(request, _("It is off the list."))
    return redirect("local_guidance")


@require_POST
@signed_in
def read_local_guidance(request: HttpRequest, guidance_id: int) -> HttpResponse:
    """“I have read this.”"""
    try:
        with acting(request.actor):
            found = queries.guidance_or_404(request.membership.organisation_id, guidance_id)
            permissions.may_read(request.membership).or_403()
            actions.say_read(found, actor=request.actor, edition=_edition(request))
    except actions.Outdated:
        messages.warning(request, _("The page has changed since. Please read it again first."))
    return redirect("local_guidance")


@require_safe
@signed_in
def local_guidance_readers(request: HttpRequest, guidance_id: int) -> HttpResponse:
    """Who has read it and who has not, team by team."""
    with reading(request.actor):
        found, teams = _readers(request, guidance_id)
        note("local.readers_viewed", detail={"guidance": found.pk})
        return render(request, "local/readers.html", {"guidance": found, "teams": teams})


@require_safe
@signed_in
def export_local_guidance_readers(request: HttpRequest, guidance_id: int) -> HttpResponse:
    """The same as a table to take away."""
    with reading(request.actor):
        found, teams = _readers(request, guidance_id)
        note("local.exported", detail={"guidance": found.pk})
        text = written(teams, found.title, found.edition)
    name = f"guidance-read-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _readers(request: HttpRequest, guidance_id: int) -> tuple[LocalGuidance, list[Readers]]:
    organisation_id = request.membership.organisation_id
    found = queries.guidance_or_404(organisation_id, guidance_id)
    permissions.may_see_readers(request.membership).or_403()
    return found, by_team(queries.everybody(organisation_id), queries.read_by(found))
