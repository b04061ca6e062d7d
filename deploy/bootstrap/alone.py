"""Is another set-up at work in this checkout? One at a time; the second waits for the first."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from places import LOG, VAR

LONGEST_LOG = 2_000_000
# Handed to every command that is run, so that one whose parent was killed is waited for, too.
held: list[int] = []


@contextmanager
def alone() -> Iterator[None]:
    """Hold this checkout's set-up."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "setup.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another command is setting this up; waiting for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        if LOG.exists() and LOG.stat().st_size > LONGEST_LOG:
            LOG.unlink()
        held.append(lock.fileno())
        try:
            yield
        finally:
            held.clear()
