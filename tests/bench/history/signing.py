"""What does the signer cost: a row of a backlog, and a round in which there is nothing to do?"""

from __future__ import annotations

import shutil
import statistics
from dataclasses import dataclass

from audit.ledger.signer import Signer
from tests.audit.ledger.signed import Log
from tests.bench.history.cluster import HOME
from tests.bench.history.meter import Meter

MICROSECONDS_A_ROW = 40
IDLE_ROUNDS, EVERY = 100, 2.0


@dataclass
class Backlog:
    """What signing so many rows took, in seconds of processor time, and by the clock."""

    rows: int
    rounds: int
    client: float
    server: float
    wall: float

    @property
    def a_row(self) -> float:
        return (self.client + self.server) / self.rows * 1e6


def log_of(name: str) -> Log:
    """A signer's folder of its own, empty."""
    folder = HOME / "signers" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return Log(folder)


def signed(log: Log) -> Backlog:
    """Sign all that waits, round by round."""
    before, rounds, more = log.size, 0, True
    client = server = wall = 0.0
    with log.signer() as signer:
        meter = Meter(signer.connection)
        while more:
            more, spent = meter.measure(signer.round)
            client, server, wall = client + spent[0], server + spent[1], wall + spent[2]
            rounds += 1
    return Backlog(log.size - before, rounds, client / 1e9, server / 1e9, wall / 1e9)


def told(backlogs: list[Backlog]) -> list[str]:
    print("\n| Rows that waited | CPU a row, µs: signer | server | both | rows a second | rounds |")
    print("|---|---|---|---|---|---|")
    for each in backlogs:
        cells = [each.client / each.rows * 1e6, each.server / each.rows * 1e6, each.a_row]
        told = [*(f"{cell:.1f}" for cell in cells), f"{each.rows / each.wall:,.0f}"]
        print(f"| {each.rows:,} | {' | '.join(told)} | {each.rounds} |", flush=True)
    return [
        f"signing {each.rows:,} rows: {each.a_row:.1f} µs a row, not {MICROSECONDS_A_ROW}"
        for each in backlogs
        if each.a_row > MICROSECONDS_A_ROW
    ]


def idle(log: Log) -> None:
    """A round with nothing to sign, and one in ten seconds that looks at the set-up too."""
    thorough = []
    with log.signer() as signer:
        meter = Meter(signer.connection)
        signer.round()
        plain = [_spent(meter, signer) for _ in range(IDLE_ROUNDS)]
        for _ in range(10):
            signer._looked_at = None
            thorough.append(_spent(meter, signer))
    a_round, looking = statistics.median(plain), statistics.median(thorough)
    a_minute = (a_round * 60 / EVERY + (looking - a_round) * 6) / 1000
    print(
        f"\nAn idle round: {a_round:.1f} ms of processor time; with a look at the set-up, "
        f"{looking:.1f} ms. In all {a_minute / 60:.2%} of a core at a round every {EVERY:.0f} s.",
        flush=True,
    )


def _spent(meter: Meter, signer: Signer) -> float:
    _, spent = meter.measure(signer.round)
    return (spent[0] + spent[1]) / 1e6
