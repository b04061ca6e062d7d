"""A signer with a folder of its own, and what tests do with it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from django.db import connection

from audit.ledger import keys
from audit.ledger.connect import SIGNER, connect
from audit.ledger.notes import Checkpoint, verify_note
from audit.ledger.signer import Signed, Signer
from audit.ledger.state import Folder
from config.embedded import superuser_conninfo

ORIGIN = "tests.invalid/history"
PATIENCE = 20


@dataclass
class Log:
    """A log of the test's own: its folder, and all that went outside."""

    path: Path
    sent: list[Signed] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not (self.path / keys.SIGNING_KEY).exists():
            keys.make_keys(self.path, ORIGIN)

    @contextmanager
    def signer(self) -> Iterator[Signer]:
        folder = Folder(self.path)
        with folder.alone(), connect(SIGNER, autocommit=True) as opened:
            yield Signer(opened, folder, ORIGIN, publish=self.sent.append)

    def sign(self) -> int:
        """Sign until nothing waits; how many leaves there are.

        Tests of another process share the server, and may hold a round back for a moment.
        """
        with self.signer() as signer:
            for _ in range(PATIENCE):
                while signer.round():
                    continue
                if not self._waits(signer):
                    break
                time.sleep(0.05)
        return self.size

    def _waits(self, signer: Signer) -> bool:
        state = signer.folder.state()
        return state is not None and signer.table.next_xid(state.epoch, state.horizon) is not None

    @property
    def size(self) -> int:
        state = Folder(self.path).state()
        return state.size if state else 0

    def checked(self, note: str) -> Checkpoint:
        """A note, its signature checked against the log's public keys."""
        return verify_note(note, keys.public_keys(self.path / keys.PUBLIC_KEYS))[0]


@contextmanager
def superuser() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Whoever owns the whole database server."""
    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(superuser_conninfo(testing=True, dbname=name), autocommit=True) as opened:
        yield opened
