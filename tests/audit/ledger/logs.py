"""Logs to publish and to witness in tests: leaves in memory, with keys of their own."""

from __future__ import annotations

from datetime import UTC, datetime

from audit.ledger.notes import COSIGNATURE, PLAIN, Checkpoint, SigningKey, sign_note
from audit.ledger.tree import consistency_proof, leaf_hash, root_of

NAME = "fernbrook.example/history"
NOW = datetime(2026, 3, 4, 15, 40, tzinfo=UTC)


class InMemory:
    """The hashes of a tree, from the hashes of its leaves."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.leaves = leaves

    def subtree(self, level: int, index: int) -> bytes:
        part = self.leaves[index << level : (index + 1) << level]
        assert len(part) == 1 << level, "a full subtree was asked for that is not there"
        return root_of(part)


class Log:
    """A log that can be told to lie: ``rewritten`` is the number of a leaf that it changed."""

    def __init__(self, name: str = NAME, rewritten: int | None = None, seed: bytes = b"1") -> None:
        self.keys = [
            SigningKey(name, PLAIN, seed * 32),
            SigningKey(name, COSIGNATURE, bytes([seed[0] ^ 0xFF]) * 32),
        ]
        self.name = name
        self.leaves = [leaf_hash(f"{name} {number}".encode()) for number in range(300)]
        if rewritten is not None:
            self.leaves[rewritten] = leaf_hash(b"rewritten")

    def root(self, size: int) -> bytes:
        return root_of(self.leaves[:size])

    def note(self, size: int, at: datetime = NOW) -> str:
        return sign_note(Checkpoint(self.name, size, self.root(size)), self.keys, at)

    def proof(self, old: int, new: int) -> list[bytes]:
        return consistency_proof(InMemory(self.leaves[:new]), old, new)

    def vkeys(self) -> str:
        return "".join(f"{key.vkey()}\n" for key in self.keys)
