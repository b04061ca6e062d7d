"""How long does it take to check the history, and how much memory? In the database, by us, alone.

The export is checked by ``audit/standalone/verify_history.py`` as a stranger would: by Python
alone, without our packages.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from audit.ledger.connect import VERIFIER, Connection, connect
from audit.ledger.keys import PUBLIC_KEYS
from audit.ledger.verification import CHUNK
from tests.audit.ledger.signed import ORIGIN, Log
from tests.bench.history.cluster import HOME, environment
from tests.bench.history.meter import Meter
from tests.bench.place import ROOT

STANDALONE = ROOT / "audit" / "standalone" / "verify_history.py"
IN_DATABASE, ALONE = "content, in the database", "the export, by Python alone"
AIMS = {IN_DATABASE: 100_000, ALONE: 30_000}
MEGABYTES, NEWEST = 300, 100_000


@dataclass
class Checked:
    """What one way of checking took, in seconds of processor time and by the clock."""

    name: str
    rows: int
    client: float
    server: float
    wall: float
    megabytes: float

    @property
    def cpu(self) -> float:
        return self.client + self.server

    def row(self) -> str:
        cells = (
            f"{self.rows:,}", f"{self.client:.1f}", f"{self.server:.1f}",
            f"{self.rows / self.cpu:,.0f}", f"{self.rows / self.wall:,.0f}",
            f"{self.megabytes:.0f}",
        )  # fmt: skip
        return f"| {self.name} | {' | '.join(cells)} |"


def checked(database: str, log: Log) -> list[Checked]:
    """Every way, on a database whose history is signed."""
    export = HOME / "export.jsonl"
    told = environment(database) | {
        "HISTORY_SIGNER_DIR": str(log.path), "HISTORY_ORIGIN": ORIGIN,
    }  # fmt: skip
    manage = [sys.executable, "manage.py"]
    alone = [sys.executable, "-I", str(STANDALONE), str(export), "--key"]
    found = [
        _content(log.size),
        _run("verify_history", [*manage, "verify_history"], told, log.size, database),
        _run("export_history", [*manage, "export_history", str(export)], told, log.size, database),
        _run(ALONE, [*alone, str(log.path / PUBLIC_KEYS)], {}, log.size, database),
    ]
    print(f"\nThe export of {log.size:,} entries: {export.stat().st_size / 1e6:,.0f} MB")
    export.unlink()
    return found


def _content(size: int) -> Checked:
    """``ledger.check_content`` of the newest, in the pieces in which ``verify_history`` asks."""
    total, first = [0.0, 0.0, 0.0], max(0, size - NEWEST)
    with connect(VERIFIER, autocommit=True) as connection:
        meter = Meter(connection)
        with _memory(connection.info.backend_pid, "RssAnon") as peak:
            for start in range(first, size, CHUNK):
                piece = (start, min(start + CHUNK, size))
                differs, spent = meter.measure(_differing, connection, piece)
                assert not differs, differs[:3]
                total = [a + b / 1e9 for a, b in zip(total, spent, strict=True)]
    return Checked(f"{IN_DATABASE}, of {size:,}", size - first, *total, peak[0])


def _differing(connection: Connection, piece: tuple[int, int]) -> list[tuple[object, ...]]:
    return connection.execute("SELECT * FROM ledger.check_content(%s, %s)", piece).fetchall()


def _run(name: str, command: list[str], told: dict[str, str], rows: int, database: str) -> Checked:
    """A command of its own process, and the processes in the server that work for it."""
    began = time.perf_counter()
    with (
        subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, text=True) as process,
        _memory(process.pid, "VmHWM") as peak,
        _backends(database) as server,
    ):
        output = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    assert process.returncode in (0, 3), output
    return Checked(name, rows, used.ru_utime + used.ru_stime, server[0], wall, peak[0])


@contextmanager
def _memory(pid: int, what: str) -> Iterator[list[float]]:
    """The most megabytes of a process, looked at twenty times a second."""
    peak = [0.0]

    def look() -> None:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{what}:"):
                peak[0] = max(peak[0], int(line.split()[1]) / 1000)

    with _again_and_again(look):
        yield peak


@contextmanager
def _backends(database: str) -> Iterator[list[float]]:
    """Seconds of processor time of the processes that PostgreSQL began for a database since."""
    before, spent, total = set(_of(database)), dict[Path, float](), [0.0]

    def look() -> None:
        for process in set(_of(database)) - before:
            spent[process] = float((process / "schedstat").read_text().split()[0])
        total[0] = sum(spent.values()) / 1e9

    with _again_and_again(look):
        yield total


def _of(database: str) -> Iterator[Path]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if f" {database} [local]" in path.read_text():
                yield path.parent


@contextmanager
def _again_and_again(look) -> Iterator[None]:
    ended = threading.Event()

    def looking() -> None:
        while not ended.wait(0.05):
            try:
                look()
            except OSError:
                continue

    thread = threading.Thread(target=looking)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


HEAD = (
    "| | Rows | CPU, s: client | server | rows a second of CPU | by the clock | MB |\n"
    "|---|---|---|---|---|---|---|"
)


def told(sizes: list[list[Checked]]) -> list[str]:
    print(f"\n{HEAD}")
    missed = []
    for each in (one for size in sizes for one in size):
        print(each.row(), flush=True)
        aim = next((aim for name, aim in AIMS.items() if each.name.startswith(name)), 0)
        if aim and each.rows / each.cpu < aim:
            missed.append(f"{each.name}, {each.rows:,} rows: {each.rows / each.cpu:,.0f} a second")
        if each.megabytes > MEGABYTES:
            missed.append(f"{each.name}, {each.rows:,} rows: {each.megabytes:.0f} MB")
    return missed
