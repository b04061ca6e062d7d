"""How does somebody walk through a flow chart, and begin a record where it ends?"""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import signed_in
from accounts.door import acting
from decisions import permissions
from decisions.guidance import terms
from decisions.guidance.charts import chart as held_chart
from decisions.guidance.charts import charts as held_charts
from decisions.guidance.charts import walked
from decisions.guidance.flow import Chart, Walk
from decisions.library.actions import begin_from_chart
from decisions.library.drawing import draw
from decisions.library.forms import AnswerForm, BeginForm
from decisions.library.reader import kept, nation_of, page
from decisions.steps import BY_SLUG
from decisions.views.begin import team_chosen
from decisions.views.journey import step_url

ANSWERS, ABOUT = "a", "about"
WHOM = ("child", "adult")


def chart_or_404(key: str) -> Chart:
    try:
        return held_chart(key)
    except KeyError as none:
        raise Http404 from none


def about(request: HttpRequest) -> str:
    """Whether it is walked for a child or an adult; a child, unless the address says otherwise."""
    asked = request.GET.get(ABOUT, "")
    return asked if asked in WHOM else WHOM[0]


@require_safe
def flow_charts(request: HttpRequest) -> HttpResponse:
    """Which chart is walked here, about a child and about an adult; and the others."""
    nation = nation_of(request)
    first = [(whom, row, held_chart(row.chart)) for whom in WHOM for row in [walked(nation, whom)]]
    offered = {row.chart for _whom, row, _chart in first}
    others = [each for each in held_charts(nation) if each.key not in offered]
    return page(request, "library/flow_charts.html", first=first, others=others)


@require_safe
def flow_chart(request: HttpRequest, key: str) -> HttpResponse:
    """The whole chart: drawn, and as a list."""
    chart = chart_or_404(key)
    questions = [
        (place, question, [(each, chart.places[each.to]) for each in question.answers])
        for place, question in enumerate(chart.questions, start=1)
    ]
    return page(
        request,
        "library/flow_chart.html",
        chart=chart,
        questions=questions,
        drawing=draw(chart),
        about=about(request),
        nations_of_chart=[terms(each).name for each in chart.nations],
    )


@require_safe
def walk_chart(request: HttpRequest, key: str) -> HttpResponse:
    """One question at a time; the answers stand in the address as codes, so that back works."""
    chart = chart_or_404(key)
    walk = chart.walk(request.GET.getlist(ANSWERS))
    if walk.question is None:
        return _ended(request, walk)
    asked = request.GET if request.GET.get("asked") == walk.question.key else None
    form = AnswerForm(asked, question=walk.question)
    if asked and form.is_valid():
        code = f"{walk.question.key}:{form.cleaned_data['answer']}"
        return redirect(_place(request, chart, (*walk.codes, code)))
    return _walking(request, walk, form=form, status=422 if asked else 200)


def _place(request: HttpRequest, chart: Chart, codes: tuple[str, ...]) -> str:
    """The address of a walk: the answers, about whom, and the nation where it is not the usual."""
    said = [(ANSWERS, code) for code in codes]
    if about(request) != WHOM[0]:
        said.append((ABOUT, about(request)))
    asked = "&".join(filter(None, [urlencode(said, safe=":"), kept(request)]))
    return reverse("walk_chart", args=[chart.key]) + (f"?{asked}" if asked else "")


def _walking(request: HttpRequest, walk: Walk, *, status: int = 200, **more: Any) -> HttpResponse:
    taken = [
        (each, _place(request, walk.chart, walk.codes[:place]))
        for place, each in enumerate(walk.taken)
    ]
    template = "library/walk_end.html" if walk.end else "library/walk.html"
    return page(
        request,
        template,
        status=status,
        chart=walk.chart,
        walk=walk,
        taken=taken,
        back=taken[-1][1] if taken else "",
        about=about(request),
        **more,
    )


def _ended(request: HttpRequest, walk: Walk, form: BeginForm | None = None) -> HttpResponse:
    member = request.membership
    may_start = permissions.may_start(member) if member else None
    if form is None and may_start:
        form = BeginForm(membership=member, initial={"key": uuid.uuid4(), ABOUT: about(request)})
    return _walking(
        request,
        walk,
        status=422 if form and form.errors else 200,
        may_start=may_start,
        form=form,
        here=_place(request, walk.chart, walk.codes),
        row=walked(nation_of(request), about(request)),
    )


@require_POST
@signed_in
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a draft with the answers; a chart that was not walked to its end is walked on."""
    chart = chart_or_404(key)
    permissions.may_start(request.membership).or_403()
    walk = chart.walk(request.POST.getlist(ANSWERS))
    if walk.end is None:
        return redirect(_place(request, chart, walk.codes))
    form = BeginForm(request.POST, membership=request.membership)
    if not form.is_valid():
        return _ended(request, walk, form)
    with acting(request.actor):
        decision = begin_from_chart(
            walk,
            actor=request.actor,
            membership=request.membership,
            team_id=team_chosen(request.membership, form.cleaned_data.get("team", "")),
            key=form.cleaned_data["key"],
        )
    return redirect(step_url(decision.reference, BY_SLUG["what-has-happened"]))
