"""Two installations in one test: each with its database, its signer, its keys and its witness."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.test import Client
from psycopg import sql
from pytest_django import Settings

from audit.ledger import copies, keys, running
from audit.ledger.connect import SIGNER, connect
from audit.ledger.notes import VerifyingKey
from audit.ledger.state import Folder
from audit.ledger.tables import Table
from tests.audit.ledger.signed import PATIENCE
from tests.copies import owner_of


@dataclass
class Installed:
    """One organisation's server. ``at()`` is being there; outside, one is at the other's."""

    name: str
    database: str
    folder: Path
    settings: Settings
    partners: list[Installed] = field(default_factory=list)

    def __post_init__(self) -> None:
        keys.make_keys(self.folder / "signer", self.origin)
        keys.make_key_file(self.folder / "witness.key", f"{self.name}.example/witness")

    @property
    def origin(self) -> str:
        return f"{self.name}.example/history"

    @property
    def url(self) -> str:
        return f"https://{self.name}.example/witness"

    @property
    def witness(self) -> VerifyingKey:
        return keys.load_key_file(self.folder / "witness.key").verifying

    @property
    def public(self) -> list[VerifyingKey]:
        return keys.public_keys(self.folder / "signer" / keys.PUBLIC_KEYS)

    def know(self, partner: Installed) -> None:
        """They exchange their public keys, by telephone."""
        self.partners.append(partner)
        lines = "".join(f"{key.vkey()}\n" for key in partner.public)
        (self.folder / "logs.txt").write_text(lines)
        (self.folder / "witnesses.txt").write_text(f"{partner.witness.vkey()}\n")

    @contextmanager
    def at(self) -> Iterator[Client]:
        before = str(connection.settings_dict["NAME"])
        told = {
            "HISTORY_SIGNER_DIR": self.folder / "signer",
            "HISTORY_KEYS_FILE": self.folder / "signer" / keys.PUBLIC_KEYS,
            "HISTORY_ORIGIN": self.origin,
            "HISTORY_COPIES_URLS": [partner.url for partner in self.partners],
            "HISTORY_WITNESS_KEYS_FILE": str(self.folder / "witnesses.txt"),
            "WITNESS_LOGS_FILE": str(self.folder / "logs.txt"),
            "WITNESS_KEY_FILE": str(self.folder / "witness.key"),
            "HISTORY_ALARM_EMAIL": [f"guardian@{self.name}.example"],
        }
        kept = {name: getattr(self.settings, name) for name in told}
        self._move(self.database, told)
        try:
            yield Client()
        finally:
            self._move(before, kept)

    def _move(self, database: str, told: dict[str, object]) -> None:
        connection.close()
        connection.settings_dict["NAME"] = database
        for name, value in told.items():
            setattr(self.settings, name, value)

    def sign(self) -> int:
        """Sign all that waits, and send it to the partners; patient as ``Log.sign`` is."""
        with self.at():
            for _ in range(PATIENCE):
                copies._again_at.clear()
                size = running.run_once()
                if not self._waits():
                    break
                time.sleep(0.05)
        return size

    def _waits(self) -> bool:
        state = Folder(self.folder / "signer").state()
        if state is None:
            return False
        with connect(SIGNER, autocommit=True) as opened:
            return Table(opened).next_xid(state.epoch, state.horizon) is not None


def copied(database: str, name: str) -> str:
    """Another database with the same in it; nobody may be connected to either."""
    connection.close()
    with owner_of("postgres", autocommit=True) as owner:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        owner.execute(statement.format(sql.Identifier(name), sql.Identifier(database)))
    return name


@contextmanager
def set_back(server: Installed, database: str, folder: Path) -> Iterator[None]:
    """Whoever owns the server puts everything back, the signer's memory and keys included."""
    before, now = server.database, server.folder / "signer"
    shutil.move(now, server.folder / "later")
    shutil.copytree(folder, now)
    server.database = database
    try:
        yield
    finally:
        server.database = before
        shutil.rmtree(now)
        shutil.move(server.folder / "later", now)
