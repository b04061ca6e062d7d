"""How does the history go on after a restore, or after the signer's memory was lost?

By a statement that is signed like everything else: what happened, who says so, which signed
entries were lost and how many unsigned ones were taken over. Nothing that was signed is undone;
the tree goes on from where it was, in the next epoch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from audit.ledger.leaves import NO_ORGANISATION, Leaf, hash_of
from audit.ledger.notes import VerifyingKey, verify_note
from audit.ledger.signer import Signer, Stopped, extended
from audit.ledger.state import State
from audit.ledger.tables import Facts
from audit.ledger.tiles import grown
from audit.ledger.tree import Frontier

LINE = re.compile(
    r"sdl1 (?P<source>\w+) (?P<epoch>\d+) (?P<key>\d+) (?P<organisation>\d+|-) (?P<xid>\d+) "
    r"(?P<micros>\d+) (?P<commitment>[0-9a-f]{64})"
)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Recovered:
    """What the statement says: entries that were lost, and rows that were taken over."""

    epoch: int
    lost: int
    adopted: int
    size: int


def recover(signer: Signer, begin_epoch: Callable[[], int], *, by: str, reason: str) -> Recovered:
    """Go on from what the signer remembers; ``begin_epoch`` acts as the owner of the database.

    Refused where the database holds signed entries that the signer never wrote.
    """
    state = signer.folder.state()
    if state is None:
        raise Stopped(
            "This signer remembers nothing. Rebuild its memory from a checkpoint that was kept "
            "outside: --from-checkpoint."
        )
    facts = _facts(signer)
    if facts.size > state.size:
        raise Stopped(
            "The database holds more signed entries than this signer wrote. Rebuild its memory "
            "from a checkpoint that was kept outside: --from-checkpoint."
        )
    lost = list(signer.folder.leaves_from(facts.size))[: state.size - facts.size]
    with signer.connection.transaction():
        _put_back(signer, facts.size, lost, state)
    epoch = begin_epoch()
    with signer.connection.transaction():
        orphans = sorted(signer.table.orphans(epoch), key=lambda leaf: leaf.order)
        found = {"lost": _range(facts, state), "adopted": len(orphans), "by": by, "reason": reason}
        signer.table.state("recovery", {"epoch": epoch, **_places(state, facts), **found})
    signer.folder.keep(
        replace(state, system=facts.system, timeline=facts.timeline, epoch=epoch, horizon=0)
    )
    adopted = _adopt(signer, orphans)
    return Recovered(epoch, len(lost), adopted, state.size + adopted)


def _facts(signer: Signer) -> Facts:
    with signer.connection.transaction():
        return signer.table.facts()


def _range(facts: Facts, state: State) -> dict[str, int] | None:
    """Signed entries whose content the restore did not bring back."""
    return {"from": facts.size, "to": state.size} if facts.size < state.size else None


def _places(state: State, facts: Facts) -> dict[str, Any]:
    return {
        "from": {"system": state.system, "timeline": state.timeline, "epoch": state.epoch},
        "to": {"system": facts.system, "timeline": facts.timeline},
    }


def _put_back(signer: Signer, first: int, lines: Sequence[str], state: State) -> None:
    """The leaves and tiles that the restore lost, from the signer's own file."""
    if not lines:
        return
    numbers = {name: number for number, name in signer.table.names.items()}
    leaves = [parsed(line, numbers) for line in lines]
    hashes = [hash_of(line) for line in lines]
    signer.table.add_leaves(first, leaves)
    signer.table.keep_tiles(grown(signer.table.tile, first, hashes))
    checkpoint = signer.checkpoint(state)
    signer.table.add_checkpoint(checkpoint, state.epoch, state.horizon, state.note)


def _adopt(signer: Signer, orphans: Sequence[Leaf]) -> int:
    """Rows that were written before the restore was noticed, and that nobody signed."""
    if orphans:
        signer.sign_these(orphans)
    return len(orphans)


def parsed(line: str, numbers: dict[str, int]) -> Leaf:
    """A leaf from its text."""
    found = LINE.fullmatch(line)
    if not found or found["source"] not in numbers:
        raise Stopped(f"The signer’s own file holds a line that is no entry: {line[:60]}")
    organisation = found["organisation"]
    return Leaf(
        numbers[found["source"]],
        int(found["epoch"]),
        int(found["key"]),
        None if organisation == NO_ORGANISATION else int(organisation),
        int(found["xid"]),
        BEGINNING + timedelta(microseconds=int(found["micros"])),
        int(found["micros"]),
        bytes.fromhex(found["commitment"]),
    )


def remember(signer: Signer, note: str, keys: Sequence[VerifyingKey]) -> State:
    """Rebuild a lost memory from the database, where a checkpoint from outside agrees with it.

    Entries that were signed after that checkpoint and are in the database are taken as they are:
    nobody outside can vouch for them, and the statement of the recovery follows them.
    """
    checkpoint, _signatures = verify_note(note, keys)
    facts = _facts(signer)
    if facts.size < checkpoint.size:
        raise Stopped(
            f"The checkpoint is of {checkpoint.size} entries, and the database holds "
            f"{facts.size}. Without the signer’s file what is missing cannot be put back."
        )
    lines = signer.table.leaves(0, facts.size)
    hashes = [hash_of(line) for line in lines]
    kept = extended(Frontier(), hashes[: checkpoint.size])
    if kept.root() != checkpoint.root:
        raise Stopped("The database does not agree with the checkpoint: its past was altered.")
    state = State(
        system=facts.system,
        timeline=facts.timeline,
        epoch=facts.epoch,
        horizon=facts.signed_horizon,
        frontier=extended(kept, hashes[checkpoint.size :]),
        note=facts.note,
        told=facts.size,
    )
    state = signer.folder.add_leaves(state, lines)
    signer.folder.keep(state)
    return state
