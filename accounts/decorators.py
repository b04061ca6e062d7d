"""Who may reach a view at all?

Outermost the methods, then these: ``@require_safe`` over ``@signed_in`` over the view.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts import half_typed
from accounts.models import Role
from accounts.request import Request

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Only for members at work; others sign in first and come back to what they typed."""

    @wraps(view)
    def inner(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.membership is not None:
            if request.method == "POST" and half_typed.is_for_another(request):
                return _not_here(request)
            return view(request, *args, **kwargs)
        if request.actor is not None:
            return to_choice(request.get_full_path())
        return to_sign_in(request)

    return inner


def needs_role(*roles: str) -> Callable[[View], View]:
    """Only for members who hold one of ``roles`` now; others get 403 with the reason."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            member = request.membership
            if member is None or not member.roles & set(roles):
                raise PermissionDenied(_reason(roles))
            return view(request, *args, **kwargs)

        return signed_in(inner)

    return decorate


def _reason(roles: tuple[str, ...]) -> str:
    names = [str(Role(role).label) for role in roles]
    listed = " or ".join(", ".join(names).rsplit(", ", 1))
    return _(
        "This page is for a different role: %(roles)s. An administrator of your organisation "
        "can change who holds which role."
    ) % {"roles": listed}


def to_choice(back: str) -> HttpResponse:
    """Somebody who belongs to several organisations chooses one first."""
    return _to("choose_organisation", back)


def to_sign_in(asked: HttpRequest) -> HttpResponse:
    """The sign-in page, or 401 for a script; what was posted is kept for its writer."""
    request = cast("Request", asked)
    kept_at = half_typed.park(request) if request.method == "POST" else None
    if _is_background(request):
        return HttpResponse(_("Sign in again."), status=401, content_type="text/plain")
    messages.info(request, _why(request, kept=kept_at is not None))
    return _to(settings.LOGIN_URL, kept_at or _page_of(request))


def _not_here(request: Request) -> HttpResponse:
    """A form drawn for somebody else, or for another organisation, is not saved under this one."""
    half_typed.park(request)
    messages.info(
        request,
        _(
            "That page was opened under another sign-in or organisation, so nothing was saved. "
            "What was typed is kept there for a day."
        ),
    )
    return redirect("home")


def _why(request: Request, *, kept: bool) -> str:
    if kept:
        return _("You were signed out. What you typed is kept: sign in to go on where you were.")
    if request.was_signed_out == "idle":
        return _("You were signed out because nothing had happened for a while.")
    return _("Sign in to see that page.")


def _is_background(request: Request) -> bool:
    """A script asks, not a person: it must not take the sign-in page for an answer."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def _page_of(request: Request) -> str:
    """The page to come back to; for a button's post, the page that the button was on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    referrer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referrer, allowed_hosts={request.get_host()}):
        return urlsplit(referrer).path
    return "/"


def _to(url: str, back: str) -> HttpResponse:
    return redirect(f"{resolve_url(url)}?{urlencode({'next': back})}")
