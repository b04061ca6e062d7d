"""What came in and waits? The list, and writing something down in a minute."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.models import Membership
from accounts.views.shared import saved, show, typed
from audit.actions import note
from decisions import paging
from decisions.arriving import actions, permissions, queries
from decisions.arriving.forms import LogForm
from decisions.arriving.policies import is_overdue, state_of
from decisions.choices import IncomingKind
from decisions.models import Incoming

PAGE = 25
SALT = "decisions.arriving"
TABS = {
    queries.OPEN: gettext_lazy("To be dealt with"),
    queries.OVERDUE: gettext_lazy("Overdue"),
    queries.DONE: gettext_lazy("Dealt with"),
}


@require_safe
@signed_in
def incoming(request: HttpRequest) -> HttpResponse:
    """What waits, the soonest due first; what is overdue; what was dealt with."""
    with reading(request.actor):
        permissions.may_log(request.membership).or_403()
        asked = _asked(request)
        place = paging.position(request.GET.get("after", ""), salt=SALT)
        found = queries.page(request.membership, **asked, place=place, size=PAGE)
        note("incoming.listed", detail={"count": len(found[:PAGE]), "state": asked["state"]})
        context = {
            **asked,
            "rows": _rows(found[:PAGE]),
            "tabs": TABS.items(),
            "kinds": IncomingKind.choices,
            "next": _next(found, asked["state"]),
            "paged": place is not None,
        }
        return render(request, "arriving/incoming.html", context)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address asks for, in codes; anything else is as if it were not there."""
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    return {
        "state": state if state in TABS else queries.OPEN,
        "kind": kind if kind in IncomingKind.values else "",
        "mine": request.GET.get("whose") == "mine",
    }


def _rows(found: list[Incoming]) -> list[dict[str, Any]]:
    replied, now = queries.replied_among(found), timezone.now()
    return [
        {
            "incoming": each,
            "state": state_of(each, is_replied=each.pk in replied),
            "is_overdue": is_overdue(each, now),
        }
        for each in found
    ]


def _next(found: list[Incoming], state: str) -> str:
    if len(found) <= PAGE:
        return ""
    last = found[PAGE - 1]
    moment = last.received_at if state == queries.DONE else last.due_at
    return paging.signed(moment or last.received_at, last.pk, salt=SALT)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def log_incoming(request: HttpRequest) -> HttpResponse:
    """Write down what came in."""
    member = request.membership
    with reading(request.actor):
        permissions.may_log(member).or_403()
        colleagues = queries.could_own(member.organisation_id)
    form = LogForm(typed(request), membership=member, colleagues=colleagues)
    if not saved(request, form):
        return show(request, "arriving/log.html", form)
    given = dict(form.cleaned_data)
    owner, team = given.pop("owner", ""), given.pop("team", "")
    with acting(request.actor):
        made = actions.log_incoming(
            member.organisation,
            actor=request.actor,
            key=given.pop("key"),
            owner_id=int(owner) if owner else member.person_id,
            team_id=_team(member, team),
            values=given,
        )
    half_typed.forget(request.actor, request.path)
    messages.success(request, _("It is written down."))
    return redirect("came_in", made.pk)


def _team(member: Membership, chosen: str) -> int | None:
    """The one chosen, or the only one."""
    ids = sorted(member.team_ids)
    return int(chosen) if chosen else ids[0] if len(ids) == 1 else None
