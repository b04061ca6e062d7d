"""How many queries and how much of the server's time does each page and each save take?

Pages are asked for through Django's own handler, all middleware included, with the pool on. The
time is between request and response in the server, as a ratio to a bare view asked for just
before: two queries of the middleware that say who asks, one of the view, and one small template.
"""

from __future__ import annotations

import statistics
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from decisions.models import Decision
from tests.bench.made import SIZES
from tests.bench.pages import FRAME, changed, found_by, step_pages, step_saves
from tests.bench.place import go_to, name_of
from tests.bench.written import full_draft, full_record
from tests.cast import client_of
from tests.factories import record_of

PAGE_AIM, SAVE_AIM, QUERIES = 6, 8, 12
ROUNDS = 15


class Timed(ClientHandler):
    """Notes how long the server takes, or what it asks, without the making of the request."""

    took, asked, counting = 0.0, 0, False

    def get_response(self, request: HttpRequest) -> HttpResponse:
        if self.counting:
            with CaptureQueriesContext(connection) as captured:
                response = super().get_response(request)
            self.asked = sum(not FRAME.match(q["sql"]) for q in captured.captured_queries)
            return response
        began = perf_counter()
        response = super().get_response(request)
        self.took = perf_counter() - began
        return response


@dataclass
class Measured:
    """One page or save at one size of the database."""

    name: str
    queries: int = 0
    ratios: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    def row(self) -> str:
        low, _, high = statistics.quantiles(self.ratios, n=4)
        median = statistics.median(self.seconds) * 1000
        cells = (self.name, self.queries, f"{self.ratio:.1f}", f"{low:.1f} to {high:.1f}")
        return "| {} | {} | {} | {} | {:.1f} |".format(*cells, median)


Ask = Callable[[], HttpResponse]


class Stopwatch:
    """A browser of the practitioner's, and the bare view beside every page."""

    def __init__(self, author: Membership) -> None:
        self.client = client_of(author)
        self.client.handler = Timed(enforce_csrf_checks=False)
        self.bare_seconds: list[float] = []
        self.client.get("/bare/")
        self.nobody = Client()
        self.nobody.handler = Timed(enforce_csrf_checks=False)

    def bare(self) -> float:
        assert self.client.get("/bare/").status_code == 200
        self.bare_seconds.append(self.client.handler.took)
        return self.client.handler.took

    def for_nobody(self) -> float:
        """How much longer the bare view takes for somebody signed in: who asks is looked up."""
        ratios = []
        for _ in range(ROUNDS * 2):
            assert self.nobody.get("/bare/").status_code == 200
            ratios.append(self.bare() / self.nobody.handler.took)
        return statistics.median(ratios)

    def measure(self, name: str, ask: Ask, *, status: int, rounds: int = ROUNDS) -> Measured:
        """The first asking counts the queries and warms up; the others are timed."""
        found = Measured(name)
        self.client.handler.counting = True
        assert ask().status_code == status, name
        self.client.handler.counting = False
        found.queries = self.client.handler.asked
        for _ in range(rounds):
            bare = min(self.bare(), self.bare())
            assert ask().status_code == status
            found.seconds.append(self.client.handler.took)
            found.ratios.append(self.client.handler.took / bare)
        return found


def pages(watch: Stopwatch, author: Membership) -> Iterator[Measured]:
    """Every page that a practitioner sees on the way to a record, and afterwards."""
    client = watch.client
    draft, record = full_draft(author), full_record(author)
    urls = dict(step_pages(record_of(draft, author)))
    urls |= {name: reverse(name, args=[draft.reference]) for name in ("tasks", "check")}
    urls |= {name: reverse(name, args=[record.reference]) for name in ("recorded", "print")}
    urls |= {name: reverse(name) for name in ("mine", "find", "start", "ringing", "already")}
    for name, url in urls.items():
        yield watch.measure(name, partial(client.get, url), status=200)
    for way, sought in found_by(record.reference).items():
        ask = partial(client.post, reverse("find"), sought)
        yield watch.measure(f"find {way}", ask, status=200)


def saves(watch: Stopwatch, author: Membership) -> Iterator[Measured]:
    """Every save of a step that changes what stands on its page, and the whole short form."""
    draft = full_draft(author)
    for name, url in step_saves(record_of(draft, author)):
        yield watch.measure(name, Saving(watch.client, url), status=302)
    yield watch.measure("already shared", Quick(watch.client), status=302)
    yield watch.measure("record it", Recording(watch.client, author), status=302)


@dataclass
class Saving:
    """A page as it stands is read, changed and sent; only the sending is timed."""

    client: Client
    url: str
    times: int = 0

    def __call__(self) -> HttpResponse:
        self.times += 1
        page = self.client.get(self.url).content.decode()
        more = f"\nSeen again, time {self.times}."
        answers: dict[str, Any] = changed(page, more)
        if "danger_now" in answers:
            answers["danger_now"] = ["yes", "no"][self.times % 2]
        return self.client.post(self.url, answers)


@dataclass
class Quick:
    """The short form of a share that has happened, with its key, to a record."""

    client: Client

    def __call__(self) -> HttpResponse:
        answers = {
            "key": str(uuid.uuid4()),
            "who": "FB 20418", "what": "A bruise\nGran’s words", "why": "He cannot roll",
            "to_whom": "The hub", "method": "phone", "shared_at-day": "1",
            "shared_at-month": "3", "shared_at-year": "2026", "shared_at-time": "9:30am",
        }  # fmt: skip
        return self.client.post(reverse("already"), answers)


@dataclass
class Recording:
    """A full draft is recorded from its check-answers."""

    client: Client
    author: Membership

    def __call__(self) -> HttpResponse:
        draft: Decision = full_draft(self.author)
        return self.client.post(reverse("check", args=[draft.reference]))


HEAD = "| {} | Queries | Ratio, median | Middle half | Median, ms |\n|---|---|---|---|---|"


def measure(author: Membership) -> list[str]:
    """Print the tables for both sizes; what missed an aim."""
    counted: dict[int, dict[str, int]] = {}
    missed: list[str] = []
    for size in SIZES:
        go_to(name_of(size))
        with override_settings(ROOT_URLCONF="tests.bench.urls"):
            watch, counted[size] = Stopwatch(author), {}
            for kind, aim, found in (
                ("Page", PAGE_AIM, list(pages(watch, author))),
                ("Save", SAVE_AIM, list(saves(watch, author))),
            ):
                counted[size] |= {f"{kind} {each.name}": each.queries for each in found}
                missed += told(size, kind, aim, found)
            bare = statistics.median(watch.bare_seconds) * 1000
            print(f"\nThe bare view: {bare:.1f} ms; {watch.for_nobody():.1f} times what it takes")
            print("for nobody, with its one query alone\n", flush=True)
    one, other = counted.values()
    missed += [f"{n}: {one[n]} queries, {other[n]}" for n in one if one[n] != other[n]]
    return missed


def told(size: int, kind: str, aim: int, found: list[Measured]) -> list[str]:
    print(f"\n{size:,} decisions\n\n{HEAD.format(kind)}", flush=True)
    for each in found:
        print(each.row(), flush=True)
    every = [each.ratio for each in found]
    print(f"\nAll: median {statistics.median(every):.1f}, greatest {max(every):.1f}", flush=True)
    return [
        f"{kind} {each.name} at {size:,}: {each.ratio:.1f} times, {each.queries} queries"
        for each in found
        if each.ratio > aim or each.queries > QUERIES
    ]
