"""How does the signer run, hour after hour? Round by round, and it stops loudly, never silently."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings

from audit.ledger import copies
from audit.ledger.connect import SIGNER, Connection, connect
from audit.ledger.keys import KeysRefused
from audit.ledger.signer import Signed, Signer, Stopped
from audit.ledger.state import Folder
from audit.ledger.tables import Table
from audit.ledger.tree import consistency_proof

# One signer for a database, wherever it runs; the number means nothing.
ALONE = 7_205_759_403
AGAIN_SECONDS = 5
log = logging.getLogger(__name__)


class Elsewhere(Exception):
    """Another signer signs this database."""


@contextmanager
def signing() -> Iterator[Signer]:
    """A signer with its folder and its connection, alone with both."""
    folder = Folder(settings.HISTORY_SIGNER_DIR)
    with folder.alone(), connect(SIGNER, autocommit=True) as connection:
        _be_alone(connection)
        yield Signer(connection, folder, settings.HISTORY_ORIGIN, publish=_publish(connection))


def _be_alone(connection: Connection) -> None:
    found = connection.execute("SELECT pg_try_advisory_lock(%s)", [ALONE]).fetchone()
    if not found or not found[0]:
        raise Elsewhere("Another signer is at work on this database.")


def _publish(connection: Connection) -> Callable[[Signed], None]:
    table = Table(connection)

    def publish(signed: Signed) -> None:
        outcomes = copies.publish(
            signed.note,
            signed.previous,
            lambda size: consistency_proof(signed.hashes, size, signed.size),
            at_once=signed.is_statement,
        )
        for told in outcomes:
            if told.done:
                table.add_outcome(signed.size, told)

    return publish


def run(*, every: float, ended: threading.Event) -> None:
    """Sign until ``ended``; a fault that may pass is tried again, one that may not is raised."""
    while not ended.is_set():
        try:
            with signing() as signer:
                _rounds(signer, every=every, ended=ended)
        except (psycopg.OperationalError, OSError, KeysRefused) as fault:
            log.warning("The history is not signed at the moment: %s", fault)
            ended.wait(AGAIN_SECONDS)


def _rounds(signer: Signer, *, every: float, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            more = signer.round()
        except (Stopped, OSError, KeysRefused) as why:
            signer.tell_stopped(str(why))
            raise
        if not more:
            ended.wait(every)


def run_once() -> int:
    """Sign all that waits now; how many entries are signed in all."""
    with signing() as signer:
        try:
            while signer.round():
                continue
        except (Stopped, OSError, KeysRefused) as why:
            signer.tell_stopped(str(why))
            raise
        state = signer.folder.state()
        return state.size if state else 0
