"""Does the history go on after a restore, saying what was lost, without undoing what was signed?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from audit.ledger import keys
from audit.ledger.connect import SIGNER, connect
from audit.ledger.signer import Stopped
from audit.ledger.state import STATE, Folder
from audit.ledger.tables import Table
from audit.ledger.tiles import TileHashes
from audit.ledger.tree import consistency_proof, verify_consistency
from tests.audit.ledger.signed import ORIGIN, Log, superuser
from tests.audit.ledger.test_signer import rows_that_must_be_signed, signed_rows
from tests.copies import drop, owner_of
from tests.database.world import Place, a_draft, a_place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here() -> Place:
    return a_place()


@pytest.fixture
def log(tmp_path: Path, settings: LazySettings) -> Log:
    settings.HISTORY_SIGNER_DIR = tmp_path / "signer"
    settings.HISTORY_KEYS_FILE = tmp_path / "signer" / keys.PUBLIC_KEYS
    settings.HISTORY_ORIGIN = ORIGIN
    return Log(tmp_path / "signer")


def recover(**options: object) -> str:
    told = StringIO()
    call_command("recover_history", by="A. Keeper, IT", reason="Restored", stdout=told, **options)
    return told.getvalue()


@contextmanager
def backup() -> Iterator[str]:
    """The database as it is now, under another name; what is done inside is not in it."""
    name = str(connection.settings_dict["NAME"])
    kept = f"{name}_kept"
    connection.close()
    with owner_of("postgres", autocommit=True) as owner:
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        owner.execute(copy.format(sql.Identifier(kept), sql.Identifier(name)))
    try:
        yield kept
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        drop(kept)


def restore(kept: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = kept


def statement() -> dict[str, object]:
    with superuser() as asked:
        ((body,),) = asked.execute(
            "SELECT body FROM ledger.statement WHERE kind = 'recovery'"
        ).fetchall()
    return body


def follows(log: Log, old: int, new: int) -> bool:
    """Is the tree of the newer note a continuation of the older one?"""
    before, after = log.checked(log.sent[old].note), log.checked(log.sent[new].note)
    with connect(SIGNER, autocommit=True) as opened:
        proof = consistency_proof(TileHashes(Table(opened).tile), before.size, after.size)
    return verify_consistency(before.size, after.size, before.root, after.root, proof)


def test_a_move_to_another_server_is_stated_and_the_tree_goes_on(log: Log, here: Place) -> None:
    a_draft(here)
    log.sign()
    folder = Folder(log.path)
    state = folder.state()
    assert state is not None
    folder.keep(replace(state, system="another"))
    a_draft(here)
    with pytest.raises(Stopped, match="restored or moved"):
        log.sign()
    assert "Epoch 2 begins. 0 signed entries were lost, 1 unsigned ones" in recover()
    a_draft(here)
    log.sign()
    assert set(signed_rows()) == rows_that_must_be_signed()
    assert statement()["by"] == "A. Keeper, IT"
    assert follows(log, 0, -1)
    with superuser() as asked:
        epochs = asked.execute("SELECT DISTINCT epoch FROM ledger.leaf ORDER BY 1").fetchall()
    assert epochs == [(1,), (2,)]


def test_what_a_restore_loses_stays_signed_and_is_named(log: Log, here: Place) -> None:
    a_draft(here)
    log.sign()
    with backup() as kept:
        a_draft(here)
        a_draft(here)
        signed = log.sign()
        restore(kept)
        a_draft(here)
        with pytest.raises(Stopped, match="earlier state"):
            log.sign()
        assert "2 signed entries were lost, 1 unsigned ones were taken over" in recover()
        a_draft(here)
        log.sign()
        assert statement()["lost"] == {"from": signed - 2, "to": signed}
        assert set(signed_rows()) >= rows_that_must_be_signed()
        assert follows(log, 0, -1)
        assert follows(log, 1, -1)


def test_a_lost_memory_is_rebuilt_from_a_checkpoint_that_was_kept_outside(
    log: Log, here: Place, tmp_path: Path
) -> None:
    a_draft(here)
    log.sign()
    kept_outside = tmp_path / "kept.txt"
    kept_outside.write_text(log.sent[-1].note)
    a_draft(here)
    log.sign()
    (log.path / STATE).unlink()
    with pytest.raises(CommandError, match="remembers nothing"):
        recover()
    recover(from_checkpoint=kept_outside)
    a_draft(here)
    log.sign()
    assert set(signed_rows()) == rows_that_must_be_signed()
    assert follows(log, 0, -1)


def test_a_past_that_was_altered_is_not_recovered(log: Log, here: Place, tmp_path: Path) -> None:
    a_draft(here)
    log.sign()
    kept_outside = tmp_path / "kept.txt"
    kept_outside.write_text(log.sent[-1].note)
    (log.path / STATE).unlink()
    with superuser() as asked:
        asked.execute("ALTER TABLE ledger.leaf DISABLE TRIGGER ALL")
        asked.execute("UPDATE ledger.leaf SET key = 999 WHERE leaf_index = 2")
    with pytest.raises(CommandError, match="its past was altered"):
        recover(from_checkpoint=kept_outside)
