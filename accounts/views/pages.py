"""Which pages are open to everybody? The front door, statements and signs of life."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.decorators import to_choice
from accounts.views.shared import show
from accounts.views.sign_in import SignIn


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door: the sign-in page, with 999 above it, or what one's roles allow."""
    if request.actor is None:
        return SignIn.as_view()(request)
    if request.membership is None:
        return to_choice("")
    return show(request, "accounts/home.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the service keeps about those who use it and those whom records are about."""
    return render(request, "accounts/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the service is, and whom to tell where it is not."""
    return render(request, "accounts/accessibility.html")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    context = {
        "contact": settings.SECURITY_CONTACT,
        "expires": timezone.now().replace(microsecond=0) + dt.timedelta(days=180),
        "canonical": request.build_absolute_uri(),
    }
    return render(request, "accounts/security.txt", context, content_type="text/plain")


@require_safe
def livez(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The database answers, too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("not ready", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
