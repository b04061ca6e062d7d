"""How do the tables of the other histories come to stand? By their own migrations and models.

All of them stand behind the same wall between organisations as ours, as far as they have one.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from audit.database import capture
from audit.database.catalogue import read
from audit.database.objects import ORDER, Function, Policy, Right, Thing, Wall
from audit.database.rights import LEDGER, OWNER
from audit.database.tables import Tracked, tracked
from audit.database.walls import MINE
from config.postgresql.base import as_owner
from tests.bench.history.cluster import superuser

MIGRATED = ("pghistory", "auditlog")


def stand(database: str) -> None:
    """Make them in a database that was migrated."""
    made = list(apps.get_app_config("rivals").get_models(include_auto_created=True))
    with as_owner(connection):  # type: ignore[arg-type]
        executor = MigrationExecutor(connection)
        executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] in MIGRATED])
        with connection.schema_editor() as editor:
            for model in made:
                editor.create_model(model)
        for model in made:
            ContentType.objects.get_for_model(model)
    tables = [model._meta.db_table for model in made]
    ours = {pair.history for pair in _pairs_of_ours()}
    with superuser(database) as there, there.transaction():
        for table in (*tables, "pghistory_context", "auditlog_logentry"):
            there.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO sd_app")
        for thing in sorted(_history_of_ours(there), key=lambda each: ORDER.index(type(each))):
            there.execute(thing.make())
        for model in made:
            if model._meta.db_table not in ours:
                _wall(there, model._meta.db_table)


def _history_of_ours(there) -> Iterator[Thing]:
    """What a migration installs for a tracked model, but for the rules of a recorded decision."""
    standing = read(there.cursor())
    for pair in _pairs_of_ours():
        for thing in (
            *capture.hidden_columns(pair.history),
            *capture.only_added(pair.history),
            *capture.captured(pair, standing),
        ):
            yield thing
            if isinstance(thing, Function):
                yield Right(OWNER, "EXECUTE", f"FUNCTION ledger.{thing.name}()")
        yield Wall(pair.history)
        yield Policy(pair.history, "wall_see", "SELECT", using=MINE)
        yield Policy(pair.history, "ledger_writes", "INSERT", role=LEDGER, check="true")
        yield Right(LEDGER, "INSERT", f"TABLE public.{pair.history}")


def _pairs_of_ours() -> list[Tracked]:
    return [pair for table, pair in tracked().items() if table.startswith("bench_h_")]


def _wall(there, table: str) -> None:
    there.execute(Wall(table).make())
    there.execute(Policy(table, "wall", "ALL", using=MINE, check=MINE).make())
