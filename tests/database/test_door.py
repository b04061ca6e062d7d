"""Is the database told who acts exactly as long as they do, and nobody after?"""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

from accounts import door
from accounts.door import SETTINGS, SYSTEM, Actor, acting, current, reading
from accounts.models import Team
from config.postgresql.base import DatabaseWrapper
from tests.database.world import Place

pytestmark = pytest.mark.django_db

SOMEBODY = Actor("person", 7, 70, "lead", "abc")
NOBODY = ("", "", "", "", "", "", "")


def told() -> tuple[str, ...]:
    """What PostgreSQL knows now: kind, person, organisation, role, request, reason, acting."""
    asked = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return tuple(cursor.fetchone())


def test_acting_tells_everything() -> None:
    with acting(SOMEBODY, reason="A slip"):
        assert told() == ("person", "7", "70", "lead", "abc", "A slip", "1")
        assert current() == SOMEBODY
    assert current() is None


def test_reading_tells_all_but_the_right_to_write() -> None:
    with reading(SOMEBODY):
        assert told() == ("person", "7", "70", "lead", "abc", "", "")


def test_after_the_block_nobody_is_told() -> None:
    with acting(SOMEBODY):
        pass
    assert told() == NOBODY


def test_a_block_inside_another_gives_back_what_was_told() -> None:
    with reading(SOMEBODY):
        with acting(SYSTEM("a job", 8), reason="Due"):
            assert told() == ("system", "", "8", "a job", "", "Due", "1")
        assert told() == ("person", "7", "70", "lead", "abc", "", "")


def test_reading_inside_acting_may_not_write(here: Place) -> None:
    with acting(here.actor):
        with pytest.raises(ProgrammingError, match="nobody is acting"), reading(here.actor):
            Team.objects.create(organisation=here.organisation, name="Another")
        Team.objects.create(organisation=here.organisation, name="Another")


def test_a_failed_block_gives_back_what_was_told_and_takes_back_what_was_done(here: Place) -> None:
    with acting(here.actor):
        with pytest.raises(KeyError), acting(SYSTEM("a job", here.organisation.pk)):
            Team.objects.create(organisation=here.organisation, name="Another")
            raise KeyError
        assert told()[1] == str(here.person.pk)
        assert Team.objects.count() == 1


def test_a_savepoint_of_somebody_elses_changes_nothing(here: Place) -> None:
    with acting(here.actor):
        with pytest.raises(KeyError), transaction.atomic():
            raise KeyError
        assert told()[1] == str(here.person.pk)


def test_a_broken_transaction_stays_broken(here: Place) -> None:
    with pytest.raises(ProgrammingError, match="nobody is acting"), reading(here.actor):
        with transaction.atomic(savepoint=False), acting(SOMEBODY):
            Team.objects.filter(pk=here.team.pk).delete()
        Team.objects.create(organisation=here.organisation, name="Another")


def test_over_long_roles_and_requests_are_cut_not_refused(here: Place) -> None:
    long = Actor("person", here.person.pk, here.organisation.pk, "r" * 999, "q" * 999)
    with acting(long):
        here.team.save()
        version = Team.history.latest()
    assert (len(version.history_role), len(version.history_request_id)) == (200, 64)


def test_an_act_needs_somebody_to_keep_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_notes", [])
    with pytest.raises(RuntimeError, match="Nothing keeps acts"):
        door.note("decision.viewed")


@pytest.mark.django_db(transaction=True)
def test_outermost_blocks_are_told_at_begin_and_forgotten_at_the_end() -> None:
    with acting(SOMEBODY, reason="A slip"):
        assert told() == ("person", "7", "70", "lead", "abc", "A slip", "1")
    assert told() == NOBODY
    with pytest.raises(KeyError), reading(SOMEBODY):
        raise KeyError
    assert told() == NOBODY
    with transaction.atomic():
        assert told() == NOBODY


@pytest.mark.parametrize("ends", ["commit", "rollback", "close"])
def test_a_pooled_connection_carries_nothing_to_its_next_user(ends: str) -> None:
    place = connection.settings_dict
    options = {**place["OPTIONS"], "pool": {"min_size": 1, "max_size": 1}}
    pooled = DatabaseWrapper({**place, "OPTIONS": options}, "pooled")
    try:
        with reading(SOMEBODY):
            server, knew = _use(pooled, ends)
        same_server, knows = _use(pooled, "commit")
    finally:
        pooled.close_pool()
    assert server == same_server
    assert (knew, knows) == ("7", "")


def _use(pooled: DatabaseWrapper, ends: str) -> tuple[int, str]:
    """One transaction on the pool's only connection: which it was, and whom it knew."""
    pooled.connect()
    pooled.set_autocommit(False)
    with pooled.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), current_setting('app.person', true)")
        found = cursor.fetchone()
    if ends != "close":
        getattr(pooled, ends)()
    pooled.close()
    return found[0], found[1] or ""


def test_the_application_is_not_the_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb "
            "FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("sd_app", False, False, False, False)
