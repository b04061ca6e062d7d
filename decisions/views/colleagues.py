"""Naming a colleague who may see a record and help to write it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import signed_in
from accounts.door import acting, reading
from decisions import permissions, queries
from decisions.actions.colleagues import name_colleague
from decisions.forms import ColleagueForm
from decisions.models import Decision


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def colleagues(request: HttpRequest, reference: str) -> HttpResponse:
    """The colleagues who are named, and one more to name."""
    if request.method == "POST":
        with acting(request.actor):
            decision = queries.for_writing(request.membership, reference)
            permissions.may_write(request.membership, decision).or_403()
            form = _form(request, decision)
            if form.is_valid():
                person_id = int(form.cleaned_data["person"])
                name_colleague(decision, actor=request.actor, person_id=person_id)
                return redirect("colleagues", reference)
            return _page(request, decision, form)
    with reading(request.actor):
        decision = queries.decision_or_404(request.membership, reference)
        permissions.may_write(request.membership, decision).or_403()
        return _page(request, decision, _form(request, decision))


def _form(request: HttpRequest, decision: Decision) -> ColleagueForm:
    people = queries.could_be_named(request.membership, decision)
    return ColleagueForm(request.POST if request.method == "POST" else None, people=people)


def _page(request: HttpRequest, decision: Decision, form: ColleagueForm) -> HttpResponse:
    context = {
        "form": form,
        "decision": decision,
        "reference": decision.reference,
        "named": queries.named_on(decision),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "decisions/colleagues.html", context, status=status)
