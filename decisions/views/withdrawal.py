"""How does somebody take their consent back, and who must be told of it?"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from audit.actions import note
from consent.policies import is_withdrawable
from decisions import permissions, queries
from decisions.actions import consent as actions
from decisions.models import Decision
from decisions.record import Record, load
from decisions.screens.consent_forms import WithdrawalForm
from decisions.screens.consent_stored import Withdrawable, must_be_told, of, withdrawable


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: HttpRequest, reference: str, consent_id: int) -> HttpResponse:
    """Write down that consent was taken back; what was shared before stays as it was."""
    if request.method == "POST":
        return _save(request, reference, consent_id)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = queries.decision_or_404(request.membership, reference)
        permissions.may_withdraw(request.membership, decision).or_403()
        record = load(decision)
        found = _given_or_404(record, consent_id)
        note("decision.viewed", decision_id=decision.pk, target="withdraw")
        return _page(request, record, found, _form(record, found, kept), restored=kept is not None)


def _save(request: HttpRequest, reference: str, consent_id: int) -> HttpResponse:
    with acting(request.actor):
        decision = queries.for_writing(request.membership, reference)
        permissions.may_withdraw(request.membership, decision).or_403()
        record = load(decision)
        if _is_taken_back(record, consent_id):  # a double click
            return redirect(_record_page(decision))
        found = _given_or_404(record, consent_id)
        form = _form(record, found, request.POST)
        if not form.is_valid():
            return _page(request, record, found, form, status=422)
        said = dict(form.cleaned_data)
        both = said.pop("both", False)
        said["withdrawn_at"] = said["withdrawn_at"] or timezone.now()
        consents = [found.consent, *(_others(record, found) if both else [])]
        actions.withdraw(decision, consents, actor=request.actor, **said)
        half_typed.forget(request.actor, request.path)
        return redirect(_record_page(decision))


def _given_or_404(record: Record, consent_id: int) -> Withdrawable:
    for found in withdrawable(record):
        if found.consent.pk == consent_id:
            return found
    raise Http404


def _is_taken_back(record: Record, consent_id: int) -> bool:
    return any(taken.consent_id == consent_id for taken in record.withdrawals)


def _others(record: Record, found: Withdrawable) -> list:
    """The same person's other consent, where it was given and stands."""
    return [
        row
        for row in of(record, found.person).values()
        if row.pk != found.consent.pk and is_withdrawable(row, record.withdrawals_of(row))
    ]


def _form(record: Record, found: Withdrawable, data) -> WithdrawalForm:
    form = WithdrawalForm(data)
    if not _others(record, found):
        del form.fields["both"]
    return form


def _record_page(decision: Decision) -> str:
    return reverse("recorded", args=[decision.reference])


def _page(
    request: HttpRequest,
    record: Record,
    found: Withdrawable,
    form: WithdrawalForm,
    *,
    restored: bool = False,
    status: int = 200,
) -> HttpResponse:
    told = must_be_told(record)
    context = {
        "form": form,
        "found": found,
        "decision": record.decision,
        "reference": record.decision.reference,
        "told": told,
        "waiting": [row for row in record.recipients if row not in told],
        "restored": restored,
        "typed_token": half_typed.token(request.actor, request.path),
    }
    return render(request, "decisions/withdrawal.html", context, status=status)
