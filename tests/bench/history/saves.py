"""What does a save cost beside the same save with no history, and with others?

Every variant saves once in each iteration, in an order that is drawn anew. Processor time is that
of this process and of its own process in the server; others on the machine do not count in it.
"""

from __future__ import annotations

import gc
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from accounts.choices import Nation, OrganisationKind
from accounts.models import Person
from decisions.models import Decision
from tests.bench.history import clients, cluster, stored, tables
from tests.bench.history.meter import Meter
from tests.bench.history.signing import log_of
from tests.bench.history.variants import (
    AUDITLOG,
    HISTORY_ALONE,
    NAMES,
    OURS,
    PGHISTORY,
    PLAIN,
    SIMPLE,
    VARIANTS,
    Saver,
)
from tests.bench.place import go_to
from tests.cast import organisation, settle

DATABASE, ORGANISATIONS, ITERATIONS, WARM = "bench_saves", 50, 500, 50
BLOCK = 25
CPU_BESIDE_PLAIN, CPU_BESIDE_SIMPLE, BYTES_BESIDE_SIMPLE = 1.35, 0.65, 1.1


@dataclass
class Cost:
    """What one variant took, iteration by iteration, in microseconds."""

    client: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    create: list[float] = field(default_factory=list)
    amend: list[float] = field(default_factory=list)

    def add(self, create: Sequence[int], amend: Sequence[int]) -> None:
        self.client.append((create[0] + amend[0]) / 1000)
        self.server.append((create[1] + amend[1]) / 1000)
        self.create.append(create[2] / 1e6)
        self.amend.append(amend[2] / 1e6)

    @property
    def cpu(self) -> list[float]:
        return [client + server for client, server in zip(self.client, self.server, strict=True)]


def measure(parts: Sequence[str]) -> list[str]:
    """Print the tables; what missed an aim."""
    author, places = made()
    missed: list[str] = []
    if "saves" in parts:
        costs = alternated(author, places)
        missed += told(costs)
        missed += bytes_told()
    if "clients" in parts:
        missed += clients.measure(author, places)
    go_to(cluster.EMPTY)
    cluster.dropped(DATABASE)
    return missed


def made() -> tuple[Person, list[int]]:
    """A database with the tables of all, and organisations to save for."""
    cluster.copied(DATABASE)
    go_to(DATABASE)
    tables.stand(DATABASE)
    cast = settle()
    more = [
        organisation(f"Organisation {n}", Nation.ENGLAND, OrganisationKind.NHS).pk
        for n in range(1, ORGANISATIONS)
    ]
    return cast.practitioner.person, [cast.fernbrook.pk, *more]


def alternated(author: Person, places: list[int]) -> dict[str, Cost]:
    connection.ensure_connection()
    meter = Meter(connection.connection)
    savers = {variant: Saver(variant, author, places) for variant in VARIANTS}
    costs = {variant: Cost() for variant in VARIANTS}
    order = list(VARIANTS)
    gc.collect()
    gc.freeze()
    for iteration in range(-WARM, ITERATIONS):
        random.shuffle(order)
        for variant in order:
            saver = savers[variant]
            decision, create = meter.measure(saver.create)
            _, amend = meter.measure(saver.amend, decision)
            if iteration >= 0:
                costs[variant].add(create, amend)
    return costs


def ratio(one: list[float], other: list[float]) -> tuple[float, float, float]:
    """The median ratio of blocks of iterations, and the middle half of them."""
    blocks = [
        statistics.fmean(one[at : at + BLOCK]) / statistics.fmean(other[at : at + BLOCK])
        for at in range(0, len(one), BLOCK)
    ]
    low, middle, high = statistics.quantiles(blocks, n=4)
    return middle, low, high


HEAD = (
    "| A create and an amend | CPU, µs: client | server | both | ÷ A | middle half | ÷ B "
    "| middle half | create, ms | amend, ms |\n|---|---|---|---|---|---|---|---|---|---|"
)


def told(costs: dict[str, Cost]) -> list[str]:
    print(f"\n{ITERATIONS:,} of each, one connection\n\n{HEAD}")
    for variant, cost in costs.items():
        plain, simple = (ratio(cost.cpu, costs[other].cpu) for other in (PLAIN, SIMPLE))
        cells = [f"{statistics.median(each):.0f}" for each in (cost.client, cost.server, cost.cpu)]
        for middle, low, high in (plain, simple):
            cells += [f"{middle:.2f}", f"{low:.2f} to {high:.2f}"]
        cells += [f"{statistics.median(each):.2f}" for each in (cost.create, cost.amend)]
        print(f"| {NAMES[variant]} | {' | '.join(cells)} |", flush=True)
    missed = []
    for other, aim in ((PLAIN, CPU_BESIDE_PLAIN), (SIMPLE, CPU_BESIDE_SIMPLE)):
        for variant in (OURS, HISTORY_ALONE):
            found = ratio(costs[variant].cpu, costs[other].cpu)[0]
            if found > aim:
                missed.append(f"CPU of {NAMES[variant]} ÷ {NAMES[other]}: {found:.2f}, not {aim}")
    return missed


SIZE = "SELECT sum(pg_total_relation_size(t::regclass)), ({count}) FROM unnest(%s::text[]) t"
LOGS = {
    OURS: ("decisions_historicaldecision", "decisions_historicalinformationitem"),
    SIMPLE: ("rivals_historicalbdecision", "rivals_historicalbinformationitem"),
    PGHISTORY: ("rivals_cdecisionevent", "rivals_cinformationitemevent", "pghistory_context"),
    AUDITLOG: ("auditlog_logentry",),
}
ROWS_OF_A_PAIR = 4


def bytes_told() -> list[str]:
    """What a create and an amend leave in the log; ours with the leaves and tiles, once signed."""
    log_of("saves").sign()
    found = {}
    with cluster.superuser(DATABASE) as there:
        for variant, logs in LOGS.items():
            table = Decision._meta.db_table if variant == OURS else f"bench_{variant}_decision"
            asked = SIZE.format(count=f"SELECT count(*) FROM {table}")
            size, pairs = there.execute(asked, [list(logs)]).fetchone()
            found[variant] = float(size / pairs)
        proof = SIZE.format(count="SELECT count(*) FROM ledger.leaf")
        size, leaves = there.execute(proof, [["ledger.leaf", "ledger.tile"]]).fetchone()
    a_leaf = float(size / leaves)
    print(stored.proof_of(DATABASE))
    print(f"\nBytes of log for a create and an amend; leaf and tile take {a_leaf:.0f} a row of it.")
    found[OURS] += ROWS_OF_A_PAIR * a_leaf
    print("\n| | Bytes | ÷ B |\n|---|---|---|")
    for variant, size in found.items():
        print(f"| {NAMES[variant]} | {size:,.0f} | {size / found[SIMPLE]:.2f} |", flush=True)
    beside = found[OURS] / found[SIMPLE]
    aim = BYTES_BESIDE_SIMPLE
    return [f"bytes ÷ B: {beside:.2f}, not {aim}"] if beside > aim else []
