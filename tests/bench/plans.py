"""Does finding use the indexes, at 100,000 decisions and behind the walls between organisations?"""

from __future__ import annotations

import datetime as dt
import re

from django.db import connection
from django.db.models import QuerySet

from accounts.door import reading
from accounts.models import Membership
from decisions import queries
from decisions.models import Decision
from tests.bench.place import go_to

PAGE = 25
WHOLE = re.compile(r"Seq Scan on (decisions_\w+)")
TIME = re.compile(r"Execution Time: ([\d.]+) ms")
BUFFERS = re.compile(r"Buffers: shared hit=(\d+)")


def measure(database: str, author: Membership) -> list[str]:
    """Print each plan as the application's role gets it; what read a whole table."""
    go_to(database)
    missed = []
    for name, rows in sought(author).items():
        with reading(author.actor()):
            plan = explained(rows)
        print(f"\n{name}\n\n```\n{plan}\n```", flush=True)
        missed += [f"{name}: reads all of {table}" for table in WHOLE.findall(plan)]
    return missed


def sought(author: Membership) -> dict[str, QuerySet[Decision]]:
    """What each way of finding asks; a person who was copied, so that few are found."""
    with reading(author.actor()):
        sample = queries.visible_to(author).filter(people__identifier__contains=" ").first()
        assert sample is not None
        person = sample.people.exclude(identifier="").values_list("identifier", flat=True)[0]
    today = dt.date.today()  # noqa: DTZ011
    week = {"since": today - dt.timedelta(days=60), "until": today - dt.timedelta(days=53)}
    return {
        "find by person": queries.matching(author, person=person),
        "find by reference": queries.matching(author, reference=sample.reference),
        "find by date": queries.matching(author, **week),
        "mine": queries.recorded_by(author),
    }


def explained(rows: QuerySet[Decision]) -> str:
    """The plan of one page of ``rows``, with the names of columns left out."""
    page = rows.order_by("-created_at", "-pk")[: PAGE + 1]
    statement, values = page.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) {statement}", values)
        return "\n".join(line for (line,) in cursor)
