"""Is every row signed once, in one order, whatever happens to the signer?"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from accounts.door import acting, reading
from audit.actions import note
from audit.ledger import keys
from audit.ledger.connect import SIGNER, connect
from audit.ledger.leaves import hash_of
from audit.ledger.signer import Stopped
from audit.ledger.state import Busy, Folder
from audit.ledger.tables import Table
from audit.ledger.tiles import TileHashes
from audit.ledger.tree import consistency_proof, root_of, verify_consistency
from tests.audit.ledger.signed import ORIGIN, Log, superuser
from tests.database.world import Place, a_draft, a_place, record

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here() -> Place:
    return a_place()


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "signer")


def rows_that_must_be_signed() -> set[tuple[str, int]]:
    """Asked of the tables themselves, not of what the signer thinks its sources are."""
    with superuser() as asked:
        tables = asked.execute(
            "SELECT table_schema || '.' || table_name FROM information_schema.columns "
            "WHERE column_name = 'lg_xid'"
        ).fetchall()
        found = set()
        for (table,) in tables:
            key = "history_id" if "historical" in table else "id"
            rows = asked.execute(f"SELECT {key} FROM {table}").fetchall()
            found |= {(table.split(".")[1], number) for (number,) in rows}
    return found


def signed_rows() -> list[tuple[str, int]]:
    with superuser() as asked:
        return asked.execute(
            "SELECT s.name, l.key FROM ledger.leaf l JOIN ledger.source s ON s.number = l.source "
            "ORDER BY l.leaf_index"
        ).fetchall()


def test_everything_is_signed_once_and_the_root_follows_from_the_leaves(
    log: Log, here: Place
) -> None:
    record(a_draft(here), here)
    with reading(here.actor):
        note("decision.viewed", decision_id=1)
    size = log.sign()
    rows = signed_rows()
    assert set(rows) == rows_that_must_be_signed()
    assert len(rows) == len(set(rows)) == size
    checkpoint = log.checked(log.sent[-1].note)
    with connect(SIGNER, autocommit=True) as opened:
        texts = Table(opened).leaves(0, size)
    assert checkpoint.size == size
    assert checkpoint.root == root_of(hash_of(text) for text in texts)


def test_each_checkpoint_follows_from_the_one_before(log: Log, here: Place) -> None:
    for _ in range(4):
        a_draft(here)
        log.sign()
    notes = [log.checked(each.note) for each in log.sent]
    assert len(notes) >= 4
    with connect(SIGNER, autocommit=True) as opened:
        hashes = TileHashes(Table(opened).tile)
        for old, new in pairwise(notes):
            proof = consistency_proof(hashes, old.size, new.size)
            assert verify_consistency(old.size, new.size, old.root, new.root, proof)


def test_nothing_new_signs_nothing_but_says_that_it_is_there(log: Log, here: Place) -> None:
    a_draft(here)
    size = log.sign()
    sent = len(log.sent)
    assert log.sign() == size
    assert len(log.sent) == sent
    with superuser() as asked:
        ((state, told),) = asked.execute("SELECT state, tree_size FROM ledger.signer").fetchall()
    assert (state, told) == ("working", size)


def test_a_quiet_log_is_told_again_with_a_later_time(log: Log, here: Place) -> None:
    a_draft(here)
    log.sign()
    first, at = log.sent[-1], datetime.now(UTC)
    with log.signer() as signer:
        signer.clock = lambda: at + timedelta(minutes=1)
        signer.round()
        assert log.sent[-1] is first
        signer.clock = lambda: at + timedelta(minutes=16)
        signer.round()
    again = log.sent[-1]
    assert (again.size, again.previous) == (first.size, first.size)
    assert log.checked(again.note).root == log.checked(first.note).root
    assert again.note != first.note


def test_a_transaction_that_is_open_holds_later_rows_back_and_nothing_is_lost(
    log: Log, here: Place
) -> None:
    a_draft(here)
    log.sign()
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with acting(here.actor):
                note("decision.viewed", decision_id=1)
                begun.set()
                go_on.wait(20)
        finally:
            connection.close()

    other = threading.Thread(target=slow)
    other.start()
    assert begun.wait(10)
    a_draft(here)
    before = log.size
    assert log.sign() == before
    go_on.set()
    other.join()
    log.sign()
    assert set(signed_rows()) == rows_that_must_be_signed()


class Killed(BaseException):
    """As if the process had ended here."""


POINTS = {
    "after the file": ("audit.ledger.tables.Table", "add_leaves"),
    "after the tiles": ("audit.ledger.tables.Table", "add_checkpoint"),
    "after the commit": ("audit.ledger.state.Folder", "keep"),
    "after the state": ("audit.ledger.state.Folder", "add_checkpoint"),
}


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS)
def test_a_signer_that_is_killed_goes_on_where_it_was(
    point: tuple[str, str], log: Log, here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_draft(here)
    log.sign()
    first = log.checked(log.sent[-1].note)
    record(a_draft(here), here)

    def killed(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(".".join(point), killed)
        with pytest.raises(Killed):
            log.sign()
    log.sign()
    last = log.checked(log.sent[-1].note)
    rows = signed_rows()
    assert set(rows) == rows_that_must_be_signed()
    assert len(rows) == len(set(rows)) == last.size
    with connect(SIGNER, autocommit=True) as opened:
        proof = consistency_proof(TileHashes(Table(opened).tile), first.size, last.size)
        assert list(Folder(log.path).leaves_from(0)) == Table(opened).leaves(0, last.size)
    assert verify_consistency(first.size, last.size, first.root, last.root, proof)


def test_a_full_disk_signs_nothing_and_the_next_round_goes_on(
    log: Log, here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_draft(here)
    log.sign()
    a_draft(here)
    before = log.size

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space left"):
            log.sign()
    assert len(signed_rows()) == before
    log.sign()
    assert set(signed_rows()) == rows_that_must_be_signed()


STOPS = {
    "a leaf was cut off the end": (
        "DELETE FROM ledger.leaf WHERE leaf_index = (SELECT max(leaf_index) FROM ledger.leaf)",
        "put back to an earlier state, or entries were removed",
    ),
    "somebody else added a leaf": (
        """INSERT INTO ledger.leaf
        SELECT max(leaf_index) + 1, 1, 1, 999999, NULL, '1', now(), '' FROM ledger.leaf""",
        "this signer never wrote",
    ),
    "the last checkpoint was changed": (
        r"""UPDATE ledger.checkpoint SET root = '\x00'
        WHERE tree_size = (SELECT max(tree_size) FROM ledger.checkpoint)""",
        "not the one that was signed",
    ),
    "another epoch was begun": ("INSERT INTO ledger.epoch (number) VALUES (2)", "Another epoch"),
}


@pytest.mark.parametrize(("attack", "told"), STOPS.values(), ids=STOPS)
def test_the_signer_stops_rather_than_sign_another_past(
    attack: str, told: str, log: Log, here: Place
) -> None:
    a_draft(here)
    log.sign()
    with superuser() as asked:
        asked.execute("SET session_replication_role = replica")
        for table in ("leaf", "checkpoint"):
            asked.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL")
        asked.execute(attack)
    a_draft(here)
    with pytest.raises(Stopped, match=told):
        log.sign()


@pytest.mark.parametrize(("name", "value"), [("system", "1"), ("timeline", 99), ("horizon", 2**62)])
def test_another_cluster_another_time_line_or_an_earlier_state_stops_the_signer(
    name: str, value: object, log: Log, here: Place
) -> None:
    a_draft(here)
    log.sign()
    folder = Folder(log.path)
    state = folder.state()
    assert state is not None
    folder.keep(type(state)(**{**state.__dict__, name: value}))
    with pytest.raises(Stopped):
        log.sign()


def test_a_signer_that_remembers_nothing_refuses_rather_than_fork(
    log: Log, here: Place, tmp_path: Path
) -> None:
    a_draft(here)
    log.sign()
    with pytest.raises(Stopped, match="remembers none of them"):
        Log(tmp_path / "another").sign()


def test_new_keys_follow_old_ones_in_the_history_itself(log: Log, here: Place) -> None:
    a_draft(here)
    log.sign()
    old = keys.public_keys(log.path / keys.PUBLIC_KEYS)
    keys.rotate_keys(log.path, "tests.invalid/history")
    log.sign()
    log.sign()
    a_draft(here)
    log.sign()
    assert keys.load(log.path).previous == ()
    with superuser() as asked:
        ((body,),) = asked.execute(
            "SELECT body FROM ledger.statement WHERE kind = 'key'"
        ).fetchall()
    new = [key.vkey() for key in keys.load(log.path).current]
    assert body == {"old": [key.vkey() for key in old], "new": new}
    both = [each for each in log.sent if each.is_statement]
    assert len(both) == 1
    assert both[0].note.count("— ") == 4


def test_after_a_key_is_lost_new_ones_sign_the_same_tree_and_old_notes_still_verify(
    log: Log, here: Place
) -> None:
    a_draft(here)
    log.sign()
    old = log.sent[-1].note
    (log.path / keys.SIGNING_KEY).unlink()
    with pytest.raises(keys.KeysRefused, match="no keys"):
        log.sign()
    keys.make_keys(log.path, ORIGIN)
    a_draft(here)
    log.sign()
    before, after = log.checked(old), log.checked(log.sent[-1].note)
    assert len(keys.public_keys(log.path / keys.PUBLIC_KEYS)) == 4
    with connect(SIGNER, autocommit=True) as opened:
        proof = consistency_proof(TileHashes(Table(opened).tile), before.size, after.size)
    assert verify_consistency(before.size, after.size, before.root, after.root, proof)


def test_a_change_of_a_guard_is_signed_and_shown(log: Log, here: Place) -> None:
    log.sign()
    with superuser() as asked:
        asked.execute("ALTER TABLE accounts_team DISABLE TRIGGER ledger_capture_update")
    log.sign()
    log.sign()
    with superuser() as asked:
        ((body,),) = asked.execute(
            "SELECT body FROM ledger.statement WHERE kind = 'configuration' "
            "ORDER BY id DESC LIMIT 1"
        ).fetchall()
    assert any("trigger D public.accounts_team" in line for line in body["added"])
    assert any("trigger A public.accounts_team" in line for line in body["removed"])


def test_two_signers_never_work_at_once(log: Log, here: Place) -> None:
    with log.signer(), pytest.raises(Busy):
        log.sign()


def test_the_signer_sees_no_content_and_changes_nothing(here: Place) -> None:
    a_draft(here)
    with connect(SIGNER, autocommit=True) as opened:
        for statement in (
            "SELECT * FROM decisions_historicaldecision",
            "SELECT * FROM decisions_decision",
            "SELECT * FROM audit_act",
            "UPDATE ledger.leaf SET key = 1",
            "DELETE FROM ledger.checkpoint",
            "DELETE FROM ledger.tile",
            "UPDATE ledger.statement SET kind = ''",
            "INSERT INTO audit_act (kind) VALUES ('access.refused')",
            "SET ROLE sd_ledger",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(psycopg.Error, match=r"permission denied|refused"):
                opened.execute(statement)


def test_a_signer_can_be_asked_for_one_round_at_a_time(log: Log, here: Place) -> None:
    """A long backlog is signed in pieces, and each piece follows from the last."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audit.ledger.signer.WINDOW", 1)
        for _ in range(3):
            a_draft(here)
        log.sign()
    assert len(log.sent) > 3
    assert set(signed_rows()) == rows_that_must_be_signed()
