"""How does the demonstration run, and how does Ctrl-C stop all of it?"""

from __future__ import annotations

import errno
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence

from application import DEMONSTRATION
from failures import Failure, run
from interrupts import LOOK_EVERY_SECONDS, ends_with, look_at_make
from places import PYTHON, ROOT, VAR, environment

ADDRESS = "127.0.0.1"
LOG = VAR / "server.log"
LONGEST_LOG = 5_000_000
# What works beside the server: who signs the history, who checks it, and who reminds and mails.
BESIDE = (
    ["manage.py", "sign_history", "--make-keys"],
    ["manage.py", "verify_history", "--every", "600"],
    ["manage.py", "work"],
)
START_DATABASE = "from config import embedded; embedded.ensure()"


def claim_port() -> socket.socket:
    """The port asked for by PORT, or 8000; held from now on, so that nobody takes it."""
    asked = os.environ.get("PORT", "") or "8000"
    if not asked.isascii() or not asked.isdigit() or int(asked) > 65535:
        raise Failure(f"PORT is “{asked}”: it must be a number from 1 to 65535.")
    claimed = socket.socket()
    claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        claimed.bind((ADDRESS, int(asked)))
    except OSError as refused:
        claimed.close()
        raise Failure(_about_port(refused, int(asked))) from None
    return claimed


def _about_port(refused: OSError, port: int) -> str:
    if refused.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: choose another, as in “make run PORT={port + 1}”."
    if refused.errno == errno.EACCES:
        return f"This account may not use port {port}: choose one above 1023."
    return f"Port {port} cannot be used: {(refused.strerror or '').lower()}."


def serve(claimed: socket.socket, accounts: str) -> None:
    """Serve until Ctrl-C, or until a signal asks to end; then stop what was started."""
    server = _start(claimed)
    beside: list[subprocess.Popen[bytes]] = []
    try:
        _wait_until_up(server, claimed.getsockname()[1])
        beside += [_run(command) for command in BESIDE]
        print(_closing_message(claimed.getsockname()[1], accounts), flush=True)
        _wait_while_up(server)
    except KeyboardInterrupt:
        print("\nStopping.", flush=True)
    finally:
        for process in (server, *beside):
            process.terminate()
        for process in (server, *beside):
            _stop(process)
        _wait_for_database()
    print("Stopped. What was recorded is kept in var/.", flush=True)


def _start(claimed: socket.socket) -> subprocess.Popen[bytes]:
    if LOG.exists() and LOG.stat().st_size > LONGEST_LOG:
        LOG.replace(LOG.with_suffix(".log.old"))
    command = ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    command += ["--bind", f"fd://{claimed.fileno()}", "config.wsgi:application"]
    return _run(command, [claimed.fileno()])


def _run(command: list[str], descriptors: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    with LOG.open("ab") as log:
        return subprocess.Popen(
            [str(PYTHON), *command],
            cwd=ROOT,
            env=environment() | DEMONSTRATION,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=descriptors,
            start_new_session=True,
            # One thread, so a function may run between fork and exec.
            preexec_fn=ends_with(os.getpid(), signal.SIGTERM),  # noqa: PLW1509
        )


def _wait_until_up(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        asked = http.client.HTTPConnection(ADDRESS, port, timeout=30)
        try:
            asked.request("GET", "/livez")
            if asked.getresponse().status < 500:
                return
        except OSError:
            pass
        finally:
            asked.close()
        time.sleep(0.1)
    raise Failure(f"The server did not start: {LOG.relative_to(ROOT)} says why.")


def _wait_while_up(server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        time.sleep(LOOK_EVERY_SECONDS)
        look_at_make()
        if not _is_kept():
            # Killed from outside; the server's own processes hold it again once it runs.
            run("Starting the database again", [str(PYTHON), "-c", START_DATABASE])
    raise Failure(f"The server ended by itself: {LOG.relative_to(ROOT)} says why.")


def _closing_message(port: int, accounts: str) -> str:
    return (
        f"\n{accounts.strip()}\n\n"
        "Demonstration. Invented people only. Do not enter real information.\n"
        f"Sharing Decisions is at http://{ADDRESS}:{port}/\n"
        "Ctrl-C stops it.\n"
    )


def _stop(server: subprocess.Popen[bytes]) -> None:
    for number, seconds in ((signal.SIGTERM, 15), (signal.SIGKILL, 5)):
        try:
            server.send_signal(number)
            server.wait(seconds)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            continue
        return


def _wait_for_database(seconds: float = 10) -> None:
    """The database stops when nobody uses it; say so where another command still does."""
    until = time.monotonic() + seconds
    while _is_kept():
        if time.monotonic() > until:
            print("The database still runs for another command, and stops with it.", flush=True)
            return
        time.sleep(0.05)


def _is_kept() -> bool:
    try:
        lock = os.open(VAR / "pg" / "keeper.lock", os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False
