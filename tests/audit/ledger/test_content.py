"""Do the checks of the database see what was altered, and nothing else?"""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from django.db import connection

from accounts.door import acting, reading
from audit.actions import note
from audit.database import install
from audit.ledger.connect import VERIFIER, connect
from config.postgresql.base import as_owner
from tests.audit.ledger.signed import Log, superuser
from tests.database.world import Place, a_draft, a_place, record

pytestmark = pytest.mark.django_db(transaction=True)
HISTORY = "decisions_historicaldecision"


@pytest.fixture
def here() -> Place:
    return a_place()


@pytest.fixture
def log(tmp_path: Path, here: Place) -> Log:
    log = Log(tmp_path / "signer")
    record(a_draft(here), here)
    with reading(here.actor):
        note("decision.viewed", decision_id=1)
    log.sign()
    return log


def asked(query: str) -> list[tuple[object, ...]]:
    """As the role that checks."""
    with connect(VERIFIER, autocommit=True) as opened:
        return opened.execute(query).fetchall()


def altered() -> list[object]:
    return [what for _, what in asked("SELECT * FROM ledger.check_content(0, 1000000)")]


def unsigned() -> int:
    return len(asked("SELECT * FROM ledger.unsequenced(1::smallint, '1000000000')"))


def attack(statement: str) -> None:
    """By somebody who owns the server and has switched every guard off."""
    with superuser() as opened:
        opened.execute("SET session_replication_role = replica")
        tables = opened.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        ).fetchall()
        for (table,) in tables:
            opened.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        opened.execute(statement)


def test_a_history_that_nobody_altered_has_no_findings(log: Log) -> None:
    assert altered() == []
    assert unsigned() == 0
    assert asked("SELECT * FROM ledger.reconcile()") == []


ATTACKS = {
    "what was written": (f"UPDATE {HISTORY} SET reasons = 'Forged' WHERE reasons <> ''", "altered"),
    "who did it": (f"UPDATE {HISTORY} SET history_user_id = 999", "altered"),
    "when it was": (f"UPDATE {HISTORY} SET history_date = '2020-01-01'", "altered"),
    "the salt": (f"UPDATE {HISTORY} SET lg_salt = gen_random_uuid()", "altered"),
    "the database's own time": (f"UPDATE {HISTORY} SET lg_at = '2020-01-01'", "gone"),
    "the transaction": (f"UPDATE {HISTORY} SET lg_xid = '7'", "gone"),
    "an act's actor": ("UPDATE audit_act SET person_id = 999", "altered"),
    "a version removed": (f"DELETE FROM {HISTORY} WHERE history_type = '+'", "gone"),
    "all acts removed": ("TRUNCATE audit_act", "gone"),
    "a statement of the signer's": ("UPDATE ledger.statement SET kind = 'x'", "altered"),
    "a commitment": (r"UPDATE ledger.leaf SET commitment = '\x00' WHERE leaf_index = 3", "altered"),
}


@pytest.mark.parametrize(("statement", "what"), ATTACKS.values(), ids=ATTACKS)
def test_what_was_altered_is_found(statement: str, what: str, log: Log) -> None:
    attack(statement)
    assert what in altered()


def test_a_row_that_was_slipped_in_later_is_found(log: Log) -> None:
    attack(
        "INSERT INTO audit_act (kind, actor_kind, role, request_id, target, detail, at, lg_xid) "
        "VALUES ('decision.viewed', 'person', '', '', '', '{}', '2020-01-01', '5')"
    )
    assert unsigned() == 1


LIVE = {
    "changed": "UPDATE decisions_decision SET reasons = 'Forged'",
    "removed": "DELETE FROM accounts_team",
    "added": (
        "INSERT INTO accounts_team (organisation_id, name, members_see_decisions, is_active) "
        "SELECT organisation_id, 'Forged', true, true FROM accounts_team LIMIT 1"
    ),
}


@pytest.mark.parametrize(
    ("statement", "what"),
    list(zip(LIVE.values(), ("differs", "missing", "unknown"), strict=True)),
    ids=LIVE,
)
def test_a_live_row_that_no_version_explains_is_found(statement: str, what: str, log: Log) -> None:
    attack(statement)
    assert [found for *_, found in asked("SELECT * FROM ledger.reconcile()")] == [what]


def test_a_column_that_is_added_with_a_default_raises_no_false_alarm(log: Log, here: Place) -> None:
    with as_owner(connection), connection.cursor() as cursor:
        for table in ("accounts_team", "audit_historicalteam"):
            cursor.execute(f"ALTER TABLE {table} ADD COLUMN colour text NOT NULL DEFAULT 'red'")
    with as_owner(connection):
        install(connection)
    assert altered() == []
    with acting(here.actor):
        here.team.name = "Renamed"
        here.team.save()
    log.sign()
    assert altered() == []
    assert asked("SELECT * FROM ledger.reconcile()") == []
    with superuser() as opened:
        shapes = opened.execute(
            "SELECT DISTINCT lg_schema FROM audit_historicalteam ORDER BY 1"
        ).fetchall()
    assert shapes == [(1,), (2,)]
    attack("UPDATE audit_historicalteam SET colour = 'blue' WHERE lg_schema = 2")
    assert altered() == ["altered"]


def test_whoever_checks_sees_no_content_and_changes_nothing(log: Log) -> None:
    with connect(VERIFIER, autocommit=True) as opened:
        for statement in (
            f"SELECT * FROM {HISTORY}",
            "SELECT * FROM decisions_decision",
            "SELECT * FROM audit_act",
            "SELECT * FROM ledger.pending(1::smallint, '0', '100')",
            "UPDATE ledger.leaf SET key = 1",
            "INSERT INTO ledger.leaf SELECT * FROM ledger.leaf",
            "DELETE FROM ledger.verification",
            "UPDATE ledger.verification SET ok = true",
            "INSERT INTO ledger.statement (kind, body) VALUES ('recovery', '{}')",
            "SET ROLE sd_ledger",
        ):
            with pytest.raises(psycopg.Error, match=r"permission denied|refused|row-level"):
                opened.execute(statement)
