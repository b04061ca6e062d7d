"""Does every way of writing reach the history, and is a write by nobody refused?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from accounts.door import LINK, SYSTEM, Actor, acting, reading
from accounts.models import Invitation, Person, Team
from decisions.models import InformationItem
from tests.database.world import Place, a_draft


def raw(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def save(place: Place) -> None:
    place.team.name = "Changed"
    place.team.save()


def queryset_update(place: Place) -> None:
    Team.objects.filter(pk=place.team.pk).update(name="Changed")


def bulk_update(place: Place) -> None:
    place.team.name = "Changed"
    Team.objects.bulk_update([place.team], ["name"])


def raw_update(place: Place) -> None:
    raw("UPDATE accounts_team SET name = 'Changed' WHERE id = %s", place.team.pk)


def upsert(place: Place) -> None:
    team = Team(pk=place.team.pk, organisation=place.organisation, name="Changed")
    Team.objects.bulk_create(
        [team], update_conflicts=True, update_fields=["name"], unique_fields=["id"]
    )


def merge(place: Place) -> None:
    raw(
        "MERGE INTO accounts_team USING (SELECT %s::bigint AS wanted) w ON id = wanted "
        "WHEN MATCHED THEN UPDATE SET name = 'Changed'",
        place.team.pk,
    )


CHANGES = [save, queryset_update, bulk_update, raw_update, upsert, merge]


def add(place: Place) -> None:
    Team.objects.create(organisation=place.organisation, name="Changed")


def bulk_create(place: Place) -> None:
    Team.objects.bulk_create([Team(organisation=place.organisation, name="Changed")])


def raw_insert(place: Place) -> None:
    raw(
        "INSERT INTO accounts_team (organisation_id, name, members_see_decisions, is_active) "
        "VALUES (%s, 'Changed', false, true)",
        place.organisation.pk,
    )


ADDITIONS = [add, bulk_create, raw_insert]
Write = Callable[[Place], None]


@pytest.mark.parametrize("write", CHANGES)
def test_every_change_is_in_the_history(write: Write, here: Place) -> None:
    with acting(here.actor, reason="It was wrong"):
        write(here)
        versions = list(Team.history.filter(id=here.team.pk).order_by("-history_id"))
    assert [version.name for version in versions] == ["Changed", "A team"]
    assert [version.history_type for version in versions] == ["~", "+"]


@pytest.mark.parametrize("write", ADDITIONS)
def test_every_addition_is_in_the_history(write: Write, here: Place) -> None:
    with acting(here.actor):
        write(here)
        version = Team.history.filter(name="Changed").get()
    assert version.history_type == "+"


def test_a_version_says_who_why_in_which_role_and_for_which_request(here: Place) -> None:
    with acting(here.actor, reason="It was wrong"):
        save(here)
        version = Team.history.latest()
    assert version.history_user_id == here.person.pk
    assert version.history_actor_kind == "person"
    assert version.history_change_reason == "It was wrong"
    assert version.history_role == "practitioner"
    assert version.history_request_id == here.actor.request_id
    assert version.history_organisation_id == here.organisation.pk


def test_a_link_and_the_system_are_somebody_too(here: Place) -> None:
    own = here.organisation.pk
    for actor in (Actor(LINK, organisation_id=own), SYSTEM("a job", own)):
        with acting(actor):
            save(here)
            version = Team.history.latest()
        assert (version.history_actor_kind, version.history_user_id) == (actor.kind, None)


def test_deletions_are_in_the_history(here: Place) -> None:
    draft = a_draft(here)
    with acting(here.actor):
        item = InformationItem.objects.create(
            organisation=here.organisation, decision=draft, text="Seen at the gate"
        )
        InformationItem.objects.filter(pk=item.pk).delete()
        version = InformationItem.history.filter(decision_id=draft.pk).latest()
    assert (version.history_type, version.text) == ("-", "Seen at the gate")


@pytest.mark.parametrize("write", CHANGES + ADDITIONS)
def test_a_write_by_nobody_is_refused(write: Write, here: Place) -> None:
    with pytest.raises(ProgrammingError, match="nobody is acting"), transaction.atomic():
        write(here)


@pytest.mark.parametrize("write", CHANGES + ADDITIONS)
def test_a_write_by_a_reader_is_refused(write: Write, here: Place) -> None:
    with pytest.raises(ProgrammingError, match="nobody is acting"), reading(here.actor):
        write(here)


def test_an_update_of_no_rows_by_nobody_is_refused_too(here: Place) -> None:
    with pytest.raises(ProgrammingError, match="nobody is acting"), transaction.atomic():
        Team.objects.filter(pk=-1).update(name="Changed")


def test_a_person_without_a_number_is_nobody(here: Place) -> None:
    nameless = Actor("person", None, here.organisation.pk)
    with pytest.raises(ProgrammingError, match="nobody is acting"), acting(nameless):
        save(here)


def test_what_is_rolled_back_leaves_no_version(here: Place) -> None:
    with acting(here.actor):
        with pytest.raises(IntegrityError), transaction.atomic():
            save(here)
            Team.objects.create(organisation=here.organisation, name="Changed")
        assert Team.history.filter(id=here.team.pk).count() == 1


def test_passwords_and_secrets_are_never_in_the_history() -> None:
    for model, secret in ((Person, "password"), (Invitation, "secret_hash")):
        assert secret not in {field.name for field in model.history.model._meta.get_fields()}
