"""Which root has a list of leaves, and how is it shown that a leaf or an older list is in it?

The Merkle tree of RFC 6962 (RFC 9162 says how its proofs are checked). Knows no database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

EMPTY_ROOT = hashlib.sha256(b"").digest()
HASH_LENGTH = 32


class Hashes(Protocol):
    """Where the hashes of a tree are kept."""

    def subtree(self, level: int, index: int) -> bytes:
        """The root of the full subtree of ``2**level`` leaves that begins at leaf
        ``index * 2**level``."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf's text."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two that stand side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the full subtrees of which a tree is made, the largest first.

    At most 64 hashes, however many leaves: enough to go on from, and to tell the root.
    """

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)
        if size < 0 or len(self.hashes) != size.bit_count():
            raise ValueError(f"A tree of {size} leaves is not made of {len(self.hashes)} parts.")
        if any(len(each) != HASH_LENGTH for each in self.hashes):
            raise ValueError("A hash is not 32 bytes long.")

    def append(self, leaf: bytes) -> None:
        """Add the hash of one leaf."""
        merged, carry = leaf, self.size
        while carry & 1:
            merged = node_hash(self.hashes.pop(), merged)
            carry >>= 1
        self.hashes.append(merged)
        self.size += 1

    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root

    def to_json(self) -> dict[str, Any]:
        """An object for a JSON file."""
        return {"size": self.size, "hashes": [each.hex() for each in self.hashes]}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Frontier:
        """What ``to_json`` gave."""
        return cls(int(told["size"]), [bytes.fromhex(each) for each in told["hashes"]])


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root of a whole tree, from the hashes of its leaves in order."""
    frontier = Frontier()
    for each in leaf_hashes:
        frontier.append(each)
    return frontier.root()


def inclusion_proof(hashes: Hashes, index: int, size: int) -> list[bytes]:
    """What shows that leaf ``index`` is in the tree of the first ``size`` leaves."""
    if not 0 <= index < size:
        raise ValueError(f"There is no leaf {index} in a tree of {size}.")
    proof: list[bytes] = []
    start, count = 0, size
    while count > 1:
        left = _largest_power_below(count)
        if index - start < left:
            proof.append(_part(hashes, start + left, count - left))
            count = left
        else:
            proof.append(_part(hashes, start, left))
            start, count = start + left, count - left
    return proof[::-1]


def consistency_proof(hashes: Hashes, old: int, new: int) -> list[bytes]:
    """What shows that the first ``old`` leaves are the same in the tree of ``new``.

    Empty where nothing needs showing: from no leaves, or between equal sizes.
    """
    if not 0 <= old <= new:
        raise ValueError(f"A tree of {new} leaves has no older tree of {old}.")
    if old in (0, new):
        return []
    proof: list[bytes] = []
    start, count = 0, new
    while old - start != count:
        left = _largest_power_below(count)
        if old - start <= left:
            proof.append(_part(hashes, start + left, count - left))
            count = left
        else:
            proof.append(_part(hashes, start, left))
            start, count = start + left, count - left
    if start:
        proof.append(_part(hashes, start, count))
    return proof[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Does the proof lead from the hash of leaf ``index`` to the root? RFC 9162, 2.1.3.2."""
    if not 0 <= index < size or not _well_formed(proof):
        return False
    at, last, found = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(each, found)
            at, last = _up_to_odd(at, last)
        else:
            found = node_hash(found, each)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Are the ``old`` leaves the first of the ``new``? RFC 9162, 2.1.4.2."""
    if not 0 <= old <= new or not _well_formed(proof):
        return False
    if old == 0:
        empty_is_empty = new > 0 or new_root == EMPTY_ROOT
        return not proof and old_root == EMPTY_ROOT and empty_is_empty
    if old == new:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    return bool(path) and _roots_by(path, old, new) == (old_root, new_root)


def _roots_by(path: list[bytes], old: int, new: int) -> tuple[bytes, bytes] | None:
    """The old and the new root that a path leads to, or None where its length is wrong."""
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old_root = new_root = path[0]
    for each in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old_root, new_root = node_hash(each, old_root), node_hash(each, new_root)
            at, last = _up_to_odd(at, last)
        else:
            new_root = node_hash(new_root, each)
        at, last = at >> 1, last >> 1
    return (old_root, new_root) if last == 0 else None


def _up_to_odd(at: int, last: int) -> tuple[int, int]:
    """Past the levels at which a right-hand edge has no neighbour."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _part(hashes: Hashes, start: int, count: int) -> bytes:
    """The root of ``count`` leaves from ``start``, put together from full subtrees."""
    if count.bit_count() == 1:
        level = count.bit_length() - 1
        return hashes.subtree(level, start >> level)
    left = _largest_power_below(count)
    return node_hash(
        _part(hashes, start, left),
        _part(hashes, start + left, count - left),
    )


def _largest_power_below(count: int) -> int:
    """The largest power of two that is smaller than ``count``."""
    return 1 << ((count - 1).bit_length() - 1)


def _well_formed(proof: Sequence[bytes]) -> bool:
    return all(len(each) == HASH_LENGTH for each in proof)
