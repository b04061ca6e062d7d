"""Is each organisation walled off from every other, even by a view that forgets to ask?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.utils import timezone

from accounts.door import PERSON, SYSTEM, Actor, acting, reading
from accounts.models import HalfTyped, Invitation, Membership, Organisation, Person, RoleHeld, Team
from audit.actions import note
from audit.models import Act
from decisions.models import Decision, InformationItem
from tests.database.world import Place, a_draft, a_place


def forgetful(request: HttpRequest) -> HttpResponse:
    """A view whose author forgot every filter."""
    reader = Actor(PERSON, int(request.GET["person"]), int(request.GET["organisation"]))
    with reading(reader):
        return HttpResponse("\n".join(decision.concern for decision in Decision.objects.all()))


def shut(request: HttpRequest) -> HttpResponse:
    """A view whose author forgot the block, too."""
    return HttpResponse("\n".join(decision.concern for decision in Decision.objects.all()))


urlpatterns = [path("forgetful", forgetful), path("shut", shut)]


def test_a_view_that_forgets_its_filter_shows_nothing_of_another_organisation(
    here: Place, there: Place, settings: object
) -> None:
    a_draft(here, concern="Seen here")
    a_draft(there, concern="Seen there")
    factory = RequestFactory()
    asked = {"person": there.person.pk, "organisation": there.organisation.pk}
    assert forgetful(factory.get("/", asked)).content == b"Seen there"
    assert shut(factory.get("/")).content == b""


def test_neither_reads_the_other(here: Place, there: Place) -> None:
    for own, other in ((here, there), (there, here)):
        a_draft(own)
        with reading(own.actor):
            assert set(Team.objects.values_list("pk", flat=True)) == {own.team.pk}
            assert not Team.objects.filter(pk=other.team.pk).exists()
            assert set(Team.history.values_list("organisation_id", flat=True)) == {
                own.organisation.pk
            }
            assert list(Organisation.objects.all()) == [own.organisation]
            assert set(Organisation.history.values_list("id", flat=True)) == {own.organisation.pk}


def test_without_an_organisation_there_is_nothing(here: Place) -> None:
    a_draft(here)
    assert not Decision.objects.exists()
    with reading(Actor(PERSON, here.person.pk)):
        assert not Decision.objects.exists()
        assert not Decision.history.exists()
        assert not Act.objects.filter(organisation_id=here.organisation.pk).exists()


def test_neither_writes_to_the_other(here: Place, there: Place) -> None:
    with acting(here.actor):
        assert Team.objects.filter(pk=there.team.pk).update(name="Taken") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Team.objects.create(organisation=there.organisation, name="Smuggled")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Team.objects.filter(pk=here.team.pk).update(organisation=there.organisation)


def test_a_part_cannot_be_hung_on_another_organisations_decision(here: Place, there: Place) -> None:
    theirs = a_draft(there)
    with pytest.raises(ProgrammingError, match="no such decision here"), acting(here.actor):
        InformationItem.objects.create(organisation=here.organisation, decision=theirs)


def test_a_person_finds_where_they_belong_before_an_organisation_is_chosen(
    here: Place, there: Place
) -> None:
    with acting(SYSTEM("tests", there.organisation.pk)):
        second = Membership.objects.create(person=here.person, organisation=there.organisation)
        held = RoleHeld.objects.create(
            organisation=there.organisation, membership=second, role="lead"
        )
    with reading(Actor(PERSON, here.person.pk)):
        assert {m.organisation for m in Membership.objects.select_related("organisation")} == {
            here.organisation,
            there.organisation,
        }
        assert list(RoleHeld.objects.all()) == [held]
        assert not Team.objects.exists()
    with reading(Actor(PERSON, there.person.pk)):
        assert [m.person_id for m in Membership.objects.all()] == [there.person.pk]


def test_ones_own_membership_elsewhere_may_be_seen_but_not_changed(
    here: Place, there: Place
) -> None:
    with acting(SYSTEM("tests", there.organisation.pk)):
        second = Membership.objects.create(person=here.person, organisation=there.organisation)
    with acting(here.actor):
        assert Membership.objects.filter(pk=second.pk).exists()
        assert Membership.objects.filter(pk=second.pk).update(is_active=False) == 0


def test_only_the_system_sets_up_an_organisation(here: Place) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), acting(here.actor):
        Organisation.objects.create(
            name="Mine", kind="nhs", nation="england", is_public_authority=False
        )


def test_people_are_seen_where_they_belong(here: Place, there: Place) -> None:
    with reading(here.actor):
        assert list(Person.objects.all()) == [here.person]
    with acting(here.actor):
        assert Person.objects.filter(pk=there.person.pk).update(name="Taken") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person.objects.create_user("new@example.org")
    with reading(SYSTEM("sign-in")):
        assert {here.person, there.person} <= set(Person.objects.all())


def test_versions_of_people_are_seen_where_they_belong(here: Place, there: Place) -> None:
    people = type(here.person).history
    with reading(here.actor):
        assert people.filter(id=here.person.pk).exists()
        assert not people.filter(id=there.person.pk).exists()


def test_acts_are_seen_in_their_organisation(here: Place, there: Place) -> None:
    for place in (here, there):
        with reading(place.actor):
            note("decision.listed")
    with reading(here.actor):
        assert [act.organisation_id for act in Act.objects.all()] == [here.organisation.pk]


def test_half_typed_text_is_the_typists_alone(here: Place) -> None:
    colleague = a_place()
    with reading(here.actor):
        HalfTyped.objects.create(
            person=here.person, path="/", cipher=b"secret", saved_at=timezone.now()
        )
        assert HalfTyped.objects.count() == 1
    with reading(colleague.actor.within(here.organisation.pk)):
        assert not HalfTyped.objects.exists()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            HalfTyped.objects.create(
                person=here.person, path="/other", cipher=b"", saved_at=timezone.now()
            )


def test_an_invitation_gives_away_its_organisation_and_no_more(here: Place) -> None:
    with acting(SYSTEM("tests", here.organisation.pk)):
        Invitation.objects.create(
            organisation=here.organisation,
            email="new@example.org",
            name="Somebody New",
            roles="lead",
            secret_hash="f" * 64,
            expires_at=timezone.now() + dt.timedelta(days=7),
        )
    assert not Invitation.objects.exists()
    with connection.cursor() as cursor:
        for secret, expected in (("f" * 64, here.organisation.pk), ("e" * 64, None)):
            cursor.execute("SELECT ledger.invitation_organisation(%s)", [secret])
            assert cursor.fetchone() == (expected,)


def test_a_duplicate_in_another_organisation_is_not_told(here: Place, there: Place) -> None:
    with acting(here.actor):
        Team.objects.create(organisation=here.organisation, name="The same name")
    with acting(there.actor):
        Team.objects.create(organisation=there.organisation, name="The same name")
        with pytest.raises(IntegrityError), transaction.atomic():
            Team.objects.create(organisation=there.organisation, name="The same name")
