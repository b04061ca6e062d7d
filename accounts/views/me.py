"""What can somebody do about their own account and where they work?"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, door, half_typed, permissions, queries
from accounts.decorators import signed_in, to_sign_in
from accounts.door import reading
from accounts.forms.people import ChooseOrganisationForm, DeputyForm, LettersForm, OwnDetailsForm
from accounts.middleware import choose, touch
from accounts.models import Membership
from accounts.policies import NAMED_ROLES
from accounts.views.shared import saved, show, typed


@require_safe
@signed_in
def my_account(request: HttpRequest) -> HttpResponse:
    """My name, roles, teams and deputies."""
    member = request.membership
    with reading(request.actor):
        deputies = list(queries.deputies_of(member))
        several = queries.organisations_of(member.person_id).count() > 1
    return show(
        request,
        "accounts/my_account.html",
        deputies=deputies,
        several=several,
        may_name_deputy=bool(_own_roles(member)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def my_details(request: HttpRequest) -> HttpResponse:
    """Change my name, job title and telephone number."""
    member = request.membership
    now = {"name": member.person.name, "job_title": member.job_title, "phone": member.phone}
    form = OwnDetailsForm(typed(request), initial=now)
    if saved(request, form):
        actions.change_own_details(member, **form.cleaned_data, actor=request.actor)
        half_typed.forget(request.actor, request.path)
        messages.success(request, _("Your details are saved."))
        return redirect("my_account")
    return show(request, "accounts/my_details.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def my_letters(request: HttpRequest) -> HttpResponse:
    """Choose when I am written to."""
    member = request.membership
    form = LettersForm(typed(request), initial={"letters": member.letters})
    if saved(request, form):
        actions.choose_letters(member, **form.cleaned_data, actor=request.actor)
        half_typed.forget(request.actor, request.path)
        messages.success(request, _("Your choice is saved."))
        return redirect("my_account")
    return show(request, "accounts/my_letters.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def name_deputy(request: HttpRequest) -> HttpResponse:
    """Name somebody to stand in for me until a day."""
    member = request.membership
    roles = _own_roles(member)
    permissions.may_name_deputy(member, roles[0] if roles else "").or_403()
    form = DeputyForm(typed(request), organisation=member.organisation, roles=roles)
    if saved(request, form) and (deputy := _colleague(request, form)):
        actions.name_deputy(
            deputy,
            role=form.cleaned_data["role"],
            until=form.cleaned_data["until"],
            principal=member,
            actor=request.actor,
        )
        half_typed.forget(request.actor, request.path)
        messages.success(request, _("%s stands in for you.") % deputy.person.name)
        return redirect("my_account")
    return show(request, "accounts/name_deputy.html", form)


@require_POST
@signed_in
def end_deputy(request: HttpRequest, held_id: int) -> HttpResponse:
    """End the time of one of my deputies."""
    with reading(request.actor):
        held = queries.deputies_of(request.membership).filter(pk=held_id).first()
    if held is None:
        raise Http404
    actions.end_deputy(held, actor=request.actor)
    messages.success(request, _("%s no longer stands in for you.") % held.membership.person.name)
    return redirect("my_account")


@require_http_methods(["GET", "HEAD", "POST"])
def choose_organisation(request: HttpRequest) -> HttpResponse:
    """Choose where to work; one organisation at a time."""
    if request.actor is None:
        return to_sign_in(request)
    back = request.POST.get("next") or request.GET.get("next", "")
    with reading(request.actor):
        organisations = list(queries.organisations_of(request.actor.person_id))
    if not organisations:
        return show(request, "accounts/no_organisation.html")
    form = ChooseOrganisationForm(
        request.POST if request.method == "POST" else None,
        organisations=organisations,
        initial={"organisation": request.actor.organisation_id},
    )
    if saved(request, form):
        chosen = int(form.cleaned_data["organisation"])
        with reading(request.actor.within(chosen)):
            door.note("person.organisation_chosen")
        choose(request, chosen)
        return redirect(_inside(request, back))
    return show(request, "accounts/choose_organisation.html", form, next=back)


@require_POST
@signed_in
def keep_session(request: HttpRequest) -> HttpResponse:
    """“Stay signed in”: the clock starts again, but not beyond half a day in all."""
    touch(request.session, at_once=True)
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return HttpResponse(status=204)
    return redirect(_inside(request, urlsplit(request.headers.get("Referer", "")).path))


def _colleague(request: HttpRequest, form: DeputyForm) -> Membership | None:
    """Somebody else who belongs here, or the reason beside the address."""
    with reading(request.actor):
        found = queries.member_at(request.actor.organisation_id, form.cleaned_data["email"])
    if found is None:
        form.add_error("email", _("Nobody here has this email address"))
    elif found.pk == request.membership.pk:
        form.add_error("email", _("Choose somebody other than yourself"))
        return None
    return found


def _own_roles(member) -> list[str]:
    """The roles for which a member may name a deputy."""
    return [role.value for role in NAMED_ROLES if permissions.may_name_deputy(member, role)]


def _inside(request: HttpRequest, back: str) -> str:
    """An address within this service, or its first page."""
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return back
    return resolve_url("home")
