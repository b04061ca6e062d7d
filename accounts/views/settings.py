"""How does an administrator keep the organisation, its teams and its numbers to ring?"""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, half_typed, queries
from accounts.decorators import needs_role
from accounts.door import reading
from accounts.forms.settings import DutyNumberForm, OrganisationForm, TeamForm
from accounts.models import DutyNumber, Role
from accounts.views.shared import saved, show, typed

administrator = needs_role(Role.ADMINISTRATOR)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def organisation(request: HttpRequest) -> HttpResponse:
    """What the organisation is, and its own limits."""
    kept = request.membership.organisation
    form = OrganisationForm(
        typed(request), initial=model_to_dict(kept, list(OrganisationForm.base_fields))
    )
    if saved(request, form) and _changed(request, form):
        half_typed.forget(request.actor, request.path)
        messages.success(request, _("The settings are saved."))
        return redirect("organisation")
    return show(request, "accounts/organisation.html", form)


def _changed(request: HttpRequest, form: OrganisationForm) -> bool:
    """Names are unique among organisations, and no other organisation can be looked at."""
    kept = request.membership.organisation
    try:
        actions.change_organisation(kept, settings=form.cleaned_data, actor=request.actor)
    except IntegrityError:
        with reading(request.actor):
            kept.refresh_from_db()
        form.add_error("name", _("Another organisation has this name. Choose a different one."))
        return False
    return True


@require_safe
@administrator
def teams(request: HttpRequest) -> HttpResponse:
    """The teams and who is in them."""
    with reading(request.actor):
        found = list(queries.teams_of(request.membership.organisation_id))
    return show(request, "accounts/teams.html", teams=found)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def team(request: HttpRequest, team_id: int | None = None) -> HttpResponse:
    """Add a team, or change one."""
    kept_organisation = request.membership.organisation
    with reading(request.actor):
        all_teams = {each.pk: each for each in queries.teams_of(kept_organisation.pk)}
    kept = all_teams.pop(team_id, None) if team_id else None
    if team_id and kept is None:
        raise Http404
    fields = ["name", "members_see_decisions", "is_active"]
    form = TeamForm(
        typed(request),
        team=kept,
        taken={each.name for each in all_teams.values()},
        initial=model_to_dict(kept, fields) if kept else {},
    )
    if saved(request, form):
        if kept:
            actions.change_team(kept, **form.cleaned_data, actor=request.actor)
        else:
            actions.add_team(kept_organisation, **form.cleaned_data, actor=request.actor)
        half_typed.forget(request.actor, request.path)
        messages.success(request, _("The team is saved."))
        return redirect("teams")
    return show(request, "accounts/team.html", form, team=kept)


@require_safe
@administrator
def numbers(request: HttpRequest) -> HttpResponse:
    """The numbers to ring that stand on every page."""
    with reading(request.actor):
        found = list(queries.numbers_of(request.membership.organisation_id))
    return show(request, "accounts/numbers.html", numbers=found)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def number(request: HttpRequest, number_id: int | None = None) -> HttpResponse:
    """Add a number to ring, or change one."""
    kept = _number(request, number_id) if number_id else None
    fields = list(DutyNumberForm.base_fields)
    form = DutyNumberForm(typed(request), initial=model_to_dict(kept, fields) if kept else {})
    if saved(request, form):
        if kept:
            actions.change_duty_number(kept, **form.cleaned_data, actor=request.actor)
        else:
            kept_organisation = request.membership.organisation
            actions.add_duty_number(kept_organisation, **form.cleaned_data, actor=request.actor)
        half_typed.forget(request.actor, request.path)
        messages.success(request, _("The number is saved."))
        return redirect("numbers")
    return show(request, "accounts/number.html", form, number=kept)


@require_POST
@administrator
def remove_number(request: HttpRequest, number_id: int) -> HttpResponse:
    """Take a number off every page."""
    actions.remove_duty_number(_number(request, number_id), actor=request.actor)
    messages.success(request, _("The number is no longer shown."))
    return redirect("numbers")


def _number(request: HttpRequest, number_id: int) -> DutyNumber:
    with reading(request.actor):
        numbers_in_use = queries.numbers_of(request.membership.organisation_id)
        found = numbers_in_use.filter(pk=number_id).first()
    if found is None:
        raise Http404
    return found
