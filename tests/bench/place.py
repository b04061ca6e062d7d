"""Where are measurements taken? In databases of their own, in the cluster of the demonstration.

Its disk is flushed at every save and its connections are pooled, as in production. The database
of the demonstration itself is never opened.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
EMPTY = "bench_empty"
KEY = "only-for-measurements-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLM"


def name_of(decisions: int) -> str:
    return f"bench_{decisions}"


def settle_environment(database: str) -> None:
    """Before Django reads its settings: the demonstration's, with another database."""
    from config import embedded

    folder = quote(embedded.ensure()["HOST"], safe="")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SHARING_DECISIONS_MODE": "demonstration",
        "SECRET_KEY": KEY,
        "DATABASE_URL": f"postgresql://sd_app@/{database}?host={folder}",
        "DATABASE_OWNER_URL": f"postgresql://sd_owner@/{database}?host={folder}",
    }


def superuser(database: str = "postgres") -> psycopg.Connection:
    from config import embedded

    return psycopg.connect(embedded.superuser_conninfo(dbname=database), autocommit=True)


def make(database: str, template: str = "template1") -> None:
    """A database of the owner's, in place of one of the same name."""
    drop(database)
    with superuser() as there:
        statement = sql.SQL("CREATE DATABASE {} OWNER sd_owner TEMPLATE {}")
        there.execute(statement.format(sql.Identifier(database), sql.Identifier(template)))


def drop(database: str) -> None:
    with superuser() as there:
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        there.execute(statement.format(sql.Identifier(database)))


def go_to(database: str) -> None:
    """The application of this process works there from now on."""
    from django.db import connection

    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    connection.settings_dict["NAME"] = database
