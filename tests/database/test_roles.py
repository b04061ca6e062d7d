"""Are the roles what the security of the whole rests on?"""

from __future__ import annotations

from io import StringIO

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from config.embedded import superuser_conninfo
from config.postgresql.roles import ATTRIBUTES, ensure_roles


def asked(statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(superuser_conninfo(testing=True)) as superuser:
        return superuser.execute(statement).fetchall()


def test_the_application_owns_nothing_and_belongs_to_nobody() -> None:
    assert asked("SELECT * FROM pg_class WHERE pg_get_userbyid(relowner) = 'sd_app'") == []
    assert asked("SELECT * FROM pg_auth_members WHERE member = 'sd_app'::regrole") == []


def test_the_owner_may_become_the_ledger_and_the_disposer_but_is_neither() -> None:
    assert asked(
        "SELECT roleid::regrole::text, inherit_option, set_option FROM pg_auth_members "
        "WHERE member = 'sd_owner'::regrole ORDER BY 1"
    ) == [("sd_disposer", False, True), ("sd_ledger", False, True)]


def test_nobody_logs_in_as_those_who_own_the_functions() -> None:
    names = "'sd_ledger', 'sd_disposer'"
    found = asked(f"SELECT bool_or(rolcanlogin) FROM pg_roles WHERE rolname IN ({names})")
    assert found == [(False,)]


def test_the_application_does_not_hang() -> None:
    ((found,),) = asked(
        "SELECT array_to_string(rolconfig, ',') FROM pg_roles WHERE rolname = 'sd_app'"
    )
    for setting in ("statement_timeout=5s", "lock_timeout=2s", "TimeZone=UTC"):
        assert setting.lower() in str(found).lower()


def test_making_the_roles_again_changes_nothing_and_sets_passwords() -> None:
    before = asked("SELECT rolname, rolsuper, rolcanlogin FROM pg_roles ORDER BY 1")
    ensure_roles(superuser_conninfo(testing=True), {"sd_app": "a long password"})
    assert asked("SELECT rolname, rolsuper, rolcanlogin FROM pg_roles ORDER BY 1") == before
    ((kept,),) = asked("SELECT rolpassword FROM pg_authid WHERE rolname = 'sd_app'")
    assert str(kept).startswith("SCRAM-SHA-256$")
    assert set(ATTRIBUTES) <= {name for name, *_ in before}


def test_the_command_for_production_says_what_is_missing() -> None:
    with pytest.raises(CommandError, match="DATABASE_SUPERUSER_URL is missing"):
        call_command("setupdb", superuser_url="")


def test_the_command_for_production_refuses_other_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "USER", "postgres")
    with pytest.raises(CommandError, match="DATABASE_URL must name the role sd_app"):
        call_command("setupdb", superuser_url=superuser_conninfo(testing=True))


def test_the_command_for_production_makes_the_roles_and_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name, told = f"{connection.settings_dict['NAME']}_new", StringIO()
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", name)
    for _again in range(2):
        call_command("setupdb", superuser_url=superuser_conninfo(testing=True), stdout=told)
    owned = f"SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '{name}'"
    assert asked(owned) == [("sd_owner",)]
    with psycopg.connect(superuser_conninfo(testing=True), autocommit=True) as superuser:
        superuser.execute(f'DROP DATABASE "{name}"')
    assert "ready" in told.getvalue()
