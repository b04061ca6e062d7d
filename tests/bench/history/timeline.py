"""How long does the Guardian wait for the log, with 50,000 acts and with 5,000,000?

Four of five acts are of the Guardian's own organisation, spread over five years. Each page is
asked for through Django's own handler from one database and the other in turn, and what takes
the processor is added up, of this process and of its own process in the server.
"""

from __future__ import annotations

import datetime as dt
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.door import reading
from accounts.models import Membership
from decisions.guardian.groups import PRESETS
from decisions.guardian.views.log import SALT
from decisions.models import Decision
from tests.bench.fill import Spread, _put_aside, _put_back, fill
from tests.bench.history import cluster
from tests.bench.history.meter import Meter
from tests.bench.pages import FRAME
from tests.bench.place import go_to
from tests.bench.written import full_record
from tests.cast import Cast, client_of, settle
from tests.factories import decision_at

TEMPLATE = "bench_written"
# Acts, and the decisions that they speak of.
SIZES = ((50_000, 1_000), (5_000_000, 100_000))
MODELS = ("recorded",) * 14 + ("draft",) * 2 + ("superseded",) * 2
ROUNDS, QUERIES, AIM = 7, 12, 1.5
ACTS = """
INSERT INTO audit_act (at, kind, organisation_id, actor_kind, person_id, role, request_id,
                       decision_id, target, detail)
SELECT clock_timestamp() - ({count} - j) * (interval '5 years' / {count}),
       kinds.kind, CASE WHEN j % 5 < 4 THEN {home} ELSE 1000000 + j % 48 END,
       'person', people.ids[1 + (j / 7) % cardinality(people.ids)], 'practitioner',
       md5(j::text), CASE WHEN kinds.kind LIKE 'decision.viewed' OR kinds.kind LIKE '%answered'
         THEN decisions.ids[1 + (j * 7919) % cardinality(decisions.ids)] END,
       '', '{{}}'::jsonb
FROM generate_series(1, {count}::bigint) j,
     LATERAL (SELECT ({kinds})[1 + (j * 31) % 100] AS kind) kinds,
     (SELECT array_agg(id ORDER BY id) AS ids FROM decisions_decision
      WHERE organisation_id = {home}) decisions,
     (SELECT array_agg(person_id ORDER BY person_id) AS ids FROM accounts_membership
      WHERE organisation_id = {home}) people
"""
# Of a hundred acts.
KINDS = {
    "decision.viewed": 55, "decision.answered": 20, "decision.listed": 12, "person.signed_in": 9,
    "decision.printed": 2, "access.refused": 1, "history.viewed": 1,
}  # fmt: skip


@dataclass
class Asked:
    """One page: its queries and what it took in each database."""

    address: str
    queries: list[int] = field(default_factory=list)
    spent: list[list[float]] = field(default_factory=lambda: [[], []])

    @property
    def ratio(self) -> float:
        return statistics.median(self.spent[1]) / statistics.median(self.spent[0])


def measure() -> list[str]:
    """Print queries, times and plans; what missed an aim."""
    cast, sample = _written()
    databases = [_filled(acts, decisions, cast) for acts, decisions in SIZES]
    asked = {name: Asked(address) for name, address in pages(cast, sample).items()}
    browsers = []
    for database in databases:
        go_to(database)
        browsers.append(client_of(cast.guardian))
        for each in asked.values():
            each.queries.append(_counted(browsers[-1], each.address))
    for _ in range(ROUNDS):
        for place, (database, browser) in enumerate(zip(databases, browsers, strict=True)):
            go_to(database)
            assert browser.get(reverse("log")).status_code == 200
            meter = Meter(connection.connection)
            for each in asked.values():
                answer, spent = meter.measure(browser.get, each.address)
                assert answer.status_code == 200
                each.spent[place].append((spent[0] + spent[1]) / 1e6)
    missed = told(asked)
    print_plans(browsers[-1], asked, cast.guardian)
    go_to(cluster.EMPTY)
    for database in (*databases, TEMPLATE):
        cluster.dropped(database)
    return missed


def _written() -> tuple[Cast, Decision]:
    """Decisions by the real actions, which the fill copies."""
    cluster.copied(TEMPLATE)
    go_to(TEMPLATE)
    cast = settle()
    for status in MODELS:
        decision_at(status, cast.practitioner, team_id=cast.team.pk)
    full_record(cast.colleague)
    sample = full_record(cast.practitioner)
    go_to(cluster.EMPTY)
    return cast, sample


