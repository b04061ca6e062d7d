"""Where do the letters of the demonstration arrive? On this page; elsewhere it is not there."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.door import reading
from audit.actions import note
from decisions.tasks.letters import letters

SHOWN = 50


@require_safe
@signed_in
def mailbox(request: HttpRequest) -> HttpResponse:
    """Everything that the demonstration has mailed, the newest first."""
    if not settings.DEMONSTRATION:
        raise Http404
    with reading(request.actor):
        note("notice.mailbox_viewed")
        return render(request, "tasks/mailbox.html", {"letters": letters(SHOWN)})
