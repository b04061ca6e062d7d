"""The sample pages, and what they were sent."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace as Thing
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.template.loader import render_to_string
from django.views.decorators.csrf import ensure_csrf_cookie

from tests.tools import ROOT
from tests.ui.sample.forms import OneQuestion, Sample

RECEIVED: list[tuple[str, dict[str, str]]] = []
AT = dt.datetime(2026, 3, 4, 15, 40, tzinfo=dt.UTC)
LONG = "A-very-long-reference-without-any-space-that-must-not-push-the-page-sideways-0123456789"
RULE = Thing(
    number=3,
    title="Consent is not needed where there is a risk",
    edition_title="The seven golden rules (2024)",
    edition_key="golden-2024",
    is_unverified=True,
    source=Thing(url="https://example.org/rules", title="Information sharing, May 2024"),
)


def page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    source = ROOT / "tests" / "ui" / "sample" / "templates" / f"{name}.html"
    template = engines["django"].from_string(source.read_text())
    return HttpResponse(template.render(context, request), status=status)


@ensure_csrf_cookie
def form(request: HttpRequest) -> HttpResponse:
    asked = Sample(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        RECEIVED.append(("form", request.POST.dict()))
        if asked.is_valid():
            return redirect("/form/")
    status = 422 if asked.is_bound else 200
    return page(request, "form", status, form=asked, reference="K7PQ-4M2R")


def one(request: HttpRequest) -> HttpResponse:
    asked = OneQuestion(request.POST if request.method == "POST" else None)
    return page(request, "one", 422 if asked.is_bound else 200, form=asked)


def keep(request: HttpRequest) -> HttpResponse:
    RECEIVED.append(("keep", request.POST.dict()))
    return HttpResponse(status=204)


def stay(request: HttpRequest) -> HttpResponse:
    RECEIVED.append(("stay", request.POST.dict()))
    return HttpResponse(status=204)


def error(request: HttpRequest, code: str) -> HttpResponse:
    """As Django draws it: without a request for what may break everything."""
    bare = code in {"400", "500", "503"}
    html = render_to_string(f"{code}.html", {}, None if bare else request)
    return HttpResponse(html)


def statement(request: HttpRequest, reference: str = "", slug: str = "") -> HttpResponse:
    return page(request, "statement")


def items(request: HttpRequest) -> HttpResponse:
    return page(request, "items", numbers=["1", "2", "3"])


def parts(request: HttpRequest) -> HttpResponse:
    step = Thing(slug="concern", task="The concern and the purpose")
    gap = Thing(text="The purpose is not written yet.", field="purpose", part="")
    change = Thing(label="Reasons", before="First\nsecond", after="First\nthird")
    return page(
        request,
        "parts",
        reference="K7PQ-4M2R",
        why=[Thing(rule=RULE, sentence="So that somebody can see why you decided it.")],
        superseded=["golden-2024"],
        myths=[
            Thing(myth="Consent is always needed", truth="It is not. Be open where it is safe.")
        ],
        tasks=[
            Thing(step=step, url="/form/", state="done", gaps=[]),
            Thing(
                step=Thing(slug="basis", task="Lawful basis"),
                url="/form/",
                state="some",
                gaps=[gap],
            ),
            Thing(step=Thing(slug="who", task="Who"), url="/form/", state="not-started", gaps=[]),
        ],
        missing=[Thing(step=step, gap=gap)],
        rows=[
            Thing(rule=RULE, answers=["Told on 4 March 2026", LONG], gap=""),
            Thing(rule=RULE, answers=[], gap="It does not say who was told."),
        ],
        entries=[
            Thing(title="Recorded the decision", who="Posy Thimble", role="Practitioner", at=AT),
            Thing(
                title="Answered: the decision",
                who="Rowan Quill",
                role="Safeguarding lead",
                at=AT,
                reason="Added after a call",
                changes=[change, Thing(label="Theme", before="x", after="")],
            ),
        ],
        at=AT,
        statuses=[("draft", "Draft"), ("incomplete", "To be completed"), ("in-error", "In error")],
        natures=["fact", "opinion", "reported", ""],
        summary={
            "rows": [
                {"key": {"text": "Outcome"}, "value": {"text": "Share <part>"}},
                {"key": {"text": "Reference"}, "value": {"text": LONG}},
            ]
        },
    )
