"""What does the signer read and write in the database? Every statement that it sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from psycopg.types.json import Jsonb

from audit.ledger.asking import Outcome
from audit.ledger.connect import Connection
from audit.ledger.leaves import Leaf
from audit.ledger.notes import Checkpoint
from audit.ledger.tiles import Place

STATEMENT = "statement"
ROWS = "source, epoch, key, organisation_id, xid::text, at, micros, commitment"
# The lowest transaction that is not decided yet. One of another database of the same server
# cannot write here; it is passed over where its lock, looked at after the snapshot was taken,
# proves whose it is. What cannot be proved holds the horizon back.
HORIZON = """
SELECT coalesce(min(x), pg_snapshot_xmax(pg_current_snapshot()))::text
FROM pg_snapshot_xip(pg_current_snapshot()) x
WHERE NOT EXISTS (
  SELECT FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted
    AND l.transactionid = x::xid
    AND a.datid <> (SELECT oid FROM pg_database WHERE datname = current_database()))
"""
FACTS = """
SELECT (SELECT system_identifier::text FROM pg_control_system()),
       (SELECT timeline_id FROM pg_control_checkpoint()),
       pg_snapshot_xmax(pg_current_snapshot())::text,
       (SELECT max(number) FROM ledger.epoch),
       coalesce((SELECT max(leaf_index) + 1 FROM ledger.leaf), 0),
       last.root, coalesce(last.horizon::text, '0'), coalesce(last.note, '')
FROM (SELECT 1) one LEFT JOIN LATERAL
     (SELECT * FROM ledger.checkpoint ORDER BY tree_size DESC LIMIT 1) last ON true
"""
ADD_LEAVES = """
INSERT INTO ledger.leaf (leaf_index, source, epoch, key, organisation_id, xid, at, commitment)
SELECT * FROM unnest(%s::bigint[], %s::smallint[], %s::smallint[], %s::bigint[], %s::bigint[],
                     %s::xid8[], %s::timestamptz[], %s::bytea[])
"""
KEEP_TILE = """
INSERT INTO ledger.tile (level, idx, hashes) VALUES (%s, %s, %s)
ON CONFLICT (level, idx) DO UPDATE SET hashes = excluded.hashes
"""
LEAVES = """
SELECT l.source, l.epoch, l.key, l.organisation_id, l.xid::text, l.at,
       (extract(epoch FROM l.at) * 1000000)::bigint, l.commitment
FROM ledger.leaf l WHERE l.leaf_index >= %s AND l.leaf_index < %s ORDER BY l.leaf_index
"""
SAY = """
INSERT INTO ledger.signer (tree_size, note, lag, state, why)
VALUES (%(size)s, %(note)s, %(lag)s, %(state)s, %(why)s)
ON CONFLICT (is_only) DO UPDATE SET at = clock_timestamp(), tree_size = excluded.tree_size,
  note = excluded.note, lag = excluded.lag, state = excluded.state, why = excluded.why
