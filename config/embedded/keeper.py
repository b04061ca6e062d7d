"""Who stops the server? A detached process that holds it for as long as somebody uses it.

Every process that uses the database holds a shared lock on ``users.lock``. The keeper tries for
that lock alone; when it gets it nobody is left, and it stops the server. A lock ends with its
process however that ends, so no crash leaves a server behind or takes one away.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import cast

from config.embedded.account import Account
from config.embedded.processes import is_postgres

PR_SET_PDEATHSIG = 1
EVERY_SECONDS = 0.5
STOP_SECONDS = 60


def main(order: dict[str, object]) -> int:
    """Run the server of ``home`` by ``command`` until nobody uses it."""
    home = Path(str(order["home"]))
    mine = os.open(home / "keeper.lock", os.O_RDWR | os.O_CREAT, 0o600)
    users = os.open(home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
    if not _take(mine):
        return 0
    _stop_leftover(home / "data" / "postmaster.pid")
    account = Account(int(str(order["uid"])), int(str(order["gid"])), bool(order["demote"]))
    # The keeper has one thread, so a function may run between fork and exec.
    server = subprocess.Popen(
        cast("list[str]", order["command"]),
        cwd="/",
        preexec_fn=_die_with_keeper(os.getpid()),  # noqa: PLW1509
        **account.arguments,
    )
    _obey_signals(server)
    while server.poll() is None:
        if _take(users):
            server.send_signal(signal.SIGINT)
            return server.wait(STOP_SECONDS)
        time.sleep(EVERY_SECONDS)
    return server.returncode


def _take(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _die_with_keeper(keeper: int) -> Callable[[], None] | None:
    """Linux sends the server a fast shutdown when the keeper dies; elsewhere the next one does."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def set_signal() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGINT), 0, 0, 0)
        if os.getppid() != keeper:
            os._exit(1)

    return set_signal


def _obey_signals(server: subprocess.Popen[bytes]) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        server.send_signal(signal.SIGINT)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)


def _stop_leftover(pid_file: Path) -> None:
    """End a server whose keeper was killed; forget one whose machine was."""
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return
    until = time.monotonic() + STOP_SECONDS
    while is_postgres(pid) and time.monotonic() < until:
        os.kill(pid, signal.SIGINT)
        time.sleep(0.1)
    if not is_postgres(pid):
        pid_file.unlink(missing_ok=True)


if __name__ == "__main__":
    if os.fork():  # the starter waits for this process; the keeper is nobody's child
        os._exit(0)
    sys.exit(main(json.loads(sys.argv[1])))
