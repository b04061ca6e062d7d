"""How is an exported history made for tests? By hand, so that it can be forged by hand too.

The tree and the notes are those of the application: the verifier has its own, so that each is
checked against the other.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings

from audit.ledger.notes import COSIGNATURE, PLAIN, Checkpoint, SigningKey, sign_note
from audit.ledger.tree import inclusion_proof, leaf_hash, root_of

PROGRAM = Path(settings.BASE_DIR, "audit", "standalone", "verify_history.py")
ORIGIN = "fernbrook.example/history"
BEGAN = datetime(2026, 3, 4, 9, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
VERSIONS, ACTS = "decisions_historicaldecision", "audit_act"


def keys_named(name: str = ORIGIN, seed: int = 1) -> list[SigningKey]:
    return [
        SigningKey(name, algorithm, bytes([seed, algorithm]) * 16)
        for algorithm in (PLAIN, COSIGNATURE)
    ]


LOG, FORGER = keys_named(), keys_named(seed=9)
WITNESS = SigningKey("harbour.example/witness", COSIGNATURE, bytes([77]) * 32)
VKEYS = [key.vkey() for key in LOG]


@dataclass
class Entry:
    """One row: what it says, and the leaf that speaks of it."""

    source: str
    key: int
    organisation: int | None
    fields: dict[str, Any]
    xid: int
    at: datetime
    salt: str = ""
    content: str = ""
    leaf: str = ""
    kind: str = "entry"

    def __post_init__(self) -> None:
        self.salt = self.salt or uuid.UUID(int=self.xid * 1000 + self.key).hex
        name = "history_id" if "_historical" in self.source else "id"
        written = self.at.strftime("%Y-%m-%dT%H:%M:%S.%f").rstrip("0").rstrip(".")
        hidden = {name: self.key, "lg_at": f"{written}+00:00", "lg_xid": str(self.xid)}
        whole = {**hidden, "lg_epoch": 1, "lg_schema": 1, **self.fields}
        self.content = self.content or json.dumps(whole, ensure_ascii=False)
        self.leaf = self.leaf or self.leaf_of(self.content)

    def leaf_of(self, content: str) -> str:
        salted = bytes.fromhex(self.salt) + content.encode()
        micros = (self.at - EPOCH) // timedelta(microseconds=1)
        return (
            f"sdl1 {self.source} 1 {self.key} {self.organisation or '-'} {self.xid} {micros} "
            f"{hashlib.sha256(salted).hexdigest()}"
        )

    def record(self, index: int) -> dict[str, Any]:
        told = {"type": self.kind, "index": index, "leaf": self.leaf}
        if self.kind == "entry":
            told |= {"salt": self.salt, "content": self.content}
        return told


@dataclass
class World:
    """A history, and who signed it at which sizes."""

    entries: list[Entry] = field(default_factory=list)
    keys: list[SigningKey] = field(default_factory=lambda: list(LOG))
    origin: str = ORIGIN

    def add(self, source: str, organisation: int | None = 3, **fields: Any) -> Entry:
        number = len(self.entries)
        key = 1 + sum(each.source == source for each in self.entries)
        at = BEGAN + timedelta(minutes=number, microseconds=120 * number)
        made = Entry(source, key, organisation, fields, 1000 + number, at)
        self.entries.append(made)
        return made

    def note(self, size: int | None = None, *, keys: list[SigningKey] | None = None) -> str:
        """The signed checkpoint of the first ``size`` leaves."""
        size = len(self.entries) if size is None else size
        root = root_of(leaf_hash(each.leaf.encode()) for each in self.entries[:size])
        at = BEGAN + timedelta(minutes=size - 1, seconds=5)
        return sign_note(Checkpoint(self.origin, size, root), keys or self.keys, at)

    def lines(self, *, notes: list[str], scope: str = "everything") -> list[dict[str, Any]]:
        made_at = (BEGAN + timedelta(days=1)).isoformat()
        head = {"type": "export", "format": "sharing-decisions-history 1", "origin": self.origin}
        return [
            {**head, "size": len(self.entries), "made_at": made_at, "scope": scope},
            *({"type": "key", "vkey": key.vkey()} for key in self.keys),
            *({"type": "checkpoint", "note": note} for note in notes),
            *(each.record(index) for index, each in enumerate(self.entries)),
        ]

    def proof(self, index: int) -> list[str]:
        proof = inclusion_proof(Listed(self.entries), index, len(self.entries))
        return [each.hex() for each in proof]


class Listed:
    """The hashes of a tree, made anew each time."""

    def __init__(self, entries: list[Entry]) -> None:
        self.hashes = [leaf_hash(each.leaf.encode()) for each in entries]

    def subtree(self, level: int, index: int) -> bytes:
        return root_of(self.hashes[index << level : (index + 1) << level])


def a_history(count: int = 40) -> World:
    """Decisions and acts of two organisations; texts hold what could be taken for markup."""
    world = World()
    for number in range(count):
        if number % 3:
            world.add(ACTS, 3, kind="decision.viewed", detail={"status": number})
        else:
            told = f'She said "lg_xid": "{number}", {{and}} left – Mòrag'
            world.add(VERSIONS, 3 + number % 2, concern=told, version=number)
    return world


def written(path: Path, lines: list[dict[str, Any]]) -> Path:
    """The file; names stand without spaces between them, as PostgreSQL's COPY would write them."""
    path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines))
    return path


def program() -> ModuleType:
    """The stand-alone program, loaded from its file: it is no part of the application."""
    found = importlib.util.spec_from_file_location("verify_history", PROGRAM)
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
