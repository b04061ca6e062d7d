"""How is the server of this checkout made, started, found and waited for?"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from config.embedded.place import (
    CHECKOUT,
    SOCKET_NAME,
    Place,
    Unavailable,
    find_place,
    private_folder,
    socket_folder,
)
from config.postgresql import roles

DATABASE = "sharing_decisions"
START_SECONDS = 60
LONGEST_LOG = 1_000_000
# A statement that fails would write what it holds about a child into the server's log.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "max_wal_senders": "0",
    "wal_level": "minimal",
}
# A cluster of tests is made anew after a power cut; speed is worth more.
TEST_SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}

_held: dict[Path, int] = {}


def ensure(*, testing: bool = False, checkout: Path = CHECKOUT) -> dict[str, str]:
    """Start the server unless it runs; hold it until this process ends; say where it is."""
    place = find_place(testing=testing, checkout=checkout)
    try:
        if place.home not in _held:
            _held[place.home] = _hold(place)
        with _locked(place.start_lock, place):
            _make_cluster(place)
            folder = _start(place)
            _prepare(place, folder)
    except OSError as failed:
        raise Unavailable(_in_words(failed, place)) from failed
    return {"HOST": str(folder), "PORT": "5432"}


def superuser_conninfo(*, testing: bool = False, dbname: str = "postgres") -> str:
    """How the superuser connects, for work on roles and databases."""
    return _conninfo(ensure(testing=testing)["HOST"], dbname)


def home(*, testing: bool = False) -> Path:
    """The folder of the cluster, for what must live and go with it."""
    return find_place(testing=testing).home


def remake_database(*, testing: bool = False) -> None:
    """Drop the database with all that it holds, and make it anew."""
    conninfo = superuser_conninfo(testing=testing)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    roles.ensure_database(conninfo, DATABASE)


def wait_until_stopped(
    *, testing: bool = False, seconds: float = 10, checkout: Path = CHECKOUT
) -> bool:
    """Let go of the server and wait for its end; False where others still use it."""
    place = find_place(testing=testing, checkout=checkout)
    if (held := _held.pop(place.home, None)) is not None:
        os.close(held)
    until = time.monotonic() + seconds
    while _is_kept(place):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _conninfo(folder: str, dbname: str) -> str:
    return f"host='{folder}' port=5432 user=postgres dbname={dbname}"


def _open(path: Path, place: Place) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    place.account.own(path)
    return descriptor


def _hold(place: Place) -> int:
    """The shared lock; waits while a keeper that found nobody stops the server."""
    descriptor = _open(place.users_lock, place)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


@contextmanager
def _locked(path: Path, place: Place) -> Iterator[None]:
    descriptor = _open(path, place)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _is_kept(place: Place) -> bool:
    descriptor = _open(place.keeper_lock, place)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _make_cluster(place: Place) -> None:
    """Make the cluster beside its place and rename it, so that a half-made one is never used."""
    made_by = place.data / "PG_VERSION"
    if made_by.exists():
        if (found := made_by.read_text().strip()) != "18":
            raise Unavailable(
                f"The data in {place.data} were made by PostgreSQL {found}, and this is 18: "
                "move the folder away to start afresh."
            )
        return
    half = place.home / "data.half-made"
    shutil.rmtree(half, ignore_errors=True)
    private_folder(half, place.account)
    command = [place.program("initdb"), f"--pgdata={half}", "--username=postgres", "--auth=trust"]
    command += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    command += ["--builtin-locale=C.UTF-8", "--no-instructions"]
    command += ["--no-sync"] if place.testing else []
    done = subprocess.run(
        command,
        cwd="/",
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
        **place.account.arguments,
    )
    if done.returncode:
        raise Unavailable(_reason(done.stderr, "The database could not be made"))
    half.rename(place.data)


def _start(place: Place) -> Path:
    until = time.monotonic() + START_SECONDS
    starts = 0
    while time.monotonic() < until:
        if not _is_kept(place):
            if starts == 3:
                break
            _spawn_keeper(place)
            starts += 1
        if folder := _answering(place):
            return folder
        time.sleep(0.01)
    raise Unavailable(_reason(_tail(place.log), "The database did not start"))


def _spawn_keeper(place: Place) -> None:
    if place.log.exists() and place.log.stat().st_size > LONGEST_LOG:
        place.log.replace(place.log.with_suffix(".log.old"))
    settings = SETTINGS | (TEST_SETTINGS if place.testing else {})
    settings["unix_socket_directories"] = str(socket_folder(place))
    command = [place.program("postgres"), "-D", str(place.data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    account = place.account
    order = {
        "home": str(place.home),
        "command": command,
        "uid": account.uid,
        "gid": account.gid,
        "demote": account.demote,
    }
    with place.log.open("ab") as log:
        account.own(place.log)
        subprocess.run(
            [sys.executable, "-m", "config.embedded.keeper", json.dumps(order)],
            cwd=CHECKOUT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            check=False,
        )
    until = time.monotonic() + 1
    while not _is_kept(place) and time.monotonic() < until:
        time.sleep(0.005)


def _answering(place: Place) -> Path | None:
    """The socket's folder once the server takes connections.

    Connecting comes first: a server writes its own process file before it listens, so the file
    that is read after a connection cannot be one that a killed server left.
    """
    pid_file = place.data / "postmaster.pid"
    try:
        folder = pid_file.read_text().split("\n")[4]
        with socket.socket(socket.AF_UNIX) as knock:
            knock.connect(str(Path(folder, SOCKET_NAME)))
        lines = pid_file.read_text().split("\n")
    except (OSError, IndexError):
        return None
    return Path(lines[4]) if len(lines) > 7 and lines[7].strip() == "ready" else None


def _prepare(place: Place, folder: Path) -> None:
    """The roles, then the database; again only when the statement of the roles changes."""
    stamp = place.home / "roles.stamp"
    wanted = hashlib.sha256(Path(roles.__file__).read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    conninfo = _conninfo(str(folder), "postgres")
    roles.ensure_roles(conninfo)
    roles.ensure_database(conninfo, DATABASE)
    stamp.write_text(wanted)
    place.account.own(stamp)


def _tail(log: Path) -> str:
    try:
        return log.read_text(errors="replace")[-4000:]
    except OSError:
        return ""


def _reason(told: str, opening: str) -> str:
    if "No space left on device" in told:
        return f"{opening}: the disk is full."
    fatal = [line.strip() for line in told.splitlines() if "FATAL" in line or "error:" in line]
    return f"{opening}: {fatal[-1].rstrip('.')}." if fatal else f"{opening}."


def _in_words(failed: OSError, place: Place) -> str:
    what = (failed.strerror or str(failed)).lower()
    return f"The database in {place.home} could not be started: {what} ({failed.filename})."
