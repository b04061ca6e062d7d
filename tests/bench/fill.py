"""How does a database come to hold 100,000 decisions? A few are written, and copied by numbers.

The cast's organisation and its decisions, made by the real actions, are the models. Copies stand
in 49 organisations beside the school of the cast; each row keeps its place by a fixed distance
between ids. A superuser copies with the triggers put aside, and puts them back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql

from tests.bench.place import superuser

FAMILY, ACCOUNTS_STEP, STEP = 49, 1_000, 10_000
# Dates go back a week for each round of the organisations.
DATES = {"created_at", "decided_at", "recorded_at", "shared_at", "happened_at", "at"}
# Columns that hold an id and are no foreign keys.
OF_ACCOUNTS = {"organisation_id", "person_id", "history_user_id", "history_organisation_id"}
ACCOUNTS = (
    "Organisation", "Person", "Membership", "RoleHeld", "Team", "TeamMembership", "DutyNumber",
)  # fmt: skip
# The proof's own tables, in the schema of the ledger, are not filled.
OF_ROWS = "tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)"
Exprs = dict[str, str]
Connect = Callable[[str], psycopg.Connection]


@dataclass(frozen=True)
class Spread:
    """In how many organisations the copies stand, and how long before a round is the next."""

    family: int = FAMILY
    apart: str = "7 days"


def fill(
    database: str,
    decisions: int,
    *,
    spread: Spread = Spread(),
    connect: Connect = superuser,
) -> float:
    """Copy what the database holds until there are about ``decisions``; seconds it took."""
    began = time.monotonic()
    with connect(database) as there:
        written = _one(there, "SELECT count(*) FROM decisions_decision")
        home = _one(there, "SELECT min(organisation_id) FROM decisions_decision")
        _put_aside(there, "DISABLE TRIGGER USER")
        there.execute("SET session_replication_role = replica")
        for model in (apps.get_model("accounts", name) for name in ACCOUNTS):
            _copy(there, model, _accounts(model, home, spread), spread.family - 1)
        for model in _content():
            _copy(there, model, _exprs(model, spread), decisions // written - 1)
        there.execute("RESET session_replication_role")
        _put_back(there)
        there.execute("ANALYZE")
    return time.monotonic() - began


def _content() -> Iterator[type[models.Model]]:
    """What decisions are made of, every version of it, and the acts."""
    for label in ("decisions", "consent"):
        yield from apps.get_app_config(label).get_models()
    yield apps.get_model("audit", "Act")


def _copy(there: psycopg.Connection, model: type[models.Model], exprs: Exprs, copies: int) -> None:
    if copies < 1:
        return
    own = exprs.pop("WHERE", "true")
    table = model._meta.db_table
    statement = (
        f"INSERT INTO {table} ({', '.join(exprs)}) SELECT {', '.join(exprs.values())} "
        f"FROM {table} r, generate_series(1, {copies}) k WHERE {own}"
    )
    there.execute(statement)
    if not hasattr(model, "history_type"):
        serial = f"pg_get_serial_sequence('{table}', 'id')"
        there.execute(f"SELECT setval({serial}, (SELECT max(id) FROM {table}))")


def _accounts(model: type[models.Model], home: int, spread: Spread) -> Exprs:
    """The rows of one organisation, for the k-th like it."""
    exprs = {f.column: _by(f, "k", spread) for f in _copied(model)}
    name = model._meta.model_name
    if name == "organisation":
        exprs["name"] = "r.name || ' ' || k"
    if name == "person":
        exprs["email"] = "k || '.' || r.email"
        mine = f"SELECT person_id FROM accounts_membership WHERE organisation_id = {home}"
        exprs["WHERE"] = f"r.id IN ({mine})"
    else:
        exprs["WHERE"] = f"r.{'id' if name == 'organisation' else 'organisation_id'} = {home}"
    return exprs


def _exprs(model: type[models.Model], spread: Spread) -> Exprs:
    """The rows of all written decisions, for the k-th copy, which is of organisation k mod 49."""
    exprs = {f.column: _by(f, f"(k % {spread.family})", spread) for f in _copied(model)}
    # References have neither a nought nor a one.
    number = f"translate(lpad((k * {STEP} + r.id)::text, 10, '0'), '01', 'AB')"
    own = {
        "reference": f"overlay({number} placing '-' from 6 for 0)",
        # What the models lack to be complete, most copies do not.
        "status": "CASE WHEN r.status = 'incomplete' AND k % 5 > 0 THEN 'recorded' "
        "ELSE r.status END",
        "creation_key": "NULL",
        "identifier": "r.identifier || ' ' || k",
    }
    if hasattr(model, "history_type"):
        own["identifier_key"] = "upper(r.identifier || ' ' || k)"
    return exprs | {name: sql_text for name, sql_text in own.items() if name in exprs}


def _copied(model: type[models.Model]) -> Iterator[models.Field]:
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.GeneratedField) and field.column != "history_id":
            yield field


def _by(field: models.Field, place: str, spread: Spread) -> str:
    """A column as it is in a copy: ids at their distance, dates earlier."""
    column = f"r.{field.column}"
    if field.column in DATES:
        return f"{column} - (k / {spread.family}) * interval '{spread.apart}'"
    app = _pointed_at(field)
    if not app:
        return column
    return (
        f"{column} + {place} * {ACCOUNTS_STEP}" if app == "accounts" else f"{column} + k * {STEP}"
    )


def _pointed_at(field: models.Field) -> str:
    """The app whose row an id names; "" for what is no id."""
    if field.remote_field:
        return str(field.remote_field.model._meta.app_label)
    if field.column in {"id", "decision_id"}:
        return str(field.model._meta.app_label)
    return "accounts" if field.column in OF_ACCOUNTS else ""


def _tables(there: psycopg.Connection) -> list[str]:
    found = there.execute(
        "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger "
        f"WHERE NOT tgisinternal AND {OF_ROWS}"
    )
    return [name for (name,) in found]


def _put_aside(there: psycopg.Connection, what: str) -> None:
    for table in _tables(there):
        there.execute(sql.SQL("ALTER TABLE {} " + what).format(sql.Identifier(table)))


def _put_back(there: psycopg.Connection) -> None:
    """As ``audit.database`` made them: they fire for every role, in every session."""
    found = there.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
        f"WHERE NOT tgisinternal AND {OF_ROWS}"
    ).fetchall()
    for table, trigger in found:
        statement = sql.SQL("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}")
        there.execute(statement.format(sql.Identifier(table), sql.Identifier(trigger)))


def _one(there: psycopg.Connection, asked: str) -> int:
    row = there.execute(asked).fetchone()
    assert row is not None
    return int(row[0])
