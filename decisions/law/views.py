"""Which pages are there about the guide to the law, and about a duty to share?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.models import Nation
from audit.actions import note
from decisions import queries
from decisions.law import permissions, shown
from decisions.law.actions import judge_detriment as judge
from decisions.law.duty import may_concern
from decisions.law.forms import DetrimentForm, SituationForm
from decisions.law.guide import Guidance, guide
from decisions.law.reading import facts_of
from decisions.record import Record, load


@require_safe
@signed_in
def law_guide(request: HttpRequest, reference: str) -> HttpResponse:
    """How the guide came to what it says of one record, law by law."""
    with reading(request.actor):
        decision = queries.decision_or_404(request.membership, reference)
        permissions.may_see_guide(request.membership, decision).or_403()
        note("law.viewed", decision_id=decision.pk, target="guide")
        record = load(decision)
        context = {
            "decision": decision,
            "reference": reference,
            "relied_on": {row.code for row in record.bases},
            "duty": shown.duty_of(record, request.membership),
            **_said(guide(facts_of(record))),
        }
        return render(request, "law/guide.html", context)


def _said(guidance: Guidance) -> dict[str, Any]:
    return {
        "guidance": guidance,
        "layers": shown.layers(guidance),
        "facts": shown.facts(guidance),
        "unknown": shown.unknown(guidance),
    }


@require_safe
@signed_in
def law_tool(request: HttpRequest) -> HttpResponse:
    """The same guide for a situation that is no record; nothing is kept."""
    here = request.membership.organisation
    asked = request.GET if "nation" in request.GET else None
    nation = request.GET.get("nation", here.nation)
    initial = {
        "nation": here.nation,
        "organisation": here.kind,
        "public": "yes" if here.is_public_authority else "no",
    }
    form = SituationForm(
        asked, initial=initial, nation=nation if nation in Nation.values else here.nation
    )
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        context |= _said(guide(form.facts()))
    wrong = form.is_bound and not form.is_valid()
    return render(request, "law/tool.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def judge_detriment(request: HttpRequest, reference: str) -> HttpResponse:
    """Whether sharing would do the child more harm than not sharing, judged in full."""
    if request.method == "POST":
        return _judge(request, reference)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = queries.decision_or_404(request.membership, reference)
        permissions.may_judge(request.membership, decision).or_403()
        note("law.viewed", decision_id=decision.pk, target="detriment")
        record = load(decision)
        return _page(request, record, _form(record, kept), restored=kept is not None)


def _judge(request: HttpRequest, reference: str) -> HttpResponse:
    with acting(request.actor):
        decision = queries.for_writing(request.membership, reference)
        permissions.may_judge(request.membership, decision).or_403()
        record = load(decision)
        form = _form(record, request.POST)
        if not form.is_valid():
            return _page(request, record, form)
        judge(record, actor=request.actor, values=form.cleaned_data)
        half_typed.forget(request.actor, request.path)
    messages.success(request, _("The judgement is kept in the record."))
    return redirect("decision", reference)


def _form(record: Record, data: QueryDict | None) -> DetrimentForm:
    asked = record.request
    return DetrimentForm(data, initial={"asked_by": asked.requester_organisation if asked else ""})


def _page(
    request: HttpRequest, record: Record, form: DetrimentForm, *, restored: bool = False
) -> HttpResponse:
    context = {
        "decision": record.decision,
        "reference": record.decision.reference,
        "form": form,
        "restored": restored,
        "typed_token": half_typed.token(request.actor, request.path),
        **shown.law_of_duty(),
        "is_elsewhere": not may_concern(record),
        "judgements": record.judgements,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "law/detriment.html", context, status=status)
