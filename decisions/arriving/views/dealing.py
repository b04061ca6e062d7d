"""What is done with something that came in? Begin or find its decision, pass it on, close it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.ui import UiForm
from accounts.views.shared import typed
from audit.actions import note
from decisions import queries as decisions
from decisions.arriving import actions, permissions, queries
from decisions.arriving.forms import CloseForm, MatchForm, PassOnForm
from decisions.arriving.policies import (
    ACTS,
    BEGIN,
    CLOSE,
    MATCH,
    PASS_ON,
    is_matched,
    is_overdue,
    state_of,
)
from decisions.arriving.shown import told
from decisions.choices import ReplyKind
from decisions.models import Decision, Incoming
from decisions.permissions import may_correct, may_start
from decisions.record import load
from decisions.steps import BY_SLUG
from decisions.views.journey import step_url

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def came_in(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """One of them: what it says, where it stands, and what can be done with it."""
    with reading(request.actor):
        found = queries.one_or_404(request.membership, incoming_id)
        replies = queries.replies_to(found)
        replied = any(reply.sent_at for reply in replies)
        member = request.membership
        may = {act: permissions.may(member, found, act, is_replied=replied) for act in ACTS}
        note("incoming.viewed", decision_id=found.decision_id, detail={"incoming": found.pk})
        context = {
            "incoming": found,
            "state": state_of(found, is_replied=replied),
            "is_overdue": is_overdue(found, timezone.now()),
            "may": {act.replace("-", "_"): verdict for act, verdict in may.items()},
            "replies": replies,
            "kinds": ReplyKind.choices,
            "told": told(found),
            "decision": decision_seen(request, found),
        }
        return render(request, "arriving/came_in.html", context)


def decision_seen(request: HttpRequest, found: Incoming) -> Decision | None:
    """Its decision, where who asks may see it."""
    if found.decision_id is None:
        return None
    return decisions.visible_to(request.membership).filter(pk=found.decision_id).first()


def for_dealing(request: HttpRequest, incoming_id: int, act: str) -> tuple[Incoming, bool]:
    """Locked, for whoever may do this with it; strangers find nothing."""
    found = queries.for_dealing(request.membership, incoming_id)
    replied = queries.is_replied(found)
    permissions.may(request.membership, found, act, is_replied=replied).or_403()
    return found, replied


def decision_of(request: HttpRequest, found: Incoming) -> Decision | None:
    """Its decision, locked; whoever may not see the decision cannot act for it."""
    if not is_matched(found) or found.decision is None:
        return None
    try:
        return decisions.for_writing(request.membership, found.decision.reference)
    except Http404:
        raise PermissionDenied(_("You may not open the decision that this belongs to.")) from None


@require_POST
@signed_in
def begin(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """Begin the decision; a second click leads to the same draft."""
    with acting(request.actor):
        found = queries.for_dealing(request.membership, incoming_id)
        seen = decision_seen(request, found)
        if is_matched(found) and seen:
            return redirect("decision", seen.reference)
        replied = queries.is_replied(found)
        permissions.may(request.membership, found, BEGIN, is_replied=replied).or_403()
        may_start(request.membership).or_403()
        team_ids = sorted(request.membership.team_ids)
        team_id = found.team_id or (team_ids[0] if len(team_ids) == 1 else None)
        made = actions.begin(
            found, actor=request.actor, membership=request.membership, team_id=team_id
        )
    return redirect(step_url(made.reference, BY_SLUG["what-has-happened"]))


@require_POST
@signed_in
def of_record(request: HttpRequest, reference: str) -> HttpResponse:
    """The request of a record that was not written down when it came: now it can be replied to."""
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        if (known := queries.of_decision(decision)) is None:
            may_correct(request.membership, decision).or_403()
            known = actions.log_of_record(load(decision), actor=request.actor)
        if known is None:
            raise Http404
    return redirect("came_in", known.pk)


@require_http_methods(METHODS)
@signed_in
def match(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """Tie it to a decision that was begun already."""
    with reading(request.actor):
        found = _seen(request, incoming_id, MATCH)
    form = MatchForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with acting(request.actor):
            found, _replied = for_dealing(request, incoming_id, MATCH)
            if decision := _matching(request, form):
                actions.match(found, decision, actor=request.actor)
                return _done(request, found, _("It belongs to that record now."))
    return _form_page(request, "arriving/match.html", form, found)


def _matching(request: HttpRequest, form: MatchForm) -> Decision | None:
    """A decision that may be seen and that nothing else belongs to; else it is told."""
    try:
        decision = decisions.for_writing(request.membership, form.cleaned_data["reference"])
    except Http404:
        form.add_error("reference", _("There is no record with this reference"))
        return None
    if not queries.is_free(decision):
        form.add_error("reference", _("Something else that came in belongs to this record"))
        return None
    return decision


@require_http_methods(METHODS)
@signed_in
def pass_on(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """Somebody else deals with it from now on."""
    with reading(request.actor):
        found = _seen(request, incoming_id, PASS_ON)
        colleagues = queries.could_own(request.membership.organisation_id)
        others = [each for each in colleagues if each.person_id != found.owner_id]
    form = PassOnForm(typed(request), colleagues=others)
    if request.method == "POST" and form.is_valid():
        with acting(request.actor):
            found, _replied = for_dealing(request, incoming_id, PASS_ON)
            owner_id = int(form.cleaned_data["owner"])
            actions.pass_on(found, actor=request.actor, owner_id=owner_id)
        half_typed.forget(request.actor, request.path)
        messages.success(request, _("Your colleague has it now, and is told."))
        return redirect("incoming")
    return _form_page(request, "arriving/pass_on.html", form, found)


@require_http_methods(METHODS)
@signed_in
def close(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """Nothing more is to be done."""
    with reading(request.actor):
        found = _seen(request, incoming_id, CLOSE)
    form = CloseForm(typed(request), is_decided=is_matched(found))
    if request.method == "POST" and form.is_valid():
        with acting(request.actor):
            found, _replied = for_dealing(request, incoming_id, CLOSE)
            if is_matched(found) or form.cleaned_data["because"]:
                decision = decision_of(request, found)
                because = form.cleaned_data["because"]
                actions.close(found, actor=request.actor, because=because, decision=decision)
                return _done(request, found, _("It is closed."))
            form.add_error("because", form.fields["because"].error_messages["required"])
    return _form_page(request, "arriving/close.html", form, found)


def _seen(request: HttpRequest, incoming_id: int, act: str) -> Incoming:
    found = queries.one_or_404(request.membership, incoming_id)
    replied = queries.is_replied(found)
    permissions.may(request.membership, found, act, is_replied=replied).or_403()
    return found


def _done(request: HttpRequest, found: Incoming, said: str) -> HttpResponse:
    half_typed.forget(request.actor, request.path)
    messages.success(request, said)
    return redirect("came_in", found.pk)


def _form_page(request: HttpRequest, template: str, form: UiForm, found: Incoming) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    with reading(request.actor):
        note("incoming.viewed", decision_id=found.decision_id, detail={"incoming": found.pk})
        return render(request, template, {"form": form, "incoming": found}, status=status)
