"""What does the frame of every page show?

``request.membership`` (None before sign-in) gives the organisation, roles, duty numbers
and the named lead and Guardian; the rest comes from settings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.door import current
from accounts.middleware import seconds_left
from accounts.models import Membership


@dataclass(frozen=True)
class Place:
    """An entry of the navigation; without ``roles`` everybody who is signed in sees it."""

    url_name: str
    label: Promise | str
    roles: frozenset[str] = frozenset()
    holds_pages: bool = True


RECORDERS = frozenset({"practitioner", "lead", "guardian"})
# Elsewhere the foot of the page says “Our Caldicott Guardian”.
GUARDIANS = {"northern-ireland": _("Our personal data guardian")}
ADMINISTRATORS = frozenset({"administrator"})
PLACES = (
    Place("start", _("Start a record"), RECORDERS),
    Place("dashboard", _("Dashboard"), frozenset({"lead", "guardian"})),
    Place("my_work", _("My work"), RECORDERS),
    Place("my_tasks", _("My tasks")),
    Place("mine", _("My records"), RECORDERS, holds_pages=False),
    Place("find", _("Find"), RECORDERS),
    Place("incoming", _("What came in"), RECORDERS),
    Place("directory", _("Directory"), RECORDERS | ADMINISTRATORS),
    Place("log", _("History"), frozenset({"guardian"})),
    # The Guardian comes to it from the history.
    Place("retention", _("Keeping records"), frozenset({"lead"})),
    Place("people", _("People"), ADMINISTRATORS),
    Place("teams", _("Teams"), ADMINISTRATORS),
    Place("numbers", _("Numbers to ring"), ADMINISTRATORS),
    Place("stages", _("Escalation"), ADMINISTRATORS),
    Place("organisation", _("Settings"), ADMINISTRATORS),
    Place("my_account", _("My account")),
)


def address(url_name: str) -> str:
    """The address of a named page, or nothing where this installation does not have it."""
    return _address(url_name, get_urlconf())


@cache
def _address(url_name: str, urlconf: str | None) -> str:
    try:
        return reverse(url_name, urlconf)
    except NoReverseMatch:
        return ""


Waiting = Callable[[Membership], dict[str, str]]
_waiting: list[Waiting] = []


def waiting_is_told_by(told: Waiting) -> None:
    """``decisions`` says here what stands beside an entry; this app may not know."""
    _waiting[:] = [told]


def _what_waits(membership: Membership) -> dict[str, str]:
    """Nothing outside a block, where the database shows nothing: on error pages."""
    return _waiting[0](membership) if _waiting and current() else {}


def navigation(
    path: str, roles: set[str], waiting: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """The places that someone with these roles may go to, the present one marked."""
    found = []
    for place in PLACES:
        href = address(place.url_name)
        if href and (not place.roles or place.roles & roles):
            within = place.holds_pages and path.startswith(href)
            found.append(
                {
                    "text": _beside(place, waiting or {}),
                    "href": href,
                    "current": path == href,
                    "active": within and path != href,
                }
            )
    return found


def _beside(place: Place, waiting: Mapping[str, str]) -> str:
    label = str(place.label)
    return f"{label}: {waiting[place.url_name]}" if place.url_name in waiting else label


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The context of every page's frame."""
    membership = getattr(request, "membership", None)
    found: dict[str, Any] = {
        "demonstration": getattr(settings, "DEMONSTRATION", False),
        "membership": membership,
        "server_now": int(timezone.now().timestamp() * 1000),
        "accessibility_url": address("accessibility"),
        "privacy_url": address("privacy"),
    }
    if membership is None:
        return found
    return {
        **found,
        "organisation_name": membership.organisation.name,
        "nav": navigation(request.path, set(membership.roles), _what_waits(membership)),
        "duty_numbers": membership.duty_numbers,
        "named_lead": membership.named_lead,
        "named_guardian": membership.named_guardian,
        "guardian_title": GUARDIANS.get(membership.organisation.nation, ""),
        "sign_out_url": address("account_logout"),
        "keep_session_url": address("keep_session"),
        "session_seconds": seconds_left(request.session),
    }
