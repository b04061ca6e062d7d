"""What does one leaf of the tree say? One line of text for each row that is signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from audit.ledger.tree import leaf_hash

FORMAT = "sdl1"
NO_ORGANISATION = "-"


class Leaf(NamedTuple):
    """One row of a source: which, whose, when, and what its content commits to (32 bytes)."""

    source: int
    epoch: int
    key: int
    organisation_id: int | None
    xid: int
    at: datetime
    micros: int
    commitment: bytes

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Rows below the horizon have one order, whoever looks and however often."""
        return self.epoch, self.xid, self.source, self.key

    def text(self, names: Mapping[int, str]) -> str:
        """ASCII, without a line's end; ``names`` gives the name of each source."""
        return (
            f"{FORMAT} {names[self.source]} {self.epoch} {self.key} "
            f"{self.organisation_id or NO_ORGANISATION} {self.xid} {self.micros} "
            f"{self.commitment.hex()}"
        )


def hash_of(text: str) -> bytes:
    """The hash of a leaf's text, as it stands in the tree."""
    return leaf_hash(text.encode("ascii"))
