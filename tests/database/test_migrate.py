"""Do migrations run as the owner alone, and does the history follow every change of a table?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import ProgrammingError, connection, migrations
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.test.utils import CaptureQueriesContext

from accounts.door import SYSTEM, acting
from accounts.models import DutyNumber, Organisation, Team
from audit.checks import every_model_is_tracked, the_database_holds_to_it
from audit.database import differences, install, tables
from audit.database.install import RowsWithoutHistory
from config.postgresql.base import as_owner
from tests.database.world import Place

pytestmark = pytest.mark.django_db(transaction=True)
SESSIONS = ("sessions", "0001_initial")


@contextmanager
def before_the_migration_of_sessions() -> Iterator[None]:
    """As if a new release brought a table."""
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_session")
        MigrationRecorder(connection).record_unapplied(*SESSIONS)
    yield


def complaints() -> list[str]:
    return [str(found.msg) for found in the_database_holds_to_it(None, databases=["default"])]


def by_the_owner(statement: str) -> None:
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_migration_run_by_the_application_fails() -> None:
    with before_the_migration_of_sessions():
        with pytest.raises(ProgrammingError, match="permission denied"):
            call_command(DjangoMigrate(), verbosity=0, skip_checks=True)
        assert SESSIONS not in MigrationRecorder(connection).applied_migrations()


def test_a_migration_run_by_the_owner_works_and_gives_the_application_its_rights() -> None:
    with before_the_migration_of_sessions():
        call_command("migrate", verbosity=0)
        assert SESSIONS in MigrationRecorder(connection).applied_migrations()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, count(*) FROM django_session")
            assert cursor.fetchone() == ("sd_app", 0)


def test_without_the_owners_login_migrate_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(connection.settings_dict, "OWNER", {})
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL is missing"):
        call_command("migrate", verbosity=0)


def test_everything_is_in_place_and_a_second_run_changes_nothing() -> None:
    assert differences(connection) == (set(), set(), set())
    with as_owner(connection), CaptureQueriesContext(connection) as captured:
        assert install(connection) == 0
    statements = [query["sql"].split()[0] for query in captured.captured_queries]
    assert set(statements) <= {"BEGIN", "COMMIT", "SELECT"}


DAMAGE = {
    "a trigger switched off": "ALTER TABLE accounts_team DISABLE TRIGGER ledger_capture_update",
    "a trigger that a replica skips": (
        "ALTER TABLE accounts_team ENABLE TRIGGER ledger_capture_update"
    ),
    "a trigger dropped": "DROP TRIGGER ledger_refuse_change ON audit_act",
    "another trigger": (
        "CREATE TRIGGER sly BEFORE UPDATE ON accounts_team "
        "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    ),
    "an altered function": (
        "SET ROLE sd_ledger; CREATE OR REPLACE FUNCTION ledger.refuse() RETURNS trigger "
        "LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp "
        "AS $$ BEGIN RETURN NULL; END $$; RESET ROLE"
    ),
    "a function with a free search path": (
        "SET ROLE sd_ledger; ALTER FUNCTION ledger.accounts_team_update() RESET search_path; "
        "RESET ROLE"
    ),
    "a wall taken down": "ALTER TABLE accounts_team DISABLE ROW LEVEL SECURITY",
    "a wall that its owner may climb": "ALTER TABLE accounts_team NO FORCE ROW LEVEL SECURITY",
    "a gate in a wall": "CREATE POLICY sly ON accounts_team USING (true)",
    "a wider wall": "ALTER POLICY wall ON accounts_team USING (true)",
    "a right too many": "GRANT UPDATE ON audit_historicalteam TO sd_app",
    "a right on one column": "GRANT INSERT (lg_xid) ON audit_act TO sd_app",
    "a right for everybody": "GRANT SELECT ON accounts_team TO PUBLIC",
    "a right too few": "REVOKE UPDATE ON accounts_team FROM sd_app",
    "a forged default": "ALTER TABLE audit_act ALTER lg_at SET DEFAULT '2020-01-01'",
}


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_the_check_finds_every_damage_and_migrate_mends_it(statement: str) -> None:
    by_the_owner(statement)
    assert complaints()
    if "lg_at" in statement:
        with pytest.raises(SystemCheckError, match="lg_at"):
            call_command("migrate", verbosity=0)
        return
    call_command("migrate", verbosity=0)
    assert complaints() == []


def test_a_table_that_nobody_declared_gets_no_rights_and_a_complaint() -> None:
    by_the_owner("CREATE TABLE stray (id int)")
    with as_owner(connection):
        install(connection)
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM stray")
    assert any("stray" in complaint for complaint in complaints())


def test_a_model_that_is_neither_tracked_nor_exempt_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert every_model_is_tracked(None) == []
    rest = {table: why for table, why in tables.EXEMPT.items() if table != "django_session"}
    monkeypatch.setattr(tables, "EXEMPT", rest)
    (found,) = every_model_is_tracked(None)
    assert "django_session" in found.msg


def applied(*operations: Any) -> None:
    """Run operations as a migration of the owner's, as ``migrate`` does, history included."""
    state = ProjectState()
    with as_owner(connection):
        migration = migrations.Migration("made_up", "tests")
        migration.operations = list(operations)
        with connection.schema_editor() as editor:
            migration.apply(state, editor)
        install(connection)


