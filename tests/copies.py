"""How does a test that commits leave nothing behind? It works on a copy of the test database.

Emptying the tables is what the database refuses, and rightly; so nothing is disarmed. A copy
takes about a tenth of a second.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

# A role may end its own connections; those that a live server's threads left behind, say.
END_THOSE_LEFT = """
SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
WHERE datname = %s AND usename = current_user
"""


def use_copies(patch: pytest.MonkeyPatch) -> None:
    """Give every transactional test a copy, in place of emptying the tables after it."""
    patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(_make_copy))
    patch.setattr(TransactionTestCase, "_fixture_teardown", _drop_copy)


def _make_copy(cls: type[TransactionTestCase]) -> None:
    original = str(connection.settings_dict["NAME"])
    copy = f"{original}_copy"
    drop(copy)
    _as_owner("CREATE DATABASE {} TEMPLATE {}", copy, original)
    # Threads of a live server share this dictionary, and follow.
    connection.settings_dict["NAME"] = copy


def _drop_copy(case: TransactionTestCase) -> None:
    copy = str(connection.settings_dict["NAME"])
    connection.settings_dict["NAME"] = copy.removesuffix("_copy")
    drop(copy)


def drop(database: str) -> None:
    """Without force, which would refuse to end a vacuum of the server's own."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(END_THOSE_LEFT, [database])
    connection.close()
    _as_owner("DROP DATABASE IF EXISTS {}", database)


def _as_owner(statement: str, *databases: str) -> None:
    with owner_of("postgres", autocommit=True) as owner:
        owner.execute(sql.SQL(statement).format(*map(sql.Identifier, databases)))


def drop_leftovers() -> None:
    """Drop the databases of runs that were killed; a run's process group is in its name."""
    with owner_of("postgres", autocommit=True) as owner:
        for (name,) in owner.execute("SELECT datname FROM pg_database WHERE NOT datistemplate"):
            group = re.match(r"test_sharing_(\d+)", name)
            if group and not _is_alive(int(group[1])):
                _end(owner, name)


def _end(owner: psycopg.Connection[Any], name: str) -> None:
    """What cannot be dropped now is dropped by a later run."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {}")
    with suppress(psycopg.errors.ObjectInUse):
        owner.execute(statement.format(sql.Identifier(name)))


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def owner_of(database: str, **options: Any) -> psycopg.Connection[Any]:
    """A connection of the owner's, beside Django's."""
    place = connection.settings_dict
    login = place["OWNER"]
    return psycopg.connect(
        host=place["HOST"],
        port=place["PORT"],
        user=login["USER"],
        password=login.get("PASSWORD") or None,
        dbname=database,
        **options,
    )
