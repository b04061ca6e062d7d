"""How is processor time measured on a machine where others work? By the processes that spend it."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

ROW = b"x" * 2_200


class Meter:
    """Processor time in nanoseconds, of this process and of the server's process for it."""

    def __init__(self, connection: Any) -> None:
        self._backend = Path(f"/proc/{connection.info.backend_pid}/schedstat")

    def backend(self) -> int:
        return int(self._backend.read_text().split()[0])

    def measure(self, work: Any, *arguments: Any) -> tuple[Any, tuple[int, int, int]]:
        """What the work gave; client, server and wall."""
        server, wall, client = self.backend(), time.perf_counter_ns(), time.process_time_ns()
        done = work(*arguments)
        spent = time.process_time_ns() - client, time.perf_counter_ns() - wall
        return done, (spent[0], self.backend() - server, spent[1])


def yardstick() -> float:
    """Microseconds of processor time for hashing a row of 2.2 kB: says how fast this machine is."""
    found = []
    for _ in range(20):
        began = time.process_time_ns()
        for _ in range(1_000):
            hashlib.sha256(ROW).digest()
        found.append((time.process_time_ns() - began) / 1e6)
    return min(found)
