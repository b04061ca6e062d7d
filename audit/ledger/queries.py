"""What of the log may everybody know, and what did a witness find? Reads for pages."""

from __future__ import annotations

from typing import Any

from django.db import connection

from accounts.door import SYSTEM, reading
from audit.ledger.tiles import TileHashes
from audit.ledger.tree import consistency_proof

READER = "history"
NEWEST = "SELECT tree_size, note FROM ledger.signer"
# Each witness's latest; those made of the same size are of the same text.
WITNESSED = """
SELECT DISTINCT ON (split_part(line, ' ', 2)) line FROM ledger.cosignature
WHERE tree_size = %s AND line <> '' ORDER BY split_part(line, ' ', 2), id DESC
"""
TILE = "SELECT hashes FROM ledger.tile WHERE level = %s AND idx = %s"


def newest_note() -> str:
    """The newest signed checkpoint with its witnesses' lines; nothing before the first."""
    with reading(SYSTEM(READER)):
        found = _row(NEWEST)
        if not found or not found[1]:
            return ""
        size, note = found
        with connection.cursor() as cursor:
            cursor.execute(WITNESSED, [size])
            lines = [line for (line,) in cursor.fetchall()]
    return "".join([note, *(f"{line.rstrip()}\n" for line in lines)])


def consistency(old: int, new: int) -> list[bytes]:
    """The proof between two sizes; ``LookupError`` where there is none to give."""
    with reading(SYSTEM(READER)):
        found = _row(NEWEST)
        if not found or not old <= new <= found[0]:
            raise LookupError("The log has no such sizes.")
        return consistency_proof(TileHashes(_tile), old, new)


def _tile(level: int, index: int) -> bytes:
    found = _row(TILE, level, index)
    return bytes(found[0]) if found else b""


def _row(query: str, *values: int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()
