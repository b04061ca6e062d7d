"""What is sequenced by the signer, and which table is each history of? ``ledger.source``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit.database.catalogue import Standing
from audit.database.tables import ACTS, Tracked

KNOWN = """
SELECT coalesce(array_agg(name), '{}'), (SELECT count(*) FROM ledger.epoch) FROM ledger.source
"""
ADD = """
INSERT INTO ledger.source (name, relation, key, organisation, base, base_key)
VALUES (%s, %s, %s, %s, %s, %s)
"""
# Tables of the ledger's own that are sequenced too, each with its organisation.
OWN = {"statement": "NULL", "disposal": "r.organisation_id"}


def register(cursor: Any, pairs: dict[str, Tracked], standing: Standing) -> None:
    """Name what is new; a number, once given, is in signed leaves and never changes."""
    cursor.execute(KNOWN)
    known, epochs = cursor.fetchone()
    new = [row for row in _rows(pairs, standing) if row[0] not in known]
    if not new and epochs:
        return
    cursor.execute("SET LOCAL ROLE sd_ledger")
    for row in new:
        cursor.execute(ADD, row)
    if not epochs:
        cursor.execute("INSERT INTO ledger.epoch (number) VALUES (1)")
    cursor.execute("RESET ROLE")


def _rows(pairs: dict[str, Tracked], standing: Standing) -> Iterator[tuple[str | None, ...]]:
    for name, organisation in OWN.items():
        yield name, f"ledger.{name}", "id", organisation, None, None
    if ACTS in standing.tables:
        yield ACTS, f"public.{ACTS}", "id", "r.organisation_id", None, None
    for pair in pairs.values():
        if pair.table in standing.tables and pair.history in standing.tables:
            own = standing.has(pair.history, "organisation_id")
            organisation = "r.organisation_id" if own else "r.history_organisation_id"
            table = f"public.{pair.table}"
            yield (
                pair.history,
                f"public.{pair.history}",
                "history_id",
                organisation,
                table,
                pair.key,
            )
