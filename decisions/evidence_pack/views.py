"""The page of an evidence pack: what it holds and, for a reason that is kept, its two files."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import signed_in
from accounts.door import reading
from accounts.views.shared import typed
from audit.actions import note
from audit.permissions import may_audit
from decisions.evidence_pack import making, paper
from decisions.evidence_pack.forms import PackForm
from decisions.evidence_pack.proof import waiting
from decisions.models import Decision, ExportFormat
from decisions.queries import decision_or_404

PDF, JSON = str(ExportFormat.PDF), str(ExportFormat.JSON)
# What a browser is told, and how the name of the file ends.
FORMATS = {PDF: ("application/pdf", "pdf"), JSON: ("application/jsonl", "jsonl")}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def evidence_pack(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Nothing is there for strangers; who may see the record, but not audit it, is told so."""
    with reading(request.actor):
        decision = decision_or_404(request.membership, reference)
        may_audit(request.membership).or_403()
    form = PackForm(typed(request))
    is_asked = request.method == "POST" and form.is_valid()
    if is_asked and (made := _file(request, decision, form)):
        return made
    with reading(request.actor):
        context = _page(request, decision) | {"form": form}
        status = 422 if request.method == "POST" else 200
        return render(request, "history/evidence_pack.html", context, status=status)


def _page(request: HttpRequest, decision: Decision) -> dict[str, Any]:
    """What the pack would hold. To open the page is to look at the record's history."""
    pack = making.pack_of(decision, actor=request.actor)
    if request.method != "POST":
        note("history.record_viewed", decision_id=decision.pk)
    return {
        "decision": decision,
        "reference": decision.reference,
        "pack": pack,
        "waiting": waiting(pack) if pack else "",
    }


def _file(request: HttpRequest, decision: Decision, form: PackForm) -> HttpResponseBase | None:
    """The file; nothing where it cannot be made, which the form then says."""
    wanted, reason = request.POST.get("format", ""), form.cleaned_data["reason"]
    if wanted not in FORMATS:
        form.add_error(None, _("Choose PDF or JSON"))
        return None
    member, actor = request.membership, request.actor
    taken = making.prepared(decision, member=member, actor=actor, reason=reason)
    if taken is None:
        form.add_error(None, _("Nothing has been signed yet, so there is nothing to prove."))
        return None
    try:
        made = making.as_pdf(decision, *taken) if wanted == PDF else making.as_lines(*taken)
    except paper.TooLong:
        form.add_error(None, _("This record is too long for a PDF. Take the JSON file instead."))
        return None
    making.keep(decision, *taken, file_format=wanted)
    kind, ending = FORMATS[wanted]
    response_class = HttpResponse if wanted == PDF else StreamingHttpResponse
    # The name of the file says which record; never about whom.
    name = f'attachment; filename="evidence-{decision.reference}.{ending}"'
    return response_class(made, content_type=kind, headers={"Content-Disposition": name})
