"""How long does a lead wait for the dashboard, with 10,000 decisions and with 1,000,000?

Each page is asked for through Django's own handler from one database and the other in turn, and
beside it the bare view; what takes the processor is added up, of this process and of its own
process in the server.
"""

from __future__ import annotations

import datetime as dt
import statistics
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core import signing
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.door import reading
from accounts.models import Membership
from decisions.dashboard import places
from decisions.dashboard.permissions import scope_of
from decisions.dashboard.queue import page
from decisions.dashboard.views.listing import SALT
from decisions.models import Decision, Facet
from tests.bench.history.meter import Meter
from tests.bench.history.timeline import explained
from tests.bench.pages import FRAME
from tests.bench.place import go_to
from tests.cast import Cast, client_of

ROUNDS, QUERIES, AIM = 3, 12, 1.5
# These count what is there, and so take longer where there is more: no aim is set for them.
COUNTING = {"charts", "sample"}
LED_BY = ("FROM decisions_attention", '"decisions_facet"')
OF_LEADS = {"all", "concern", "outcome"}


@dataclass
class Asked:
    """One page of one person in each database: queries, rows, and milliseconds."""

    who: Membership
    addresses: list[str] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    spent: list[list[float]] = field(default_factory=lambda: [[], []])
    bare: list[list[float]] = field(default_factory=lambda: [[], []])

    def against(self, place: int) -> float:
        """As a multiple of the bare view of the same round."""
        pairs = zip(self.spent[place], self.bare[place], strict=True)
        return statistics.median(one / bare for one, bare in pairs)

    @property
    def ratio(self) -> float:
        return statistics.median(self.spent[1]) / statistics.median(self.spent[0])


@override_settings(ROOT_URLCONF="tests.bench.urls")
def measure(cast: Cast, databases: list[str]) -> list[str]:
    """Print queries, times and plans; what missed an aim."""
    asked: dict[str, Asked] = {}
    browsers: list[dict[int, Client]] = []
    for database in databases:
        go_to(database)
        browsers.append({who.pk: client_of(who) for who in (cast.guardian, cast.lead)})
        for name, (who, address) in addresses(cast).items():
            each = asked.setdefault(name, Asked(who))
            each.addresses.append(address)
            browser = browsers[-1][who.pk]
            browser.get(address)
            with CaptureQueriesContext(connection) as captured:
                answer = browser.get(address)
            assert answer.status_code == 200, (name, address)
            each.queries.append(sum(not FRAME.match(one["sql"]) for one in captured))
            each.rows.append(answer.content.count(b'app-card" id=') or answer.content.count(b"<tr"))
    for _ in range(ROUNDS):
        _round(asked, databases, browsers)
    missed = told(asked)
    print_plans(asked, databases[-1], browsers[-1])
    return missed


def _round(
    asked: dict[str, Asked], databases: list[str], browsers: list[dict[int, Client]]
) -> None:
    for place, database in enumerate(databases):
        go_to(database)
        assert browsers[place][next(iter(browsers[place]))].get("/bare/").status_code == 200
        meter = Meter(connection.connection)
        for each in asked.values():
            browser = browsers[place][each.who.pk]
            for spent, address in (
                (each.bare[place], "/bare/"),
                (each.spent[place], each.addresses[place]),
            ):
                answer, (client, server, _wall) = meter.measure(browser.get, address)
                assert answer.status_code == 200
                spent.append((client + server) / 1e6)


def addresses(cast: Cast) -> dict[str, tuple[Membership, str]]:
    """Every page, and every filter alone and some together."""
    guardian, lead = cast.guardian, cast.lead
    queue = reverse("dashboard")
    found = {
        "who needs you": (guardian, queue),
        "the next page": (guardian, queue + _after(guardian)),
        "far down": (guardian, queue + _far_down()),
        "a lead’s own": (lead, queue),
        "a record open": (lead, _opened(lead)),
        "sample": (guardian, reverse("sample")),
        "charts": (guardian, reverse("charts")),
        "my work": (lead, reverse("my_work")),
    }
    for who, name in ((guardian, ""), (lead, ", a lead")):
        for filters, codes in _filters(cast).items():
            if name and filters not in OF_LEADS:
                continue
            address = f"{reverse('decisions_of_team')}?{urlencode(codes)}"
            found[f"decisions: {filters}{name}"] = (who, address)
    return found


