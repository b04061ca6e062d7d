"""Does the check find whatever an owner of the server can do to the history, and nothing else?"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.door import acting, reading
from audit.actions import note
from audit.ledger import checking
from audit.ledger.notes import Checkpoint, sign_note, verify_note
from tests.audit.ledger.signed import ORIGIN, Log, superuser
from tests.audit.standalone.exported import FORGER
from tests.database.world import Place, a_draft, a_place, record

pytestmark = pytest.mark.django_db(transaction=True)
Checked = Callable[..., tuple[int, set[str], str]]
HISTORY = "decisions_historicaldecision"


@pytest.fixture
def log(tmp_path: Path, settings: Settings) -> Log:
    settings.HISTORY_ORIGIN = ORIGIN
    settings.HISTORY_KEYS_FILE = tmp_path / "signer" / "keys.txt"
    settings.HISTORY_COPIES_FILE = str(tmp_path / "copies.txt")
    return Log(tmp_path / "signer")


@pytest.fixture
def here(log: Log) -> Place:
    """Four checkpoints, the last of them kept elsewhere."""
    here = a_place()
    for number in range(4):
        record(a_draft(here, concern=f"Concern {number}"), here)
        with reading(here.actor):
            note("decision.viewed", decision_id=1)
        log.sign()
    (log.path.parent / "copies.txt").write_text("".join(f"{each.note}\n" for each in log.sent))
    return here


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    def run(**options: Any) -> tuple[int, set[str], str]:
        out, file = StringIO(), tmp_path / "report.json"
        with pytest.raises(SystemExit) as ended:
            call_command("verify_history", json=file, stdout=out, stderr=out, **options)
        code = int(str(ended.value.code))
        found = json.loads(file.read_text())["findings"] if code != 2 else []
        return code, {each["kind"] for each in found}, out.getvalue()

    return run


def attack(*statements: str) -> None:
    """By somebody who owns the server, and has switched every guard off."""
    with superuser() as opened:
        opened.execute("SET session_replication_role = replica")
        found = opened.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        )
        tables = [table for (table,) in found.fetchall()]
        for table in tables:
            opened.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for statement in statements:
            opened.execute(statement)


def test_an_untouched_history_is_unaltered(here: Place, log: Log, checked: Checked) -> None:
    code, kinds, words = checked()
    assert (code, kinds) == (0, set()), words
    assert f"Unaltered: {log.size:,} entries" in words
    assert "does not show that an entry is true or complete" in words


LAST = f"(SELECT max(history_id) FROM {HISTORY})"
MIDDLE = f"(SELECT min(history_id) + 3 FROM {HISTORY})"
# The leaf of a row is recomputed as whoever has read the code would do it.
REHASH = """
UPDATE ledger.leaf l SET commitment = sha256(uuid_send(r.lg_salt) ||
  convert_to((to_jsonb(r) - 'lg_salt')::text, 'UTF8'))
FROM decisions_historicaldecision r, ledger.source s
WHERE s.name = 'decisions_historicaldecision' AND l.source = s.number AND l.key = r.history_id
"""
CHANGE = f"UPDATE {HISTORY} SET concern = 'All was well' WHERE history_id = {MIDDLE}"
HEAD = "(SELECT max(tree_size) FROM ledger.checkpoint)"
BEFORE = f"(SELECT max(tree_size) FROM ledger.checkpoint WHERE tree_size < {HEAD})"
LEAF_OF = f"s.number = l.source AND s.name = '{HISTORY}' AND l.key = {MIDDLE}"
REMOVE_ACTS = f"""
DELETE FROM audit_act WHERE id IN (
  SELECT l.key FROM ledger.leaf l JOIN ledger.source s ON s.number = l.source
  WHERE s.name = 'audit_act' AND l.leaf_index >= {BEFORE})
