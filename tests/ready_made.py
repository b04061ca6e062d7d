"""How is a test database there in a moment? It is a copy of one that was migrated before.

The first run migrates, and keeps a copy under a name that stands for everything which forms a
database: migrations, models, and what is installed after them. Whoever changes one of these
gets another name, and so a database of their own.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from config.postgresql.base import DatabaseCreation
from tests.copies import owner_of

FORMED_BY = (
    "*/migrations/*.py",
    "*/models.py",
    "*/models/*.py",
    "audit/tracking.py",
    "audit/database/*.py",
    "config/postgresql/*.py",
    "config/management/commands/migrate.py",
    "requirements-dev.lock",
)
PREFIX = "test_made_"
KEPT = 3
migrated = DatabaseCreation.create_test_db


def use_ready_made(patch: pytest.MonkeyPatch) -> None:
    """Let the test database be copied where one was made for the same code."""
    patch.setattr(DatabaseCreation, "create_test_db", _create)


def _create(creation: DatabaseCreation, *args: Any, **kwargs: Any) -> str:
    name = str(creation._get_test_db_name())
    made = PREFIX + _fingerprint()
    with owner_of("postgres", autocommit=True) as owner:
        # Workers that come at once wait for the first.
        owner.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [made])
        if not _stands(owner, made):
            migrated(creation, *args, **kwargs)
            creation.connection.close()
            creation.connection.close_pool()
            _copy(owner, made, name)
            _drop_old(owner, made)
            return name
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        _copy(owner, name, made)
    _connect(creation, name)
    return name


def _connect(creation: DatabaseCreation, name: str) -> None:
    creation.connection.close()
    settings.DATABASES[creation.connection.alias]["NAME"] = name
    creation.connection.settings_dict["NAME"] = name
    creation.connection.ensure_connection()


def _stands(owner: psycopg.Connection[Any], name: str) -> bool:
    found = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def _copy(owner: psycopg.Connection[Any], name: str, of: str) -> None:
    making = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    owner.execute(making.format(sql.Identifier(name), sql.Identifier(of)))


def _drop_old(owner: psycopg.Connection[Any], newest: str) -> None:
    """Code changes often; the databases made for it before last go."""
    rows = owner.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC",
        [PREFIX],
    ).fetchall()
    for (name,) in [row for row in rows if row[0] != newest][KEPT:]:
        with suppress(psycopg.errors.ObjectInUse):
            owner.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


@cache
def _fingerprint() -> str:
    base = Path(settings.BASE_DIR)
    found = hashlib.sha256()
    for pattern in FORMED_BY:
        for path in sorted(base.glob(pattern)):
            found.update(str(path.relative_to(base)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]
