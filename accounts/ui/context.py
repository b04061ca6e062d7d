"""What does the frame of every page show?

``request.membership`` (None before sign-in) gives the organisation, roles, duty numbers
and the named lead and Guardian; the rest comes from settings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.door import current
from accounts.middleware import seconds_left
from accounts.models import Membership
from accounts.ui.places import address, navigation

# Elsewhere the foot of the page says “Our Caldicott Guardian”.
GUARDIANS = {"northern-ireland": _("Our personal data guardian")}

Waiting = Callable[[Membership], dict[str, str]]
_waiting: list[Waiting] = []


def waiting_is_told_by(told: Waiting) -> None:
    """``decisions`` says here what stands beside an entry; this app may not know."""
    _waiting[:] = [told]


def _what_waits(membership: Membership) -> dict[str, str]:
    """Nothing outside a block, where the database shows nothing: on error pages."""
    return _waiting[0](membership) if _waiting and current() else {}


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The context of every page's frame."""
    membership = getattr(request, "membership", None)
    found: dict[str, Any] = {
        "demonstration": getattr(settings, "DEMONSTRATION", False),
        "membership": membership,
        "server_now": int(timezone.now().timestamp() * 1000),
        "accessibility_url": address("accessibility"),
        "privacy_url": address("privacy"),
        "guidance_url": address("guidance"),
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
