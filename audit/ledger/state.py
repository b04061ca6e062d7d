"""What does the signer remember, outside the database? What it signed, and every leaf.

The folder holds ``state.json`` (replaced as a whole), ``leaves.txt`` (a line for every leaf, so
that what a restore loses can still be named), ``checkpoints.txt`` (every note) and
``configuration.txt`` (the lines behind the last digest). Lines beyond what ``state.json`` counts
were never signed, or not yet told: the next start cuts them off or takes them over.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audit.ledger.tree import Frontier

STATE, LEAVES, CHECKPOINTS = "state.json", "leaves.txt", "checkpoints.txt"
CONFIGURATION, LOCK = "configuration.txt", "signer.lock"


class Busy(Exception):
    """Another signer works with this folder."""


@dataclass(frozen=True)
class State:
    """Where the signer stands. ``horizon``: every transaction below it is signed or empty."""

    system: str
    timeline: int
    epoch: int
    horizon: int
    frontier: Frontier
    note: str = ""
    # The size of leaves.txt that belongs to ``frontier``, in bytes.
    leaves_bytes: int = 0
    # The size of the tree that was last told outside.
    told: int = 0
    # The statement that tells of new keys, until a checkpoint covers it.
    key_statement: int = 0

    @property
    def size(self) -> int:
        return self.frontier.size

    def to_json(self) -> dict[str, Any]:
        told = {name: value for name, value in self.__dict__.items() if name != "frontier"}
        return {**told, "frontier": self.frontier.to_json()}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> State:
        return cls(**{**told, "frontier": Frontier.from_json(told["frontier"])})


class Folder:
    """The signer's files; every write is on the disk before it returns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One signer at a time."""
        descriptor = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise Busy(f"Another signer is at work with {self.path}.") from None
        try:
            yield
        finally:
            os.close(descriptor)

    def state(self) -> State | None:
        """What was kept; None where nothing was ever signed from here."""
        try:
            return State.from_json(json.loads((self.path / STATE).read_text()))
        except FileNotFoundError:
            return None

    def keep(self, state: State) -> None:
        """Replace the state as a whole."""
        self._replace(STATE, json.dumps(state.to_json(), indent=1) + "\n")

    def add_leaves(self, state: State, lines: Iterable[str]) -> State:
        """Add lines after those that the state counts; what stood beyond them is cut off."""
        with self._open(LEAVES) as file:
            file.seek(state.leaves_bytes)
            file.truncate()
            file.write("".join(f"{line}\n" for line in lines).encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
            return replace(state, leaves_bytes=file.tell())

    def leaves_beyond(self, state: State) -> list[str]:
        """Whole lines that the state does not count."""
        with self._open(LEAVES) as file:
            file.seek(state.leaves_bytes)
            whole, _, _torn = file.read().rpartition(b"\n")
        return whole.decode("ascii").split("\n") if whole else []

    def leaves_from(self, index: int) -> Iterator[str]:
        """The lines of the leaves from ``index`` on."""
        with (self.path / LEAVES).open("rt", encoding="ascii") as file:
            for number, line in enumerate(file):
                if number >= index:
                    yield line.removesuffix("\n")

    def add_checkpoint(self, note: str) -> None:
        """Keep a note for good; an empty line ends it."""
        with (self.path / CHECKPOINTS).open("at") as file:
            file.write(f"{note}\n")
            file.flush()
            os.fsync(file.fileno())

    def configuration(self) -> list[str]:
        """The lines behind the digest that was signed last."""
        try:
            return (self.path / CONFIGURATION).read_text().split("\n")
        except FileNotFoundError:
            return []

    def keep_configuration(self, lines: Iterable[str]) -> None:
        self._replace(CONFIGURATION, "\n".join(lines))

    def _open(self, name: str) -> Any:
        descriptor = os.open(self.path / name, os.O_RDWR | os.O_CREAT, 0o600)
        return os.fdopen(descriptor, "r+b")

    def _replace(self, name: str, text: str) -> None:
        half = self.path / f"{name}.half"
        with half.open("wt") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        half.replace(self.path / name)
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
