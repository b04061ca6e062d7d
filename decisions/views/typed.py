"""Where does half-typed text go while somebody types? Encrypted, for a day, to the same person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts import half_typed
from accounts.decorators import signed_in


@require_POST
@signed_in
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is in the form; 204, or 400 where the form is not this person's."""
    found = half_typed.read_token(request.POST.get(half_typed.FIELD, ""))
    if found is None or found[0].person_id != request.actor.person_id:
        return HttpResponse(status=400)
    if found[0].organisation_id != request.actor.organisation_id:
        return HttpResponse(status=400)
    half_typed.keep(request.actor, found[1], request.POST)
    return HttpResponse(status=204)
