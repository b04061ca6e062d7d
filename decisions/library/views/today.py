"""What would a record be asked today?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.door import reading
from audit.actions import note
from decisions import queries
from decisions.library.today import compared
from decisions.record import load


@require_safe
@signed_in
def asked_today(request: HttpRequest, reference: str) -> HttpResponse:
    """The edition that the record answered beside the one in force; the record stays as it is."""
    with reading(request.actor):
        decision = queries.decision_or_404(request.membership, reference)
        if decision.is_draft or decision.is_sealed:
            return redirect("decision", reference)
        note("decision.viewed", decision_id=decision.pk, target="asked-today")
        known = bool(request.membership.named_lead)
        context = {
            "decision": decision,
            "reference": reference,
            "compared": compared(load(decision), contact_known=known),
        }
        return render(request, "library/today.html", context)
