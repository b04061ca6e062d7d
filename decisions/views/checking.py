"""Check your answers, the rule-by-rule table, and recording."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.models import Membership
from audit.actions import note
from decisions import permissions, queries
from decisions.actions.recording import NotYet, complete_record, record_decision
from decisions.choices import Status
from decisions.directory.shown import lapsed
from decisions.evidence import rule_tables
from decisions.following.shown import before_sharing
from decisions.law.duty import to_judge
from decisions.policies import missing_to_record
from decisions.record import Record, load
from decisions.steps import BY_SLUG, CHECK, missing
from decisions.summary import sections
from decisions.views.journey import step_url
from decisions.wording.shown import on_check


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Every answer with its change link, the rules, the gaps; and the button that records."""
    if request.method == "POST":
        return _record(request, reference)
    with reading(request.actor):
        decision = queries.decision_or_404(request.membership, reference)
        if not decision.is_open:
            return redirect("recorded", reference)
        permissions.may_write(request.membership, decision).or_403()
        note("decision.viewed", decision_id=decision.pk, target=CHECK.slug)
        return _page(request, load(decision))


def _page(
    request: HttpRequest, record: Record, lacking: list[tuple[str, str]] | None = None
) -> HttpResponse:
    context = _context(request.membership, record)
    context["errors"] = [
        {"text": sentence, "href": step_url(record.decision.reference, BY_SLUG[slug]) + "?change"}
        for slug, sentence in lacking or []
    ]
    context["has_errors"] = bool(lacking)
    return render(request, "decisions/check.html", context, status=422 if lacking else 200)


def _context(membership: Membership, record: Record) -> dict[str, Any]:
    decision = record.decision
    return {
        "decision": decision,
        "reference": decision.reference,
        "record": record,
        "sections": sections(record),
        "tables": rule_tables(record, contact_known=bool(membership.named_lead)),
        "missing": missing(record),
        "needed": missing_to_record(record),
        "lapsed": lapsed(record),
        "duty": to_judge(record),
        "completing": decision.status == Status.INCOMPLETE,
        **before_sharing(record, membership),
        **on_check(record),
    }


def _record(request: HttpRequest, reference: str) -> HttpResponse:
    with acting(request.actor):
        decision = queries.for_writing(request.membership, reference)
        if not decision.is_open:
            return redirect("recorded", reference)
        permissions.may_record(request.membership, decision).or_403()
        record = load(decision)
        if decision.status == Status.INCOMPLETE:
            complete_record(record, actor=request.actor)
            return redirect("recorded", reference)
        try:
            record_decision(record, actor=request.actor)
        except NotYet as lacking:
            return _page(request, record, lacking.missing)
    return redirect("recorded", reference)
