"""Where is the history measured? In a PostgreSQL of the bench's own, which goes afterwards.

It is the embedded server, made anew; its disk is flushed at every commit. ``make run`` and the
tests have other servers, which are left alone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg

from config.embedded import server
from config.embedded.place import ELSEWHERE, find_place
from tests.bench.place import KEY, ROOT

# Everything of the bench lies here: the server, the signer's folder, exports.
HOME = ROOT / "var" / "bench"
# The migrated database, of which all others are copies.
EMPTY = "sharing_decisions"
ROLES = {"SIGNER": "sd_signer", "VERIFIER": "sd_verify", "AUDITOR": "sd_auditor"}
STOP_SECONDS = 60
Connection = psycopg.Connection[tuple[object, ...]]


@contextmanager
def running() -> Iterator[None]:
    """A new server, and the environment in which Django works with it."""
    _remove()
    HOME.mkdir(parents=True)
    try:
        folder = quote(server.ensure(checkout=HOME)["HOST"], safe="")
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "tests.bench.history.settings",
            "SHARING_DECISIONS_MODE": "demonstration",
            "SECRET_KEY": KEY,
            "DATABASE_URL": f"postgresql://sd_app@/{EMPTY}?host={folder}",
            "DATABASE_OWNER_URL": f"postgresql://sd_owner@/{EMPTY}?host={folder}",
            "HISTORY_SIGNER_DIR": str(HOME / "signer"),
        }
        with superuser() as there:
            # Backlogs are filled in by the gigabyte, without a checkpoint every few seconds.
            there.execute("ALTER SYSTEM SET max_wal_size = '4GB'")
            there.execute("SELECT pg_reload_conf()")
        yield
    finally:
        _remove()


def _remove() -> None:
    """What this run made, or one that was killed."""
    if not HOME.exists():
        return
    if not server.wait_until_stopped(checkout=HOME, seconds=STOP_SECONDS):
        raise RuntimeError(f"Somebody still measures in {HOME}.")
    home = find_place(testing=False, checkout=HOME).home
    if ELSEWHERE in home.parents:
        shutil.rmtree(home.parent)
    shutil.rmtree(HOME)


def superuser(database: str = "postgres") -> Connection:
    """Whoever owns the server: for set-up alone."""
    host = server.ensure(checkout=HOME)["HOST"]
    return psycopg.connect(
        f"host='{host}' port=5432 user=postgres dbname={database}", autocommit=True
    )


def copied(database: str, template: str = EMPTY) -> None:
    """A database like the template, in place of one of the same name."""
    dropped(database)
    with superuser() as there:
        there.execute(f"CREATE DATABASE {database} OWNER sd_owner TEMPLATE {template}")


def dropped(database: str) -> None:
    with superuser() as there:
        there.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def environment(database: str) -> dict[str, str]:
    """For a command of its own process, as production would set it: each role for itself."""
    told = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        told[name] = told[name].replace(f"/{EMPTY}?", f"/{database}?")
    for name, role in ROLES.items():
        told[f"DATABASE_{name}_URL"] = told["DATABASE_URL"].replace("sd_app@", f"{role}@")
    return told
