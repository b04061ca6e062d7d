"""How is a pack written so that a stand-alone program can check it? One JSON object a line.

docs/history.md tells the format; audit/standalone/verify_history.py reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from accounts.door import Actor
from audit.ledger.entries import Entry
from audit.ledger.exporting import FORMAT, line
from decisions.evidence_pack.pack import Pack


def written(pack: Pack, *, actor: Actor, at: dt.datetime) -> Iterator[str]:
    """The file, piece by piece: what it is, the keys, the checkpoint, then every entry."""
    yield "".join(map(line, _head(pack, at)))
    for piece in pack.pieces(actor):
        yield "".join(line(_record(entry, is_shown=is_shown)) for entry, is_shown in piece)


def _head(pack: Pack, at: dt.datetime) -> Iterator[dict[str, Any]]:
    checkpoint = pack.signature.checkpoint
    yield {
        "type": "export",
        "format": FORMAT,
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "made_at": at.isoformat(),
        "scope": f"decision {pack.reference}",
        "entries": len(pack.found),
        "not_signed_yet": pack.waiting,
    }
    for key in pack.signature.keys:
        yield {"type": "key", "vkey": key.vkey()}
    yield {"type": "checkpoint", "note": pack.signature.note}


def _record(entry: Entry, *, is_shown: bool) -> dict[str, Any]:
    """Without its salt, a content that is not shown cannot be guessed either."""
    found = entry.found
    told: dict[str, Any] = {"index": found.index, "leaf": found.leaf}
    if is_shown:
        told = {"type": "entry", **told, "salt": entry.salt, "content": entry.content}
    else:
        told = {"type": "leaf", **told}
    return {**told, "proof": [each.hex() for each in entry.proof]}
