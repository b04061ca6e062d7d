"""Is the history unaltered? The Guardian's page, the checkpoints, and a sign for monitors."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import signed_in
from accounts.door import acting, reading
from audit.actions import note
from audit.ledger import shown
from audit.ledger.keys import KeysRefused, public_keys
from audit.permissions import may_audit

PROGRAM = Path(__file__).resolve().parent.parent / "standalone" / "verify_history.py"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def verification(request: HttpRequest) -> HttpResponse:
    """What the last check found; a post asks for another at once."""
    if request.method == "POST":
        with acting(request.actor):
            may_audit(request.membership).or_403()
            note("history.check_asked")
            shown.ask_for_check()
        return redirect(f"{request.path}?asked=1")
    with reading(request.actor):
        may_audit(request.membership).or_403()
        note("history.verification_viewed")
        context = {
            "organisation": request.membership.organisation,
            "checked": shown.checked(request.membership.organisation_id),
            "signing": shown.signing(),
            "has_copies": shown.has_copies(),
            "alarms": shown.alarms(),
            "asked": "asked" in request.GET,
        }
        return render(request, "audit/verification.html", context)


@require_safe
@signed_in
def checkpoints(request: HttpRequest) -> HttpResponse:
    """What was signed, when and by whom; the state of the signer; changes of the set-up."""
    with reading(request.actor):
        may_audit(request.membership).or_403()
        page, older = shown.checkpoints(_before(request.GET.get("before", "")))
        context = {
            "page": page,
            "older": older,
            "is_first": "before" not in request.GET,
            "signing": shown.signing(),
            "statements": shown.statements(),
            "copies": shown.copies(),
            "watched": shown.watched(),
            "watched_alarms": shown.watched_alarms(),
            "keys": _vkeys(),
        }
        return render(request, "audit/checkpoints.html", context)


@require_safe
@signed_in
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that checks an export without us."""
    with reading(request.actor):
        may_audit(request.membership).or_403()
    told = {"Content-Disposition": f'attachment; filename="{PROGRAM.name}"'}
    kind = "text/x-python; charset=utf-8"
    return HttpResponse(PROGRAM.read_bytes(), content_type=kind, headers=told)


@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """For monitors: is the history being signed? Two numbers of seconds, and nothing else."""
    found = shown.signing_for_anybody()
    if found is None:
        return HttpResponse("stopped\n", status=503, content_type="text/plain")
    lag = int(found.lag.total_seconds()) if found.lag else 0
    text = f"{found.state}\nlag {lag}\nage {found.age}\n"
    return HttpResponse(text, status=200 if found.state == "ok" else 503, content_type="text/plain")


def _before(told: str) -> int | None:
    if not told:
        return None
    if not told.isascii() or not told.isdecimal() or len(told) > 18:
        raise Http404(_("There is no such page."))
    return int(told)


def _vkeys() -> list[str]:
    try:
        return [key.vkey() for key in public_keys(settings.HISTORY_KEYS_FILE)]
    except KeysRefused:
        return []