def add_column(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(f"ALTER TABLE {table} ADD COLUMN motto varchar NOT NULL DEFAULT ''")


def shapes_of(table: str) -> list[tuple[int, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, 'motto character varying' = ANY (columns) FROM ledger.shape "
            "WHERE tbl = %s ORDER BY number",
            [table],
        )
        return list(cursor.fetchall())


def test_a_new_column_is_captured_and_numbers_a_new_shape(here: Place) -> None:
    applied(add_column("accounts_team"), add_column("audit_historicalteam"))
    with acting(here.actor), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_team SET motto = 'Listen'")
        cursor.execute(
            "SELECT motto, lg_schema FROM audit_historicalteam WHERE id = %s ORDER BY history_id",
            [here.team.pk],
        )
        assert cursor.fetchall() == [("", 1), ("Listen", 2)]
    assert shapes_of("audit_historicalteam") == [(1, False), (2, True)]


def test_a_generated_column_follows_by_itself(here: Place) -> None:
    shout = "ADD COLUMN shout text GENERATED ALWAYS AS (upper(name)) STORED"
    applied(
        migrations.RunSQL(f"ALTER TABLE accounts_team {shout}"),
        migrations.RunSQL(f"ALTER TABLE audit_historicalteam {shout}"),
    )
    with acting(here.actor), connection.cursor() as cursor:
        here.team.save()
        cursor.execute("SELECT shout FROM audit_historicalteam WHERE id = %s", [here.team.pk])
        assert set(cursor.fetchall()) == {("A TEAM",)}


def rename_teams(apps: Any, editor: Any) -> None:
    """A data migration that goes through every organisation, by raw SQL."""
    with acting(SYSTEM("migrate")):
        organisations = list(Organisation.objects.values_list("pk", flat=True))
    for organisation in organisations:
        with acting(SYSTEM("migrate", organisation), reason="Names were unified"):
            editor.execute("UPDATE accounts_team SET name = 'Unified'")


def rename_teams_as_nobody(apps: Any, editor: Any) -> None:
    editor.execute("UPDATE accounts_team SET name = 'Unified'")


def test_a_data_migration_is_in_the_history_and_one_by_nobody_is_refused(
    here: Place, there: Place
) -> None:
    with pytest.raises(ProgrammingError, match="nobody is acting"):
        applied(migrations.RunPython(rename_teams_as_nobody))
    applied(migrations.RunPython(rename_teams))
    for place in (here, there):
        with acting(place.actor):
            version = Team.history.latest()
            assert (version.name, version.history_type) == ("Unified", "~")
            assert (version.history_actor_kind, version.history_role) == ("system", "migrate")
            assert version.history_organisation_id == place.organisation.pk


def test_a_table_filled_before_its_history_stood_is_refused(here: Place) -> None:
    with acting(here.actor):
        DutyNumber.objects.create(organisation=here.organisation, label="Duty desk", number="1")
    by_the_owner("DROP TABLE audit_historicaldutynumber")
    by_the_owner("ALTER TABLE accounts_dutynumber NO FORCE ROW LEVEL SECURITY")
    made_late = "CREATE TABLE audit_historicaldutynumber (history_id bigint PRIMARY KEY)"
    with pytest.raises(RowsWithoutHistory, match="accounts_dutynumber has rows"):
        applied(migrations.RunSQL(made_late))
