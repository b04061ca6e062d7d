"""Who does somebody's work when they are away or have left?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Absence, Membership, Role, RoleHeld, TeamMembership
from accounts.queries import in_force, people_of


@dataclass(frozen=True)
class Standing:
    """Who leads a team today, who is named, who is away; all by person."""

    # Of those who were asked about, whoever belongs here and may record.
    here: frozenset[int] = frozenset()
    leads: tuple[int, ...] = ()
    lead: int | None = None
    guardian: int | None = None
    guardians: tuple[int, ...] = ()
    # Whoever is away, and who does their tasks meanwhile (None: nobody was named).
    away: dict[int, int | None] = field(default_factory=dict)

    def owner(self, wanted: int | None, *, cover: int | None = None) -> int | None:
        """Whoever should do it, while they belong here; then their cover, a lead, or nobody."""
        return next((each for each in (wanted, cover) if each in self.here), None) or (
            self._first((*self.leads, self.lead), other_than=wanted)
        )

    def cover(self, owner: int | None) -> int | None:
        """A lead of the team or their deputy, else the named lead, else the Guardian.

        Those who are at work come before those who are away.
        """
        return self._first((*self.leads, self.lead, self.guardian), other_than=owner)

    def other_guardian(self, owner: int | None) -> int | None:
        """What is the Guardian's own can only be done by another Guardian, or their deputy."""
        return self._first(self.guardians, other_than=owner)

    def _first(self, people: Sequence[int | None], *, other_than: int | None) -> int | None:
        found = [each for each in people if each is not None and each != other_than]
        return next((each for each in found if each not in self.away), None) or next(
            iter(found), None
        )


def standing_in(
    organisation_id: int, team_id: int | None, people: Iterable[int | None]
) -> Standing:
    """One query, by a function of the database (migration 0004); ``people`` is who might own."""
    asked = sorted({each for each in people if each is not None})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.accounts_standing_in(%s, %s, %s::bigint[], %s)",
            [organisation_id, team_id, asked, timezone.localdate()],
        )
        found = json.loads(cursor.fetchone()[0])
    return Standing(
        here=frozenset(found["here"]),
        leads=tuple(found["leads"]),
        lead=found["lead"],
        guardian=found["guardian"],
        guardians=tuple(found["guardians"]),
        away={int(person): cover for person, cover in found["away"].items()},
    )


def is_at_work(person_id: int, organisation_id: int) -> bool:
    """Whether somebody belongs here today, in whichever role."""
    return Membership.objects.filter(
        person=person_id, organisation=organisation_id, is_active=True, person__is_active=True
    ).exists()


def who_left(organisation_id: int) -> QuerySet[Membership]:
    """Members, by person, who can do no task any more: deactivated, or without such a role."""
    held = RoleHeld.objects.filter(in_force(), membership=OuterRef("pk"))
    can = Exists(held.exclude(role=Role.ADMINISTRATOR))
    stays = Membership.objects.filter(can, is_active=True, person__is_active=True)
    return Membership.objects.filter(organisation=organisation_id).exclude(
        pk__in=stays.filter(organisation=organisation_id).values("pk")
    )


def away_now(organisation_id: int) -> QuerySet[Absence]:
    """The absences in force today."""
    today = timezone.localdate()
    return Absence.objects.filter(
        organisation=organisation_id, is_active=True, starts_on__lte=today, ends_on__gte=today
    )


def whose_absence(member: Membership) -> list[Membership]:
    """Whose absences a member may write: their own first, their teams', or everybody's."""
    found = people_of(member.organisation_id).filter(is_active=True, person__is_active=True)
    if Role.ADMINISTRATOR not in member.roles:
        theirs = Q(pk=member.pk)
        if member.lead_team_ids:
            placed = TeamMembership.objects.filter(team__in=member.lead_team_ids, is_active=True)
            theirs |= Q(pk__in=placed.values("membership"))
        found = found.filter(theirs)
    return sorted(found, key=lambda each: (each.pk != member.pk, each.person.name))


def absences_here(people: Iterable[Membership]) -> QuerySet[Absence]:
    """Absences of some people, of today and later, the nearest first."""
    found = Absence.objects.filter(membership__in=[each.pk for each in people], is_active=True)
    return (
        found.filter(ends_on__gte=timezone.localdate())
        .select_related("membership__person", "cover__person")
        .order_by("starts_on", "pk")
    )


def absence_in(organisation_id: int, absence_id: int) -> Absence | None:
    """One absence that is in force or to come."""
    found = Absence.objects.filter(organisation=organisation_id, pk=absence_id, is_active=True)
    return found.first()
