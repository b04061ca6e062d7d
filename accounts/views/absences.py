"""How does somebody say that they, or a colleague, are away?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions, half_typed, permissions, queries, standing_in
from accounts.decorators import signed_in
from accounts.door import reading
from accounts.forms.absences import AbsenceForm
from accounts.models import Membership
from accounts.views.shared import saved, show, typed


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def absence(request: HttpRequest) -> HttpResponse:
    """My absences; a lead writes those of their teams, an administrator everybody's."""
    member = request.membership
    with reading(request.actor):
        people = standing_in.whose_absence(member)
        noted = list(standing_in.absences_here(people))
    form = AbsenceForm(typed(request), people=people, initial={"who": str(member.pk)})
    if saved(request, form):
        asked = form.cleaned_data
        whose = {str(each.pk): each for each in people}[asked.get("who", str(member.pk))]
        cover = _cover(request, form, whose)
        if not form.errors:
            _note(request, form, whose, cover)
            return redirect("absence")
    return show(request, "accounts/absence.html", form, noted=noted)


def _note(request: HttpRequest, form: AbsenceForm, whose: Membership, cover) -> None:
    asked = form.cleaned_data
    actions.note_absence(
        whose,
        starts_on=asked["starts_on"],
        ends_on=asked["ends_on"],
        cover=cover,
        actor=request.actor,
    )
    half_typed.forget(request.actor, request.path)
    messages.success(request, _("The absence is noted."))


def _cover(request: HttpRequest, form: AbsenceForm, whose: Membership) -> Membership | None:
    """A colleague who belongs here, or the reason beside the address."""
    email = form.cleaned_data.get("email")
    if not email:
        return None
    with reading(request.actor):
        found = queries.member_at(request.actor.organisation_id, email)
    if found is None:
        form.add_error("email", _("Nobody here has this email address"))
    elif found.pk == whose.pk:
        form.add_error("email", _("Choose somebody who is not away"))
    return found


@require_POST
@signed_in
def end_absence(request: HttpRequest, absence_id: int) -> HttpResponse:
    """Somebody is back earlier."""
    with reading(request.actor):
        found = standing_in.absence_in(request.actor.organisation_id, absence_id)
        if found is None:
            raise Http404
        permissions.may_note_absence(request.membership, found.membership_id).or_403()
    actions.end_absence(found, actor=request.actor)
    messages.success(request, _("The absence is ended."))
    return redirect("absence")
