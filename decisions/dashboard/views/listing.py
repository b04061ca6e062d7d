"""All recorded decisions of one's teams: filtered, kept as views, taken as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import signed_in
from accounts.door import acting, reading
from audit.actions import note
from decisions import paging
from decisions.dashboard import actions, export, listing
from decisions.dashboard.asked import Asked
from decisions.dashboard.forms import FilterForm, SaveViewForm
from decisions.dashboard.permissions import Scope, may_see_dashboard, scope_of
from decisions.dashboard.reasons import words_of
from decisions.dashboard.words import in_words

PAGE = 50
SALT = "decisions.dashboard.decisions"
METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@signed_in
def decisions_of_team(request: HttpRequest) -> HttpResponse:
    """Newest first. Filters are posted, and answered by an address of codes."""
    with reading(request.actor):
        may_see_dashboard(request.membership).or_403()
        scope = scope_of(request.membership)
        asked = Asked.from_codes(request.GET)
        form = _filters(request, scope, asked)
        if request.method == "POST" and form.is_valid():
            return redirect(reverse("decisions_of_team") + form.asked().query())
        context = _frame(request, scope, asked, form)
        if request.method == "POST":
            return render(request, "dashboard/decisions.html", context, status=422)
        context |= _page(request, scope, asked)
        return render(request, "dashboard/decisions.html", context)


def _filters(request: HttpRequest, scope: Scope, asked: Asked) -> FilterForm:
    return FilterForm(
        request.POST if request.method == "POST" else None,
        initial=vars(asked),
        nation=request.membership.organisation.nation,
        teams=listing.teams(scope),
        authors=listing.authors(scope),
    )


def _frame(request: HttpRequest, scope: Scope, asked: Asked, form: FilterForm) -> dict[str, Any]:
    nation = request.membership.organisation.nation
    fields: Any = form.fields
    named = {
        name: [(int(pk), said) for pk, said in fields[name].choices if pk]
        for name in ("team", "author")
    }
    return {
        "form": form,
        "asked_for": in_words(asked, nation, named["team"], named["author"]),
        "views": listing.views_of(request.membership),
        "save": SaveViewForm(initial={"query": asked.query()}, auto_id="save_%s"),
        "query": asked.query(),
        "has_no_team": scope.team_ids == (),
    }


def _page(request: HttpRequest, scope: Scope, asked: Asked) -> dict[str, Any]:
    found = listing.page(
        scope,
        asked,
        PAGE,
        older=paging.position(request.GET.get("older", ""), salt=SALT),
        newer=paging.position(request.GET.get("newer", ""), salt=SALT),
    )
    rows = found.rows
    note("dashboard.listed", detail={**asked.codes(), "count": len(rows)})
    lines = listing.lines(scope, [pk for _at, pk in rows])
    return {
        "lines": [(line, [words_of(code) for code in line.reasons]) for line in lines],
        "older": asked.query(older=_signed(rows[-1])) if found.has_older and rows else "",
        "newer": asked.query(newer=_signed(rows[0])) if found.has_newer and rows else "",
    }


def _signed(place: listing.Position) -> str:
    return paging.signed(*place, salt=SALT)


@require_POST
@signed_in
def export_decisions(request: HttpRequest) -> HttpResponseBase:
    """Everything that the filters find as a file; that it was taken stands in the history."""
    asked = Asked.from_codes(request.GET)
    scope = scope_of(request.membership)
    with acting(request.actor):
        may_see_dashboard(request.membership).or_403()
        found = listing.page(scope, asked, export.MOST_ROWS)
        if not found.has_older:
            note("dashboard.exported", detail={**asked.codes(), "rows": len(found.rows)})
    if found.has_older:
        said = _("There are more than %(most)s decisions. Choose fewer days.")
        messages.info(request, said % {"most": f"{export.MOST_ROWS:,}"})
        return redirect(reverse("decisions_of_team") + asked.query())
    pieces = export.decisions([pk for _at, pk in found.rows], scope, request.actor)
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    return response


@require_POST
@signed_in
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters that are set under a name."""
    form = SaveViewForm(request.POST, auto_id="save_%s")
    scope = scope_of(request.membership)
    asked = Asked.from_codes(QueryDict(request.POST.get("query", "").lstrip("?")))
    with acting(request.actor):
        may_see_dashboard(request.membership).or_403()
        if form.is_valid():
            name = form.cleaned_data["name"]
            actions.save_view(request.membership, actor=request.actor, name=name, asked=asked)
            messages.success(request, _("The view is saved."))
            return redirect(reverse("decisions_of_team") + asked.query())
        filters = FilterForm(
            initial=vars(asked),
            nation=request.membership.organisation.nation,
            teams=listing.teams(scope),
            authors=listing.authors(scope),
        )
        context = _frame(request, scope, asked, filters) | {"save": form}
        return render(request, "dashboard/decisions.html", context, status=422)


@require_POST
@signed_in
def remove_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Give up one of one's own views."""
    with acting(request.actor):
        may_see_dashboard(request.membership).or_403()
        found = [view for view in listing.views_of(request.membership) if view.pk == view_id]
        if not found:
            raise Http404
        actions.remove_view(found[0], actor=request.actor)
    messages.success(request, _("The view is removed."))
    return redirect("decisions_of_team")
