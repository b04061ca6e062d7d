"""Which roles does the database know, and what may each do?

===============  =======  ==================================================================
``sd_ledger``    no one   owns the schema ``ledger``: the functions that write the history
``sd_owner``     login    owns the tables; migrations, and nothing else, run as this role
``sd_app``       login    the application: owns nothing, alters no table, changes no history
``sd_signer``    login    signs the history: sees when and by whom a row is, never what it says
``sd_verify``    login    checks the history: calls the checks, sees no content, changes nothing
``sd_auditor``   login    reads the whole history, for an export to a court; changes nothing
``sd_disposer``  no one   owns the one function that destroys a record, history and all
===============  =======  ==================================================================

``ensure_roles`` is for a superuser, may be repeated, and stands alone: it must not need
Django, since the embedded server calls it before Django is set up.
"""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg import sql

LEDGER, OWNER, APPLICATION = "sd_ledger", "sd_owner", "sd_app"
SIGNER, VERIFIER, AUDITOR = "sd_signer", "sd_verify", "sd_auditor"
DISPOSER = "sd_disposer"
LOGS_IN = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
ATTRIBUTES = {
    LEDGER: "NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    OWNER: "LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS",
    APPLICATION: LOGS_IN,
    SIGNER: LOGS_IN,
    VERIFIER: LOGS_IN,
    AUDITOR: LOGS_IN,
    DISPOSER: "NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
}
# They guard against faults, not attackers: a role may raise its own. An idle transaction
# would also hold up the signing of the history.
SETTINGS = {
    LEDGER: {},
    OWNER: {"timezone": "UTC"},
    APPLICATION: {
        "timezone": "UTC",
        "statement_timeout": "5s",
        "lock_timeout": "2s",
        "idle_in_transaction_session_timeout": "10s",
    },
    SIGNER: {"timezone": "UTC", "lock_timeout": "10s"},
    VERIFIER: {"timezone": "UTC"},
    AUDITOR: {"timezone": "UTC", "default_transaction_read_only": "on"},
    DISPOSER: {},
}
# Needs PostgreSQL 16: the owner may become these to make their functions, but is not them by
# itself; what it does as sd_disposer is refused all the same.
MAY_BECOME = f"GRANT {LEDGER}, {DISPOSER} TO {OWNER} WITH INHERIT FALSE, SET TRUE"
OLDEST = 160000


def ensure_roles(conninfo: str, passwords: Mapping[str, str] | None = None) -> None:
    """Make the roles what this page says; ``conninfo`` is a superuser's."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        if connection.info.server_version < OLDEST:
            raise RuntimeError("PostgreSQL 16 or newer is needed; 18 is what the tests run on.")
        for role, attributes in ATTRIBUTES.items():
            _ensure(connection, role, attributes)
            _set_password(connection, role, (passwords or {}).get(role, ""))
        connection.execute(MAY_BECOME)


def ensure_database(conninfo: str, name: str) -> None:
    """Make the database, the owner's own, closed to roles that were not granted it."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if found.fetchone() is None:
            making = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(making.format(sql.Identifier(name), sql.Identifier(OWNER)))


def _ensure(connection: psycopg.Connection, role: str, attributes: str) -> None:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb, name = sql.SQL("ALTER" if found else "CREATE"), sql.Identifier(role)
    connection.execute(sql.SQL("{} ROLE {} ").format(verb, name) + sql.SQL(attributes))
    for setting, value in SETTINGS[role].items():
        change = sql.SQL("ALTER ROLE {} SET {} = {}")
        connection.execute(change.format(name, sql.Identifier(setting), sql.Literal(value)))


def _set_password(connection: psycopg.Connection, role: str, password: str) -> None:
    if not password:
        return
    # Hashed here, so that the server never sees the password itself, in its log either.
    hashed = connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode()
    change = sql.SQL("ALTER ROLE {} PASSWORD {}")
    connection.execute(change.format(sql.Identifier(role), sql.Literal(hashed)))