def _filled(acts: int, decisions: int, cast: Cast) -> str:
    database = f"bench_acts_{acts}"
    cluster.copied(database, TEMPLATE)
    fill(database, decisions, spread=Spread(1, "8 hours"), connect=cluster.superuser)
    with cluster.superuser(database) as there:
        there.execute("SET synchronous_commit = off")
        held = int(there.execute("SELECT count(*) FROM audit_act").fetchone()[0])
        kinds = ", ".join(f"'{kind}'" for kind, times in KINDS.items() for _ in range(times))
        _put_aside(there, "DISABLE TRIGGER USER")
        there.execute(
            ACTS.format(count=max(acts - held, 1), home=cast.fernbrook.pk, kinds=f"ARRAY[{kinds}]")
        )
        _put_back(there)
        there.execute("VACUUM ANALYZE audit_act")
        there.execute("CHECKPOINT")
        size = there.execute(
            "SELECT count(*), pg_size_pretty(pg_total_relation_size('audit_act')) FROM audit_act"
        )
        print("{}: {:,} acts, {}".format(database, *size.fetchone()), f"({held:,} by the actions)")
    return database


def pages(cast: Cast, sample: Decision) -> dict[str, str]:
    """Each filter alone, some together, and pages far back."""
    log = reverse("log")
    then = dt.datetime.now(dt.UTC) - dt.timedelta(days=700)
    day, month = then.date().isoformat(), (then - dt.timedelta(days=30)).date().isoformat()
    person = str(cast.practitioner.person_id)
    filters: dict[str, dict[str, str]] = {
        "all": {},
        "all, two years back": {"older": signing.dumps([then.isoformat(), 1], salt=SALT)},
        **{f"preset {code}": {"kind": code} for code in PRESETS},
        "one kind": {"kind": "decision.viewed"},
        "a kind that is rare": {"kind": "decision.superseded"},
        "a kind that never was": {"kind": "decision.sealed"},
        "a person": {"person": person},
        "a person who did little": {"person": str(cast.administrator.person_id)},
        "a person and looks": {"person": person, "kind": "looks"},
        "a person and a rare kind": {"person": person, "kind": "decision.superseded"},
        "the system": {"person": "system"},
        "the system and refusals": {"person": "system", "kind": "refusals"},
        "a record": {"record": sample.reference},
        "a record and looks": {"record": sample.reference, "kind": "looks"},
        "a record and refusals": {"record": sample.reference, "kind": "refusals"},
        "a month two years back": {"since": month, "until": day},
        "a month and a person": {"since": month, "until": day, "person": person},
        "a month and refusals": {"since": month, "until": day, "kind": "refusals"},
        "a month and recorded late": {"since": month, "until": day, "kind": "late"},
    }
    found = {name: f"{log}?{urlencode(codes)}" for name, codes in filters.items()}
    found["history of a record"] = reverse("record_history", args=[sample.reference])
    found["a record as it stood"] = reverse("as_it_stood", args=[sample.reference, 3])
    return found


def _counted(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200, address
    return sum(not FRAME.match(each["sql"]) for each in captured.captured_queries)


def told(asked: dict[str, Asked]) -> list[str]:
    (few, _), (many, _) = SIZES
    print(f"\n| Page | Queries | CPU, ms: {few:,} acts | {many:,} acts | ratio |")
    print("|---|---|---|---|---|")
    missed = []
    for name, each in asked.items():
        times = [f"{statistics.median(spent):.1f}" for spent in each.spent]
        counts = " and ".join(str(count) for count in dict.fromkeys(each.queries))
        print(f"| {name} | {counts} | {' | '.join(times)} | {each.ratio:.2f} |", flush=True)
        if each.ratio > AIM or max(each.queries) > QUERIES:
            missed.append(f"{name}: {each.ratio:.2f} times, {counts} queries")
    return missed


INDEX = re.compile(r"Index (?:Only )?Scan (?:Backward )?using (\w+)|(Seq Scan on \w+)|(Sort Key)")
TIME = re.compile(r"Execution Time: ([\d.]+) ms")
BUFFERS = re.compile(r"Buffers: shared hit=(\d+)")
REMOVED = re.compile(r"Rows Removed by (?:Filter|Join Filter): (\d+)")


def print_plans(browser: Client, asked: dict[str, Asked], guardian: Membership) -> None:
    """How the larger database finds each: by which indexes, how many pages of memory, how long."""
    print("\n| Page | Read by | Rows passed over | Pages of memory | ms |\n|---|---|---|---|---|")
    for name, each in asked.items():
        with CaptureQueriesContext(connection) as captured:
            browser.get(each.address)
        for found in captured.captured_queries:
            if "audit_act" in found["sql"] and found["sql"].startswith(("SELECT", "(SELECT")):
                plan = explained(found["sql"], guardian)
                print(f"| {name} | {' | '.join(_summed(plan))} |", flush=True)


def explained(statement: str, guardian: Membership) -> str:
    with reading(guardian.actor()), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {statement}")
        return "\n".join(line for (line,) in cursor)


def _summed(plan: str) -> Iterator[str]:
    used = (next(filter(None, groups)) for groups in INDEX.findall(plan))
    yield ", ".join(dict.fromkeys(used))
    yield f"{sum(map(int, REMOVED.findall(plan))):,}"
    yield f"{int((BUFFERS.search(plan) or [0, 0])[1]):,}"
    yield (TIME.search(plan) or ["", "?"])[1]
