"""How does a new epoch begin, once the numbers of transactions no longer follow from the old?

After a restore the server counts transactions from another number. Rows say which epoch they are
of, so that those of the new one can be told from those of the old, whatever their numbers.
"""

from __future__ import annotations

from typing import Any

SOURCES = "SELECT number, relation, key FROM ledger.source ORDER BY number"
# Numbers of rows that a restore lost are not given out again.
SKIP_LOST = """
SELECT setval(sequence, top) FROM (
  SELECT pg_get_serial_sequence(%s, %s)::regclass AS sequence,
         (SELECT max(key) FROM ledger.leaf WHERE source = %s) AS top) found
WHERE top > coalesce(pg_sequence_last_value(sequence), 0)
"""
CURRENT = "SELECT max(number) FROM ledger.epoch"


def begin(cursor: Any) -> int:
    """As the owner, in one transaction: every row written from now on is of the next epoch.

    Changing a default waits for writers, so no row of the old epoch can appear afterwards.
    """
    cursor.execute(CURRENT)
    number = int(cursor.fetchone()[0]) + 1
    cursor.execute(SOURCES)
    for source, relation, key in cursor.fetchall():
        _change_default(cursor, relation, number)
        _as_owner_of(cursor, relation, SKIP_LOST, [relation, key, source])
    cursor.execute("SET LOCAL ROLE sd_ledger")
    cursor.execute("INSERT INTO ledger.epoch (number) VALUES (%s)", [number])
    cursor.execute("RESET ROLE")
    return number


def keep(cursor: Any, tables: set[str]) -> None:
    """Tables that were made just now begin in the epoch of all the others."""
    cursor.execute(CURRENT)
    (number,) = cursor.fetchone()
    if number and number > 1:
        for table in sorted(tables):
            _change_default(cursor, f"public.{table}", number)


def _change_default(cursor: Any, relation: str, number: int) -> None:
    change = f"ALTER TABLE {relation} ALTER lg_epoch SET DEFAULT {number:d}"
    _as_owner_of(cursor, relation, change)


def _as_owner_of(cursor: Any, relation: str, change: str, values: Any = None) -> None:
    is_ledger = relation.startswith("ledger.")
    if is_ledger:
        cursor.execute("SET LOCAL ROLE sd_ledger")
    cursor.execute(change, values)
    if is_ledger:
        cursor.execute("RESET ROLE")
