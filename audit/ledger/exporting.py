"""How does the whole history leave, so that a court can check it without us? As JSON lines.

Content is read by the auditor's role in the order of the leaves, a thousand at a time, in one
snapshot; the verifier in ``audit/standalone`` needs nothing but the file and a public key.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from psycopg import sql

from audit.ledger.connect import Connection
from audit.ledger.leaves import Leaf
from audit.ledger.notes import VerifyingKey

FORMAT = "sharing-decisions-history 1"
CHUNK, MOST_CHECKPOINTS = 1_000, 100
STATEMENT = "statement"
Record = dict[str, Any]
# The last of each hundredth: enough to say since when something is wrong.
CHECKPOINTS = """
SELECT DISTINCT ON (part) note FROM (
  SELECT note, tree_size, ntile(%s) OVER (ORDER BY tree_size) AS part FROM ledger.checkpoint
) parts ORDER BY part, tree_size DESC
"""
LEAVES = """
SELECT source, epoch, key, organisation_id, xid::text, at,
       (extract(epoch FROM at) * 1000000)::bigint, commitment
FROM ledger.leaf WHERE leaf_index >= %s AND leaf_index < %s ORDER BY leaf_index
"""
# The columns that a row's shape did not have are looked up once for each shape.
CONTENT = """
SELECT r.{key}, r.lg_xid::text::bigint, r.lg_epoch, r.lg_at, r.lg_salt,
       (to_jsonb(r) - m.names)::text
FROM {relation} r JOIN (
  SELECT n, ledger.removed(%(name)s, n) AS names FROM (
    SELECT number AS n FROM ledger.shape WHERE tbl = %(name)s UNION SELECT 1::smallint) known
  OFFSET 0
) m ON m.n = r.lg_schema
WHERE r.{key} = ANY(%(keys)s)
"""
DISPOSED = """
SELECT c.source, c.key FROM ledger.disposal d,
  jsonb_to_recordset(d.covers) AS c(source text, key bigint) WHERE c.key = ANY(%s)
"""
NOT_SIGNED = """
SELECT EXISTS (SELECT FROM ledger.disposal d WHERE NOT EXISTS (
  SELECT FROM ledger.leaf l JOIN ledger.source s ON s.number = l.source
  WHERE s.name = 'disposal' AND l.key = d.id))
"""


RECOVERIES = "SELECT id FROM ledger.statement WHERE kind = 'recovery'"
Place = tuple[int, int, int, int, datetime]


class NothingSigned(Exception):
    """There is no history to export, or not yet; the sentence says why."""


@dataclass(frozen=True)
class Source:
    """A table that is sequenced, and the column that numbers its rows."""

    name: str
    relation: str
    key: str


class Export:
    """One export; ``organisation`` gives the content of its rows alone, beside all leaves.

    And what was lost in a restore, which is for everybody: without it a loss looks like a theft.
    """

    def __init__(self, connection: Connection, *, organisation: int | None = None) -> None:
        self.connection, self.organisation = connection, organisation
        rows = connection.execute("SELECT number, name, relation, key FROM ledger.source")
        self.sources = {number: Source(*told) for number, *told in rows.fetchall()}
        self.names = {number: source.name for number, source in self.sources.items()}
        self.recoveries = {key for (key,) in connection.execute(RECOVERIES).fetchall()}
        found = connection.execute("SELECT max(tree_size) FROM ledger.checkpoint").fetchone()
        self.size = int(found[0] or 0) if found else 0

    def records(self, origin: str, keys: Sequence[VerifyingKey]) -> Iterator[Record]:
        """Every line of the file: what it is, keys, checkpoints, then the leaves in order."""
        self._refuse_what_is_not_signed()
        scope = f"organisation {self.organisation}" if self.organisation else "everything"
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        head = {"type": "export", "format": FORMAT, "origin": origin, "size": self.size}
        yield {**head, "made_at": made_at, "scope": scope}
        for key in keys:
            yield {"type": "key", "vkey": key.vkey()}
        for (note,) in self.connection.execute(CHECKPOINTS, [MOST_CHECKPOINTS]).fetchall():
            yield {"type": "checkpoint", "note": note}
        for start in range(0, self.size, CHUNK):
            yield from self._chunk(start, min(start + CHUNK, self.size))

    def _refuse_what_is_not_signed(self) -> None:
        if not self.size:
            raise NothingSigned("Nothing is signed yet, so there is nothing to prove.")
        found = self.connection.execute(NOT_SIGNED).fetchone()
        if found and found[0]:
            raise NothingSigned("A record was just disposed of. Try again in a minute.")

    def _chunk(self, start: int, end: int) -> Iterator[Record]:
        rows = self.connection.execute(LEAVES, [start, end]).fetchall()
        leaves = [Leaf._make((*row[:4], int(row[4]), *row[5:])) for row in rows]
        content, gone = self._content(leaves), set[tuple[int, int]]()
        missing = [leaf for leaf in leaves if self._is_told(leaf) and _place(leaf) not in content]
        if missing:
            gone = self._disposed([leaf.key for leaf in missing])
        for index, leaf in enumerate(leaves, start):
            told = {"index": index, "leaf": leaf.text(self.names)}
            if _place(leaf) in content:
                salt, text = content[_place(leaf)]
                yield {"type": "entry", **told, "salt": salt, "content": text}
            else:
                is_gone = (leaf.source, leaf.key) in gone
                yield {"type": "disposed" if is_gone else "leaf", **told}

    def _is_told(self, leaf: Leaf) -> bool:
        is_recovery = self.names[leaf.source] == STATEMENT and leaf.key in self.recoveries
        return self.organisation in (None, leaf.organisation_id) or is_recovery

    def _content(self, leaves: Sequence[Leaf]) -> dict[Place, tuple[str, str]]:
        wanted = defaultdict(list)
        for leaf in leaves:
            if self._is_told(leaf):
                wanted[leaf.source].append(leaf.key)
        found: dict[Place, tuple[str, str]] = {}
        for number, numbers in wanted.items():
            source = self.sources[number]
            query = sql.SQL(CONTENT).format(
                key=sql.Identifier(source.key),
                relation=sql.Identifier(*source.relation.split(".")),
            )
            rows = self.connection.execute(query, {"name": source.name, "keys": numbers})
            found |= {(number, *told): (salt.hex, text) for *told, salt, text in rows.fetchall()}
        return found

    def _disposed(self, keys: Sequence[int]) -> set[tuple[int, int]]:
        numbers = {name: number for number, name in self.names.items()}
        rows = self.connection.execute(DISPOSED, [keys]).fetchall()
        return {(numbers[name], key) for name, key in rows if name in numbers}


def _place(leaf: Leaf) -> Place:
    """A restore may give the numbers of rows and transactions out again, but not the time."""
    return leaf.source, leaf.key, leaf.xid, leaf.epoch, leaf.at


def line(record: Record) -> str:
    """One line of the file."""
    return f"{json.dumps(record, ensure_ascii=False)}\n"
