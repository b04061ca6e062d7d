"""How do decisions, consent, times, services and rules look over some weeks?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import signed_in
from accounts.door import acting, reading
from audit.actions import note
from decisions.dashboard import drawing, export
from decisions.dashboard.figures import Figures, figures
from decisions.dashboard.permissions import may_see_dashboard, scope_of

WEEKS = (13, 26, 52)


@require_safe
@signed_in
def charts(request: HttpRequest) -> HttpResponse:
    """Five charts, each with its table."""
    weeks = _weeks(request)
    with reading(request.actor):
        may_see_dashboard(request.membership).or_403()
        found = figures(scope_of(request.membership), weeks)
        note("dashboard.charts_viewed", detail={"weeks": weeks})
        context = _drawn(found, request.membership.organisation.nation)
        context |= {"weeks": weeks, "choices": WEEKS}
        return render(request, "dashboard/charts.html", context)


def _weeks(request: HttpRequest) -> int:
    asked = request.GET.get("weeks", "")
    return int(asked) if asked in map(str, WEEKS) else WEEKS[0]


def _drawn(found: Figures, nation: str) -> dict[str, Any]:
    consents, rules = drawing.consents(found), drawing.rules(found)
    services = drawing.services(found, nation)
    return {
        "since": found.since,
        "outcomes": drawing.outcomes(),
        "columns": drawing.columns(found.weeks),
        "total": sum(sum(counts.values()) for counts in found.weeks.values()),
        "bar_charts": [
            _chart("consent", _("What came of asking for consent"), _("Answers"), consents),
            _chart("services", _("Recipients by kind of service"), _("Recipients"), services),
            _chart("rules", _("Rules that records do not answer"), _("Records"), rules),
        ],
        "ranges": drawing.ranges(found.spans),
    }


def _chart(name: str, title: str, head: str, counts: list[tuple[str, int]]) -> dict[str, Any]:
    """Its bars; none where there is nothing to count."""
    bars = drawing.bars(counts) if any(number for _words, number in counts) else []
    return {"name": name, "title": title, "head": head, "bars": bars}


@require_POST
@signed_in
def export_figures(request: HttpRequest) -> HttpResponse:
    """The tables of the charts as one file; small counts are not said."""
    weeks = _weeks(request)
    with acting(request.actor):
        may_see_dashboard(request.membership).or_403()
        found = figures(scope_of(request.membership), weeks)
        note("dashboard.figures_exported", detail={"weeks": weeks})
        lines = export.of_figures(found, request.membership.organisation.nation)
    text = export.BYTE_ORDER_MARK + export.rows(lines)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="figures-{weeks}-weeks.csv"'
    return response