"""
ADD_ACT = """
INSERT INTO audit_act (at, kind, actor_kind, role, request_id, target, detail, lg_xid)
VALUES ('2020-01-01', 'decision.viewed', 'system', '', '', '', '{}', '5')
"""
ADD_LEAF = """
INSERT INTO ledger.leaf SELECT max(leaf_index) + 1, min(source), 1, 999999, NULL, '5', now(),
sha256('') FROM ledger.leaf
"""
ATTACKS = {
    "change content": ([CHANGE], "altered"),
    "change who": (
        [f"UPDATE {HISTORY} SET history_user_id = 999 WHERE history_id = {MIDDLE}"],
        "altered",
    ),
    "change and recompute the commitment": ([CHANGE, REHASH], "root"),
    "remove the last": ([f"DELETE FROM {HISTORY} WHERE history_id = {LAST}"], "gone"),
    "remove from the middle": ([f"DELETE FROM {HISTORY} WHERE history_id = {MIDDLE}"], "gone"),
    "remove with its leaf": (
        [
            f"DELETE FROM ledger.leaf l USING ledger.source s WHERE {LEAF_OF}",
            f"DELETE FROM {HISTORY} WHERE history_id = {MIDDLE}",
        ],
        "root",
    ),
    "cut off the end and rewind": (
        [
            REMOVE_ACTS,
            f"DELETE FROM ledger.leaf WHERE leaf_index >= {BEFORE}",
            f"DELETE FROM ledger.checkpoint WHERE tree_size = {HEAD}",
        ],
        "cut",
    ),
    "add a row that was never signed": ([ADD_ACT], "added"),
    "add a row with a forged leaf": ([ADD_LEAF], "added"),
    "change the record in use": (
        ["UPDATE decisions_decision SET concern = 'Changed past the guards'"],
        "live",
    ),
    "remove the record in use": (["DELETE FROM decisions_decision"], "live"),
    "change a checkpoint": (["UPDATE ledger.checkpoint SET root = sha256('x')"], "signature"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_each_attack_is_found(name: str, here: Place, log: Log, checked: Checked) -> None:
    statements, expected = ATTACKS[name]
    attack(*statements)
    code, kinds, words = checked()
    assert code == 1, words
    assert expected in kinds, words
    assert words.startswith("ALTERED")


def test_a_finding_says_what_where_and_since_when_it_was_right(
    here: Place, log: Log, checked: Checked
) -> None:
    attack(f"UPDATE {HISTORY} SET concern = 'All was well' WHERE history_id = {LAST}")
    _, _, words = checked()
    assert f"({HISTORY} " in words
    assert "is not what was signed" in words
    assert "All before agrees with the checkpoint of" in words


def test_a_tree_that_was_signed_with_another_key_is_found(
    here: Place, log: Log, checked: Checked
) -> None:
    with superuser() as opened:
        rows = opened.execute("SELECT tree_size, root FROM ledger.checkpoint").fetchall()
        opened.execute("ALTER TABLE ledger.checkpoint DISABLE TRIGGER ALL")
        at = verify_note(log.sent[-1].note, log_keys(log))[1][1].at
        assert at
        for size, root in rows:
            forged = sign_note(Checkpoint(ORIGIN, size, bytes(root)), FORGER, at)
            opened.execute(
                "UPDATE ledger.checkpoint SET note = %s WHERE tree_size = %s", [forged, size]
            )
    code, kinds, _ = checked()
    assert (code, "signature" in kinds) == (1, True)


def log_keys(log: Log) -> Any:
    from audit.ledger.keys import public_keys

    return public_keys(log.path / "keys.txt")


def test_a_guard_that_was_switched_off_is_a_warning(
    here: Place, log: Log, checked: Checked
) -> None:
    with superuser() as opened:
        opened.execute("ALTER TABLE audit_act DISABLE TRIGGER ledger_refuse_change")
    assert checked()[:2] == (3, {"configuration"})


def test_a_change_of_the_set_up_is_told_until_somebody_has_recorded_it(
    here: Place, log: Log, checked: Checked
) -> None:
    assert checked(record=True)[0] == 0
    with superuser() as opened:
        opened.execute("ALTER TABLE audit_act DISABLE TRIGGER ledger_refuse_change")
    log.sign()
    assert checked(record=True)[:2] == (3, {"configuration"})
    assert checked()[0] == 0


def test_a_signer_that_stopped_is_a_warning(here: Place, log: Log, checked: Checked) -> None:
    with log.signer() as signer:
        signer.tell_stopped("The disk is full.")
    code, kinds, words = checked()
    assert (code, kinds) == (3, {"signer"})
    assert "The disk is full." in words


def test_beginning_at_a_checkpoint_finds_what_came_after_it(
    here: Place, log: Log, checked: Checked
) -> None:
    first = verify_note(log.sent[0].note, log_keys(log))[0].size
    assert checked(since=str(first))[0] == 0
    attack(f"UPDATE {HISTORY} SET concern = 'All was well' WHERE history_id = {LAST}")
    assert checked(since=str(first))[:1] == (1,)
    assert checked(since=str(first + 1))[0] == 2, "no checkpoint has that size"
    assert checked(since="2000-01-01")[0] == 1


def test_what_is_no_beginning_is_refused() -> None:
    with pytest.raises(CommandError, match="neither a number"):
        call_command("verify_history", since="yesterday")


def test_nothing_to_check_is_no_success(log: Log, checked: Checked) -> None:
    code, _, words = checked()
    assert code == 2
    assert "no keys" in words.lower() or "nothing is signed" in words.lower()


def test_without_public_keys_nothing_can_be_checked(
    here: Place, checked: Checked, settings: Settings
) -> None:
    settings.HISTORY_KEYS_FILE = settings.HISTORY_KEYS_FILE.with_name("nothing")
    assert checked()[0] == 2


def test_what_was_recorded_is_there_for_the_page(here: Place, log: Log, checked: Checked) -> None:
    checked(record=True)
    with superuser() as opened:
        [(ok, report)] = opened.execute("SELECT ok, report FROM ledger.verification").fetchall()
    assert ok is True
    assert report["size"] == log.size
    assert report["organisations"][str(here.organisation.pk)] > 4
    assert report["has_copies"] is True
    assert "Concern" not in json.dumps(report)


def test_a_wish_is_heard_at_once(here: Place) -> None:
    ended = threading.Event()
    wishes = checking.wishes(60, ended)
    next(wishes)
    with superuser() as opened:
        threading.Timer(0.5, lambda: opened.execute("NOTIFY sd_verify")).start()
        next(wishes)
    ended.set()
    assert list(wishes) == []


def test_a_draft_in_the_middle_of_being_written_is_no_finding(
    here: Place, log: Log, checked: Checked
) -> None:
    with acting(here.actor):
        note("decision.viewed", decision_id=1)
        code, kinds, words = checked()
    assert (code, kinds) == (0, set()), words
