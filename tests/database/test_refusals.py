"""What may nobody do to the history, the acts and the guards, the owner of the tables included?"""

from __future__ import annotations

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from accounts.door import acting
from audit.actions import note
from tests.copies import owner_of
from tests.database.world import Place

HISTORY = "audit_historicalteam"
COLUMNS = (
    "(id, name, members_see_decisions, is_active, organisation_id, history_date, history_type, "
    "history_actor_kind, history_role, history_request_id)"
)
VALUES = "(1, 'Forged', true, true, {here}, now(), '+', 'person', '', '')"

BY_THE_APPLICATION = {
    "change a version": f"UPDATE {HISTORY} SET name = 'Forged'",
    "change no version": f"UPDATE {HISTORY} SET name = 'Forged' WHERE false",
    "delete a version": f"DELETE FROM {HISTORY}",
    "empty the versions": f"TRUNCATE {HISTORY}",
    "add a version": f"INSERT INTO {HISTORY} {COLUMNS} VALUES {VALUES}",
    "upsert a version": (
        f"INSERT INTO {HISTORY} {COLUMNS} VALUES {VALUES} "
        "ON CONFLICT (history_id) DO UPDATE SET name = 'Forged'"
    ),
    "merge a version": (
        f"MERGE INTO {HISTORY} USING (SELECT 1) w ON true WHEN MATCHED THEN DELETE"
    ),
    "choose a number of the proof": f"INSERT INTO {HISTORY} (lg_xid) VALUES ('1')",
    "change an act": "UPDATE audit_act SET person_id = 1",
    "delete an act": "DELETE FROM audit_act",
    "empty the acts": "TRUNCATE audit_act",
    "choose the number of an act": "INSERT INTO audit_act (id, kind) VALUES (1, 'access.refused')",
    "choose an act's number in the proof": (
        "INSERT INTO audit_act (kind, lg_xid) VALUES ('access.refused', '1')"
    ),
    "empty a tracked table": "TRUNCATE accounts_team CASCADE",
    "delete a person": "DELETE FROM accounts_person",
    "delete a decision": "DELETE FROM decisions_decision",
    "disable a trigger": "ALTER TABLE accounts_team DISABLE TRIGGER ledger_capture_update",
    "disable every trigger": "ALTER TABLE accounts_team DISABLE TRIGGER ALL",
    "drop a trigger": "DROP TRIGGER ledger_capture_update ON accounts_team",
    "make a trigger": (
        "CREATE TRIGGER sly BEFORE UPDATE ON accounts_team "
        "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    ),
    "make a rule": "CREATE RULE sly AS ON UPDATE TO accounts_team DO INSTEAD NOTHING",
    "replace a function": (
        "CREATE OR REPLACE FUNCTION ledger.refuse() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN NULL; END $$"
    ),
    "make a function there": "CREATE FUNCTION ledger.sly() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "take down a wall": "ALTER TABLE accounts_team DISABLE ROW LEVEL SECURITY",
    "drop a policy": "DROP POLICY wall ON accounts_team",
    "make a policy": "CREATE POLICY sly ON accounts_team USING (true)",
    "switch row-level security off": "SET row_security = off; SELECT * FROM accounts_team",
    "give itself a right": f"GRANT UPDATE ON {HISTORY} TO sd_app; UPDATE {HISTORY} SET id = 1",
    "become the owner": "SET ROLE sd_owner",
    "become the ledger": "SET ROLE sd_ledger",
    "become a superuser": "ALTER ROLE sd_app SUPERUSER",
    "pretend to be a replica": "SET session_replication_role = replica",
    "move a sequence": "SELECT setval('audit_historicalteam_history_id_seq', 1)",
    "make a table": "CREATE TABLE public.sly (id int)",
    "change the numbers of shapes": "UPDATE ledger.shape SET columns = '{{}}'",
    "run a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "read a file": "SELECT pg_read_file('/etc/passwd')",
}


@pytest.mark.parametrize("statement", BY_THE_APPLICATION.values(), ids=BY_THE_APPLICATION)
def test_the_application_may_not(statement: str, here: Place) -> None:
    with acting(here.actor):
        note("decision.listed")
        with (
            pytest.raises(DatabaseError, match=r"permission denied|must be|refused|row-level"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(here=here.organisation.pk))


def test_a_temporary_table_does_not_stand_in_for_the_history(here: Place) -> None:
    with acting(here.actor), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {HISTORY} (LIKE public.{HISTORY})")
        here.team.save()
        cursor.execute(f"SELECT count(*) FROM public.{HISTORY} WHERE id = %s", [here.team.pk])
        assert cursor.fetchone() == (2,)
        cursor.execute(f"DROP TABLE pg_temp.{HISTORY}")


BY_THE_OWNER = {
    "change a version": f"UPDATE {HISTORY} SET name = 'Forged'",
    "delete a version": f"DELETE FROM {HISTORY}",
    "empty the versions": f"TRUNCATE {HISTORY}",
    "add a version": f"INSERT INTO {HISTORY} {COLUMNS} VALUES {VALUES}",
    "change an act": "UPDATE audit_act SET person_id = 1",
    "empty the acts": "TRUNCATE audit_act",
    "empty a tracked table": "TRUNCATE accounts_team CASCADE",
    "write as nobody": "UPDATE accounts_team SET name = 'Forged'",
    "pretend to be a replica": "SET session_replication_role = replica",
    "become the application": "SET ROLE sd_app",
}


@pytest.mark.parametrize("statement", BY_THE_OWNER.values(), ids=BY_THE_OWNER)
def test_the_owner_may_not(statement: str, transactional_db: None) -> None:
    with (
        owner_of(connection.settings_dict["NAME"]) as owner,
        pytest.raises(psycopg.Error, match=r"permission denied|refused|row-level"),
    ):
        owner.execute(statement.format(here=1))
