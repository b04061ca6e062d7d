"""One record's history, and the record as it stood at any moment of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.door import reading
from audit.actions import note
from audit.permissions import may_audit
from decisions.after import load_after
from decisions.afterwards import afterwards
from decisions.evidence import rule_tables
from decisions.guardian import queries, story
from decisions.models import Decision
from decisions.queries import decision_or_404
from decisions.summary import sections_to_read


@require_safe
@signed_in
def record_history(request: HttpRequest, reference: str) -> HttpResponse:
    """Every act on a record and every change to it, and who has looked at it."""
    with reading(request.actor):
        decision = _audited(request, reference)
        context = {
            "decision": decision,
            "reference": reference,
            "story": story.story(decision),
        }
        note("history.record_viewed", decision_id=decision.pk)
        return render(request, "history/record.html", context)


@require_safe
@signed_in
def as_it_stood(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """The record as it stood, drawn as it is today; to look at it is an act of its own."""
    with reading(request.actor):
        decision = _audited(request, reference)
        if not 1 <= version <= decision.version:
            raise Http404
        record = story.as_it_stood(decision, version)
        at, who = story.moment_of(decision, version)
        note("history.version_viewed", decision_id=decision.pk, detail={"version": version})
        context = {
            "decision": record.decision,
            "reference": reference,
            "record": record,
            "at": at,
            "who": who,
            "version": version,
            "earlier": version - 1,
            "later": version + 1 if version < decision.version else 0,
        }
        if not decision.is_sealed:
            known = queries.had_named_lead(decision.organisation_id, at)
            context["sections"] = sections_to_read(record)
            context["chapters"] = afterwards(load_after(record, version=version))
            context["tables"] = rule_tables(record, contact_known=known)
        return render(request, "history/as_it_stood.html", context)


def _audited(request: HttpRequest, reference: str) -> Decision:
    """Nothing is there for strangers; who may see the record, but not audit it, is told so."""
    decision = decision_or_404(request.membership, reference)
    may_audit(request.membership).or_403()
    return decision
