"""Which columns had a version when it was written? Each shape of a table keeps its number.

A column that is added later is back-filled in old versions without a trigger; who checks them
must take the columns of their own shape, whose number every row carries as ``lg_schema``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from audit.database.catalogue import Standing

LATEST = """
SELECT DISTINCT ON (tbl) tbl, number, columns FROM ledger.shape ORDER BY tbl, number DESC
"""


def keep(cursor: Any, standing: Standing, tables: Iterable[str]) -> None:
    """Number the shape of each of the tables that is new or has changed."""
    cursor.execute(LATEST)
    known = {table: (number, columns) for table, number, columns in cursor.fetchall()}
    for table in sorted(tables):
        columns = [f"{a.name} {a.type}" for a in standing.tables[table]]
        number, last = known.get(table, (0, None))
        if columns != last:
            cursor.execute(
                "INSERT INTO ledger.shape (tbl, number, columns) VALUES (%s, %s, %s)",
                [table, number + 1, columns],
            )
            cursor.execute(f"ALTER TABLE public.{table} ALTER lg_schema SET DEFAULT {number + 1:d}")
