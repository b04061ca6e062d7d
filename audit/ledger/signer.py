"""How does a row come to be signed? A process of its own takes what is decided and signs the tree.

It takes the rows of transactions below the snapshot's horizon, where everything is committed or
gone for good: nothing is missed and nothing taken twice. It keeps its state outside the database,
and stops rather than sign a tree that does not follow from the one before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from psycopg import IsolationLevel

from audit.ledger import keys as key_files
from audit.ledger.connect import Connection
from audit.ledger.keys import Keys
from audit.ledger.leaves import Leaf, hash_of
from audit.ledger.notes import Checkpoint, SigningKey, sign_note
from audit.ledger.state import Folder, State
from audit.ledger.tables import Facts, Table
from audit.ledger.tiles import TileHashes, grown
from audit.ledger.tree import Frontier

# Transactions looked at in one go, so that a long backlog is signed in pieces.
WINDOW = 2_000
HEARTBEAT_SECONDS = 60
# While nothing is new the same tree is told outside again, so that silence is noticed there.
TOLD_AGAIN_SECONDS = 15 * 60
CONFIGURATION_SECONDS = 10
WORKING, STOPPED = "working", "stopped"
Publish = Callable[["Signed"], None]


class Stopped(Exception):
    """The tree that would be signed does not follow from the last one; the sentence says why."""


@dataclass(frozen=True)
class Signed:
    """What goes outside: the note, the size before it, and the hashes that prove one from other."""

    note: str
    size: int
    previous: int
    hashes: TileHashes
    is_statement: bool


def now() -> datetime:
    return datetime.now(UTC)


class Signer:
    """Signs round by round; ``publish`` takes each new note outside and never raises."""

    def __init__(
        self,
        connection: Connection,
        folder: Folder,
        origin: str,
        *,
        publish: Publish,
        clock: Callable[[], datetime] = now,
    ) -> None:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        self.folder, self.origin, self.publish, self.clock = folder, origin, publish, clock
        self.table = Table(connection)
        self.connection = connection
        self._looked_at: datetime | None = None
        self._told_at = clock()

    def round(self) -> bool:
        """Sign what is new; True where more may be waiting already."""
        keys = key_files.load(self.folder.path)
        state = self._told(self._agreed(self._state_or_first(keys)), is_statement=False)
        self._state_configuration()
        state = self._state_new_keys(state, keys)
        state, more = self._sign(state, keys)
        self._beat(state, keys)
        return more

    def sign_these(self, leaves: Sequence[Leaf]) -> None:
        """Sign rows that no round will come upon; the horizon stays where it is."""
        keys = key_files.load(self.folder.path)
        state = self._state_or_first(keys)
        with self.connection.transaction():
            signed = self._write(state, leaves, state.horizon, _plain(keys))
        self.folder.keep(signed)
        self._told(signed, is_statement=True)

    def checkpoint(self, state: State) -> Checkpoint:
        """What is signed where the signer stands."""
        return Checkpoint(self.origin, state.size, state.frontier.root())

    def tell_stopped(self, why: str) -> None:
        """Say on the pages that nothing is signed any more, and why."""
        self.table.stopped(why)

    # Where we stand

    def _state_or_first(self, keys: Keys) -> State:
        if state := self.folder.state():
            return state
        facts = self._facts()
        if facts.size or facts.root:
            raise Stopped(
                "There are signatures in the database, and this signer remembers none of them. "
                "Give it back its folder, or recover the history."
            )
        state = State(facts.system, facts.timeline, facts.epoch, 0, Frontier())
        self.folder.add_leaves(state, [])
        vkeys = [key.vkey() for key in keys.current]
        self.table.state(
            "started",
            {"origin": self.origin, "epoch": facts.epoch, "system": facts.system, "keys": vkeys},
        )
        self.folder.keep(state)
        return state

    def _agreed(self, state: State) -> State:
        """The database is the one that was signed, or what is to be done is for a person."""
        facts = self._facts()
        if (facts.system, facts.timeline) != (state.system, state.timeline):
            raise Stopped(
                "The database was restored or moved: it is another cluster, or on another time "
                "line, than the one that was signed. Recover the history."
            )
        if facts.epoch != state.epoch:
            raise Stopped("Another epoch was begun in the database. Recover the history.")
        if facts.next_xid < state.horizon:
            raise Stopped(
                "The numbers of transactions went back: the database was put back to an earlier "
                "state. Recover the history."
            )
        if facts.size < state.size:
            raise Stopped(
                f"The database holds {facts.size} signed entries, and {state.size} were signed. "
                "It was put back to an earlier state, or entries were removed."
            )
        if facts.size > state.size:
            state = self._taken_over(state, facts)
        if facts.size and facts.root != state.frontier.root():
            raise Stopped("The last checkpoint in the database is not the one that was signed.")
        return state

    def _taken_over(self, state: State, facts: Facts) -> State:
        """A crash came between the database's commit and ours: the leaves must be our own."""
        ours = self.folder.leaves_beyond(state)[: facts.size - state.size]
        if self.table.leaves(state.size, facts.size) != ours:
            raise Stopped("The database holds entries of the tree that this signer never wrote.")
        frontier = extended(state.frontier, [hash_of(line) for line in ours])
        length = sum(len(line) + 1 for line in ours)
        taken = replace(
            state,
            frontier=frontier,
            horizon=facts.signed_horizon,
            note=facts.note,
            leaves_bytes=state.leaves_bytes + length,
        )
        self.folder.keep(taken)
        return taken

    def _facts(self) -> Facts:
        with self.connection.transaction():
            return self.table.facts()

    # What is signed

    def _sign(self, state: State, keys: Keys) -> tuple[State, bool]:
        with self.connection.transaction():
            horizon = max(self.table.horizon(), state.horizon)
            leaves, reached = self._waiting(state, horizon)
            if not leaves:
                return replace(state, horizon=max(state.horizon, reached)), False
            signed = self._write(state, leaves, reached, _signers(keys, state, leaves, self.table))
        self.folder.keep(signed)
        signed = self._told(signed, is_statement=self.table.has_statement(leaves))
        if self._covers_new_keys(state, leaves):
            key_files.retire_previous(self.folder.path)
            signed = replace(signed, key_statement=0)
            self.folder.keep(signed)
        return signed, reached < horizon

    def _waiting(self, state: State, horizon: int) -> tuple[Sequence[Leaf], int]:
        """The rows of the next window that has any, in their order; and how far it reached."""
        first = self.table.next_xid(state.epoch, state.horizon)
        if first is None or first >= horizon:
            return [], horizon
        reached = min(first + WINDOW, horizon)
        found = self.table.pending(state.epoch, state.horizon, reached)
        return sorted(found, key=lambda leaf: leaf.order), reached

    def _write(
        self, state: State, leaves: Sequence[Leaf], reached: int, keys: Sequence[SigningKey]
    ) -> State:
        """First the file, then the database; told to nobody before both are kept."""
        names = self.table.names
        lines = [leaf.text(names) for leaf in leaves]
        hashes = [hash_of(line) for line in lines]
        state = self.folder.add_leaves(state, lines)
        frontier = extended(state.frontier, hashes)
        checkpoint = self.checkpoint(replace(state, frontier=frontier))
        note = sign_note(checkpoint, keys, self.clock())
        self.table.add_leaves(state.size, leaves)
        self.table.keep_tiles(grown(self.table.tile, state.size, hashes))
        self.table.add_checkpoint(checkpoint, state.epoch, reached, note)
        return replace(state, frontier=frontier, horizon=reached, note=note)

    def _told(self, state: State, *, is_statement: bool) -> State:
        """Tell the last checkpoint outside, once; after a crash that came before."""
        if state.told == state.size:
            return state
        self.folder.add_checkpoint(state.note)
        hashes = TileHashes(self.table.tile)
        self.publish(Signed(state.note, state.size, state.told, hashes, is_statement))
        self._told_at = self.clock()
        state = replace(state, told=state.size)
        self.folder.keep(state)
        return state

    def _tell_again(self, state: State, note: str) -> None:
        if (self.clock() - self._told_at).total_seconds() >= TOLD_AGAIN_SECONDS:
            self._told_at = self.clock()
            hashes = TileHashes(self.table.tile)
            self.publish(Signed(note, state.size, state.size, hashes, is_statement=False))

    # What is stated

    def _state_configuration(self) -> None:
        """Whatever could let a row pass unseen is part of what is signed, whenever it changes."""
        at = self.clock()
        if self._looked_at and (at - self._looked_at).total_seconds() < CONFIGURATION_SECONDS:
            return
        self._looked_at = at
        lines, before = self.table.configuration(), self.folder.configuration()
        if lines == before:
            return
        added, gone = set(lines) - set(before), set(before) - set(lines)
        body = {"digest": digest(lines), "added": sorted(added), "removed": sorted(gone)}
        self.table.state("configuration", body)
        self.folder.keep_configuration(lines)

    def _state_new_keys(self, state: State, keys: Keys) -> State:
        if not keys.previous or state.key_statement:
            return state
        body = {
            "old": [key.vkey() for key in keys.previous],
            "new": [key.vkey() for key in keys.current],
        }
        state = replace(state, key_statement=self.table.state("key", body))
        self.folder.keep(state)
        return state

    def _covers_new_keys(self, state: State, leaves: Sequence[Leaf]) -> bool:
        return bool(state.key_statement) and state.key_statement in self.table.statements(leaves)

    def _beat(self, state: State, keys: Keys) -> None:
        """Say that we are here: the same tree, signed again at a later time."""
        note = state.note
        if state.size and self._is_quiet():
            note = sign_note(self.checkpoint(state), _plain(keys), self.clock())
            self._tell_again(state, note)
        elif self.table.last_size() == state.size:
            return
        self.table.working(state.size, note, state.epoch, state.horizon)

    def _is_quiet(self) -> bool:
        last = self.table.last_beat()
        return last is None or (self.clock() - last).total_seconds() >= HEARTBEAT_SECONDS


def extended(frontier: Frontier, hashes: Sequence[bytes]) -> Frontier:
    """A frontier after more leaves; the one before stays as it is."""
    longer = Frontier(frontier.size, frontier.hashes)
    for each in hashes:
        longer.append(each)
    return longer


def digest(lines: Sequence[str]) -> str:
    """The SHA-256 of the configuration's lines."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(keys: Keys) -> Sequence[SigningKey]:
    """Until the history says that new keys follow, the old ones sign."""
    return keys.previous or keys.current


def _signers(
    keys: Keys, state: State, leaves: Sequence[Leaf], table: Table
) -> Sequence[SigningKey]:
    if state.key_statement and state.key_statement in table.statements(leaves):
        return keys.all()
    return _plain(keys)
