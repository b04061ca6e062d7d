"""How does an administrator keep the list of people? No case content is here."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions, half_typed, permissions, policies, queries
from accounts.decorators import needs_role
from accounts.door import acting, reading
from accounts.forms.people import FindForm, MemberForm
from accounts.models import Membership, Role
from accounts.views.shared import saved, show, typed

PAGE = 50
NAMING = {Role.LEAD: actions.name_lead, Role.GUARDIAN: actions.name_guardian}
administrator = needs_role(Role.ADMINISTRATOR)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who belongs here. A name is looked for by post, to keep it out of addresses."""
    organisation = request.membership.organisation
    is_past = request.GET.get("show") == "past"
    form = FindForm(request.POST if request.method == "POST" else None)
    words = form.cleaned_data["find"] if saved(request, form) else ""
    with reading(request.actor):
        found = queries.people_listed(
            organisation.pk, is_active=not is_past, words=words, after=request.GET.get("after", "")
        )
        listed = list(found[: PAGE + 1])
        invitations = list(queries.open_invitations(organisation.pk))
    return show(
        request,
        "accounts/people.html",
        form,
        people=listed[:PAGE],
        next_after=listed[PAGE - 1].pk if len(listed) > PAGE else None,
        is_past=is_past,
        words=words,
        invitations=invitations,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def member(request: HttpRequest, membership_id: int) -> HttpResponse:
    """One member's particulars, roles and teams."""
    found = _member(request, membership_id)
    with reading(request.actor):
        teams = list(queries.teams_of(found.organisation_id).filter(is_active=True))
    form = MemberForm(
        typed(request),
        organisation=request.membership.organisation,
        teams=teams,
        initial=_kept(found),
    )
    if saved(request, form) and _may_change_roles(request, found, form):
        _change(request, found, form)
        half_typed.forget(request.actor, request.path)
        messages.success(request, _("Saved. It holds from their next page on."))
        return redirect("member", membership_id=found.pk)
    return show(request, "accounts/member.html", form, member=found, naming=_naming(found))


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def deactivate(request: HttpRequest, membership_id: int) -> HttpResponse:
    """End somebody's access, after a warning that it is recorded."""
    found = _member(request, membership_id)
    with reading(request.actor):
        others = queries.other_administrators(found)
    verdict = permissions.may_deactivate(request.membership, found, others=others)
    if request.method == "POST":
        verdict.or_403()
        actions.deactivate_person(found, actor=request.actor)
        messages.success(request, _("%s can no longer sign in here.") % found.person.name)
        return redirect("people")
    return show(request, "accounts/deactivate.html", member=found, verdict=verdict)


@require_POST
@administrator
def reactivate(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Let somebody back in."""
    found = _member(request, membership_id)
    actions.reactivate(found, actor=request.actor)
    messages.success(request, _("%s can sign in again.") % found.person.name)
    return redirect("member", membership_id=found.pk)


@require_POST
@administrator
def name_for_role(request: HttpRequest, membership_id: int, role: str) -> HttpResponse:
    """Put somebody's name at the foot of every page, as lead or Guardian."""
    found = _member(request, membership_id)
    if role not in _naming(found):
        raise Http404
    NAMING[Role(role)](found, actor=request.actor)
    messages.success(request, _("%s is named on every page.") % found.person.name)
    return redirect("member", membership_id=found.pk)


def _member(request: HttpRequest, membership_id: int) -> Membership:
    """Somebody of this organisation, or 404."""
    with reading(request.actor):
        organisation_id = request.membership.organisation_id
        found = queries.people_of(organisation_id).filter(pk=membership_id).first()
    if found is None:
        raise Http404
    return found


def _kept(found: Membership) -> dict[str, object]:
    places = found.places_held
    return {
        "job_title": found.job_title,
        "phone": found.phone,
        "roles": [held.role for held in found.held if not held.deputy_for],
        "teams": [str(place.team_id) for place in places if not place.is_lead],
        "leads": [str(place.team_id) for place in places if place.is_lead],
    }


def _may_change_roles(request: HttpRequest, found: Membership, form: MemberForm) -> bool:
    """An organisation keeps an administrator; the reason stands beside the roles."""
    if Role.ADMINISTRATOR in form.cleaned_data["roles"]:
        return True
    with reading(request.actor):
        others = queries.other_administrators(found)
    verdict = permissions.may_take_role(
        request.membership, found, Role.ADMINISTRATOR, others=others
    )
    if not verdict:
        form.add_error("roles", verdict.reason)
    return bool(verdict)


def _change(request: HttpRequest, found: Membership, form: MemberForm) -> None:
    given, actor = form.cleaned_data, request.actor
    with acting(actor):
        actions.change_member(
            found, job_title=given["job_title"], phone=given["phone"], actor=actor
        )
        actions.change_roles(found, roles=given["roles"], actor=actor)
        for team, is_member, is_lead in form.places():
            if is_member:
                actions.place_in_team(team, membership=found, is_lead=is_lead, actor=actor)
            else:
                actions.take_out_of_team(team, membership=found, actor=actor)


def _naming(found: Membership) -> list[str]:
    """The roles for which somebody could be, and is not yet, the named one."""
    if not found.is_active:
        return []
    return [
        held.role
        for held in found.held
        if held.role in policies.NAMED_ROLES and not held.is_named and not held.deputy_for
    ]
