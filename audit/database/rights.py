"""What may the application do with each table? Computed one by one; the default is nothing."""

from __future__ import annotations

from collections.abc import Iterator

from audit.database.catalogue import Standing
from audit.database.objects import LEDGER, Function, Right, Thing
from audit.database.proof import CALLERS
from audit.database.tables import (
    ACTS,
    DELETE,
    EXEMPT,
    INSERT,
    SELECT,
    UPDATE,
    Tracked,
)

APPLICATION, OWNER = "sd_app", "sd_owner"


def rights(pairs: dict[str, Tracked], standing: Standing) -> Iterator[Thing]:
    """Of the application and of the ledger, on the tables that stand."""
    carried = {pair.carried_table for pair in pairs.values()}
    for table, pair in pairs.items():
        yield from _tracked(pair, is_carried=table in carried)
    for table in EXEMPT.keys() & standing.tables.keys():
        for privilege in EXEMPT[table].rights:
            yield Right(APPLICATION, privilege, f"TABLE public.{table}")
    # Column by column, so that nobody chooses a number or a hidden column.
    for attribute in standing.tables.get(ACTS, ()):
        if attribute.name != "id":
            yield Right(APPLICATION, INSERT, f"TABLE public.{ACTS}", attribute.name)
    for role in (APPLICATION, OWNER):
        yield Right(role, "USAGE", "SCHEMA ledger")


def _tracked(pair: Tracked, *, is_carried: bool) -> Iterator[Thing]:
    allowed = [SELECT, INSERT]
    if not pair.only_added:
        allowed.append(UPDATE)
    if pair.is_part or is_carried:
        allowed.append(DELETE)
    for privilege in allowed:
        yield Right(APPLICATION, privilege, f"TABLE public.{pair.table}")
    yield Right(APPLICATION, SELECT, f"TABLE public.{pair.history}")
    yield Right(LEDGER, INSERT, f"TABLE public.{pair.history}")


def executable(functions: set[Function]) -> Iterator[Thing]:
    """The owner hangs the functions on tables; the application calls the few that answer."""
    for function in functions:
        name = f"FUNCTION ledger.{function.name}({function.arguments})"
        if function.owner == LEDGER:
            yield Right(OWNER, "EXECUTE", name)
        if function.returns != "trigger":
            for role in CALLERS.get(function.name, (APPLICATION,)):
                yield Right(role, "EXECUTE", name, by=function.owner)
