"""How is somebody invited, and how do they join?"""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions, half_typed, mail, policies, queries
from accounts.decorators import needs_role, to_sign_in
from accounts.door import PERSON, SYSTEM, Actor, reading
from accounts.forms.passwords import JoinForm
from accounts.forms.people import InviteForm
from accounts.middleware import choose
from accounts.models import Invitation, Person, Role
from accounts.views.shared import saved, show, typed

administrator = needs_role(Role.ADMINISTRATOR)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by e-mail."""
    organisation = request.membership.organisation
    with reading(request.actor):
        teams = list(queries.teams_of(organisation.pk).filter(is_active=True))
    form = InviteForm(typed(request), organisation=organisation, teams=teams)
    if saved(request, form) and _is_new(request, form):
        given = {k: form.cleaned_data[k] for k in ("email", "name", "job_title", "phone", "roles")}
        invited = actions.invite(organisation, **given, team=form.chosen_team, actor=request.actor)
        half_typed.forget(request.actor, request.path)
        _send(request, invited)
        return redirect("people")
    return show(request, "accounts/invite.html", form)


@require_POST
@administrator
def invite_again(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Send a new link; the old one stops working."""
    _send(request, actions.send_again(_invitation(request, invitation_id), actor=request.actor))
    return redirect("people")


@require_POST
@administrator
def revoke(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    actions.revoke_invitation(_invitation(request, invitation_id), actor=request.actor)
    messages.success(request, _("The invitation no longer works."))
    return redirect("people")


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Join by the link of an invitation: with a new account, or with the one that one has."""
    found = queries.invitation_with(secret)
    if found is None or not policies.is_open(found, timezone.now()):
        return render(request, "accounts/invitation_over.html", status=404)
    person = queries.person_at(found.email)
    if person is not None:
        return _join_as(request, found, person)
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        email=found.email,
        initial={"name": found.name},
    )
    if saved(request, form):
        return _join_anew(request, found, form)
    context = {"form": form, "invitation": found}
    return render(request, "accounts/join.html", context, status=422 if form.errors else 200)


def _join_anew(request: HttpRequest, found: Invitation, form: JoinForm) -> HttpResponse:
    membership = actions.accept_invitation(
        found,
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password1"],
        actor=SYSTEM("invitation", found.organisation_id),
    )
    backend = settings.AUTHENTICATION_BACKENDS[0]
    auth.login(request, membership.person, backend=backend)
    choose(request, membership.organisation_id)
    return redirect("home")


def _join_as(request: HttpRequest, found: Invitation, person: Person) -> HttpResponse:
    """Somebody who has an account already joins by it, once they have signed in."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    context = {"invitation": found, "is_theirs": request.user.pk == person.pk}
    if request.method != "POST" or not context["is_theirs"]:
        status = 403 if request.method == "POST" else 200
        return render(request, "accounts/join_as.html", context, status=status)
    actor = Actor(PERSON, person.pk, found.organisation_id, request_id=request.request_id)
    actions.accept_invitation(found, person=person, actor=actor)
    choose(request, found.organisation_id)
    return redirect("home")


def _is_new(request: HttpRequest, form: InviteForm) -> bool:
    """Somebody who belongs here already needs no invitation."""
    with reading(request.actor):
        there = queries.member_at(request.actor.organisation_id, form.cleaned_data["email"])
    if there is not None:
        form.add_error("email", _("Somebody with this email address already belongs here"))
    return there is None


def _invitation(request: HttpRequest, invitation_id: int) -> Invitation:
    with reading(request.actor):
        open_ones = queries.open_invitations(request.membership.organisation_id)
        found = open_ones.select_related("organisation", "team").filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    return found


def _send(request: HttpRequest, invited: actions.Invited) -> None:
    link = request.build_absolute_uri(reverse("invitation", args=[invited.secret]))
    if mail.send_invitation(invited.invitation, link):
        messages.success(request, _("We have sent an invitation. It works for seven days."))
    else:
        messages.error(
            request,
            _("The invitation is saved, but the mail could not be sent. Send it again later."),
        )
