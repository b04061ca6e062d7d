"""My records, and finding one by reference, by the person's reference or by date."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import signed_in
from accounts.door import reading
from audit.actions import note
from decisions import permissions, queries
from decisions.forms import FindForm

PAGE = 25
SALT = "decisions.finding"


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Drafts and records with gaps first, then what was recorded, the newest first."""
    with reading(request.actor):
        permissions.may_start(request.membership).or_403()
        before = _position(request.GET.get("before", ""))
        found = queries.page(queries.recorded_by(request.membership), before, PAGE)
        note("decision.listed", detail={"count": len(found)})
        context = {
            "drafts": [] if before else list(queries.drafts_of(request.membership)[:PAGE]),
            "found": found[:PAGE],
            "next": _next(found),
            "paged": before is not None,
        }
        return render(request, "decisions/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def find(request: HttpRequest) -> HttpResponse:
    """Posted, so that no reference or date stands in an address or a log."""
    form = FindForm(request.POST if request.method == "POST" else None)
    with reading(request.actor):
        permissions.may_start(request.membership).or_403()
        context: dict[str, Any] = {"form": form}
        if form.is_bound and form.is_valid():
            context |= _found(request, form.cleaned_data)
        status = 422 if form.is_bound and form.errors else 200
        return render(request, "decisions/find.html", context, status=status)


def _found(request: HttpRequest, asked: dict[str, Any]) -> dict[str, Any]:
    rows = queries.matching(
        request.membership,
        reference=asked["reference"],
        person=asked["person"],
        since=asked["since"],
        until=asked["until"],
    )
    found = queries.page(rows, _position(request.POST.get("before", "")), PAGE)
    if asked["reference"] and not found:
        queries.lead_to_disposal(request.membership, asked["reference"])
    kinds = [name for name, value in asked.items() if value]
    note("decision.searched", detail={"by": kinds, "count": len(found[:PAGE])})
    return {"found": found[:PAGE], "next": _next(found), "searched": True}


def _next(found: list[Any]) -> str:
    """Where the next page begins; the position is signed, so that it can only be followed."""
    if len(found) <= PAGE:
        return ""
    last = found[PAGE - 1]
    return signing.dumps([last.created_at.isoformat(), last.pk], salt=SALT)


def _position(text: str) -> tuple[dt.datetime, int] | None:
    try:
        moment, pk = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return dt.datetime.fromisoformat(moment), pk
