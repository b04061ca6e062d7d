"""What shows that rows are in the signed history? Their leaves, contents, salts and proofs.

For whoever may see the rows: the application reads versions, acts and leaves of the organisation
that is at work. Few queries, however many rows are asked about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from audit.ledger.leaves import Leaf, hash_of
from audit.ledger.tiles import HEIGHT, WIDTH, Place, TileHashes
from audit.ledger.tree import inclusion_proof, verify_inclusion

ACTS = "audit_act"
# Names come from the models, and every value is bound.
# Beside each row its leaf; a row that the signer has not come to yet has none.
FIND = """
SELECT r.source, r.key, l.leaf_index, s.number, l.epoch, l.organisation_id, l.xid::text, l.at,
       (extract(epoch FROM l.at) * 1000000)::bigint, l.commitment
FROM ({rows}) r JOIN ledger.source s ON s.name = r.source
LEFT JOIN ledger.leaf l
  ON l.source = s.number AND l.key = r.key AND l.xid = r.xid AND l.epoch = r.epoch
  AND l.at = r.at
ORDER BY l.leaf_index, r.xid, r.source, r.key
"""
ROWS = """
SELECT '{source}'::text AS source, h.{key}::bigint AS key, h.lg_xid AS xid, h.lg_epoch AS epoch,
       h.lg_at AS at
FROM public.{source} h WHERE {condition}
"""
# The very text that was committed to: see audit/database/proof.py.
CONTENT = """
SELECT '{source}'::text, h.{key}::bigint, replace(h.lg_salt::text, '-', ''),
       (to_jsonb(h) - ledger.removed('{source}', h.lg_schema))::text
FROM public.{source} h WHERE h.{key} = ANY(%s)
"""
TILES = """
SELECT level, idx, hashes FROM ledger.tile
WHERE (level, idx) IN (SELECT * FROM unnest(%s::smallint[], %s::bigint[]))
"""


class Rows(NamedTuple):
    """Rows of one history, or acts: those of ``source``, named ``h``, that meet ``condition``."""

    source: str
    condition: str


@dataclass(frozen=True)
class Found:
    """One row; ``index`` and ``leaf`` say nothing until it is signed."""

    source: str
    key: int
    index: int | None = None
    leaf: str = ""


@dataclass(frozen=True)
class Entry:
    """One signed row with all that shows it; ``content`` is empty where the row is gone."""

    found: Found
    salt: str
    content: str
    proof: tuple[bytes, ...]

    def is_right(self, size: int, root: bytes) -> bool:
        """Is the content the one that was signed, and the leaf among those that were?"""
        salted = bytes.fromhex(self.salt) + self.content.encode()
        committed = hashlib.sha256(salted).hexdigest() == self.found.leaf.rpartition(" ")[2]
        leaf, index = hash_of(self.found.leaf), self.found.index
        known = index is not None and verify_inclusion(leaf, index, size, self.proof, root)
        return committed and known


def key_of(source: str) -> str:
    """The column by which a source's rows are named in leaves."""
    return "id" if source == ACTS else "history_id"


def find(rows: Iterable[Rows], values: Mapping[str, Any]) -> list[Found]:
    """Every row that meets its condition, in the order of their leaves; one query."""
    parts = [ROWS.format(**each._asdict(), key=key_of(each.source)) for each in rows]
    with connection.cursor() as cursor:
        cursor.execute(FIND.format(rows=" UNION ALL ".join(parts)), values)
        return [_found(*row) for row in cursor.fetchall()]


def _found(source: str, key: int, index: int | None, number: int, *told: Any) -> Found:
    if index is None:
        return Found(source, key)
    epoch, organisation_id, xid, at, micros, commitment = told
    leaf = Leaf(number, epoch, key, organisation_id, int(xid), at, micros, bytes(commitment))
    return Found(source, key, index, leaf.text({number: source}))


def entries(found: Sequence[Found], size: int) -> Iterator[Entry]:
    """What shows each of some signed rows in the tree of ``size`` leaves; two queries in all."""
    contents = _contents(found)
    proofs = inclusion_proofs([each.index for each in found if each.index is not None], size)
    for each in found:
        if each.index is not None:
            salt, content = contents.get((each.source, each.key), ("", ""))
            yield Entry(each, salt, content, tuple(proofs[each.index]))


def _contents(found: Iterable[Found]) -> dict[tuple[str, int], tuple[str, str]]:
    keys: dict[str, list[int]] = {}
    for each in found:
        keys.setdefault(each.source, []).append(each.key)
    if not keys:
        return {}
    parts = [CONTENT.format(source=source, key=key_of(source)) for source in keys]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), list(keys.values()))
        return {(source, key): (salt, text) for source, key, salt, text in cursor.fetchall()}


def inclusion_proofs(indices: Collection[int], size: int) -> dict[int, list[bytes]]:
    """A proof for each leaf, from tiles that are all read at once."""
    wanted = _Wanted()
    for index in indices:
        inclusion_proof(wanted, index, size)
    tiles = _tiles(wanted.places)
    hashes = TileHashes(lambda level, number: tiles.get((level, number), b""))
    return {index: inclusion_proof(hashes, index, size) for index in indices}


class _Wanted:
    """Notes which tiles would be read, and reads none."""

    def __init__(self) -> None:
        self.places: set[Place] = set()

    def subtree(self, level: int, index: int) -> bytes:
        tile_level, within = divmod(level, HEIGHT)
        self.places.add((tile_level, (index << within) // WIDTH))
        return bytes(32)


def _tiles(places: Collection[Place]) -> dict[Place, bytes]:
    levels, numbers = [level for level, _ in places], [number for _, number in places]
    with connection.cursor() as cursor:
        cursor.execute(TILES, [levels, numbers])
        return {(level, number): bytes(hashes) for level, number, hashes in cursor.fetchall()}
