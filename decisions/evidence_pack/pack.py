"""What does the pack of one decision hold? Gathered in a few queries, read in pieces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.door import Actor, reading
from audit.ledger.entries import Entry, Found, entries
from audit.ledger.signature import Signature
from decisions.evidence_pack.rows import rows_of
from decisions.evidence_pack.shown import Shown, shown
from decisions.models import Decision

PIECE = 200


@dataclass(frozen=True)
class Pack:
    """The signed entries about a decision; ``waiting`` counts those newer than the signature."""

    reference: str
    signature: Signature
    found: list[Found]
    waiting: int
    shown: Shown

    @property
    def is_sealed(self) -> bool:
        return self.shown.is_sealed

    def pieces(self, actor: Actor) -> Iterator[list[tuple[Entry, bool]]]:
        """Each entry, and whether its content may be shown; a block of its own for each piece."""
        for start in range(0, len(self.found), PIECE):
            with reading(actor):
                piece = entries(self.found[start : start + PIECE], self.signature.checkpoint.size)
                read = [(each, self._shows(each)) for each in piece]
            yield read

    def _shows(self, entry: Entry) -> bool:
        return bool(entry.content) and self.shown.holds(entry.found.source, entry.content)


@dataclass(frozen=True)
class Making:
    """By whom a pack is made, when and why; of its entries, how many are as they were signed.

    ``withheld`` counts those that are proved without their content.
    """

    at: dt.datetime
    who: str
    role: str
    reason: str
    agreed: int
    withheld: int


def gathered(decision: Decision, signature: Signature) -> Pack:
    """The pack as it is now; what is done next comes after it."""
    size, rows = signature.checkpoint.size, rows_of(decision)
    signed = [row for row in rows if row.index is not None and row.index < size]
    return Pack(decision.reference, signature, signed, len(rows) - len(signed), shown(decision))
