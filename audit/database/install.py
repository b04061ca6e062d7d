"""How does the database come to hold what it must? Run by ``migrate``, after every migration."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from audit.database import shapes
from audit.database.catalogue import Standing, read
from audit.database.objects import ORDER, Column, Function, Thing
from audit.database.tables import Tracked, tracked
from audit.database.wanted import wanted


class RowsWithoutHistory(Exception):
    """A migration filled a table before its history was there to see it."""


def differences(connection: BaseDatabaseWrapper) -> tuple[set[Thing], set[Thing]]:
    """What is missing, and what stands there and should not."""
    with connection.cursor() as cursor:
        standing = read(cursor)
    must = wanted(tracked(), standing)
    return must - standing.things, standing.things - must


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
        shapes.keep(cursor, standing, {thing.table for thing in must if type(thing) is Column})
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
