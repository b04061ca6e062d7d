"""How does the database come to hold what it must? Run by ``migrate``, after every migration."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from audit.database import epochs, shapes, sources
from audit.database.catalogue import Standing, read
from audit.database.objects import ORDER, Column, Function, Thing, Wall
from audit.database.tables import EXEMPT, Tracked, tracked
from audit.database.wanted import wanted


class RowsWithoutHistory(Exception):
    """A migration filled a table before its history was there to see it."""


class Differences(NamedTuple):
    """What is missing, what stands and should not, and tables that no model or name explains."""

    missing: set[Thing]
    surplus: set[Thing]
    strays: set[str]


def differences(connection: BaseDatabaseWrapper) -> Differences:
    """How the database differs from what this code means; changes nothing."""
    with connection.cursor() as cursor:
        standing = read(cursor)
    pairs = tracked()
    must = wanted(pairs, standing)
    tables = {name for pair in pairs.values() for name in (pair.table, pair.history)}
    return Differences(
        missing=must - standing.things | _absent(tables, standing),
        surplus=standing.things - must,
        strays=set(standing.tables) - tables - set(EXEMPT),
    )


def _absent(tables: set[str], standing: Standing) -> set[Thing]:
    """Tables of a history that do not stand at all, in a database that has been migrated."""
    if not standing.tables:
        return set()
    return {Wall(table) for table in tables - set(standing.tables)}


def install(connection: BaseDatabaseWrapper) -> int:
    """Make what is missing, take away what should not be; how many things were wrong."""
    pairs = tracked()
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace('ledger')")
        if cursor.fetchone()[0] is None:
            cursor.execute("CREATE SCHEMA ledger AUTHORIZATION sd_ledger")
        standing = read(cursor)
        must = wanted(pairs, standing)
        missing, surplus = must - standing.things, standing.things - must
        _refuse_rows_without_history(cursor, pairs, standing)
        for change in _changes(missing, surplus):
            cursor.execute(change)
        sources.register(cursor, pairs, standing)
        shapes.keep(cursor, standing, {thing.table for thing in must if type(thing) is Column})
        epochs.keep(cursor, {thing.table for thing in missing if type(thing) is Column})
    return len(missing) + len(surplus)


def _changes(missing: set[Thing], surplus: set[Thing]) -> list[str]:
    replaced = {_key(thing) for thing in missing}
    gone = [thing for thing in surplus if _key(thing) not in replaced]
    place = {kind: number for number, kind in enumerate(ORDER)}
    dropped = sorted(gone, key=lambda thing: -place[type(thing)])
    made = sorted(missing, key=lambda thing: place[type(thing)])
    return [sql for sql in (*(t.drop() for t in dropped), *(t.make() for t in made)) if sql]


def _key(thing: Thing) -> tuple[Any, ...]:
    """What a thing replaces when it is made: rights replace nothing."""
    if isinstance(thing, Function):
        return Function, thing.name, thing.arguments
    name = getattr(thing, "name", None)
    if name is None:
        return (thing,)
    return type(thing), getattr(thing, "table", ""), name


def _refuse_rows_without_history(
    cursor: Any, pairs: dict[str, Tracked], standing: Standing
) -> None:
    hidden = {thing.table for thing in standing.things if isinstance(thing, Column)}
    for pair in pairs.values():
        if pair.table not in standing.tables or pair.history not in standing.tables:
            continue
        if pair.history not in hidden:
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM public.{pair.table})")
            if cursor.fetchone()[0]:
                raise RowsWithoutHistory(
                    f"{pair.table} has rows that no history saw. Make tables in one migration, "
                    "and fill them in a later one, inside acting()."
                )
