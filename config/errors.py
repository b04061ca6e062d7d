"""What does somebody see when a request cannot be answered? A page in words, for each reason."""

from __future__ import annotations

import sys

from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from psycopg_pool import PoolTimeout

from accounts import half_typed

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent)
DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout)
RETRY_AFTER_SECONDS = "30"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where the form was too big."""
    status = 413 if isinstance(exception, TOO_BIG) else 400
    return render(request, f"{status}.html", status=status)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason in words where the refusal gave one."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return render(request, "403.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what does not exist and for what is somebody else's."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away; rendered from nothing, since anything may be down."""
    if not isinstance(sys.exc_info()[1], DATABASE_AWAY):
        return HttpResponse(render_to_string("500.html"), status=500)
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that came from elsewhere; one of ours that is too old loses no text."""
    if path := half_typed.park(request):
        messages.info(request, _("That page was too old to send. What you typed is kept."))
        return redirect(path)
    return render(request, "403_csrf.html", status=403)