"""


def _array(values: Iterable[object]) -> str:
    """An array as PostgreSQL reads it: a fifth of the work of sending value by value."""
    return f"{{{','.join(map(str, values))}}}"


@dataclass(frozen=True)
class Facts:
    """Which database this is, how far it has come, and what it says was signed last."""

    system: str
    timeline: int
    next_xid: int
    epoch: int
    size: int
    root: bytes | None
    signed_horizon: int
    note: str


class Table:
    """The ledger, as the role of the signer reaches it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _row(self, query: str, values: Sequence[Any] = ()) -> Any:
        return self._connection.execute(query, values).fetchone()

    @property
    def names(self) -> Mapping[int, str]:
        """The name of each source by its number; new ones come with migrations."""
        rows = self._connection.execute("SELECT number, name FROM ledger.source").fetchall()
        return dict(rows)

    @cached_property
    def _statement(self) -> int:
        found = self._row("SELECT number FROM ledger.source WHERE name = %s", [STATEMENT])
        return int(found[0])

    def facts(self) -> Facts:
        """All of one snapshot."""
        system, timeline, xid, epoch, size, root, signed, note = self._row(FACTS)
        return Facts(system, timeline, int(xid), epoch, size, root, int(signed), note)

    def horizon(self) -> int:
        """Every transaction below it is committed, and seen by this snapshot, or gone for good."""
        return int(self._row(HORIZON)[0])

    def next_xid(self, epoch: int, low: int) -> int | None:
        """The lowest transaction from ``low`` on that wrote a row."""
        query = "SELECT ledger.next_xid(%s::smallint, %s::text::xid8)::text"
        (found,) = self._row(query, [epoch, str(low)])
        return None if found is None else int(found)

    def pending(self, epoch: int, low: int, high: int) -> list[Leaf]:
        """The rows of transactions from ``low`` to below ``high``, in no order."""
        query = f"SELECT {ROWS} FROM ledger.pending(%s::smallint, %s::text::xid8, %s::text::xid8)"
        return self._leaves(query, [epoch, str(low), str(high)])

    def orphans(self, before_epoch: int) -> list[Leaf]:
        """Rows of earlier epochs that no leaf speaks of."""
        return self._leaves(f"SELECT {ROWS} FROM ledger.orphans(%s::smallint)", [before_epoch])

    def _leaves(self, query: str, values: Sequence[Any]) -> list[Leaf]:
        rows = self._connection.execute(query, values)
        return [Leaf._make((*row[:4], int(row[4]), *row[5:])) for row in rows]

    def leaves(self, first: int, end: int) -> list[str]:
        """The texts of leaves that stand in the database."""
        names = self.names
        return [leaf.text(names) for leaf in self._leaves(LEAVES, [first, end])]

    def add_leaves(self, first: int, leaves: Sequence[Leaf]) -> None:
        """Add them in their order, from index ``first`` on."""
        columns = [
            _array(range(first, first + len(leaves))),
            _array(leaf.source for leaf in leaves),
            _array(leaf.epoch for leaf in leaves),
            _array(leaf.key for leaf in leaves),
            _array("NULL" if (own := leaf.organisation_id) is None else own for leaf in leaves),
            _array(leaf.xid for leaf in leaves),
            _array(f'"{leaf.at.isoformat()}"' for leaf in leaves),
            _array(f'"\\\\x{leaf.commitment.hex()}"' for leaf in leaves),
        ]
        self._connection.execute(ADD_LEAVES, columns)

    def tile(self, level: int, index: int) -> bytes:
        """A tile, or nothing where there is none."""
        query = "SELECT hashes FROM ledger.tile WHERE level = %s AND idx = %s"
        found = self._row(query, [level, index])
        return bytes(found[0]) if found else b""

    def keep_tiles(self, tiles: Mapping[Place, bytes]) -> None:
        rows = [(level, index, hashes) for (level, index), hashes in sorted(tiles.items())]
        self._connection.cursor().executemany(KEEP_TILE, rows)

    def add_checkpoint(self, made: Checkpoint, epoch: int, horizon: int, note: str) -> None:
        self._connection.execute(
            "INSERT INTO ledger.checkpoint (tree_size, root, epoch, horizon, note) "
            "VALUES (%s, %s, %s, %s::text::xid8, %s)",
            [made.size, made.root, epoch, str(horizon), note],
        )

    # Statements: what the signer itself has to say is sequenced like everything else.

    def state(self, kind: str, body: Mapping[str, Any]) -> int:
        """Add a statement; its number."""
        with self._connection.transaction():
            query = "INSERT INTO ledger.statement (kind, body) VALUES (%s, %s) RETURNING id"
            return int(self._row(query, [kind, Jsonb(body)])[0])

    def statements(self, leaves: Iterable[Leaf]) -> set[int]:
        """The numbers of the statements among them."""
        return {leaf.key for leaf in leaves if leaf.source == self._statement}

    def has_statement(self, leaves: Iterable[Leaf]) -> bool:
        """Is there one that people should hear of at once: a new key, or a recovery?"""
        numbers = list(self.statements(leaves))
        query = "SELECT EXISTS (SELECT FROM ledger.statement WHERE id = ANY(%s) AND kind = ANY(%s))"
        with self._connection.transaction():
            return bool(numbers) and bool(self._row(query, [numbers, ["key", "recovery"]])[0])

    def configuration(self) -> list[str]:
        """Everything that could be changed so that a row passes unseen, sorted."""
        with self._connection.transaction():
            rows = self._connection.execute("SELECT ledger.configuration()").fetchall()
        return sorted(line.replace("\n", " ") for (line,) in rows)

    # What the pages show

    def last_beat(self) -> datetime | None:
        with self._connection.transaction():
            found = self._row("SELECT at FROM ledger.signer WHERE state = 'working'")
        return found[0] if found else None

    def last_size(self) -> int | None:
        with self._connection.transaction():
            found = self._row("SELECT tree_size FROM ledger.signer WHERE state = 'working'")
        return found[0] if found else None

    def working(self, size: int, note: str, epoch: int, horizon: int) -> None:
        """Say that all is well, and how long the oldest unsigned row has waited."""
        since = "ledger.waiting_since(%s::smallint, %s::text::xid8)"
        with self._connection.transaction():
            (lag,) = self._row(f"SELECT clock_timestamp() - {since}", [epoch, str(horizon)])
            told = {"size": size, "note": note, "lag": lag, "state": "working", "why": ""}
            self._connection.execute(SAY, told)

    def stopped(self, why: str) -> None:
        """Say that nothing is signed any more; what was signed last stays as it was."""
        with self._connection.transaction():
            found = self._row("SELECT tree_size, note FROM ledger.signer")
            size, note = found or (0, "")
            told = {"size": size, "note": note, "lag": None, "state": "stopped", "why": why}
            self._connection.execute(SAY, told)

    def add_outcome(self, size: int, told: Outcome) -> None:
        """What became of a copy outside; each signature of a witness on a line of its own."""
        lines = told.lines or ("",)
        rows = [(size, told.copy, told.ok, line, told.why, told.alarm) for line in lines]
        with self._connection.transaction():
            self._connection.cursor().executemany(
                "INSERT INTO ledger.cosignature (tree_size, copy, ok, line, why, is_alarm) "
                "VALUES (%s, %s, %s, %s, %s, %s)",
                rows,
            )
