"""Two organisations and somebody in each, made without any of the product's actions."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.door import PERSON, SYSTEM, Actor, acting
from accounts.models import Membership, Organisation, Person, Team
from decisions.models import Decision

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Place:
    """One organisation with one person at work in it."""

    organisation: Organisation
    person: Person
    membership: Membership
    team: Team
    actor: Actor


def a_place() -> Place:
    """An organisation, a person in it and a team."""
    number = next(_numbers)
    with acting(SYSTEM("tests")):
        organisation = Organisation.objects.create(
            name=f"Organisation {number}", kind="nhs", nation="england", is_public_authority=True
        )
        person = Person.objects.create_user(f"person{number}@example.org", name=f"Person {number}")
        with acting(SYSTEM("tests", organisation.pk)):
            membership = Membership.objects.create(person=person, organisation=organisation)
            team = Team.objects.create(organisation=organisation, name="A team")
    actor = Actor(PERSON, person.pk, organisation.pk, "practitioner", f"request-{number}")
    return Place(organisation, person, membership, team, actor)


def a_draft(place: Place, **fields: Any) -> Decision:
    """A draft of that person's."""
    with acting(place.actor):
        return Decision.objects.create(
            organisation=place.organisation,
            author=place.person,
            nation="england",
            golden_rules="golden-rules-2024",
            caldicott="caldicott-2020",
            **fields,
        )


def record(decision: Decision, place: Place, status: str = "recorded") -> Decision:
    """What recording writes, without its rules."""
    with acting(place.actor):
        decision.status = status
        decision.outcome, decision.reasons = "share-all", "It had to be."
        decision.decided_at = decision.recorded_at = timezone.now()
        decision.recorded_by = place.person
        decision.save()
    return decision
