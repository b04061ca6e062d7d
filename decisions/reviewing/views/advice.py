"""How is advice asked for, given, and said to be followed or not?"""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.ui import UiForm
from audit.actions import note
from decisions import paging
from decisions.choices import Followed
from decisions.models import Advice, Decision
from decisions.queries import decision_or_404, for_writing
from decisions.receipts.views import shown_once
from decisions.record import load
from decisions.reviewing import actions, permissions, policies, queries
from decisions.reviewing.essentials import named_rows
from decisions.reviewing.forms import (
    AdviceAnswerForm,
    AskForm,
    HeardForm,
    LinkForm,
    NameForm,
    OutcomeForm,
    role_of,
)
from decisions.reviewing.outside import link_for
from decisions.steps import BY_SLUG
from decisions.words import label

METHODS = ["GET", "HEAD", "POST"]
PAGE = 25
SALT = "decisions.reviewing.advice"


@require_http_methods(METHODS)
@signed_in
def ask_advice(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask a colleague or somebody outside, from a draft at any step or from a record."""
    if request.method == "POST":
        return _ask(request, reference)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decision_or_404(request.membership, reference)
        permissions.may_ask(request.membership, decision).or_403()
        form = _ask_form(request, decision, kept)
        note("decision.viewed", decision_id=decision.pk, target="ask_advice")
        return _ask_page(request, decision, form, restored=kept is not None)


def _ask(request: HttpRequest, reference: str) -> HttpResponse:
    with acting(request.actor):
        decision = for_writing(request.membership, reference)
        permissions.may_ask(request.membership, decision).or_403()
        form = _ask_form(request, decision, request.POST)
        if not form.is_valid():
            return _ask_page(request, decision, form)
        advice = _asked(request, decision, form)
        half_typed.forget(request.actor, request.path)
        if advice.asked_of_id is None:
            return _link_page(request, advice, form)
    messages.success(request, _("%s is asked, and is told so.") % advice.adviser_name)
    return redirect(_back(request, decision))


def _asked(request: HttpRequest, decision: Decision, form: AskForm) -> Advice:
    """Naming on purpose is the second step all the same, with its reason."""
    given, whom = form.cleaned_data, form.whom
    advice = actions.ask_advice(
        decision,
        actor=request.actor,
        question=given["question"],
        adviser=whom,
        name="" if whom else given["name"],
        role=role_of(whom) if whom else given["role"],
    )
    if given.get("on_purpose"):
        actions.name_for_advice(advice, actor=request.actor, reason=given["reason"])
    return advice


def _ask_form(request: HttpRequest, decision: Decision, data) -> AskForm:
    return AskForm(data, advisers=queries.advisers(request.membership), record=load(decision))


def _ask_page(
    request: HttpRequest, decision: Decision, form: AskForm, *, restored: bool = False
) -> HttpResponse:
    back = _back(request, decision)
    return _form_page(request, "ask", form, decision, restored=restored, back=back)


def _back(request: HttpRequest, decision: Decision) -> str:
    """To the step where they were, or to the record."""
    if not decision.is_draft:
        return reverse("recorded", args=[decision.reference]) + "#advice-asked"
    slug = request.GET.get("step", "")
    return reverse("step", args=[decision.reference, slug if slug in BY_SLUG else "advice"])


@require_POST
@signed_in
def advice_link(request: HttpRequest, reference: str, advice_id: int) -> HttpResponse:
    """Another link for somebody outside: the first is shown once, and may have run out."""
    with acting(request.actor):
        decision = for_writing(request.membership, reference)
        advice = queries.advice_on(decision, advice_id)
        permissions.may_ask(request.membership, decision).or_403()
        permissions.may_send_link(advice).or_403()
        form = LinkForm(request.POST)
        if not form.is_valid():
            return redirect(_back(request, decision))
        return _link_page(request, advice, form)


def _link_page(request: HttpRequest, advice: Advice, form: UiForm) -> HttpResponse:
    """The answer to the form is the one place that shows the link."""
    decision, key = advice.decision, form.cleaned_data["key"] or uuid.uuid4()
    link, address, code = link_for(advice, actor=request.actor, key=key)
    context = {
        **shown_once(request, link, address, code),
        "advice": advice,
        "decision": decision,
        "reference": decision.reference,
        "back": _back(request, decision),
    }
    return render(request, "reviewing/link.html", context)


@require_http_methods(METHODS)
@signed_in
def name_for_advice(request: HttpRequest, reference: str, advice_id: int) -> HttpResponse:
    """The second step: tell the adviser who it is about, and why."""
    if request.method == "POST":
        with acting(request.actor):
            decision = for_writing(request.membership, reference)
            advice = queries.advice_on(decision, advice_id)
            if not advice.is_named:
                permissions.may_name(request.membership, decision, advice).or_403()
            permissions.may_ask(request.membership, decision).or_403()
            form = NameForm(request.POST)
            if form.is_valid():
                actions.name_for_advice(advice, actor=request.actor, **form.cleaned_data)
                said = _("%s is told who it is about.") % advice.adviser_name
                return _done(request, decision, said)
            return _form_page(request, "name", form, decision, advice=advice)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decision_or_404(request.membership, reference)
        advice = queries.advice_on(decision, advice_id)
        permissions.may_name(request.membership, decision, advice).or_403()
        note("advice.viewed", decision_id=decision.pk, detail={"advice": advice.pk})
        form, restored = NameForm(kept), kept is not None
        return _form_page(request, "name", form, decision, restored=restored, advice=advice)


@require_http_methods(METHODS)
@signed_in
def advice_heard(request: HttpRequest, reference: str, advice_id: int) -> HttpResponse:
    """An answer that came by telephone or another way is written down by whoever asked."""
    if request.method == "POST":
        return _note_heard(request, reference, advice_id)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decision_or_404(request.membership, reference)
        advice = queries.advice_on(decision, advice_id)
        permissions.may_note_answer(request.membership, decision, advice).or_403()
        note("advice.viewed", decision_id=decision.pk, detail={"advice": advice.pk})
        who = ", ".join(filter(None, [advice.adviser_name, advice.adviser_role]))
        form, restored = HeardForm(kept, initial={"whom": who}), kept is not None
        return _form_page(request, "heard", form, decision, restored=restored, advice=advice)


def _note_heard(request: HttpRequest, reference: str, advice_id: int) -> HttpResponse:
    with acting(request.actor):
        decision = for_writing(request.membership, reference)
        advice = queries.advice_on(decision, advice_id)
        form = HeardForm(request.POST)
        is_said = form.is_valid() and actions.is_noted(advice, **form.cleaned_data)
        if not is_said:
            permissions.may_note_answer(request.membership, decision, advice).or_403()
        permissions.may_ask(request.membership, decision).or_403()
        if not form.is_valid():
            return _form_page(request, "heard", form, decision, advice=advice)
        actions.note_answer(advice, actor=request.actor, **form.cleaned_data)
        return _done(request, decision, _("The answer is in the record."))


@require_http_methods(METHODS)
@signed_in
def advice_outcome(request: HttpRequest, reference: str, advice_id: int) -> HttpResponse:
    """Whoever asked says whether the advice was followed, and why not."""
    if request.method == "POST":
        return _conclude(request, reference, advice_id)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decision_or_404(request.membership, reference)
        advice = queries.advice_on(decision, advice_id)
        permissions.may_conclude(request.membership, decision, advice).or_403()
        note("advice.viewed", decision_id=decision.pk, detail={"advice": advice.pk})
        form, restored = OutcomeForm(kept), kept is not None
        return _form_page(request, "outcome", form, decision, restored=restored, advice=advice)


def _conclude(request: HttpRequest, reference: str, advice_id: int) -> HttpResponse:
    with acting(request.actor):
        decision = for_writing(request.membership, reference)
        advice = queries.advice_on(decision, advice_id)
        form = OutcomeForm(request.POST)
        if form.is_valid() and policies.is_concluded(advice, **form.cleaned_data):
            # the second of two clicks
            permissions.may_ask(request.membership, decision).or_403()
            return _done(request, decision, "")
        permissions.may_conclude(request.membership, decision, advice).or_403()
        if form.is_valid():
            actions.conclude(advice, actor=request.actor, **form.cleaned_data)
            return _done(request, decision, _("What became of the advice is in the record."))
        return _form_page(request, "outcome", form, decision, advice=advice)


# The adviser's own pages: nothing of the record but the question, unless they are told more


@require_safe
@signed_in
def advice_asked(request: HttpRequest) -> HttpResponse:
    """The questions that were put to me, the newest first."""
    with reading(request.actor):
        before = paging.position(request.GET.get("before", ""), salt=SALT)
        found = queries.advice_page(request.membership, before, PAGE)
        last = found[PAGE - 1] if len(found) > PAGE else None
        more = paging.signed(last.asked_at, last.pk, salt=SALT) if last and last.asked_at else ""
        context = {
            "found": [(row, policies.advice_state(row)) for row in found[:PAGE]],
            "next": more,
            "paged": before is not None,
        }
        note("advice.listed", detail={"count": len(found[:PAGE])})
        return render(request, "reviewing/asked.html", context)


@require_http_methods(METHODS)
@signed_in
def advice(request: HttpRequest, advice_id: int) -> HttpResponse:
    """One question for its adviser, who answers it here."""
    if request.method == "POST":
        return _advise(request, advice_id)
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        if record := queries.asked_on(request.membership, advice_id):
            return redirect(_back(request, record))
        found = queries.advice_for(request.membership, advice_id)
        note("advice.viewed", decision_id=found.decision_id, detail={"advice": found.pk})
        form = AdviceAnswerForm(kept) if permissions.may_advise(found) else None
        return _adviser_page(request, found, form, restored=kept is not None)


def _advise(request: HttpRequest, advice_id: int) -> HttpResponse:
    with acting(request.actor):
        found = queries.locked_for_advice(request.membership, advice_id)
        form = AdviceAnswerForm(request.POST)
        is_said = form.is_valid() and form.cleaned_data["answer"] == found.answer
        if not is_said:
            permissions.may_advise(found).or_403()
        if not form.is_valid():
            return _adviser_page(request, found, form)
        actions.answer_advice(found, actor=request.actor, **form.cleaned_data)
        half_typed.forget(request.actor, request.path)
        messages.success(request, _("Your advice is given."))
        return redirect("advice", advice_id)


def _adviser_page(
    request: HttpRequest, found: Advice, form: UiForm | None, *, restored: bool = False
) -> HttpResponse:
    decision = found.decision
    context: dict[str, Any] = {
        "advice": found,
        "form": form,
        "restored": restored,
        "is_sealed": decision.is_sealed,
        "followed": label(Followed, found.followed),
    }
    if found.is_named and not decision.is_sealed:
        context["essentials"] = named_rows(load(decision))
        if queries.is_seen_by(request.membership, decision):
            context["record"] = decision.reference
    status = 422 if request.method == "POST" else 200
    return render(request, "reviewing/advice.html", context, status=status)


def _done(request: HttpRequest, decision: Decision, said: str) -> HttpResponse:
    half_typed.forget(request.actor, request.path)
    if said:
        messages.success(request, said)
    return redirect(_back(request, decision))


def _form_page(
    request: HttpRequest, name: str, form: UiForm, decision: Decision, **context: Any
) -> HttpResponse:
    context = {"back": _back(request, decision), **context}
    context |= {"form": form, "decision": decision, "reference": decision.reference}
    status = 422 if request.method == "POST" else 200
    return render(request, f"reviewing/{name}.html", context, status=status)