def _filters(cast: Cast) -> dict[str, dict[str, str]]:
    today = timezone.localdate()
    then = timezone.now() - dt.timedelta(days=300)
    back = signing.dumps([then.isoformat(), 1], salt=SALT)
    span = {"since": today - dt.timedelta(days=400), "until": today - dt.timedelta(days=200)}
    days = {name: day.isoformat() for name, day in span.items()}
    return {
        "all": {},
        "all, 300 days back": {"older": back},
        "team": {"team": str(cast.team.pk)},
        "author": {"author": str(cast.practitioner.pk)},
        "agency": {"agency": "police"},
        "concern": {"concern": "physical"},
        "outcome": {"outcome": "not-share"},
        "basis": {"basis": "A6D"},
        "rule": {"gap": _gap(cast)},
        "reason": {"reason": "harm"},
        "days": days,
        "author and concern": {"author": str(cast.practitioner.pk), "concern": "neglect"},
        "reason and days": {"reason": "harm", **days},
        "what never was": {"concern": "neglect", "agency": "lado"},
    }


def _gap(cast: Cast) -> str:
    """A rule that many records of the measured organisation leave open."""
    with reading(cast.guardian.actor()):
        rows = Facet.objects.filter(kind="gap", organisation=cast.fernbrook.pk)
        return str(rows.values_list("value", flat=True)[0])


def _after(who: Membership) -> str:
    with reading(who.actor()):
        last = page(scope_of(who), 20).rows[-1]
    return places.query({"after": places.signed(last)})


def _far_down() -> str:
    """Where the last reasons begin: all who stood before are passed over."""
    then = (timezone.now() - dt.timedelta(days=3_000)).isoformat()
    return places.query({"after": signing.dumps([75, then, 1], salt=places.SALT)})


def _opened(who: Membership) -> str:
    with reading(who.actor()):
        first = page(scope_of(who), 1).rows[0]
        reference = Decision.objects.get(pk=first.decision_id).reference
    return reverse("triage", args=[reference])


def told(asked: dict[str, Asked]) -> list[str]:
    """A row for each page, and what missed an aim."""
    print("\n| Page | Queries | Rows | CPU, ms | × bare | CPU, ms | × bare | Ratio |")
    print("|---|---|---|---|---|---|---|---|")
    missed = []
    for name, each in asked.items():
        queries = " and ".join(str(count) for count in dict.fromkeys(each.queries))
        rows = " and ".join(str(count) for count in dict.fromkeys(each.rows))
        cells = []
        for place in (0, 1):
            cells.append(f"{statistics.median(each.spent[place]):.0f}")
            cells.append(f"{each.against(place):.1f}")
        line = " | ".join([name, queries, rows, *cells, f"{each.ratio:.2f}"])
        print(f"| {line} |", flush=True)
        slow = each.ratio > AIM and name not in COUNTING
        if slow or max(each.queries) > QUERIES:
            missed.append(f"{name}: {each.ratio:.2f} times, {each.queries} queries")
    return missed


def print_plans(asked: dict[str, Asked], database: str, browsers: dict[int, Client]) -> None:
    """How the larger database finds the first pages."""
    go_to(database)
    for name in ("who needs you", "far down", "a lead’s own", "decisions: concern, a lead"):
        each = asked[name]
        with CaptureQueriesContext(connection) as captured:
            browsers[each.who.pk].get(each.addresses[1])
        for found in captured.captured_queries:
            asks = found["sql"].startswith(("SELECT", "(SELECT"))
            if asks and any(table in found["sql"] for table in LED_BY):
                print(f"\n{name}\n\n```\n{explained(found['sql'], each.who)}\n```", flush=True)
                break
