"""What does somebody without an account see and do, who was sent a link?

A GET changes nothing: scanners open links before people do. Whatever opens nothing (unknown,
tampered with, run out, taken back, used in another browser, stopped) gets one and the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.door import LINK, Actor, acting, reading
from accounts.queries import hashed
from accounts.request import Request
from accounts.ui import UiForm
from audit.actions import note
from decisions.models import OutsideLink
from decisions.receipts import answering, policies, queries
from decisions.receipts.address import SALT, LinkAddress, new_claim
from decisions.receipts.forms import AdviceForm, AnswerForm, ClaimForm
from decisions.receipts.policies import can

COOKIE = "__Secure-claim" if settings.PRODUCTION else "claim"
COOKIE_SALT = f"{SALT}.claim"
# The secret in the address goes nowhere in a referrer. “no-referrer” would make browsers send
# a form as if it came from nowhere, and Django refuses that.
REFERRER = "strict-origin"
View = Callable[..., HttpResponse]


def without_account(view: View) -> View:
    """Whoever is signed in here by chance is nobody on these pages."""

    @wraps(view)
    def inner(request: Request, address: LinkAddress) -> HttpResponse:
        request.actor = request.membership = None
        response = view(request, address)
        response["Referrer-Policy"] = REFERRER
        return response

    return inner


@require_http_methods(["GET", "HEAD", "POST"])
@without_account
def receive(request: Request, address: LinkAddress) -> HttpResponse:
    """A link: first a code and a name, then what there is to answer."""
    if request.method == "POST":
        return _post(request, address)
    with reading(_actor(request, address)):
        link = queries.link_at(address)
        if link and _is_theirs(request, link):
            with reading(_actor(request, address, link)):
                note("receipt.viewed", decision_id=link.decision_id, detail={"link": link.pk})
                return _answer_page(request, link)
        if link and can(link, policies.CLAIM, timezone.now()):
            return _claim_page(request, link, ClaimForm())
        return _gone(request)


def _post(request: Request, address: LinkAddress) -> HttpResponse:
    if not consume(request, action="outside_link"):
        return render(request, "429.html", status=429)
    with acting(_actor(request, address)):
        # What opens nothing is not locked: it would take longer than what never was.
        found = queries.link_at(address)
        link = queries.locked(found) if found and _is_open(request, found) else None
        if link and _is_theirs(request, link):
            return _answer(request, address, link)
        if link and can(link, policies.CLAIM, timezone.now()):
            return _claim(request, address, link)
        return _gone(request)


def _is_open(request: Request, link: OutsideLink) -> bool:
    return can(link, policies.CLAIM, timezone.now()) or _is_theirs(request, link)


def _actor(request: Request, address: LinkAddress, link: OutsideLink | None = None) -> Actor:
    """Whoever holds the link, for the one organisation that stands in it."""
    return Actor(
        LINK,
        organisation_id=address.organisation_id,
        request_id=request.request_id,
        label=link.purpose if link else "",
    )


def _is_theirs(request: Request, link: OutsideLink) -> bool:
    """Did this browser claim the link, and does the link still work?"""
    kept = request.get_signed_cookie(COOKIE, default="", salt=COOKIE_SALT) or ""
    fits = constant_time_compare(hashed(kept), link.claim_hash)
    return bool(kept) and fits and can(link, policies.LOOK, timezone.now())


def _claim(request: Request, address: LinkAddress, link: OutsideLink) -> HttpResponse:
    form = ClaimForm(request.POST)
    if not form.is_valid():
        return _claim_page(request, link, form)
    secret = new_claim()
    actor = _actor(request, address, link)
    code = form.cleaned_data["code"]
    if answering.claim(link, address, actor=actor, code=code, secret=secret, **form.said()):
        return _kept_by_browser(request, link, secret)
    if not can(link, policies.CLAIM, timezone.now()):
        return _gone(request)
    form.add_error("code", _wrong(policies.WRONG_CODES - link.attempts))
    return _claim_page(request, link, form)


def _wrong(left: int) -> str:
    said = _("This is not the code of this link.")
    tries = ngettext("You have %d try left", "You have %d tries left", left) % left
    return f"{said} {tries}"


def _kept_by_browser(request: Request, link: OutsideLink, secret: str) -> HttpResponse:
    """Nobody else can open the link from now on: what proves the claim is in this browser."""
    response = HttpResponseRedirect(request.path)
    response.set_signed_cookie(
        COOKIE,
        secret,
        salt=COOKIE_SALT,
        expires=link.expires_at,
        path=request.path,
        secure=settings.PRODUCTION,
        httponly=True,
        samesite="Strict",
    )
    return response


def _answer(request: Request, address: LinkAddress, link: OutsideLink) -> HttpResponse:
    """What they say; the form of the code, sent again from another tab, only leads back here."""
    actor = _actor(request, address, link)
    if not can(link, policies.ANSWER, timezone.now()) or "code" in request.POST:
        return HttpResponseRedirect(request.path)
    form = _answer_form(link, request.POST)
    if not form.is_valid():
        return _answer_page(request, link, form)
    if isinstance(form, AnswerForm):
        answering.answer_receipt(link, actor=actor, **form.said())
    else:
        answering.give_advice(link, actor=actor, **form.cleaned_data)
    return HttpResponseRedirect(request.path)


def _answer_form(link: OutsideLink, data: Any = None) -> AnswerForm | AdviceForm:
    if queries.is_for_advice(link):
        return AdviceForm(data)
    sent = queries.sent_by(link)
    return AnswerForm(data, has_conditions=bool(sent.conditions), has_it=sent.has_it)


def _claim_page(request: Request, link: OutsideLink, form: ClaimForm) -> HttpResponse:
    context = {"form": form, "is_for_advice": queries.is_for_advice(link)}
    return render(request, "receipts/claim.html", context, status=422 if form.errors else 200)


def _answer_page(request: Request, link: OutsideLink, form: UiForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {"link": link}
    if can(link, policies.ANSWER, timezone.now()):
        context["form"] = form or _answer_form(link)
    status = 422 if form and form.errors else 200
    if queries.is_for_advice(link):
        context["question"] = queries.question_of(link)
        return render(request, "receipts/advise.html", context, status=status)
    context["sent"] = queries.sent_by(link)
    return render(request, "receipts/answer.html", context, status=status)


def _gone(request: Request) -> HttpResponse:
    """410 and not 404: the log of refusals would keep what was asked for."""
    return render(request, "receipts/gone.html", status=410)
