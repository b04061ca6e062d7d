"""How are the hashes of the tree kept, so that a proof reads few rows? In tiles of 256.

Tile ``(level, index)`` holds up to 256 hashes of 32 bytes; hash ``j`` of it is the root of the
``256 ** level`` leaves that begin at leaf ``(index * 256 + j) * 256 ** level``. Only full
subtrees have a hash; the last tile of a level grows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from audit.ledger.tree import HASH_LENGTH, node_hash

HEIGHT, WIDTH = 8, 256
Place = tuple[int, int]
Fetch = Callable[[int, int], bytes]


class TileHashes:
    """The hashes of a tree, read tile by tile; ``fetch`` gives a tile or nothing."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._kept: dict[Place, bytes] = {}

    def subtree(self, level: int, index: int) -> bytes:
        """The root of the full subtree of ``2**level`` leaves at ``index``."""
        tile_level, within = divmod(level, HEIGHT)
        number, first = divmod(index << within, WIDTH)
        held = self._tile(tile_level, number)
        part = held[first * HASH_LENGTH : (first + (1 << within)) * HASH_LENGTH]
        if len(part) != (1 << within) * HASH_LENGTH:
            raise LookupError(f"The tree has no full part of 2^{level} leaves at {index}.")
        return folded(part)

    def _tile(self, level: int, number: int) -> bytes:
        if (level, number) not in self._kept:
            self._kept[level, number] = bytes(self._fetch(level, number))
        return self._kept[level, number]


def folded(hashes: bytes) -> bytes:
    """The root over a power of two of hashes that stand side by side."""
    row = [hashes[at : at + HASH_LENGTH] for at in range(0, len(hashes), HASH_LENGTH)]
    while len(row) > 1:
        row = [node_hash(*row[at : at + 2]) for at in range(0, len(row), 2)]
    return row[0]


def grown(fetch: Fetch, size: int, leaf_hashes: Iterable[bytes]) -> dict[Place, bytes]:
    """The tiles that change when leaves are added to a tree of ``size``."""
    growing = _Growing(fetch)
    for number, each in enumerate(leaf_hashes, size):
        growing.add(0, number, each)
    return growing.done()


class _Growing:
    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._tiles: dict[Place, bytearray] = {}

    def add(self, level: int, number: int, value: bytes) -> None:
        """Hash ``number`` of a level; a tile that is full gives a hash to the level above."""
        index, within = divmod(number, WIDTH)
        if (level, index) not in self._tiles:
            held = bytearray(self._fetch(level, index) if within else b"")
            self._tiles[level, index] = held[: within * HASH_LENGTH]
        tile = self._tiles[level, index]
        tile += value
        if len(tile) == WIDTH * HASH_LENGTH:
            self.add(level + 1, index, folded(bytes(tile)))

    def done(self) -> dict[Place, bytes]:
        return {place: bytes(tile) for place, tile in self._tiles.items()}
